"""Questions whose answer is for everybody; a person's names, and the history narrowed."""

from collections.abc import Iterator

import pytest

from bot.cards import plain
from bot.commands import Commands
from store.database import Database
from store.model.companies import Watchlist
from store.model.people import Person
from store.model.positions import Position
from tests import build
from tests.bot.commands_scene import ASKER, WATCHLIST, people_in, told
from tests.stores import in_memory


@pytest.fixture
def database() -> Iterator[Database]:
    """A store with a departure from Alibaba and somebody who comes there."""
    made = in_memory()
    told([build.finding(also=("林俊旸",)),
          build.finding("Zhou Hao", left=Position(company="Google"), joined=Position(company="Alibaba"))], made)  # fmt: skip
    yield made
    made.close()


@pytest.fixture
def commands(database: Database) -> Commands:
    """Commands over it."""
    return Commands(database, lambda: WATCHLIST)


async def test_a_person_s_history_is_narrowed(commands: Commands) -> None:
    """What is known of the person stays, the moves are fewer; the buttons ask the same again."""
    card = (await commands.answer("lin junyang out", ASKER)).card
    assert plain(card.lead) == "Only who left."
    assert [fact.label for fact in card.facts] == ["Also written", "Now"]
    assert "share:1:lin junyang out" in {action.key for action in card.actions}
    nothing = (await commands.answer("lin junyang in", ASKER)).card
    assert (nothing.title, plain(nothing.lead)) == (
        "No such moves: Lin Junyang",
        "None who joined. Without that: 1 move.",
    )
    assert (await commands.answer("status:denied", ASKER)).card.title == "No such moves"


async def test_a_question_is_shared_by_a_word(commands: Commands) -> None:
    """`share` lets everybody see the answer and who shared it; what only helps the asker stays private."""
    shared = await commands.answer("alibaba share", ASKER)
    assert shared.public
    assert plain(shared.card.footer) == "2 moves · shared by mei"
    assert not shared.card.actions
    narrowed = await commands.answer("share alibaba out", ASKER)
    assert (narrowed.public, people_in(narrowed.card)) == (True, ["Lin Junyang"])
    for text in ("alibaba", "help share", "nobody at all share", "alibaba since:soon share"):
        assert not (await commands.answer(text, ASKER)).public
    assert (await commands.press("share:1:alibaba", ASKER)).public
    assert not (await commands.press("share:1:nobody at all", ASKER)).public  # its moves were corrected away meanwhile


async def test_names_of_the_list_are_shown_where_nobody_else_bears_them(database: Database) -> None:
    """Outlets may write a name in one script only; a namesake in other letters, or of the same name, gets none of them."""
    people = (Person(name="Zhou Hao", also=("周浩",)), Person(name="Lin Junyang", also=("林俊旸", "Justin Lin")))
    commands = Commands(database, lambda: Watchlist(WATCHLIST.companies, people))

    async def names(asked: str) -> list[str]:
        card = (await commands.answer(asked, ASKER)).card
        return [plain(fact.value) for fact in card.facts if fact.label == "Also written"]

    assert await names("zhou hao") == ["周浩"]
    assert await names("lin junyang") == ["林俊旸, Justin Lin"]
    told([build.finding("Zhou Hao", also=("周豪",), left=Position(company="Meta"), date="2025-01")], database)
    both = (await commands.answer("zhou hao", ASKER)).card.actions
    assert [await names(action.key.removeprefix("ask:1:")) for action in both] == [[], ["周豪"]]
