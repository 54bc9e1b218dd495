"""One try-out from first word to prompt: what is shown, in which order."""

import sys

from rich.console import Console

from bot import app as root
from bot.on_terminal.client import Terminal
from bot.settings import Settings
from bot.tryout.outlets import Newsstand, Samples
from store import lookup
from store.model.companies import Watchlist
from watchers.entries import Source
from watchers.poll import PollReport


class TryOut:
    """Plays the sample stories through the real parts and prints what a channel would see."""

    def __init__(self, settings: Settings, newsstand: Newsstand, sample: Samples, console: Console) -> None:
        self._settings = settings
        self._newsstand = newsstand
        self._sample = sample
        self._console = console

    async def play(self) -> None:
        """Seed, baseline, every stage, the answer to `/moves alibaba`, then the prompt on a terminal."""
        console = self._console
        console.print(
            "[b]Moves, the try-out.[/b] No config.toml here, so: an embedded store, sample outlets on this machine,"
        )
        console.print("the terminal as the channel. config.example.toml shows how to watch the real world.\n")
        with console.status("Reading the seed documents …"):
            parts = root.open_store(self._settings)
        terminal = Terminal(parts.commands, console)
        app = root.App(parts, {"terminal": terminal})
        try:
            self._introduce(parts, self._settings.watchlist)
            await app.connect()
            await self._stages(app)
            await terminal.answer("alibaba")
            if sys.stdin.isatty():
                await terminal.converse()
        finally:
            await app.stop()

    def _introduce(self, parts: root.Parts, watchlist: Watchlist) -> None:
        with parts.database.reading() as session:
            known = lookup.count(session)
        self._console.print(
            f"Seed documents read: [b]{known} moves are now known[/b]; {len(watchlist.companies)} companies are watched.\n"
        )

    async def _stages(self, app: root.App) -> None:
        for stage in range(self._sample.stages + 1):
            self._newsstand.publish(stage)
            for source in self._settings.sources:
                await self._look(app, source)
                while await app.courier.drain():
                    pass

    async def _look(self, app: root.App, source: Source) -> None:
        with self._console.status(f"Looking at {source.name} …"):
            report = await app.look(source, due_only=False)
        self._console.print(_told(report))


def _told(report: PollReport) -> str:
    """One line on a look: what the source gave and what became of it."""
    quiet = report.outcome == "ok" and report.new and not report.changes
    aside = " – an ordinary story, set aside; nobody is told" if quiet else ""
    return f"[dim]{report.source}: {report.summary()}{aside}[/dim]"
