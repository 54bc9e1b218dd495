"""Reads a Slack payload as Slack does: what its limits refuse, and what its mrkdwn makes of every text."""

import json
import re
from collections.abc import Iterator
from typing import Any

from bot.cards import Card, Line, Strong
from tests.rendering.reading import Mark, Reading, essence, marks_of, rows_of, told_facts, untrue, words_of
from tests.stand_ins.slack_rules import refusal

_MOST = 10_000
"""Characters of all blocks together: what a digest is split at."""
_PIECE = re.compile(r"(<[^<>]*>)")
_BOLD = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])")
_STRUCK = re.compile(r"(?<![\w~])~(?=[^\s~])([^~\n]*[^\s~])~(?![\w~])")
_ACTING = re.compile(
    r"[*~`]|(?<![^\W_])_|_(?![^\W_])|:[\w+'-]+:|[<>]|&(?!amp;|lt;|gt;)|[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)
_CUT_NOTE = "_Cut here: too long for one message._"
_TIME = re.compile(r"<!date\^[0-9]+\^\{date_short(_pretty)?\}( \{time\})?\|[0-9: UTC-]+>")
_PLACE = re.compile("<#([A-Z0-9]+)>")
_LINK = re.compile(r"<(https?://[^\s<>|]+)\|([^<>]*)>")


def faults(card: Card, payload: dict[str, Any]) -> list[str]:
    """Everything wrong with a card's message: limits, live words, marks nobody asked for, words lost in silence."""
    blocks = payload["blocks"]
    told = [str(found) for found in (refusal(payload), refusal(payload, update=True)) if found != ("", [])]
    size = sum(len(json.dumps(block, ensure_ascii=False)) for block in blocks)
    told += [f"{size} characters of blocks"] if size > _MOST else []
    payload["text"].encode()
    read = Reading()
    for block in blocks:
        _block(block, read)
    _mention(card, payload["text"], read)
    return told + untrue(read, _marks(card), _words(card))


def _block(block: dict[str, Any], read: Reading) -> None:
    if "alt_text" in block:
        _plain(block["alt_text"], read)
    for text in (*filter(None, [block.get("text")]), *block.get("fields", ()), *block.get("elements", ())):
        if text["type"] == "button":
            _plain(text["text"]["text"], read)
        elif text["type"] == "plain_text":
            _plain(text["text"], read)
        else:
            if text.get("verbatim") is not True:
                read.faults.append(f"bare addresses and names would act: {text}")
            read_mrkdwn(text["text"], read)


def _plain(text: str, read: Reading) -> None:
    """Text that is parsed by nobody; emoji names are not either (`emoji` false), brackets are better not there."""
    read.visible.append(text)
    if re.search("[<>]", text):
        read.faults.append(f"brackets in plain text: {text!r}")


def read_mrkdwn(text: str, read: Reading) -> None:
    """Read a text row by row, as Slack does; the bar of a quote and the note about a cut are ours."""
    for row in text.split("\n"):
        quoted = row.removeprefix("> ")
        _row(quoted.replace(_CUT_NOTE, "Cut here"), read)


def _row(row: str, read: Reading) -> None:
    """Take our marks off from the outside in; what would act after that is somebody else's."""
    marks: list[tuple[int, Mark]] = []
    bare = _PIECE.sub(lambda found: "\ufffc" * len(found[0]), row)
    for kind, shape in (("strong", _BOLD), ("struck", _STRUCK)):
        marks += [(found.start(), Mark(kind, _read(found[1].strip("~")))) for found in shape.finditer(bare)]
        bare = shape.sub(lambda found: f" {found[1]} ", bare)  # as long as before, so that places stay comparable
    for found in _PIECE.finditer(row):
        marks += [(found.start(), mark) for mark in _entity(found[0], read)]
    read.marks += [mark for _, mark in sorted(marks, key=lambda one: one[0])]
    read.visible.append(_read(row))
    read.faults += [f"{found[0]!r} acts in {row!r}" for found in [_ACTING.search(bare)] if found]


def _entity(entity: str, read: Reading) -> Iterator[Mark]:
    if _TIME.fullmatch(entity):
        yield Mark("time", "")
    elif found := _LINK.fullmatch(entity):
        yield Mark("link", _read(found[2]), _unescaped(found[1]))
        read.faults += [f"{found[0]!r} acts in a label" for found in [_ACTING.search(found[2])] if found]
    elif found := _PLACE.fullmatch(entity):
        yield Mark("place", found[1])
    else:
        yield Mark("mention", entity)


def _read(row: str) -> str:
    """The row as it is seen: links as labels, marks and entities undone."""
    shown = _PIECE.sub(lambda found: found[0][1:-1].partition("|")[2], row)
    return _unescaped(shown)


def _unescaped(text: str) -> str:
    """Slack knows three entities."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _mention(card: Card, fallback: str, read: Reading) -> None:
    """The route's mention stands once in the blocks and at the end of the notification, and nothing else mentions."""
    asked = [card.mention] if card.mention else []
    found = [mark.words for mark in read.marks if mark.kind == "mention"]
    read.marks[:] = [mark for mark in read.marks if mark.kind != "mention"]
    if "".join(found) != "".join(asked):
        read.faults.append(f"mentions {found} instead of {asked}")
    own = fallback.removesuffix(card.mention)
    read.faults += [
        f"{one[0]!r} acts in the notification {own!r}" for one in [_ACTING.search(own.replace("\n", " "))] if one
    ]


def _headed(card: Card) -> bool:
    """Whether the title stands in a header block, which marks nothing."""
    return not card.struck and bool(card.facts or card.quote or card.sections)


def _lines(card: Card) -> Iterator[Line]:
    """Where marks may stand; a fact whose label nobody sees is shown with a dot."""
    yield card.lead
    for fact in card.facts:
        yield (Strong(fact.label if essence(fact.label) else "·"),)
        yield fact.value
    yield from rows_of(card)
    yield from card.sources
    yield card.footer


def _marks(card: Card) -> Iterator[Mark]:
    if not _headed(card):
        title = card.title if essence(card.title) else "Moves"
        yield Mark("strong", title)
        if card.struck:
            yield Mark("struck", title)
    for line in _lines(card):
        yield from marks_of(line)


def _words(card: Card) -> Iterator[str]:
    yield card.title
    yield from words_of(card.lead)
    for fact in told_facts(card):
        yield fact.label
        yield from words_of(fact.value)
    yield card.quote
    for line in (*rows_of(card), *card.sources, card.footer):
        yield from words_of(line)
