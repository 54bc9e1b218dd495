"""The measuring contracts: entries as JSON Lines in, findings or changes as JSON Lines out.

Other people's scripts rely on these shapes (docs/contracts.md); a key is never renamed or dropped. Pure.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from store.model.companies import Watchlist
from store.model.moves import Change, Evidence, Finding, Move
from store.model.positions import Position
from watchers.entries import Article

Json: TypeAlias = dict[str, object]


class LineTrouble(ValueError):
    """A line of the input that is not an entry; the message names the line and what is wrong with it."""


def articles(lines: Iterable[str], *, first: int = 1) -> Iterator[Article]:
    """Read entries, one JSON object a line; blank lines are passed over, unknown keys ignored. `first` numbers them.

    Raises LineTrouble at the first line that is no object, has no `id` or has a value of the wrong type.
    """
    for number, line in enumerate(lines, start=first):
        if line.strip().removeprefix("\ufeff"):
            yield _article(line.removeprefix("\ufeff"), number)


def _article(line: str, number: int) -> Article:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise LineTrouble(f"line {number}: not JSON ({error})") from error
    if not isinstance(row, dict):
        raise LineTrouble(f"line {number}: expected an object, found {type(row).__name__}")
    if not isinstance(row.get("id"), str):
        raise LineTrouble(f'line {number}: "id" must be a string')
    url, lang = _text(row, "url", number), _text(row, "lang", number)
    return Article(
        id=row["id"],
        title=_text(row, "title", number),
        summary=_text(row, "summary", number),
        body=_text(row, "body", number),
        published=_time(_text(row, "published", number), number),
        url=url or None,
        lang=lang or None,
    )


def _text(row: Json, key: str, number: int) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise LineTrouble(f'line {number}: "{key}" must be a string or null')
    return value.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate cannot be written out again


def _time(text: str, number: int) -> dt.datetime | None:
    """A day counts as its noon, UTC, so that no zone turns it into a neighbour; a time without a zone as UTC."""
    if not text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise LineTrouble(
            f'line {number}: "published" must be YYYY-MM-DD or an ISO time, found {text[:40]!r}'
        ) from error
    if len(text) == len("YYYY-MM-DD"):
        moment = moment.replace(hour=12)
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


def extracted(article_id: str, findings: Sequence[Finding]) -> Json:
    """One output line of `moves extract --json`."""
    return {"id": article_id, "moves": [finding_json(finding) for finding in findings]}


def finding_json(finding: Finding) -> Json:
    """A finding in the contract's words."""
    return {
        "person": finding.person,
        "kind": finding.kind.value,
        "from": _position(finding.left),
        "to": _position(finding.joined),
        "status": finding.status.value,
        "date": str(finding.date) if finding.date else None,
        "background": finding.background,
        "confidence": round(finding.confidence, 3),
        "alert": finding.alert,
        "evidence": finding.evidence,
    }


def watched_only(findings: Sequence[Finding], watchlist: Watchlist) -> tuple[Finding, ...]:
    """Only the findings with a watched company on a side."""
    names = {company.name for company in watchlist.companies}
    return tuple(f for f in findings if any(side and side.company in names for side in (f.left, f.joined)))


def replayed(article_id: str, changes: Sequence[Change], ignored: str | None) -> Json:
    """One output line of `moves replay --json`."""
    rows = [
        {"move": change.story, "change": change.kind.value, "announced": change.announced, "why": change.why}
        for change in changes
    ]
    return {"id": article_id, "changes": rows, "ignored": ignored}


def move_json(move: Move) -> Json:
    """One element of `moves show --json`: the form of `extract` with id, first_seen and sources added."""
    return {
        "id": move.id,
        "person": move.person,
        "person_id": move.person_id,
        "also": list(move.also),
        "kind": move.kind.value,
        "from": _position(move.left),
        "to": _position(move.joined),
        "status": move.status.value,
        "date": str(move.date) if move.date else None,
        "background": move.background,
        "confidence": round(move.confidence, 3),
        "alert": move.alert,
        "evidence": move.evidence[0].quote if move.evidence else "",
        "first_seen": move.first_seen.isoformat(),
        "sources": [_source(evidence) for evidence in move.evidence],
    }


def _source(evidence: Evidence) -> Json:
    published = evidence.published.isoformat() if evidence.published else None
    return {"publisher": evidence.publisher, "title": evidence.title, "url": evidence.url, "published": published}


def _position(position: Position | None) -> Json | None:
    if position is None:
        return None
    return {"company": position.company, "unit": position.unit, "role": position.role}
