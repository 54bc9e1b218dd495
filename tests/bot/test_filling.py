"""Forms: what is asked, and the order that a filled one amounts to."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.admins import Admins
from bot.cards import Card, plain
from bot.chat import Asker
from bot.commands import Commands
from bot.forms import MOST_CHOICES, MOST_FIELDS, Form
from store import lookup, subscriptions
from store.database import Database
from store.lookup import MoveQuery
from store.model.moves import Status
from tests import build
from tests.bot.test_commands import WATCHLIST, told
from tests.stores import in_memory

ADMIN = Asker(platform="slack", user="U1", channel="C1")
GUEST = Asker(platform="slack", user="U2", channel="C1")


@pytest.fixture
def database() -> Iterator[Database]:
    """A store with one move."""
    made = in_memory()
    told([build.finding(status=Status.REPORTED)], made)
    yield made
    made.close()


@pytest.fixture
def commands(database: Database) -> Commands:
    """Commands of which U1 is an admin."""
    return Commands(database, lambda: WATCHLIST, admins=lambda: Admins(slack=frozenset(["U1"])))


def routes(database: Database) -> list[str]:
    """What was subscribed to, one line a route."""
    with database.reading() as session:
        made = subscriptions.of(session)
    return [f"{r.to} {','.join(r.companies)} {r.way} {r.min_status} {r.when} {r.quiet} {r.time_zone}" for r in
            (one.route for one in made)]  # fmt: skip


def move(database: Database) -> str:
    """The id of the one move."""
    with database.reading() as session:
        return lookup.moves(session, MoveQuery(), limit=1).moves[0].id


async def form(commands: Commands, key: str, asker: Asker = ADMIN) -> Form:
    """The form of this key, which has to be one that platforms can show."""
    found = await commands.form(key, asker)
    assert isinstance(found, Form)
    assert len(found.title) <= 24
    assert len(found.submit) <= 24
    assert 0 < len(found.fields) <= MOST_FIELDS
    for field in found.fields:
        assert len(field.label) <= 45
        assert len(field.hint) <= 100
        assert len(field.choices) <= MOST_CHOICES
        assert not field.choices or field.many or field.value in dict(field.choices)
        assert all(value and 0 < len(label) <= 75 for value, label in field.choices)
    return found


async def test_a_channel_is_set_up_by_a_form(commands: Commands, database: Database) -> None:
    """What is left at its first value is what the order without it would be; choices and words make the route."""
    found = await form(commands, "form:subscribe")
    first = {field.name: field.value for field in found.fields}
    assert (await commands.fill(found.key, first, ADMIN)).title == "This channel now hears of every watched company"
    chosen = {"companies": "Alibaba, OpenAI", "what": "out status:reported", "when": "digest weekly Mon 09:00",
              "quiet": "22:00-07:00", "zone": "Asia/Shanghai"}  # fmt: skip
    await commands.fill(found.key, chosen, ADMIN)
    assert routes(database) == [
        "slack:C1 *  rumored now  UTC",
        "slack:C1 Alibaba,OpenAI out reported weekly Mon 09:00 22:00-07:00 Asia/Shanghai",
    ]


async def test_outside_of_channels_one_is_picked(commands: Commands, database: Database) -> None:
    """The app's own tab asks which channel; inside of one no other can be named."""
    nowhere = Asker(platform="slack", user="U1")
    found = await form(commands, "form:subscribe", nowhere)
    assert found.fields[0].channel
    assert "which channel" in plain((await commands.fill(found.key, {}, nowhere)).lead)
    assert "which channel" in plain((await commands.fill(found.key, {"channel": "C9/../x"}, nowhere)).lead)
    await commands.fill(found.key, {"channel": "C9"}, nowhere)
    await commands.fill(found.key, {"channel": "C9"}, ADMIN)
    assert [line.split()[0] for line in routes(database)] == ["slack:C9", "slack:C1"]


async def test_words_of_an_order_in_a_field_stay_a_name(commands: Commands, database: Database) -> None:
    """A field holds what it asks for: nothing in it is read as another part of the order."""
    card = await commands.fill("form:subscribe", {"companies": "OpenAI mention <!here>"}, ADMIN)
    assert card.title == "Nothing was changed"
    card = await commands.fill("form:subscribe", {"quiet": "22:00-07:00 now"}, ADMIN)
    assert card.title == "Nothing was changed"
    assert routes(database) == []


@pytest.mark.parametrize(
    ("kind", "filled", "after"),
    [
        ("role", {"value": "head of Qwen", "note": "says her page"}, "head of Qwen"),
        ("date", {"value": "2026-03"}, "2026-03"),
        ("status", {"value": "confirmed"}, "confirmed"),
    ],
)
async def test_a_move_is_corrected_by_a_form(
    commands: Commands, database: Database, kind: str, filled: dict[str, str], after: str
) -> None:
    """The form begins with what is known, and what is filled in becomes a correction that can be undone."""
    found = await form(commands, f"form:{kind} {move(database)}")
    assert any(field.value for field in found.fields if field.name == "value")
    done = await commands.fill(found.key, filled, ADMIN)
    assert done.title == f"Corrected: {after}"
    assert [action.label for action in done.actions] == ["Undo"]


async def test_who_may_not_gets_no_form(commands: Commands, database: Database) -> None:
    """Neither opening nor filling helps somebody who may not; a button that lost its move says so."""
    for key in ("form:subscribe", f"form:role {move(database)}"):
        refused = await commands.form(key, GUEST)
        assert isinstance(refused, Card)
        assert refused.title == "This needs an admin"
        assert (await commands.fill(key, {"value": "cook"}, GUEST)).title == "This needs an admin"
    assert routes(database) == []
    for key in ("form:role gone", "form:nothing", "form:"):
        lost = await commands.form(key, ADMIN)
        assert isinstance(lost, Card)
        assert "leads nowhere" in plain(lost.lead)
        assert (await commands.fill(key, {"value": "cook"}, ADMIN)).title == "Nothing was changed"


async def test_a_form_does_not_wait_for_a_slow_platform(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody knows in time whether a person may, the form opens; filling it in asks again."""
    monkeypatch.setattr("bot.commands._FORM_PATIENCE", 0.0)

    told = asyncio.Event()

    async def no() -> bool:
        await told.wait()
        return False

    asker = Asker(platform="slack", user="U2", channel="C1", manages=no)
    assert isinstance(await commands.form("form:subscribe", asker), Form)
    told.set()
    assert (await commands.fill("form:subscribe", {}, asker)).title == "This needs an admin"


async def test_home_shows_the_platform_s_channels(commands: Commands) -> None:
    """Every channel that hears of something, none of another platform; only admins can set up."""
    await commands.administer("subscribe Alibaba out", ADMIN)
    await commands.administer("pause", ADMIN)
    await commands.administer("subscribe", Asker(platform="terminal", user=""))
    home = await commands.home(Asker(platform="slack", user="U1"))
    channels, sources, watched = home.sections
    assert [plain(line).partition(" since ")[0] for line in channels.lines] == ["#C1 · Paused"]
    assert plain(channels.lines[0]).endswith("Alibaba · who leaves · at once")
    assert plain(sources.lines[0]) == "None looked at yet."
    assert plain(watched.lines[0]) == "Alibaba, OpenAI"
    assert [action.key for action in home.actions] == ["ask:1:", "form:subscribe"]
    assert [action.key for action in (await commands.home(GUEST)).actions] == ["ask:1:"]


async def test_home_shows_no_channel_of_another_workspace(commands: Commands) -> None:
    """Where channels are written with their workspace, its people see those alone."""
    await commands.administer("subscribe Alibaba out", ADMIN)
    await commands.administer("subscribe", replace(ADMIN, channel="T0ACME/C2", workspace="T0ACME"))
    shown = [
        [plain(line).partition(" ")[0] for line in (await commands.home(asker)).sections[0].lines]
        for asker in (ADMIN, replace(ADMIN, channel="", workspace="T0ACME"))
    ]
    assert shown == [["#C1"], ["#T0ACME/C2"]]
