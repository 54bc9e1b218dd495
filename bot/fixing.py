"""`moves fix …`: corrections on the command line. The words are those of `bot.orders`."""

import getpass
import json
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from bot.options import AsJson, settings_here
from bot.orders import TOLD, USAGE, Order, WrongUse, read
from store.model.corrections import Correction, Refused

fix = typer.Typer(
    help="Correct what is known: what is no move, what is one move, a role, a date, a person.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
Note = Annotated[str, typer.Option("--note", help="Why, for the log.")]
Who = Annotated[str, typer.Option("--as", help="Who corrects; nothing: the user of this machine.")]


def _register(verb: str, usage: str) -> None:
    """Make a command of one word of the grammar."""
    wanted = typer.Argument(metavar=usage, show_default=False)

    def command(told: Annotated[list[str], wanted], note: Note = "", who: Who = "") -> None:
        _carry_out(verb, told, note, who)

    def optional(told: Annotated[list[str] | None, wanted] = None, note: Note = "", who: Who = "") -> None:
        _carry_out(verb, told or (), note, who)

    chosen: Callable[..., None] = optional if usage.startswith("[") else command
    chosen.__doc__ = f"{TOLD[verb][0].upper()}{TOLD[verb][1:]}."
    fix.command(verb)(chosen)


for _verb, _usage in USAGE.items():
    if _verb != "log":
        _register(_verb, _usage)


@fix.command()
def log(as_json: AsJson = False) -> None:
    """Who corrected what and when, newest first; what was undone as well."""
    from bot import app as root
    from store import audit

    with root.opened(settings_here()) as parts, parts.database.reading() as session:
        told = audit.log(session)
    if as_json:
        typer.echo(json.dumps([_row(one) for one in told], ensure_ascii=False, indent=1))
    else:
        _table(told)


def _carry_out(verb: str, told: Sequence[str], note: str, who: str) -> None:
    """Read and do one order; prints what changed, or why it cannot be."""
    from bot import app as root
    from bot.editing import carry_out
    from store.audit import Editor
    from watchers.extract import organisations

    try:
        order = read([verb, *told])
    except WrongUse as trouble:
        raise typer.BadParameter(str(trouble)) from trouble
    settings = settings_here()
    houses = organisations.houses(settings.watchlist)
    by = Editor(who=who or _user(), now=root.now(), note=note or order.note, houses=houses)
    try:
        with root.opened(settings) as parts, parts.database.writing() as session:
            done = carry_out(session, order, by, settings.watchlist)
    except Refused as trouble:
        typer.echo(f"moves: {trouble}", err=True)
        raise typer.Exit(1) from trouble
    typer.echo(_told(done, order))


def _told(done: Correction, order: Order) -> str:
    if order.verb == "undo":
        return f"Correction {done.number} is undone: {done.what}"
    return f"Correction {done.number}: {done.after} (was: {done.before}). `moves fix undo {done.number}` takes it back."


def _user() -> str:
    """The name of this machine's user; a container may have none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def _row(one: Correction) -> dict[str, object]:
    """A line of the log in the words of docs/contracts.md."""
    return {
        "number": one.number,
        "at": one.made_at.isoformat(),
        "who": one.who,
        "kind": one.kind.value,
        "what": one.what,
        "move": one.move,
        "before": one.before,
        "after": one.after,
        "note": one.note,
        "undone_at": one.undone_at.isoformat() if one.undone_at else None,
        "undone_by": one.undone_by,
    }


def _table(told: Sequence[Correction]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("No.", "When (UTC)", "Who", "What", "Before", "After", "Note")
    for one in told:
        note = f"undone by {one.undone_by}" if one.undone_at else one.note
        cells = (str(one.number), f"{one.made_at:%Y-%m-%d %H:%M}", one.who, one.what, one.before, one.after, note)
        table.add_row(*map(Text, cells))
    Console().print(table if told else "Nothing was corrected yet.")
