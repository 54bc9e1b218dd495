"""What every command is told, before its name or behind it, and the settings that this leads to.

Reads the config file and nothing else; the commands themselves stand in `bot.cli` and beside it.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot import config
from bot.settings import Settings
from store.model.companies import Watchlist

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON for scripts.")]


_WITH_VALUE = ("--config", "--log")
_ALONE = ("--debug",)


def in_front(words: Sequence[str]) -> list[str]:
    """The words of a call with the options of every command before its name: `show --config PATH` too is understood.

    What stands behind a bare `--` stays where it is.
    """
    moved: list[str] = []
    rest: list[str] = []
    left = list(words)
    while left and left[0] != "--":
        word = left.pop(0)
        if word in _WITH_VALUE and left:
            moved += [word, left.pop(0)]
        elif word in _ALONE or word.startswith(tuple(f"{name}=" for name in _WITH_VALUE)):
            moved.append(word)
        else:
            rest.append(word)
    return [*moved, *rest, *left]


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
