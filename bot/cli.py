"""The command line: `moves`, also `python -m bot`. Thin: reads options, calls the parts, prints.

Exit codes: 0 done, 1 failed with a clear message on standard error, 2 wrong use. No traceback unless `--debug`.
"""

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot import config, logs, measure, reviewing
from bot.chat import Asker, ChatTrouble
from bot.fixing import fix
from bot.options import AsJson, Chosen, config_here, in_front, load, settings_here, watchlist_here
from bot.sourcing import watched
from store.errors import StoreTrouble
from watchers.errors import WatchTrouble

cli = typer.Typer(
    help="Watches the news for AI leadership changes and tells your team.",
    epilog="--config, --log and --debug may also stand behind the command.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

cli.add_typer(fix, name="fix")
cli.add_typer(watched, name="sources")

Query = Annotated[list[str] | None, typer.Argument(help="A company, a team or a person; nothing: the latest.")]
Input = Annotated[Path | None, typer.Argument(help="JSON Lines; standard input when left out.")]


@cli.callback()
def options(
    config_path: Annotated[Path | None, typer.Option("--config", help="The config file.", metavar="PATH")] = None,
    log: Annotated[Literal["debug", "info", "warning", "error"] | None, typer.Option(help="What to log.")] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    """Take the options that every command knows."""
    Chosen.config, Chosen.log, Chosen.debug = config_path, log or ("debug" if debug else ""), debug
    logs.configure(Chosen.log or "warning")


@cli.command("run")
def run_command() -> None:
    """Run everything; without a config.toml: the try-out."""
    from rich.console import Console

    from bot import run

    path = config_here()
    if path is None:
        asyncio.run(run.tryout(Console()))
        return
    logs.configure(Chosen.log or "info")
    asyncio.run(run.forever(load(path, warn=True), partial(config.load, path, os.environ)))


@cli.command()
def check() -> None:
    """Check the config with every problem at its line; tokens and channels when tokens are set."""
    from bot import reports, run

    path = config_here()
    if path is None:
        raise typer.BadParameter("no config.toml here; copy config.example.toml or pass --config PATH")
    settings = load(path, warn=True)
    checked = asyncio.run(run.check(settings))
    for problem in checked.problems:
        typer.echo(problem, err=True)
    for note in checked.notes:
        typer.echo(note)
    if checked.problems:
        raise typer.Exit(1)
    typer.echo(reports.checked(settings, path))


@cli.command()
def poll(
    names: Annotated[list[str] | None, typer.Argument(help="Sources; nothing: all.", metavar="SOURCE")] = None,
) -> None:
    """Look at sources once, now, and print a summary of each."""
    from bot import app as root
    from bot import run

    settings = settings_here()
    if not root.sources(settings):
        raise typer.BadParameter("nothing is watched; add [[sources]] to config.toml (config.example.toml shows how)")
    known = {source.name for source in root.sources(settings)}
    for name in names or ():
        if name not in known:
            raise typer.BadParameter(f"no source is called {name!r}; known: {', '.join(sorted(known))}")
    asyncio.run(run.once(settings, names or (), typer.echo))


@cli.command()
def seed(files: Annotated[list[Path], typer.Argument(help="Documents: a date, a title, the text.")]) -> None:
    """Read documents into the store as known; nobody is told. Prints the moves found."""
    from bot import app as root
    from bot import reports, seeding
    from watchers import documents

    articles = [documents.article(_read(path), name=path.name) for path in files]
    with root.opened(settings_here()) as parts:
        changes = seeding.seed(
            articles, database=parts.database, engine=parts.engine, watchlist=parts.settings.watchlist, now=root.now()
        )
    for change in changes:
        typer.echo(reports.seeded(change))
    typer.echo(reports.seeded_total(changes))


@cli.command()
def show(
    query: Query = None,
    as_json: AsJson = False,
    page: Annotated[int, typer.Option(min=1, help="Which page of the answer.")] = 1,
) -> None:
    """Print what `/moves QUERY` answers."""
    from rich.console import Console

    from bot import app as root
    from bot import reports
    from bot.on_terminal.paper import panel

    text = " ".join(query or ())
    with root.opened(settings_here()) as parts:
        if as_json:
            moves = parts.commands.matching(text)
            typer.echo(json.dumps([measure.move_json(move) for move in moves], ensure_ascii=False, indent=1))
            return
        pressed = asyncio.run(parts.commands.press(f"ask:{page}:{text}", Asker(platform="terminal", user="")))
        console = Console()
        console.print(panel(pressed.card, label=f"/moves {text}".rstrip(), width=console.width))
        for line in reports.further(pressed.card):
            typer.echo(line)


@cli.command()
def extract(
    file: Input = None,
    as_json: AsJson = True,  # noqa: ARG001 - the only form there is; the option is part of the contract
    watched_only: Annotated[bool, typer.Option("--watched-only", help="Keep only watched companies.")] = False,
) -> None:
    """Read entries and print the findings in them; needs no store."""
    from watchers.extract import choose

    watchlist = watchlist_here()
    engine = choose.engine(watchlist)
    with _lines(file) as lines:
        for article in measure.articles(lines):
            findings = engine.read(article).findings
            kept = measure.watched_only(findings, watchlist) if watched_only else findings
            _print_line(measure.extracted(article.id, kept))


@cli.command()
def replay(
    file: Input = None,
    as_json: AsJson = True,  # noqa: ARG001 - the same
    apart: Annotated[str, typer.Option(help="Start a new store whenever this key of the input changes.")] = "",
) -> None:
    """Send entries through the whole pipeline on a throw-away store and print what each did, and why."""
    from bot import replays

    with _lines(file) as lines:
        for row in replays.replay(lines, watchlist_here(), apart=apart):
            _print_line(row)


@cli.command()
def explain(
    target: Annotated[str, typer.Argument(help="A URL, or a file with a document, HTML or one JSON entry.")],
) -> None:
    """Show stage by stage what would happen to an article; writes nothing."""
    from bot import explain as explanation

    for line in asyncio.run(explanation.explain(target, settings_here())):
        typer.echo(line)


@cli.command()
def outbox() -> None:
    """Show what is to be delivered, in doubt or given up."""
    from bot import app as root
    from bot import reports

    with root.opened(settings_here()) as parts:
        reports.outbox(parts.database)


@cli.command()
def export(as_json: AsJson = False) -> None:
    """Write every move as CSV, or as JSON."""
    from bot import app as root
    from bot import reports

    with root.opened(settings_here()) as parts:
        reports.export(parts.commands.matching(""), as_json=as_json)


@cli.command()
def backup(target: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Copy the store while it is in use (SQLite; PostgreSQL has pg_dump)."""
    from bot import app as root

    with root.opened(settings_here()) as parts:
        parts.database.backup(target)
    typer.echo(f"The store was copied to {target}.")


@cli.command()
def upgrade() -> None:
    """Bring the store's schema up to date; `run` does so by itself."""
    from store.database import Database

    database = Database(settings_here().store_url)
    database.upgrade()
    database.close()
    typer.echo("The store is up to date.")


cli.command()(reviewing.review)


def main() -> None:
    """Run the command line; troubles become one line on standard error and exit code 1."""
    try:
        cli(in_front(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left; flushing must not complain
        sys.exit(0)
    except (config.ConfigTrouble, StoreTrouble, ChatTrouble, WatchTrouble, ValueError, OSError) as trouble:
        if Chosen.debug:
            raise
        from bot import reports

        typer.echo(f"moves: {reports.trouble(trouble)}", err=True)
        sys.exit(1)


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


@contextmanager
def _lines(file: Path | None) -> Iterator[Iterator[str]]:
    """The lines of a file, or of standard input, always read as UTF-8; bytes that are none stand as U+FFFD."""
    with file.open("rb") if file is not None else nullcontext(sys.stdin.buffer) as stream:
        yield (line.decode("utf-8", "replace") for line in stream)


def _print_line(row: measure.Json) -> None:
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
