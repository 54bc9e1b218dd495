"""`/moves-admin reload` and `check`: what changes without a restart, and what is missing in a channel."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import app as root
from bot import config, reloading
from bot.app import App
from bot.cards import Card, plain
from bot.chat import Asker, Chat
from bot.on_terminal.client import Terminal
from bot.settings import Settings, SlackSettings, WatchSettings
from store.model.announce import Route
from tests import build
from tests.bot.commands_scene import told
from tests.stores import fresh

ADMIN = Asker(platform="terminal", user="me")
GOOD = """
[watch]
every = "1h"

[[companies]]
name = "OpenAI"
news = []

[[sources]]
name = "Wire"
url = "http://127.0.0.1:9/wire.xml"

[[routes]]
to = "terminal:"
companies = ["OpenAI"]
"""


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    """Moves on a config file, connected to a terminal; nothing is looked at."""
    (tmp_path / "config.toml").write_text(GOOD)
    empty = fresh(tmp_path)
    told([build.finding()], empty)  # else the first start would read the seed documents
    empty.close()
    parts = root.open_store(config.load(tmp_path / "config.toml", {}).settings)
    chats: dict[str, Chat] = {"terminal": Terminal(parts.commands)}
    made = App(parts, chats, reread=lambda: config.load(tmp_path / "config.toml", {}))
    await made.connect()
    yield made
    await made.stop()


def rewrite(folder: Path, old: str, new: str) -> None:
    """Change the config file."""
    file = folder / "config.toml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def words(card: Card) -> str:
    """All that a card says."""
    return "\n".join([card.title, plain(card.lead), *(plain(line) for part in card.sections for line in part.lines)])


async def order(app: App, text: str) -> str:
    """Order it at the terminal."""
    return words(await app.commands.administer(text, ADMIN))


async def test_a_reload_changes_what_is_watched_and_told(app: App, tmp_path: Path) -> None:
    """Watchlist, sources and routes hold at once: for questions, for orders, for looks."""
    assert "Nothing changed" in await order(app, "Reload please")
    assert "not on the watchlist" in await order(app, "subscribe Cohere")
    rewrite(
        tmp_path,
        'name = "OpenAI"\nnews = []\n',
        'name = "OpenAI"\nnews = []\n[[companies]]\nname = "Cohere"\nnews = []\n',
    )
    rewrite(tmp_path, 'name = "Wire"', 'name = "Daily"')
    rewrite(tmp_path, 'companies = ["OpenAI"]', 'companies = ["Cohere"]')
    changed = await order(app, "reload")
    for change in ("1 company new: Cohere", "1 source new: Daily", "1 source gone: Wire",
                   "new route: terminal: · Cohere · at once", "route gone: terminal: · OpenAI · at once"):  # fmt: skip
        assert change in changed
    assert app.schedule.names() == ("Daily",)
    assert [company.name for company in app.watch.watchlist.companies] == ["OpenAI", "Cohere"]
    assert app.watch.routes[0].companies == ("Cohere",)
    assert "This channel now hears of Cohere" in await order(app, "subscribe Cohere")


async def test_a_bad_file_changes_nothing(app: App, tmp_path: Path) -> None:
    """Every problem is told at its line, by the file's bare name, and what held goes on."""
    rewrite(tmp_path, 'companies = ["OpenAI"]', 'companies = ["OpenIA"]\nmin_status = "sure"')
    refused = await order(app, "reload")
    assert "config.toml has 2 problems" in refused
    assert "config.toml:" in refused
    assert str(tmp_path) not in refused
    assert "OpenAI" in refused  # the nearest name
    assert app.watch.routes[0].companies == ("OpenAI",)
    (tmp_path / "config.toml").unlink()
    assert "there is no such file" in await order(app, "reload")


async def test_of_several_workspaces_none_reloads_for_the_others(app: App) -> None:
    """An admin of a workspace that installed Moves itself sets up its channels; the file is whoever runs Moves' business."""

    async def yes() -> bool:
        return True

    foreign = Asker(platform="slack", user="U9", channel="T1/C1", workspace="T1", manages=yes)
    assert (await app.commands.administer("reload now", foreign)).title == "This needs an admin"
    assert (await app.commands.administer("routes", foreign)).title == "What this channel hears of"
    alone = replace(foreign, channel="C1", workspace="")
    assert (await app.commands.administer("reload", alone)).title == "config.toml was read again"


def test_what_a_running_moves_cannot_change_waits() -> None:
    """Connections, the store and manners hold until a restart, and the answer says so; who may correct holds at once."""
    before = Settings(store_url="sqlite:///a", slack=SlackSettings(bot_token="x"))
    wanted = Settings(
        store_url="sqlite:///b",
        watch=WatchSettings(contact="a@b.example", max_age=dt.timedelta(days=3)),
        slack=SlackSettings(bot_token="y", admins=("U1",)),
        routes=(Route(to="slack:C1"),),
        ops_to="slack:C9",
    )
    holds = reloading.kept(before, wanted)
    assert (holds.store_url, holds.slack) == ("sqlite:///a", SlackSettings(bot_token="x", admins=("U1",)))
    assert reloading.waits(holds, wanted) == ("[store]", "[watch]", "[slack]")
    assert reloading.waits(holds, replace(holds)) == ()
    assert reloading.changes(before, holds) == (
        "new route: slack:C1 · every watched company · at once",
        "moves up to 3 days old are told",
        "Moves speaks about itself in slack:C9",
        "other people may correct and set up",
    )


async def test_a_channel_is_checked(app: App) -> None:
    """The terminal needs no rights; a platform that is not connected says so."""
    assert "A terminal needs no rights" in await order(app, "check")
    card = await app.check_channel(Asker(platform="slack", user="U1", channel="C1"))
    assert "not connected" in words(card)
    assert "reload" in await order(app, "help")
