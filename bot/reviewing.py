"""`moves review`: pairs of persons who may be one, shown for people to decide. Shows and decides nothing."""

import json
from typing import TYPE_CHECKING

import typer

from bot.options import AsJson, settings_here

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from bot.measure import Json
    from store.doubts import Pair
    from store.lookup import PersonHit

_NOTHING = "Nobody is in doubt: no two persons are known who may be one."
_HOW = "Say which with: moves fix same ID ID, or moves fix different ID ID."


def review(as_json: AsJson = False) -> None:
    """Show persons who may be one: who, at which companies, why, since when."""
    from rich.console import Console

    from bot import app as root
    from store import doubts

    with root.opened(settings_here()) as parts, parts.database.reading() as session:
        pairs = doubts.asked(session)
    if as_json:
        typer.echo(json.dumps([_row(pair) for pair in pairs], ensure_ascii=False, indent=1))
        return
    if not pairs:
        typer.echo(_NOTHING)
        return
    Console().print(_table(pairs))
    typer.echo(_HOW)


def _table(pairs: "Sequence[Pair]") -> "Table":
    """One section a pair, a person a line."""
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for name in ("id", "who", "companies", "why", "since"):
        table.add_column(name, no_wrap=name in {"id", "since"})
    for pair in pairs:
        told = (pair.why, f"{pair.since.astimezone():%Y-%m-%d}")
        for person, beside in ((pair.one, told), (pair.other, ("", ""))):
            table.add_row(*map(Text, (person.id, _who(person), _listed(person.companies), *beside)))
        table.add_section()
    return table


def _who(person: "PersonHit") -> str:
    return f"{_listed([person.name])} ({_listed(person.also)})" if person.also else _listed([person.name])


def _listed(names: "Sequence[str]") -> str:
    from bot.on_terminal.paper import clean

    return ", ".join(map(clean, names))


def _row(pair: "Pair") -> "Json":
    return {
        "persons": [
            {"id": person.id, "name": person.name, "also": list(person.also), "companies": list(person.companies)}
            for person in (pair.one, pair.other)
        ],
        "why": pair.why,
        "since": pair.since.isoformat(),
    }
