"""What every command is told before its name, and the settings that this leads to.

Reads the config file and nothing else; the commands themselves stand in `bot.cli` and beside it.
"""

import os
from pathlib import Path
from typing import Annotated

import typer

from bot import config
from bot.settings import Settings
from store.model.companies import Watchlist

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON for scripts.")]


class Chosen:
    """The global options of this call."""

    config: Path | None = None
    log: str = ""
    debug: bool = False


def config_here() -> Path | None:
    """The config file of this call; None where there is none."""
    return config.find(Chosen.config, os.environ, Path.cwd())


def load(path: Path, *, warn: bool = False) -> Settings:
    """The settings; their warnings only where somebody sets up or starts Moves."""
    loaded = config.load(path, os.environ)
    for warning in loaded.warnings if warn else ():
        typer.echo(f"warning: {warning}", err=True)
    return loaded.settings


def settings_here() -> Settings:
    """The settings of the config file; without one the bundled watchlist and a store in this folder."""
    path = config_here()
    if path is not None:
        return load(path)
    return Settings(store_url=f"sqlite:///{Path.cwd() / 'moves.db'}", watchlist=config.default_watchlist())


def watchlist_here() -> Watchlist:
    """The watchlist of the config file, else the bundled one; opens no store."""
    path = config_here()
    return load(path).watchlist if path is not None else config.default_watchlist()
