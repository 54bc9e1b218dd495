"""Cards as Slack messages: Block Kit for the eye, one plain text for notifications and screen readers.

Made to be read in two seconds: a heading that says who and what, the status in words, from and to side by side, the
quote, then who told it. Everything stays within `limits`, and what had to be left out is said.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.cards import Action, Card, Fact, Line, Section, Text, Tone, plain, summary, void
from bot.on_slack import limits
from bot.on_slack.mrkdwn import line, tidy, unmarked, words

Block = dict[str, Any]

ACTION_PREFIX = "card."
"""Every button's action_id begins with it; the listener asks for it."""

# Shares of one message; together with the buttons they stay under limits.MESSAGE even when everything is escaped.
_LEAD, _MENTION, _QUOTE, _LINE, _SOURCES, _FOOTER, _ALT = 800, 300, 1200, 800, 1200, 400, 1000
_FIELD = 600
_LABEL = 80
_FALLBACK_BYTES = 3000
_LONGEST_KEY = 255
_BETWEEN_SOURCES = "  •  "
_CUT_NOTE = "_Cut here: too long for one message._"

# A small sign beside words that say the same.
_SIGNS = {
    Tone.DEPARTURE: "🚪",
    Tone.HIRE: "🤝",
    Tone.APPOINTMENT: "🏷️",
    Tone.DENIED: "🚫",
    Tone.WRONG: "🚫",
    Tone.TROUBLE: "⚠️",
}


@dataclass(frozen=True, slots=True)
class Room:
    """How much a place carries: blocks, their characters as JSON, and the share of those that buttons may take."""

    blocks: int
    weight: int
    buttons: int


_MESSAGE = Room(limits.BLOCKS, limits.MESSAGE, 2_500)
_SCREEN = Room(limits.VIEW_BLOCKS, limits.VIEW, 15_000)


@dataclass(frozen=True, slots=True)
class Message:
    """What goes to Slack: `text` beside `blocks`, both escaped."""

    text: str
    blocks: list[Block]


def render(card: Card, picture: str = "") -> Message:
    """Render a card; never raises and never exceeds Slack's limits, whatever the card holds.

    `picture` is the id of the uploaded file that shows the card's picture; without one its words stand there.
    """
    return Message(_fallback(card), _blocks(card, picture, _MESSAGE))


def screen(card: Card, picture: str = "") -> list[Block]:
    """A card as the blocks of a modal or of the App Home, which carry more than a message."""
    return _blocks(card, picture, _SCREEN)


def _blocks(card: Card, picture: str, room: Room) -> list[Block]:
    tail = [*_picture(card, picture), *_sources(card.sources), *_footer(card.footer)]
    return _within(list(_head(card)), list(_body(card, room)), [*tail, *_actions(card.actions, room)], room)


def _within(head: list[Block], body: list[Block], tail: list[Block], room: Room) -> list[Block]:
    """Head and tail are bounded by their shares; of the body as much is kept as the place carries."""
    note = _context(_CUT_NOTE)
    left = room.weight - weight([*head, *tail, note])
    places = room.blocks - len(head) - len(tail) - 1
    kept: list[Block] = []
    for block in body:
        left -= weight([block])
        if left < 0 or len(kept) == places:
            return [*head, *kept, note, *tail]
        kept.append(block)
    return [*head, *kept, *tail]


def weight(blocks: Iterable[Block]) -> int:
    """Characters of the blocks as JSON, a little more than any way in which Slack may count them."""
    return sum(len(json.dumps(block, ensure_ascii=False)) for block in blocks)


def _head(card: Card) -> Iterator[Block]:
    """Title and lead: a heading over facts and lists, one bold line over a short word in a thread."""
    title = tidy(card.title).strip() or "Moves"
    sign = _SIGNS.get(card.tone, "")
    lead = " ".join(part for part in (line(card.lead, _LEAD), _mention(card)) if part.strip())
    if card.struck or not (card.facts or card.quote or card.sections):
        mark = "*~" if card.struck else "*"
        shown = limits.fit(title, limits.HEADER * 2, lambda part: f"{mark}{words(part)}{mark[::-1]}")
        yield paragraph("\n".join(part for part in (f"{sign} {shown}".strip(), lead) if part))
        return
    yield {"type": "header", "text": plain_text(limits.cut(f"{sign} {unmarked(title)}".strip(), limits.HEADER))}
    if lead:
        yield paragraph(lead)


def _mention(card: Card) -> str:
    """The route's own markup, unescaped; a configuration longer than that is no mention."""
    return card.mention if len(card.mention) <= _MENTION else ""


def _body(card: Card, room: Room) -> Iterator[Block]:
    yield from _facts(card.facts)
    if quoted := _quoted(card.quote):
        yield paragraph(quoted)
    for section in card.sections:
        yield from _lines(section)
        yield from _actions(section.actions, room)


def _facts(facts: tuple[Fact, ...]) -> Iterator[Block]:
    """Labels over values, two abreast."""
    fields = [_mrkdwn(_field(fact)) for fact in facts if plain(fact.value).strip()]
    for at in range(0, len(fields), limits.FIELDS):
        yield {"type": "section", "fields": fields[at : at + limits.FIELDS]}


def _field(fact: Fact) -> str:
    return f"{_bold(fact.label, _LABEL) or '*·*'}\n{line(fact.value, _FIELD)}"


def _bold(text: str, room: int) -> str:
    """Words in bold, without blanks at their edges: beside one Slack shows the mark itself."""
    return limits.fit(tidy(text).strip(), room, lambda part: f"*{words(part)}*")


def _quoted(quote: str) -> str:
    """The quote as a block quote: a bar before each of its lines."""
    told = "\n".join(kept for kept in (tidy(part).strip() for part in quote[: limits.MESSAGE].splitlines()) if kept)
    return limits.fit(told, _QUOTE, lambda part: "\n".join(f"> {words(row)}" for row in part.split("\n")))


def _lines(section: Section) -> Iterator[Block]:
    """Heading and lines in as few blocks as they need, parted between lines only."""
    rows = [shown for shown in (line(row, _LINE).strip() for row in section.lines) if shown]
    if heading := _bold(section.heading, limits.HEADER):
        rows.insert(0, heading)
    pack: list[str] = []
    for row in rows:
        if pack and len("\n".join([*pack, row])) > limits.SECTION:
            yield paragraph("\n".join(pack))
            pack = []
        pack.append(row)
    if pack:
        yield paragraph("\n".join(pack))


def _sources(sources: tuple[Line, ...]) -> Iterator[Block]:
    """Who told it, in one small paragraph; those that find no room are counted."""
    shown: list[str] = []
    for source in sources:
        told = line(source, _SOURCES // 2)
        if len(_BETWEEN_SOURCES.join([*shown, told])) > _SOURCES:
            shown.append(f"and {len(sources) - len(shown)} more")
            break
        if told.strip():
            shown.append(told)
    if shown:
        yield _context(_BETWEEN_SOURCES.join(shown))


def _footer(footer: Line) -> Iterator[Block]:
    shown = line(footer, _FOOTER)
    if shown.strip():
        yield _context(shown)


def _picture(card: Card, file: str) -> Iterator[Block]:
    """The picture, or in its place the words that say what it shows."""
    if card.picture is None:
        return
    said = limits.cut(unmarked(card.picture.alt).strip(), _ALT)
    if file:
        yield {"type": "image", "slack_file": {"id": file}, "alt_text": said or "Picture"}
    elif said:
        yield _context(limits.fit(said, _ALT, words))


def _actions(actions: tuple[Action, ...], room: Room) -> Iterator[Block]:
    """The buttons that can be pressed; Slack knows no disabled ones, so those are left out."""
    buttons: list[Block] = []
    for action in actions:
        if not action.enabled or not 0 < len(action.key) <= _LONGEST_KEY:
            continue
        button = _button(action, len(buttons))
        if weight([*buttons, button]) <= room.buttons:
            buttons.append(button)
    most = limits.BUTTONS * (room.blocks // limits.BLOCKS)
    for at in range(0, min(len(buttons), most), limits.BUTTONS):
        yield {"type": "actions", "elements": buttons[at : at + limits.BUTTONS]}


def _button(action: Action, number: int) -> Block:
    label = limits.cut(unmarked(action.label).strip() or "Show", limits.BUTTON)
    return {"type": "button", "action_id": f"{ACTION_PREFIX}{number}", "text": plain_text(label), "value": action.key}


def _words(text: str) -> str:
    return "\n".join(map(words, text.split("\n")))


def _fallback(card: Card) -> str:
    """The card in plain words for notifications and screen readers: the gist first, as much of the rest as fits.

    Clients that show it read marks and names of emoji in it as in any text.
    """
    facts = [f"{fact.label}: {plain(fact.value)}" for fact in card.facts]
    rows = [plain(row) for section in card.sections for row in ((Text(section.heading),), *section.lines)]
    told = [f"{void(card)}{summary(card)}", *facts, f"“{card.quote}”" if card.quote else "", *rows, plain(card.footer)]
    text = "\n".join(kept for kept in (tidy(part).strip() for part in told) if kept)
    shown = limits.fit(text or "Moves", _FALLBACK_BYTES, _words, size=lambda part: len(part.encode()))
    return f"{shown} {_mention(card)}".strip()


def paragraph(text: str) -> Block:
    """A paragraph of Slack's markup, made harmless already."""
    return {"type": "section", "text": _mrkdwn(text)}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [_mrkdwn(text)]}


def _mrkdwn(text: str) -> Block:
    """`verbatim` keeps Slack from turning bare addresses, @names and #channels into links and mentions."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain_text(text: str) -> Block:
    """Words that Slack shows as they are."""
    return {"type": "plain_text", "text": text, "emoji": False}
