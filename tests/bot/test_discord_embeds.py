"""Cards as embeds: what people read, Discord's limits, and foreign words that must not act."""

import datetime as dt
import re

import discord
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import Action, Card, Fact, Line, Link, Section, Strong, Struck, Text, Time, Tone
from bot.on_discord import limits, markup
from bot.on_discord.embeds import Message, render
from tests.stand_ins.discord_rules import JSON, check_message, check_not_empty

MARCH = dt.datetime(2026, 3, 3, 8, 30, tzinfo=dt.UTC)
DEPARTURE = Card(
    title="Lin Junyang leaves Alibaba",
    tone=Tone.DEPARTURE,
    lead=(Strong("Reported"), Text(" · 2 outlets")),
    facts=(
        Fact("From", (Text("Alibaba · Qwen · technical lead"),)),
        Fact("When", (Text("3 March 2026"),)),
        Fact("Also written", (Text("林俊旸"),)),
    ),
    quote="me stepping down. bye my beloved qwen.",
    sources=(
        (Link("The Daily [Model]", "https://example.com/a_(b) c"), Text(" · "), Time(MARCH, date_only=True)),
        (Text("Wire"), Text(" · "), Time(MARCH)),
    ),
    actions=(Action("Alibaba history", "ask:1:Alibaba"), Action("Lin Junyang", "ask:1:Lin Junyang")),
)


def wire(message: Message) -> JSON:
    """The body as it goes to Discord, buttons included."""
    buttons = [
        {"type": 2, "style": 2, "label": a.label, "custom_id": f"moves:{a.key}", "disabled": not a.enabled}
        for a in message.actions
    ]
    rows = [{"type": 1, "components": buttons[at : at + 5]} for at in range(0, len(buttons), 5)]
    if message.menu:
        options = [{"label": action.label, "value": action.key} for action in message.menu]
        rows.insert(0, {"type": 1, "components": [{"type": 3, "custom_id": "moves-menu", "options": options}]})
    return {
        "content": message.content,
        "embeds": [message.embed.to_dict()],
        "components": rows,
        "allowed_mentions": message.mentions.to_dict(),
    }


def test_a_departure_reads_in_order() -> None:
    """Who, status, from, when, quote and linked sources stand where they are looked for."""
    assert render(DEPARTURE).embed.to_dict() == {
        "type": "rich",
        "title": "Lin Junyang leaves Alibaba",
        "url": "https://example.com/a_%28b%29%20c",
        "color": 0xE8912D,
        "description": "**Reported** · 2 outlets",
        "flags": 0,
        "fields": [
            {"name": "From", "value": "Alibaba · Qwen · technical lead", "inline": True},
            {"name": "When", "value": "3 March 2026", "inline": True},
            {"name": "Also written", "value": "林俊旸", "inline": True},
            {"name": "In their words", "value": "> “me stepping down. bye my beloved qwen.”", "inline": False},
            {
                "name": "Sources",
                "value": "[The Daily \\[Model\\]](https://example.com/a_%28b%29%20c) · <t:1772526600:D>\n"
                "Wire · <t:1772526600:f>",
                "inline": False,
            },
        ],
    }


def test_a_struck_title_says_so_in_words() -> None:
    """A screen reader does not read strokes, so a title that no longer holds begins with a word."""
    embed = render(Card(title="A leaves B", tone=Tone.DENIED, struck=True)).embed
    assert embed.title == "Denied: ~~A leaves B~~"


def test_sections_become_headings_and_lines() -> None:
    """A timeline stands in the description, month by month."""
    march = Section(heading="March 2026", lines=((Text("3  "), Strong("Lin"), Text(" · left Alibaba")),))
    denied = Section(heading="May 2025", lines=((Struck("Ann"), Text(" · left")),))
    card = Card(title="Latest", tone=Tone.ANSWER, lead=(Text("Two moves."),), sections=(march, denied))
    assert render(card).embed.description == (
        "Two moves.\n\n**March 2026**\n3 **Lin** · left Alibaba\n\n**May 2025**\n~~Ann~~ · left"
    )


def test_a_long_timeline_loses_addresses_before_words() -> None:
    """Ten rows with the longest of addresses still show all ten moves."""
    link = Link("News", "https://news.example.com/" + "x" * 900)
    rows = tuple((Strong(f"Person {n}"), Text(" · "), link) for n in range(10))
    shown = render(Card(title="T", tone=Tone.ANSWER, sections=(Section(heading="May", lines=rows),))).embed.description
    assert shown is not None
    assert all(f"**Person {n}** · News" in shown for n in range(10))
    assert "https://" not in shown


def test_what_does_not_fit_is_counted() -> None:
    """Lines that are left out are told by their number."""
    rows = tuple((Text(f"row {n} " + "x" * 90),) for n in range(100))
    shown = render(Card(title="T", tone=Tone.ANSWER, sections=(Section(lines=rows),))).embed.description or ""
    kept = shown.count("row ")
    assert 20 < kept < 100
    assert shown.endswith(f"… and {100 - kept} more")


def test_long_source_addresses_fill_several_fields() -> None:
    """Six sources with addresses of 470 characters stay links, in fields of 1,024."""
    sources = tuple((Link(f"Outlet {n}", f"https://example.com/{'x' * 450}{n}"),) for n in range(6))
    fields = render(Card(title="T", tone=Tone.HIRE, sources=sources)).embed.fields
    assert [field.name for field in fields] == ["Sources", markup.BREAK, markup.BREAK]
    assert sum((field.value or "").count("](https://") for field in fields) == 6


def test_only_plain_web_addresses_become_links() -> None:
    """Other schemes, addresses that pose as another host, and nonsense leave the bare label."""
    for url in (
        "javascript:alert(1)",
        "https://bank.example@evil.example/",
        "ftp://a.example/",
        "https://",
        "//a",
        "x",
    ):
        assert markup.line((Link("label", url),), 100) == "label"
    assert markup.address("https://e.example/@everyone?a=b c") == "https://e.example/%40everyone?a=b%20c"


def test_the_title_leads_to_the_first_source_and_carries_the_key() -> None:
    """The key stands in a fragment; an address with a fragment of its own is left alone."""
    assert render(DEPARTURE, key="k7").embed.url == "https://example.com/a_%28b%29%20c#moves-k7"
    steered = Card(title="T", tone=Tone.HIRE, sources=((Link("A", "https://a.example/#/page"),),))
    assert render(steered, key="k7").embed.url == "https://a.example/#/page"


def test_mentions_come_from_the_card_alone_and_act_alone() -> None:
    """A role that is mentioned may ring, the people it does not name may not."""
    card = Card(title="<@1> @everyone <@&2>", tone=Tone.HIRE, mention="<@&77> <@!5>")
    message = render(card)
    assert message.content == "<@&77> <@!5>"
    assert dict(message.mentions.to_dict()) == {"parse": [], "roles": [77], "users": [5]}
    assert render(Card(title="t", tone=Tone.HIRE)).mentions.to_dict()["parse"] == []
    assert "everyone" in render(Card(title="t", tone=Tone.HIRE, mention="@here")).mentions.to_dict()["parse"]


def test_a_key_too_long_for_a_custom_id_loses_its_button() -> None:
    """94 characters fit beside our prefix, 95 do not; the rest of the card stays."""
    card = Card(title="t", tone=Tone.HELP, actions=(Action("a", "k" * 94), Action("b", "k" * 95)))
    assert [action.label for action in render(card).actions] == ["a"]


def test_many_choices_become_a_menu() -> None:
    """Six of one kind are a menu, five are buttons; what is of another kind stays a button beside them."""
    names = tuple(Action(f"Person {n}", f"ask:1:p{n}") for n in range(30))
    other = (Action("Share", "share:1:x"), Action("Older", "ask:2:x", enabled=False))
    message = render(Card(title="Which?", tone=Tone.HELP, actions=(*names, *other)))
    assert [action.label for action in message.menu] == [f"Person {n}" for n in range(25)]
    assert {action.label for action in other} <= {action.label for action in message.actions}
    few = render(Card(title="Which?", tone=Tone.HELP, actions=names[:5]))
    assert (len(few.actions), few.menu) == (5, ())


def test_the_fullest_card_keeps_its_first_things() -> None:
    """Thirty facts, or facts of 1,000 characters each, are cut to 25 fields and 6,000 characters, the last ones first."""
    many = Card(title="T", tone=Tone.HIRE, facts=tuple(Fact(f"f{n}", (Text("v"),)) for n in range(30)))
    long = Card(title="T", tone=Tone.HIRE, facts=tuple(Fact(f"f{n}", (Text("v" * 1000),)) for n in range(30)))
    for card in (many, long):
        message = render(card)
        check_message(wire(message))
        assert message.embed.fields[0].name == "f0"
    assert len(render(many).embed.fields) == 25
    assert len(render(long).embed) > 5000


def test_cuts_keep_words_and_combined_characters_whole() -> None:
    """A cut ends at a word, never inside an emoji of several code points, an accent or an escape."""
    assert markup.fit("one two three", 9) == "one two…"
    family = "👨\u200d👩\u200d👧"
    assert markup.fit(f"ab{family}cd", 7) == "ab…"
    assert markup.fit("abe\u0301xyz", 4) == "ab…"
    assert markup.fit("🇨🇳🇩🇪🇫🇷", 8) == "🇨🇳…"
    assert markup.fit("a*****", 6) == "a\\*\\*…"
    assert markup.fit("anything", 0) == ""


# Hostile strings: markup, mentions, addresses, control and direction characters, halves of emoji, and plain text.
# fmt: off
TOKENS = st.sampled_from((
    "@everyone", "@here", "<@1>", "<@&2>", "<#3>", "</moves:4>", "<t:1:R>", "<:e:5>", "<id:guide>", "**", "__", "~~",
    "||", "`", "```", "*", "_", "[a](https://evil.example)", "](", "https://evil.example", "\\", "\n", "# ", "-# ",
    "> ", "- ", "1. ", "\u202e", "\u200b", "\u2028", "\ud83d", "👨\u200d👩", "🇨🇳", "é", "e\u0301", "阿里", "word", " ",
    "\x00",
))
# fmt: on
FOREIGN = st.one_of(
    st.lists(TOKENS, max_size=30).map("".join),
    st.text(max_size=60),
    st.builds(lambda text, times: text * times, st.one_of(TOKENS, st.text(max_size=8)), st.integers(50, 1500)),
)
URLS = st.one_of(FOREIGN, FOREIGN.map(lambda tail: f"https://example.com/{tail}"))
TIMES = st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2200, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001
SPANS = st.one_of(
    FOREIGN.map(Text), FOREIGN.map(Strong), FOREIGN.map(Struck), st.builds(Link, FOREIGN, URLS), st.builds(Time, TIMES)
)
LINES: st.SearchStrategy[Line] = st.lists(SPANS, max_size=5).map(tuple)
KEYS = st.one_of(st.text(max_size=110), st.text(max_size=105).map(lambda rest: f"ask:{rest}"))
CARDS = st.builds(
    Card,
    title=FOREIGN,
    tone=st.sampled_from(Tone),
    struck=st.booleans(),
    lead=LINES,
    facts=st.lists(st.builds(Fact, FOREIGN, LINES), max_size=30).map(tuple),
    quote=FOREIGN,
    sections=st.lists(
        st.builds(Section, heading=FOREIGN, lines=st.lists(LINES, max_size=6).map(tuple)), max_size=6
    ).map(tuple),
    sources=st.lists(LINES, max_size=12).map(tuple),
    footer=LINES,
    actions=st.lists(st.builds(Action, FOREIGN, KEYS, st.booleans()), max_size=30).map(tuple),
)
_ACTING = re.compile(r"[*_~`|<>\[\]]|://")
_LINE_START = re.compile(r"^\s*(#|-|\+|\d+[.)])", re.MULTILINE)


def texts(embed: discord.Embed) -> list[str]:
    """Every string of an embed that Discord reads as markdown."""
    fields = [text for field in embed.fields for text in (field.name, field.value)]
    return [text for text in (embed.title, embed.description, *fields) if text]


@settings(deadline=None)
@given(FOREIGN, st.integers(0, 300))
def test_escaped_words_never_act(text: str, most: int) -> None:
    """Without its escapes nothing of a foreign string is left that markdown, mentions or links are made of."""
    shown = markup.fit(text, most)
    bare = re.sub(r"\\(_|[^\w\s])", "x", shown)
    assert not _ACTING.search(bare)
    assert not _LINE_START.search(bare)
    assert not re.search(f"@(?!{markup.BREAK})", shown)
    assert "\n" not in shown
    assert markup.width(shown) <= most


@settings(max_examples=40, deadline=None)
@given(CARDS)
def test_any_card_is_accepted(card: Card) -> None:
    """Whatever stands in a card, Discord's documented limits hold and something is shown."""
    body = wire(render(card, key="k" * 25))
    check_message(body)
    check_not_empty(body)
    str(body).encode("utf-8")  # no half characters, which JSON could carry but Discord refuses


@settings(max_examples=40, deadline=None)
@given(CARDS)
def test_no_card_mentions_or_poses(card: Card) -> None:
    """Nothing foreign mentions anybody: no live `@`, no angle bracket but our times, no address but in a link of ours."""
    message = render(card)
    assert not message.content
    assert message.mentions.to_dict()["parse"] == []
    for text in texts(message.embed):
        bare = re.sub(r"\\(_|[^\w\s])", "x", text)
        assert not re.search(f"@(?!{markup.BREAK})", text)
        assert "<" not in re.sub(r"<t:-?\d+:[fD]>", "", bare)
        assert "://" not in re.sub(r"\]\(https?://[^\s()<>]*\)", "", bare)


@settings(deadline=None)
@given(LINES, st.integers(0, 2000))
def test_lines_keep_to_their_room(line: Line, most: int) -> None:
    """A line never takes more than it may."""
    assert markup.width(markup.line(line, most)) <= most


def test_declared_limits_are_discords() -> None:
    """The limits the renderer keeps are those its rules are checked against."""
    assert (limits.TITLE, limits.DESCRIPTION, limits.FIELD_VALUE, limits.EMBED_TOTAL) == (256, 4096, 1024, 6000)
