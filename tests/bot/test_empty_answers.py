"""What is answered where nothing is known: what was probably meant, what to ask, what will come."""

from collections.abc import Iterator

import pytest

from bot.cards import Card, plain
from bot.chat import Asker
from bot.commands import Commands
from store.database import Database
from store.model.positions import Position
from tests import build
from tests.bot.commands_scene import ASKER, WATCHLIST, told
from tests.stores import in_memory


@pytest.fixture
def database() -> Iterator[Database]:
    """A store with one move at a company that is watched and one at another."""
    made = in_memory()
    told([build.finding("Zhou Hao", left=Position(company="Alibaba")),
          build.finding("Ann Lee", left=Position(company="Acme Robotics"))], made)  # fmt: skip
    yield made
    made.close()


@pytest.fixture
def commands(database: Database) -> Commands:
    """Commands over it."""
    return Commands(database, lambda: WATCHLIST)


async def asked(commands: Commands, text: str) -> tuple[str, str, list[str]]:
    """Title, words and buttons of an answer."""
    card: Card = (await commands.answer(text, ASKER)).card
    return card.title, plain(card.lead), [action.label for action in card.actions]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("alibabba", ["Alibaba"]),
        ("openia", ["OpenAI"]),
        ("hao zhuo", ["Zhou Hao"]),
        ("aca", []),
        ("acm", ["Acme Robotics"]),
        ("nobody", []),
        ("zhang", []),
    ],
)
async def test_what_was_probably_meant(commands: Commands, typed: str, offered: list[str]) -> None:
    """A slip, another order of the words, a beginning; a name that is merely somewhat like it is no help."""
    title, words, buttons = await asked(commands, typed)
    assert title == f"Nothing known by “{typed}”"
    assert buttons == offered
    assert words == (
        "Did you mean one of these?" if offered else "Ask for a company, a team or a person; try /moves help."
    )


@pytest.mark.parametrize("typed", ["who left alibaba", "alibaba last week", "did Zhou Hao go"])
async def test_a_sentence_leads_to_the_name_in_it(commands: Commands, typed: str) -> None:
    """Whoever asks in sentences is offered the name, and told what narrows."""
    _, words, buttons = await asked(commands, typed)
    assert words == "Ask for the name alone; out, in or since:7d behind it narrow."
    assert buttons[0] in {"Alibaba", "Zhou Hao"}


async def test_a_company_or_person_without_moves(commands: Commands) -> None:
    """It is said whether they are watched, and how to be told; a listed person is no typing mistake."""
    assert await asked(commands, "openai") == (
        "No moves known at OpenAI", "It is watched. To be told in this channel: /moves-admin subscribe OpenAI.", [],
    )  # fmt: skip
    assert "not on the watchlist" in (await asked(commands, "Twitter"))[1]
    assert (await asked(commands, "林俊旸"))[0] == "No moves known of Lin Junyang"


async def test_an_order_that_is_none_is_named(commands: Commands) -> None:
    """The list of orders says what was wrong with the word, and offers the form."""
    admin = Asker(platform="terminal", user="me")
    card = await commands.administer("subscrib openai", admin)
    assert plain(card.lead) == "“subscrib openai” is no order; these are:"
    assert [action.key for action in card.actions] == ["form:subscribe", "adm:routes"]
    assert not (await commands.administer("help", admin)).lead
