"""Muting a person in a channel: by name, by button, asked back, undone."""

from collections.abc import Iterator

import pytest

from bot.admins import Admins
from bot.cards import Card, plain
from bot.chat import Asker
from bot.commands import Commands
from store import mutes
from store.database import Database
from store.model.positions import Position
from tests import build
from tests.bot.commands_scene import WATCHLIST, told
from tests.stores import in_memory

ADMIN = Asker(platform="slack", user="U1", channel="C1")


@pytest.fixture
def database() -> Iterator[Database]:
    """A store with a departure, and two people whom one name may mean."""
    made = in_memory()
    told(
        [
            build.finding(also=("林俊旸",)),
            build.finding("Zhou Hao", left=Position(company="Google"), date="2026-01"),
            build.finding("Zhou Min", left=Position(company="OpenAI"), date="2026-02"),
        ],
        made,
    )
    yield made
    made.close()


@pytest.fixture
def commands(database: Database) -> Commands:
    """Commands of which U1 is an admin."""
    return Commands(database, lambda: WATCHLIST, admins=lambda: Admins(slack=frozenset(["U1"])))


def silent(database: Database, to: str = "slack:C1") -> list[str]:
    """Who is muted in a channel."""
    with database.reading() as session:
        return [one.name for one in mutes.of(session, to)]


def button(card: Card, label: str) -> str:
    """The key of a button."""
    return next(action.key for action in card.actions if action.label == label)


async def order(commands: Commands, text: str, asker: Asker = ADMIN) -> Card:
    """Type an order."""
    return await commands.administer(text, asker)


async def press(commands: Commands, key: str, asker: Asker = ADMIN) -> Card:
    """Press a button; its answer is private."""
    pressed = await commands.press(key, asker)
    assert not pressed.public
    return pressed.card


async def test_a_person_is_muted_by_name_and_back(commands: Commands, database: Database) -> None:
    """In either script; the list of routes shows who, and by whom; another channel hears as before."""
    assert (await order(commands, "mute 林俊旸")).title == "This channel hears nothing more of Lin Junyang"
    assert (await order(commands, "mute lin junyang")).title == "Lin Junyang was muted here already"
    assert (silent(database), silent(database, "slack:C2")) == (["Lin Junyang"], [])
    routes = await order(commands, "routes")
    assert routes.sections[-1].heading == "Muted here"
    assert plain(routes.sections[-1].lines[0]).startswith("Lin Junyang · by slack:U1, ")
    assert (await order(commands, "unmute Lin Junyang")).title == "This channel hears of Lin Junyang again"
    assert (await order(commands, "unmute Lin Junyang")).title == "Lin Junyang was not muted here"
    assert silent(database) == []


async def test_the_button_asks_first_and_can_be_undone(commands: Commands, database: Database) -> None:
    """Nothing happens before the answer, and the answer leads back."""
    move = commands.matching("lin junyang")[0]
    asked = await press(commands, f"mute:{move.id}")
    assert asked.title == "Mute Lin Junyang in this channel?"
    assert silent(database) == []
    assert (await press(commands, button(asked, "Leave it"))).title == "Nothing was changed"
    done = await press(commands, button(asked, "Mute"))
    assert silent(database) == ["Lin Junyang"]
    await press(commands, button(done, "Undo"))
    assert silent(database) == []
    assert (await press(commands, "mute:gone")).title == "Nobody is left to mute here"


async def test_who_is_meant_is_asked(commands: Commands, database: Database) -> None:
    """A name that several people bear asks which; one that nobody bears says so."""
    which = await order(commands, "mute Zhou")
    assert [action.label for action in which.actions] == ["Zhou Min (OpenAI)", "Zhou Hao (Google)"]
    await press(commands, which.actions[1].key)
    assert silent(database) == ["Zhou Hao"]
    for unknown in ("mute Nobody Atall", "mute #gone", "unmute #gone"):
        assert "nobody is known" in plain((await order(commands, unknown)).lead).casefold()
    assert "mute NAME" in plain((await order(commands, "mute")).lead)


async def test_who_may_not_mutes_nobody(commands: Commands, database: Database) -> None:
    """As every order, it needs an admin."""
    guest = Asker(platform="slack", user="U2", channel="C1")
    move = commands.matching("lin junyang")[0]
    for key in (f"mute:{move.id}", f"adm:mute #{move.person_id}"):
        assert (await press(commands, key, guest)).title == "This needs an admin"
    assert silent(database) == []
