"""Cards as Slack messages: what they show, that they fit, and that no foreign word ever acts."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import views
from bot.cards import Action, Card, Fact, Line, Link, Picture, Place, Section, Span, Strong, Struck, Text, Time, Tone
from bot.on_slack import screens
from bot.on_slack.blocks import render
from bot.on_slack.limits import cut, fit
from bot.on_slack.mrkdwn import address, escape, line, words
from bot.on_slack.screens import About
from store.model.moves import ChangeKind, Status
from tests.bot.slack_scene import DAY, card, departure
from tests.stand_ins.slack_rules import broken, entities, refusal, texts
from tests.stand_ins.slack_view_rules import view_faults

HOSTILE = (
    "<!channel>", "<!here|here>", "<@U0123>", "<#C1|general>", "<http://evil.example|Reuters>", "@here", "@channel", "&lt;!here&gt;",
    "&", "<", ">", "|", "*", "~", "`", "_", ">>> ", "\n", "<!date^1^{date}|x>", "http://evil.example", "\u202e", "é",
    "👩‍👩‍👧", "🇨🇳", "林俊旸", ":tada:", " ", "word ", "\x00", "\u2028",
)  # fmt: skip
foreign = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), max_size=4).map("".join) | st.builds(
    lambda part, times: part * times, st.sampled_from(HOSTILE), st.sampled_from((1, 3, 80, 700, 3001, 20_000))
)
urls = st.sampled_from(
    ("https://wire.example/a?b=1&c=<2>|x", "javascript:alert(1)", "http://", "HTTPS://x.example/ y", "ftp://x")
)
moments = st.datetimes(min_value=dt.datetime(1900, 1, 1), max_value=dt.datetime(2200, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001 - the zone comes with `timezones`
spans = (
    st.builds(Text, foreign) | st.builds(Strong, foreign) | st.builds(Struck, foreign)
    | st.builds(Link, foreign, urls | foreign) | st.builds(Time, moments, st.booleans()) | st.builds(Place, foreign | st.just("C0123"))
)  # fmt: skip
lines = st.lists(spans, max_size=5).map(tuple)
cards = st.builds(
    Card,
    title=foreign,
    tone=st.sampled_from(Tone),
    struck=st.booleans(),
    lead=lines,
    facts=st.lists(st.builds(Fact, foreign, lines), max_size=12).map(tuple),
    quote=foreign,
    sections=st.lists(
        st.builds(Section, heading=foreign, lines=st.lists(lines, max_size=8).map(tuple)), max_size=4
    ).map(tuple),
    sources=st.lists(lines, max_size=12).map(tuple),
    footer=lines,
    picture=st.none() | st.builds(Picture, st.just(b"png"), foreign),
    actions=st.lists(st.builds(Action, foreign, foreign, st.booleans()), max_size=30).map(tuple),
)


@settings(max_examples=100, deadline=None)
@given(cards)
def test_any_card_is_a_message_slack_takes(shown: Card) -> None:
    """Whatever a card holds, the message keeps every documented limit, in a post and in an edit; so does a modal."""
    assert list(view_faults(screens.of_card(shown, About()), "modal")) == []
    message = render(shown, "F00000001")
    payload = {"text": message.text, "blocks": message.blocks}
    assert refusal(payload) == ("", [])
    assert refusal(payload, update=True) == ("", [])
    assert sum(len(json.dumps(block, ensure_ascii=False)) for block in message.blocks) <= 10_000


@settings(max_examples=100, deadline=None)
@given(cards)
def test_no_foreign_word_acts(shown: Card) -> None:
    """No mention, no broken entity, and only links that the card itself holds, to http and https alone."""
    message = render(shown)
    asked = {address(span.url) for span in _links(shown)}
    for text in texts(message.blocks):
        assert broken(text) == []
        for entity in entities(text):
            target = entity.partition("|")[0]
            assert target.startswith("!date^") or target in asked or target[1:] in _places(shown)
    assert entities(message.text) == []
    assert broken(message.text.replace("&gt;", "")) == []


def _places(shown: Card) -> set[str]:
    return {span.channel for span in _spans(shown) if isinstance(span, Place)}


def _links(shown: Card) -> list[Link]:
    return [span for span in _spans(shown) if isinstance(span, Link)]


def _spans(shown: Card) -> list[Span]:
    rows = [shown.lead, shown.footer, *shown.sources, *(fact.value for fact in shown.facts)]
    rows += [row for section in shown.sections for row in section.lines]
    return [span for row in rows for span in row]


@settings(max_examples=100, deadline=None)
@given(foreign, st.integers(0, 400))
def test_cutting_fits_and_keeps_the_beginning(text: str, most: int) -> None:
    """A cut text is short enough, is the text's own beginning, and says that it was cut."""
    short = cut(text, most)
    assert len(short) <= most
    assert short == text or most == 0 or (short[-1] == "…" and text.startswith(short[:-1]))


@settings(max_examples=100, deadline=None)
@given(foreign, st.integers(0, 400))
def test_fitting_measures_after_escaping(text: str, room: int) -> None:
    """However dear the escaping, the result fits and no entity is cut through."""
    shown = fit(text, room, escape)
    assert len(shown) <= room
    assert "&" not in shown.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")


@settings(max_examples=100, deadline=None)
@given(lines, st.integers(1, 300))
def test_a_line_fits_with_its_links_whole(spans_of_line: Line, room: int) -> None:
    """A line cut short ends inside no entity."""
    shown = line(spans_of_line, room)
    assert len(shown) <= room
    assert broken(shown) == []


@pytest.mark.parametrize("whole", ["👩‍👩‍👧", "👍🏽", "🇨🇳", "é", "n̈̃"])
def test_a_combined_character_is_kept_whole_or_left_out(whole: str) -> None:
    """A cut at any place inside a combined character takes the whole of it away."""
    for most in range(3, 3 + len(whole)):
        assert cut(f"ab{whole}cdef", most) == ("ab…" if most < 3 + len(whole) else f"ab{whole}…")


def test_a_cut_prefers_a_word() -> None:
    """The cut is made between words where one ends nearby."""
    assert cut("Lin Junyang leaves Alibaba", 22) == "Lin Junyang leaves…"


def test_the_announcement_says_it_in_two_seconds() -> None:
    """Heading, status in words, from, date, quote, source and buttons, in that order."""
    blocks = render(card()).blocks
    assert [block["type"] for block in blocks] == ["header", "section", "section", "section", "context", "actions"]
    assert blocks[0]["text"]["text"].endswith("Lin Junyang leaves Alibaba")
    assert blocks[1]["text"]["text"] == "*Confirmed* · 1 outlet"
    assert [field["text"] for field in blocks[2]["fields"]][:2] == [
        "*From*\nAlibaba · Qwen · technical lead", "*When*\n3 March 2026",
    ]  # fmt: skip
    assert blocks[3]["text"]["text"].startswith("> Lin Junyang, technical lead of Qwen")
    assert blocks[4]["elements"][0]["text"] == (
        "<https://wire.example/a?b=1&amp;c=2|Example Wire> · <!date^1772528400^{date_short}|2026-03-03>"
    )
    assert [b["value"] for b in blocks[5]["elements"]] == [
        "ask:1:Alibaba", "ask:1:Lin Junyang", "fix:ask m1", "mute:m1",
    ]  # fmt: skip
    assert len({b["action_id"] for b in blocks[5]["elements"]}) == 4


def test_a_denial_is_struck_and_called_one() -> None:
    """A denied move is struck through and said to be denied, in the blocks and in the notification."""
    message = render(card(status=Status.DENIED))
    assert "~Lin Junyang leaves Alibaba~" in message.blocks[0]["text"]["text"]
    assert "*Denied*" in message.blocks[0]["text"]["text"]
    assert message.text.startswith("Denied: Lin Junyang leaves Alibaba")


def test_the_fallback_says_the_month() -> None:
    """A notification's days stand under their month, as in the blocks."""
    message = render(views.timeline("Alibaba", [departure()], total=1, page=1, again="alibaba"))
    assert message.text.splitlines()[1] == "March 2026"


def test_a_word_in_a_thread_is_one_small_block() -> None:
    """A reply has no heading of its own, only a bold line, the news and its source."""
    blocks = render(views.reply(ChangeKind.UPDATED, ("status",), departure())).blocks
    assert [block["type"] for block in blocks] == ["section", "context"]
    assert blocks[0]["text"]["text"] == "*Lin Junyang leaves Alibaba*\nNow confirmed."


def test_the_mention_stands_unescaped_and_only_where_configured() -> None:
    """A route's mention acts; the same words in the news do not."""
    message = render(card(mention="<!subteam^S012>"))
    assert message.blocks[1]["text"]["text"] == "*Confirmed* · 1 outlet <!subteam^S012>"
    assert message.text.endswith("<!subteam^S012>")
    assert "<!" not in json.dumps(render(Card(title="<!here>", tone=Tone.HIRE, quote="<!here> @here")).blocks)


def test_bare_addresses_and_names_stay_words() -> None:
    """Every mrkdwn text tells Slack not to make links or mentions of plain words."""
    parts: list[dict[str, Any]] = []
    for block in render(card()).blocks:
        parts += [*block.get("fields", []), *(e for e in block.get("elements", []) if e["type"] == "mrkdwn")]
        parts += [block["text"]] if block["type"] == "section" and "text" in block else []
    assert parts
    assert all(part["verbatim"] is True for part in parts)


def test_foreign_marks_format_nothing() -> None:
    """Tildes in a headline cannot make it look denied, stars not bold, colons no emoji."""
    assert words("~gone~ *now* `x` _y_ :tada:") == "∼gone∼ ∗now∗ ˋxˋ ˍyˍ ꞉tada:"
    assert words("gpt_4o at 10:30") == "gpt_4o at 10:30"


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://a.example/x?y=1&z=2", "https://a.example/x?y=1&amp;z=2"),
        ("https://a.example/<x>|y z", "https://a.example/%3Cx%3E%7Cy%20z"),
        ("HTTPS://a.example/", "https://a.example/"),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("http://[broken", ""),
        ("https://a.example/" + "x" * 3000, ""),
    ],
)
def test_an_address_is_encoded_or_dropped(url: str, target: str) -> None:
    """Only http and https lead anywhere, and nothing in them can end the link early."""
    assert address(url) == target


def test_blanks_stay_outside_the_marks() -> None:
    """Slack ignores a mark beside a blank, so the words alone are marked; nothing is marked where nothing stands."""
    assert line((Strong(" Lin "), Struck("x"), Strong(" ")), 100) == " *Lin* ~x~ "


def test_a_line_cut_short_keeps_what_fits() -> None:
    """At the very edge the line is shortened, not dropped; where not even a word fits nothing is left half."""
    assert line((Text("a" * 50), Strong("b")), 50) == "a" * 48 + "…"
    told = (Text("Told by "), Link("Example Wire", "https://wire.example/"), Text(" today"))
    assert line(told, 44) == "Told by <https://wire.example/|Example…>"
    assert line(told, 20) == "Told by …"


def test_names_are_not_turned_round() -> None:
    """Direction overrides are taken out, joiners of emoji stay."""
    assert words("\u202enaJ\u202c 👩\u200d🔬") == "naJ 👩\u200d🔬"


def test_many_long_buttons_leave_room_for_the_words() -> None:
    """Buttons take their share of a message and no more."""
    actions = tuple(Action("b" * 75, f"{n:255}") for n in range(30))
    blocks = render(Card(title="x", tone=Tone.ANSWER, quote="q" * 900, actions=actions)).blocks
    assert "qqq" in json.dumps(blocks)
    assert 1 <= len(blocks[-1]["elements"]) <= 25
    assert sum(len(json.dumps(block, ensure_ascii=False)) for block in blocks) <= 5_000


def test_no_more_than_fifty_blocks() -> None:
    """Many small sections stop at Slack's fifty blocks, with a word about it."""
    shown = Card(title="x", tone=Tone.ANSWER, sections=tuple(Section(lines=((Text(str(n)),),)) for n in range(80)))
    message = render(shown)
    assert len(message.blocks) == 50
    assert "Cut here" in json.dumps(message.blocks[-1])


def test_an_endless_mention_is_none() -> None:
    """A mention that fills the message is left out; the message goes all the same."""
    message = render(card(mention="<@U1> " * 500))
    assert "<@U1>" not in json.dumps(message.blocks) + message.text


def test_times_before_slack_knows_dates_stay_words() -> None:
    """A moment before 1970 is written out."""
    assert line((Time(dt.datetime(1960, 1, 2, tzinfo=dt.UTC), date_only=True),), 100) == "1960-01-02"
    assert line((Time(DAY),), 100) == "<!date^1772528400^{date_short_pretty} {time}|2026-03-03 09:00 UTC>"


def test_disabled_buttons_are_left_out() -> None:
    """Slack knows no disabled buttons: what cannot be pressed is not shown."""
    shown = Card(title="x", tone=Tone.ANSWER, actions=(Action("Newer", "a", enabled=False), Action("Older", "b")))
    (block,) = [b for b in render(shown).blocks if b["type"] == "actions"]
    assert [b["text"]["text"] for b in block["elements"]] == ["Older"]


def test_a_digest_too_long_says_so_and_keeps_its_sources_and_buttons() -> None:
    """What finds no room is left out with a word about it; the end of the message is kept."""
    rows = tuple((Strong(f"Person {n}"), Text(" left " + "x" * 200)) for n in range(200))
    shown = Card(title="All", tone=Tone.ANSWER, sections=(Section(heading="March", lines=rows),),
                 footer=(Text("200 moves"),), actions=(Action("Share", "share:1:"),))  # fmt: skip
    blocks = render(shown).blocks
    told = json.dumps(blocks)
    assert "Cut here" in told
    assert "200 moves" in told
    assert blocks[-1]["type"] == "actions"
    assert "Person 20" in told
