"""`moves sources`: the health of what is watched, and `moves sources add`."""

import asyncio
import os
from typing import Annotated

import typer

from bot import config
from bot.options import AsJson, config_here, settings_here

watched = typer.Typer(rich_markup_mode=None)


@watched.callback(invoke_without_command=True)
def sources(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the health of every source; `add` finds and adds one."""
    if context.invoked_subcommand is not None:
        return
    from bot import app as root
    from bot import source_health

    settings = settings_here()
    with root.opened(settings) as parts:
        source_health.show(parts.database, root.sources(settings), now=root.now(), as_json=as_json)


@watched.command()
def add(
    url: Annotated[str, typer.Argument(help="A feed, a page, a profile; its feed is looked for.")],
    name: Annotated[str, typer.Option(help="What to call it; what it calls itself when left out.")] = "",
    every: Annotated[str, typer.Option(help='Its rhythm, such as "30m"; judged by its dates when left out.')] = "",
    company: Annotated[list[str] | None, typer.Option(help="Whom it is about; may be repeated.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what was found and write nothing.")] = False,
) -> None:
    """Find what can be watched at an address, say what was found, and add it to config.toml."""
    from bot import adding
    from bot import app as root

    path = config_here()
    if path is None and not dry_run:
        raise typer.BadParameter("no config.toml here; copy config.example.toml, pass --config PATH, or try --dry-run")
    settings = settings_here()
    found = asyncio.run(adding.discover(url, settings, root.now()))
    chosen = adding.source(found, settings, name=name, every=every, companies=company or ())
    for line in adding.report(found, chosen, root.now()):
        typer.echo(line)
    if known := adding.known_as(found, settings):
        raise ValueError(f"this is watched already, as {known!r}")
    typer.echo(f"\n{chosen.toml()}")
    if dry_run or path is None:
        typer.echo("Nothing was written.")
        return
    at = config.append(path, chosen, os.environ)
    typer.echo(
        f"Added to {path}:{at}. `moves poll {chosen.name!r}` makes the first, silent look; `moves run` watches it from its next start."
    )
