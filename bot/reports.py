"""Plain lines for the command line: what was polled, seeded, checked; outbox, export."""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import typer

from bot import measure, wording
from bot.cards import Card, Tone
from bot.settings import Settings
from store import outbox as box
from store.database import Database
from store.model.moves import Change, ChangeKind, Move
from watchers.poll import PollReport

_NOT_ARRIVED = ("pending", "sending", "uncertain", "failed", "dead")
_MOST_LISTED = 50


def trouble(raised: Exception) -> str:
    """The one line about a trouble; an operating system's says which file, and leaves out its number."""
    if isinstance(raised, OSError) and raised.filename is not None and raised.strerror:
        return f"{raised.filename}: {raised.strerror[0].lower()}{raised.strerror[1:]}"
    return str(raised)


def further(card: Card) -> tuple[str, ...]:
    """What a terminal cannot press: the names that an answer offers, one a line."""
    return tuple(f"  {action.label}" for action in card.actions) if card.tone is Tone.HELP else ()


def polled(report: PollReport) -> str:
    """One line on a look at a source."""
    return f"{report.source}: {report.summary()}"


def seeded(change: Change) -> str:
    """One line on what a document told."""
    return f"{change.kind.value:12} {wording.headline(change.move)} ({wording.path(change.move)})"


def seeded_total(changes: Sequence[Change]) -> str:
    """How many moves that was, and how many were news to the store."""
    kinds = Counter(change.kind for change in changes)
    moves = len({change.move.id for change in changes})
    return f"{wording.count(moves, 'move')} found; {kinds[ChangeKind.NEW]} new, {kinds[ChangeKind.UPDATED]} updated."


def checked(settings: Settings, path: Path) -> str:
    """The good news of `moves check`."""
    counted = (
        wording.count(len(settings.watchlist.companies), "company"),
        wording.count(len(settings.sources), "source"),
        wording.count(len(settings.routes), "route"),
    )
    return f"{path}: no problem found; {', '.join(counted)}."


def outbox(database: Database) -> None:
    """How many deliveries are in which state, and the newest of those that did not arrive."""
    with database.reading() as session:
        counted = box.tally(session)
        listed = box.listing(session, states=_NOT_ARRIVED, limit=_MOST_LISTED)
    for name in ("pending", "sending", "uncertain", "failed", "sent", "dead"):
        typer.echo(f"{name:10} {getattr(counted, name)}")
    for row in listed:
        told = f"{row.state:10} {row.destination}  {_deed(row)}, {wording.count(row.attempts, 'attempt')}"
        typer.echo(f"{told}  {row.error}" if row.error else told)


def _deed(row: box.Listed) -> str:
    return f"{row.action.value} of {row.move_id}" if row.move_id else row.action.value


def export(moves: Iterable[Move], *, as_json: bool) -> None:
    """Every move as CSV (a cell that a spreadsheet would run is quoted) or JSON Lines."""
    if as_json:
        for move in moves:
            sys.stdout.write(json.dumps(measure.move_json(move), ensure_ascii=False) + "\n")
        return
    writer = csv.writer(sys.stdout)
    writer.writerow(
        ("id", "person", "kind", "from", "from_role", "to", "to_role", "status", "date", "first_seen", "outlets", "url")
    )
    for move in moves:
        writer.writerow([_cell(value) for value in _export_row(move)])


def _export_row(move: Move) -> tuple[str, ...]:
    left, joined = move.left, move.joined
    return (
        move.id,
        move.person,
        move.kind.value,
        (left.company if left else ""),
        (left.role or "" if left else ""),
        (joined.company if joined else ""),
        (joined.role or "" if joined else ""),
        move.status.value,
        str(move.date or ""),
        move.first_seen.isoformat(),
        str(len(move.publishers)),
        next((e.url for e in move.evidence if e.url), ""),
    )


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
