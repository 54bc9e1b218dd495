"""Card to one Discord embed with buttons, within Discord's limits whatever the card holds.

Pure: gives values, no request is made and no loop is needed. A sheet (facts, quote, sources) becomes fields; sections
become the description. Room is given in reading order, so that what is cut is what comes last.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import discord

from bot.cards import Action, Card, Fact, Line, Link, Picture, Section, Strong, Text, Tone, offered, plain, void
from bot.on_discord import limits, markup

PREFIX = "moves:"
"""What the custom ids of our buttons begin with."""
MENU = "moves-menu"
"""The custom id of the one menu of a message; its options hold the keys."""

KEY_MARK = "moves-"
"""What stands before a delivery's key in the fragment of a title's link."""

_COLOURS = {
    Tone.DEPARTURE: 0xE8912D,
    Tone.HIRE: 0x2EB67D,
    Tone.APPOINTMENT: 0x36A2EB,
    Tone.DENIED: 0xD64545,
    Tone.WRONG: 0xD64545,
    Tone.ANSWER: 0x5865F2,
    Tone.HELP: 0x5865F2,
    Tone.TROUBLE: 0xD64545,
}
_NAMELESS = "Moves"
_LEAD = 1024  # the rest of a description belongs to the sections
_FOOTER = 256


@dataclass(frozen=True, slots=True)
class Message:
    """A rendered card. `mentions` lets act exactly what `content` holds, nothing else."""

    content: str
    embed: discord.Embed
    actions: tuple[Action, ...]
    menu: tuple[Action, ...]
    """What is offered in a menu instead of as buttons; empty, or more than a row of buttons holds."""
    mentions: discord.AllowedMentions
    picture: Picture | None = None
    """Uploaded beside the embed, which shows it."""


class _Room:
    """What is left of the words a message may hold."""

    def __init__(self) -> None:
        self.left = limits.EMBED_TOTAL

    def up_to(self, most: int) -> int:
        """At most `most`, and no more than is left."""
        return max(0, min(most, self.left))

    def take(self, shown: str) -> str:
        """Count what was shown."""
        self.left -= markup.width(shown)
        return shown


def render(card: Card, *, key: str = "") -> Message:
    """Show a card. `key` names the delivery and is hidden behind the title's link, by which a lost post is found again."""
    card = _facts_first(card)
    room = _Room()
    embed = discord.Embed(colour=_COLOURS[card.tone], title=room.take(_title(card)), url=link_of(card, key))
    footer = room.take(markup.fit(plain(card.footer), _FOOTER, markup.plain))
    lead = room.take(markup.line(card.lead, room.up_to(_LEAD)))
    for name, value, inline in (*_facts(card.facts, room), *_quote(card.quote, room), *_sources(card.sources, room)):
        if len(embed.fields) < limits.FIELDS:
            embed.add_field(name=name, value=value, inline=inline)
    rest = room.up_to(limits.DESCRIPTION - markup.width(lead)) - 2  # the blank line between the two
    embed.description = _joined((lead, _sections(card.sections, rest))) or None
    if footer:
        embed.set_footer(text=footer)
    picture = _picture(card.picture)
    if picture is not None:
        embed.set_image(url=f"attachment://{picture.name}")
    actions = offered(card)
    menu = _menu(actions)
    chosen = {action.key for action in menu}
    others = (action for action in actions if action.key not in chosen)
    buttons = _actions(others, limits.BUTTONS - (limits.ROW if menu else 0))
    return Message(card.mention[: limits.CONTENT], embed, buttons, menu, mentions(card.mention), picture)


def _facts_first(card: Card) -> Card:
    """An answer with its facts above its lists: as fields they would stand below."""
    told = [fact for fact in card.facts if markup.clean(plain(fact.value))]
    if card.tone is not Tone.ANSWER or not card.sections or not told:
        return card
    rows = tuple((Strong(fact.label), Text(" · "), *fact.value) for fact in told)
    return replace(card, facts=(), sections=(Section(lines=rows), *card.sections))


def _title(card: Card) -> str:
    if not card.struck:
        return markup.fit(card.title, limits.TITLE) or _NAMELESS
    before = void(card)  # a struck title looks like any other to a screen reader
    words = markup.fit(card.title, limits.TITLE - len(before) - 4) or _NAMELESS
    return f"{before}~~{words}~~"


def link_of(card: Card, key: str = "") -> str | None:
    """The first source's address for the title to lead to; a delivery's key is added as a fragment no server sees.

    An address that has a fragment already is left alone: some pages steer by it.
    """
    followed = (markup.address(span.url) for source in card.sources for span in source if isinstance(span, Link))
    url = next((found for found in followed if found and len(found) <= limits.FIELD_VALUE), "")
    return (f"{url}#{KEY_MARK}{key}" if key and "#" not in url else url) if url else None


def _facts(facts: Iterable[Fact], room: _Room) -> Iterable[tuple[str, str, bool]]:
    """Facts side by side, as "From | To | When"."""
    for fact in facts:
        yield from _field(fact.label, markup.line(fact.value, room.up_to(limits.FIELD_VALUE) // 2), room, inline=True)


def _quote(quote: str, room: _Room) -> Iterable[tuple[str, str, bool]]:
    words = markup.fit(quote, room.up_to(limits.FIELD_VALUE) - 20)
    return _field("In their words", f"> “{words}”", room) if words else ()


def _sources(sources: Iterable[Line], room: _Room) -> Iterable[tuple[str, str, bool]]:
    """Sources one below the other; long addresses fill several fields, the later ones without a heading."""
    heading = "Sources"
    for value in _packed(sources, room):
        yield from _field(heading, value, room)
        heading = markup.BREAK


def _packed(lines: Iterable[Line], room: _Room) -> Iterable[str]:
    packed = ""
    for each in lines:
        shown = markup.line(each, min(limits.FIELD_VALUE, room.up_to(limits.EMBED_TOTAL) - markup.width(packed) - 20))
        if packed and markup.width(packed) + 1 + markup.width(shown) > limits.FIELD_VALUE:
            yield packed
            packed = shown
        else:
            packed = _joined((packed, shown), by="\n")
    if packed:
        yield packed


def _field(name: str, value: str, room: _Room, *, inline: bool = False) -> Iterable[tuple[str, str, bool]]:
    """One field if there is room for it; a field needs a name and a value."""
    named = markup.fit(name, limits.FIELD_NAME) or markup.BREAK
    if value.strip() and markup.width(named) + markup.width(value) <= room.left:
        yield room.take(named), room.take(value), inline


def _sections(sections: Iterable[Section], most: int) -> str:
    """Headings and their lines. When all do not fit, the addresses go first, then the last lines, which are counted."""
    rows = [row for section in sections for row in _rows(section)]
    whole = "\n".join(markup.line(row, limits.DESCRIPTION) if isinstance(row, tuple) else row for row in rows).strip()
    if markup.width(whole) <= most:
        return whole
    return _shortened([_unlinked(row) if isinstance(row, tuple) else row for row in rows], most)


def _rows(section: Section) -> Iterable[Line | str]:
    heading = markup.fit(section.heading, limits.TITLE)
    if heading:
        yield f"\n**{heading}**"
    yield from section.lines


def _unlinked(row: Line) -> Line:
    return tuple(Link(span.label, "") if isinstance(span, Link) else span for span in row)


def _shortened(rows: list[Line | str], most: int) -> str:
    shown: list[str] = []
    room = most - 20  # for the words that say how many are missing
    for at, row in enumerate(rows):
        text = markup.line(row, limits.FIELD_VALUE) if isinstance(row, tuple) else row
        if markup.width(text) + 1 > room:
            missing = sum(isinstance(left, tuple) for left in rows[at:])
            return _joined(("\n".join(shown).strip(), f"… and {missing} more" if missing else ""), by="\n")[
                : max(0, most)
            ]
        room -= markup.width(text) + 1
        shown.append(text)
    return "\n".join(shown).strip()


def _joined(parts: Iterable[str], by: str = "\n\n") -> str:
    return by.join(part for part in parts if part.strip())


def _picture(picture: Picture | None) -> Picture | None:
    """The picture with a name that an embed can refer to, and words that Discord takes."""
    if picture is None:
        return None
    name = re.sub(r"[^A-Za-z0-9_.-]", "_", picture.name).lstrip(".") or "picture.png"
    return Picture(picture.png, markup.fit(picture.alt, limits.ALT, markup.plain), name[-100:])


def _menu(actions: Sequence[Action]) -> tuple[Action, ...]:
    """More than a row of choices of one kind (which person, which move) becomes a menu; the words after 25 are left out."""
    kinds = Counter(_kind(action) for action in actions if action.enabled)
    asked = [action for action in actions if action.enabled and kinds[_kind(action)] > limits.ROW]
    offered = _carried(asked, limits.OPTION_WORDS, limits.OPTION_WORDS)
    return offered[: limits.OPTIONS] if len(offered) > limits.ROW else ()


def _kind(action: Action) -> str:
    """What a button does: the word before the colon, of orders and forms the one behind it as well."""
    verb, _, rest = action.key.partition(":")
    return verb if verb in {"ask", "share"} else f"{verb}:{rest.partition(' ')[0]}"


def _actions(actions: Iterable[Action], most: int) -> tuple[Action, ...]:
    """The buttons Discord can carry."""
    return _carried(actions, limits.CUSTOM_ID - markup.width(PREFIX), limits.BUTTON_LABEL)[:most]


def _carried(actions: Iterable[Action], key: int, label: int) -> tuple[Action, ...]:
    """Actions with labels cut to `label`, each key once; one whose key is wider than `key` or half a character is left out."""
    fitting = {a.key: a for a in actions if a.key.strip() and markup.width(a.key) <= key}
    shown = [a for a in fitting.values() if not any(0xD800 <= ord(c) <= 0xDFFF for c in a.key)]
    return tuple(Action(markup.fit(a.label, label, markup.plain) or "…", a.key, a.enabled) for a in shown)


def mentions(mention: str) -> discord.AllowedMentions:
    """Allow exactly the people, roles or groups a configured mention names."""
    return discord.AllowedMentions(
        everyone="@everyone" in mention or "@here" in mention,
        users=[discord.Object(int(found)) for found in re.findall(r"<@!?(\d{1,20})>", mention)],
        roles=[discord.Object(int(found)) for found in re.findall(r"<@&(\d{1,20})>", mention)],
        replied_user=False,
    )
