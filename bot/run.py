"""The long and short ways to run: for ever, one pass, the check of platforms, the try-out."""

import asyncio
import datetime as dt
import signal
import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from bot import app as root
from bot import config, liveliness, reports
from bot.absences import Absences
from bot.chat import Advises, Chat, ChatTrouble, Invites
from bot.commands import Commands
from bot.config import Loaded
from bot.on_terminal.client import Terminal
from bot.settings import Settings, WatchSettings
from bot.tryout.outlets import Newsstand, samples
from bot.tryout.session import TryOut
from store.database import Database
from store.model.announce import Route
from store.model.companies import Watchlist
from watchers.entries import Source


async def forever(settings: Settings, reread: Callable[[], Loaded]) -> None:
    """Run until SIGINT or SIGTERM, then stop in order. `reread` reads the same file once more."""
    parts = await asyncio.to_thread(root.open_store, settings)
    app = root.App(parts, _platforms(settings, parts), reread=reread)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    try:
        await app.start()
        liveliness.settle_in()
        await ended.wait()
    finally:
        await app.stop()


async def once(settings: Settings, names: Iterable[str], tell: Callable[[str], None]) -> None:
    """One pass over the named sources, or all that are not gone; deliveries wait for `run`. Tells a line for each."""
    parts = await asyncio.to_thread(root.open_store, settings)
    app = root.App(parts, {})
    wanted = set(names)
    try:
        chosen = [s for s in root.sources(settings) if not wanted or s.name in wanted]
        looks = [app.look(source, due_only=False, even_gone=source.name in wanted) for source in chosen]
        for look in asyncio.as_completed(looks):
            tell(reports.polled(await look))
    finally:
        await app.stop()


@dataclass(frozen=True, slots=True)
class Checked:
    """What `moves check` found out at the platforms: problems to mend, and what is good to know."""

    problems: tuple[str, ...]
    notes: tuple[str, ...]


async def check(settings: Settings) -> Checked:
    """Ask each platform that has a token: the token itself, scopes, every channel that routes lead to."""
    if not settings.slack.client_id:
        return await _checked(settings, None)
    with closing(Database(settings.store_url)) as kept:  # who installed the app stands there
        return await _checked(settings, kept)


async def _checked(settings: Settings, kept: Database | None) -> Checked:
    problems: list[str] = []
    notes: list[str] = []
    commands = Commands(Database("sqlite://"), lambda: settings.watchlist)  # nobody asks anything during a check
    for name, chat in root.chats(settings, commands, kept).items():
        problems += [f"{name}: {problem}" for problem in await chat.check(_channels(settings, name))]
        if isinstance(chat, Advises):
            notes += [f"{name}: {said}" for said in await chat.advice()]
        if isinstance(chat, Invites):
            try:
                notes.append(f"{name}: invite the bot with {await chat.invitation()}")
            except ChatTrouble as trouble:
                problems.append(f"{name}: {trouble}")
    return Checked(tuple(dict.fromkeys(problems)), tuple(notes))


async def tryout(console: Console) -> None:
    """Show the whole path without config, tokens or internet; then prompt, where somebody sits at the keyboard."""
    sample = samples()
    with tempfile.TemporaryDirectory(prefix="moves-") as folder:
        newsstand = Newsstand(sample, root.now)
        await newsstand.open()
        try:
            settings = _tryout_settings(Path(folder), newsstand, sample.outlets)
            await TryOut(settings, newsstand, sample, console).play()
        finally:
            await newsstand.close()


def _tryout_settings(folder: Path, newsstand: Newsstand, outlets: tuple[str, ...]) -> Settings:
    """The bundled watchlist with the invented companies, the sample outlets, the terminal as the only route."""
    watched = config.default_watchlist()
    return Settings(
        store_url=f"sqlite:///{folder / 'moves.db'}",
        watch=WatchSettings(allow_private=(f"127.0.0.1:{newsstand.port}",), host_gap=dt.timedelta(0)),
        watchlist=Watchlist((*watched.companies, *samples().companies), watched.people),
        sources=tuple(
            Source(
                name=name, url=newsstand.url(name), every=dt.timedelta(seconds=30), publisher=name, full_text="never"
            )
            for name in outlets
        ),
        routes=(Route(to="terminal:"),),
    )


def _platforms(settings: Settings, parts: root.Parts) -> dict[str, Chat]:
    """The platforms with a token, and the terminal where a route leads to it, or Moves speaks about itself there."""
    absences = Absences(parts.database, lambda: parts.settings.routes, root.now)
    found = root.chats(settings, parts.commands, parts.database, absences=absences)
    if any(to.startswith("terminal:") for to in (*(route.to for route in settings.routes), settings.ops_to)):
        found["terminal"] = Terminal(parts.commands)
    return found


def _channels(settings: Settings, platform: str) -> tuple[str, ...]:
    """Every channel of a platform that routes or the ops line lead to, each once."""
    destinations = [*(route.to for route in settings.routes), settings.ops_to]
    return tuple(dict.fromkeys(d.removeprefix(f"{platform}:") for d in destinations if d.startswith(f"{platform}:")))
