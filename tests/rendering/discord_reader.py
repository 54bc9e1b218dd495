"""Reads a Discord payload as Discord does: what its limits refuse, and what its markdown makes of every text."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.cards import Card, Fact, Line, Strong, Struck, Text, Tone
from bot.on_discord.embeds import Message
from tests.bot.test_discord_embeds import wire
from tests.rendering.reading import Mark, Reading, essence, marks_of, rows_of, told_facts, untrue, words_of
from tests.stand_ins.discord_rules import Refused, check_message, check_not_empty

_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_OURS = re.compile(
    r"\[(?P<label>[^\[\]]*)\]\((?P<url>https?://[^\s()<>]*)\)|(?P<time><t:-?[0-9]+:[fD]>)|<#(?P<place>[0-9]+)>"
    r"|\*\*(?P<strong>[^*]+)\*\*|~~(?P<struck>[^~]+)~~"
)
_ACTING = re.compile(
    r"[*_~`|<>\[\]]|https?:|://|:[0-9A-Za-z_+-]{2,}:|^\s*(#{1,3}|-#|[-*+]|[0-9]+[.)])\s|[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]",
    re.MULTILINE | re.IGNORECASE,
)
_MENTION = re.compile("@(?!\u200b)")
_HELD = 0xF0000
"""From here on, in a private plane, escaped characters are kept while marks are looked for."""


def faults(card: Card, message: Message) -> list[str]:
    """Everything wrong with a card's message: limits, live words, marks nobody asked for, words lost in silence."""
    body, read = wire(message), Reading()
    if message.picture is not None:
        body["attachments"] = [{"id": 0, "filename": message.picture.name, "description": message.picture.alt}]
        _plain(message.picture.alt, read)
    try:
        check_message(body)
        check_not_empty(body)
    except Refused as refused:
        return [str(refused)]
    (embed,) = body["embeds"]
    _embed(embed, read)
    for row in body["components"]:
        for part in row["components"]:
            for pressed in (part, *part.get("options", ())):
                _plain(pressed.get("label") or "", read)
    read.faults += _mentioned(card, body)
    "\n".join(read.visible).encode()
    return untrue(read, _marks(card), _words(card))


def _embed(embed: dict[str, Any], read: Reading) -> None:
    """Every text, in the order in which people read it; the footer knows no markdown."""
    read_markdown(embed.get("title") or "", read)
    read_markdown(embed.get("description") or "", read)
    for field in embed.get("fields") or ():
        read_markdown(field["name"], read)
        read_markdown(field["value"].removeprefix("> "), read)
    _plain((embed.get("footer") or {}).get("text") or "", read)


def read_markdown(text: str, read: Reading) -> None:
    """Take our marks off; what would act after that is somebody else's."""
    bare = _ESCAPED.sub(lambda found: chr(_HELD + ord(found[1]) % 0xFFFD), text)
    for found in _OURS.finditer(bare):
        if found["time"]:
            read.marks.append(Mark("time", ""))
        elif found["place"]:
            read.marks.append(Mark("place", found["place"]))
        elif found["url"]:
            read.marks.append(Mark("link", _released(found["label"]), found["url"]))
        else:
            kind = "strong" if found["strong"] else "struck"
            read.marks.append(Mark(kind, _released(found[kind])))
    rest = _OURS.sub(lambda found: found["label"] or found["strong"] or found["struck"] or "", bare)
    read.visible.append(_released(rest))
    read.faults += [f"{found[0]!r} acts in {text!r}" for found in [_ACTING.search(rest)] if found]
    read.faults += [f"a mention acts in {text!r}" for found in [_MENTION.search(_released(bare))] if found]


def _plain(text: str, read: Reading) -> None:
    read.visible.append(text)
    read.faults += [f"a mention in {text!r}" for found in [_MENTION.search(text)] if found]


def _released(text: str) -> str:
    return "".join(chr(ord(c) - _HELD) if _HELD <= ord(c) < _HELD + 0xFFFD else c for c in text)


def _mentioned(card: Card, body: dict[str, Any]) -> Iterator[str]:
    """Only the route's mention stands beside the embed, and only whom it names may be rung."""
    if body["content"] != card.mention:
        yield f"the words beside the embed are {body['content']!r}"
    allowed = body["allowed_mentions"]
    named = [str(one) for one in (*(allowed.get("users") or ()), *(allowed.get("roles") or ()))]
    if any(one not in card.mention for one in named):
        yield f"may ring {named}"
    if "everyone" in allowed.get("parse", ()) and "@everyone" not in card.mention and "@here" not in card.mention:
        yield "may ring everyone"
    if not {"users", "roles"}.isdisjoint(allowed.get("parse", ())):
        yield f"may ring whoever is named: {allowed}"


def _lines(card: Card, facts: Iterable[Fact]) -> Iterator[Line]:
    title = card.title if essence(card.title) else "Moves"
    yield (Struck(title) if card.struck else Text(title),)
    yield card.lead
    first = card.tone is Tone.ANSWER and bool(card.sections)  # an answer's facts stand above its lists
    yield from () if first else rows_of(card)
    for fact in facts:
        yield (Strong(fact.label) if first else Text(fact.label),)
        yield fact.value
    yield from rows_of(card) if first else ()
    yield (Text(card.quote),)
    yield from card.sources


def _marks(card: Card) -> Iterator[Mark]:
    for line in _lines(card, card.facts):
        yield from marks_of(line)


def _words(card: Card) -> Iterator[str]:
    """Where there are more facts than Discord has fields the last go in silence; no view makes such a card."""
    if len(card.facts) > 20:
        return
    for line in (*_lines(card, told_facts(card)), card.footer):
        yield from words_of(line)
