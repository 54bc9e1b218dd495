"""Draws the pictures of the README from the running program: `python -m bot.tryout.pictures FOLDER` (`make pictures`)."""

import asyncio
import io
import re
import sys
from pathlib import Path

from rich.console import Console

from bot import app, config, logs, views
from bot.chat import Asker
from bot.on_terminal.paper import panel
from bot.settings import Settings

_WIDTH = 96
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}\s*")
"""Rich names fonts on a server elsewhere; the pictures do with the reader's own."""


def draw(folder: Path) -> None:
    """Write `answer.svg` and `alert.svg`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, title, console in (("answer", "/moves alibaba", _answer()), ("alert", "an alert", _alert())):
        svg = _FONT_FACE.sub("", console.export_svg(title=title))
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")


def _paper() -> Console:
    return Console(record=True, width=_WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")


def _answer() -> Console:
    console = _paper()
    with app.opened(Settings(store_url="sqlite://", watchlist=config.default_watchlist())) as parts:
        card = asyncio.run(parts.commands.answer("alibaba", Asker(platform="terminal", user=""))).card
    console.print(panel(card, label="/moves alibaba", width=_WIDTH))
    return console


def _alert() -> Console:
    """The seeded exit as the alert that a channel would have seen, rendered by the same view as every alert."""
    with app.opened(Settings(store_url="sqlite://", watchlist=config.default_watchlist())) as parts:
        move = parts.commands.matching("lin junyang")[0]
    console = _paper()
    console.print(panel(views.announcement(move), label="alert #1", width=_WIDTH))
    return console


if __name__ == "__main__":
    logs.configure("warning")
    draw(Path(sys.argv[1]))
