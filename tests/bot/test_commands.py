"""The command surface over a real store."""

import pytest

from bot.cards import plain
from bot.chat import Asker
from bot.commands import Commands
from bot.picks import Pick
from store import lookup
from store.database import Database
from store.model.positions import Position
from tests import build
from tests.bot.commands_scene import ASKER, WATCHLIST, people_in, told

LIN_LEFT = "Lin Junyang · left Alibaba (Qwen, technical lead) · 3 March 2026"


@pytest.mark.parametrize("text", ["alibaba", "阿里", "阿里巴巴", "阿裡巴巴", "BABA", "  ALIBABA "])
async def test_a_company_is_found_by_any_name(commands: Commands, text: str) -> None:
    """Alias, ticker, case and either script lead to the company's timeline, newest first."""
    card = (await commands.answer(text, ASKER)).card
    assert card.title == "Alibaba"
    assert people_in(card) == ["Lin Junyang", "Zhou Hao"]


@pytest.mark.parametrize("text", ["Qwen", "qwen", "通义千问", "通義千問"])
async def test_a_team_narrows(commands: Commands, text: str) -> None:
    """A team by any of its names leads to its own moves, and to the company by a button."""
    card = (await commands.answer(text, ASKER)).card
    assert (card.title, people_in(card)) == ("Qwen", ["Lin Junyang"])
    assert plain(card.lead) == "Qwen belongs to Alibaba."
    whole = next(action for action in card.actions if action.label == "All of Alibaba")
    assert people_in((await commands.press(whole.key, ASKER)).card) == ["Lin Junyang", "Zhou Hao"]


async def test_a_team_without_moves_offers_the_company(commands: Commands) -> None:
    """An empty answer says whose team it is and leads on."""
    card = (await commands.answer("tongyi lab", ASKER)).card
    assert card.title == "No moves known at Tongyi Lab"
    assert plain(card.lead).startswith("Tongyi Lab belongs to Alibaba.")
    assert [action.key for action in card.actions] == ["ask:1:Alibaba"]


async def test_a_well_known_name_without_moves(commands: Commands) -> None:
    """A company everybody knows is no typing mistake, under its old name neither."""
    card = (await commands.answer("Twitter", ASKER)).card
    assert card.title == "No moves known at X"
    assert "Twitter has been called X since July 2023." in plain(card.lead)


@pytest.mark.parametrize("text", ["lin junyang", "Junyang Lin", "林俊旸", "林俊暘"])
async def test_a_person_is_found_in_either_script_and_order(commands: Commands, text: str) -> None:
    """One person, however written."""
    card = (await commands.answer(text, ASKER)).card
    assert card.title == "Lin Junyang"
    assert people_in(card) == ["left Alibaba (Qwen, technical lead)"]  # the person is the card's, a line says the move


async def test_a_company_off_the_watchlist_is_found_when_it_has_moves(commands: Commands) -> None:
    """What is stored can be asked for."""
    assert people_in((await commands.answer("acme robotics", ASKER)).card) == ["Ann Lee"]


async def test_nothing_typed_gives_the_latest(commands: Commands) -> None:
    """The newest move stands first."""
    card = (await commands.answer("", ASKER)).card
    assert card.title == "Latest moves"
    assert people_in(card) == ["Lin Junyang", "Ann Lee", "Zhou Hao"]


@pytest.mark.parametrize(
    ("what", "typed", "labels"),
    [
        (Pick.COMPANY, "阿", ["Alibaba"]),
        (Pick.COMPANY, "", ["Alibaba", "OpenAI"]),
        (Pick.MOVE, "lin junyang", [LIN_LEFT]),
        (Pick.MOVE, "Lin Ju", [LIN_LEFT]),
        (Pick.MOVE, "acme", ["Ann Lee · left Acme Robotics · 1 February 2026"]),
        (Pick.PERSON, "林俊暘", ["Lin Junyang (Alibaba)"]),
        (Pick.PERSON, "alibaba", ["Lin Junyang (Alibaba)", "Zhou Hao (Google, Alibaba)"]),
        (Pick.PERSON, "", ["Lin Junyang (Alibaba)", "Ann Lee (Acme Robotics)", "Zhou Hao (Google, Alibaba)"]),
    ],
)
async def test_ids_are_picked_by_names(commands: Commands, what: Pick, typed: str, labels: list[str]) -> None:
    """A whole name, half of one, a company or nothing: each once, with the value that an order takes."""
    offered = await commands.pick(what, typed, ASKER)
    assert [choice.label for choice in offered] == labels
    assert len({choice.value for choice in offered}) == len(offered)


async def test_a_picked_move_is_found_by_its_value(commands: Commands, database: Database) -> None:
    """The value of a choice is the id, which may be typed too."""
    (found,) = await commands.pick(Pick.MOVE, "lin junyang", ASKER)
    with database.reading() as session:
        assert lookup.move(session, found.value) is not None
    assert await commands.pick(Pick.MOVE, found.value.upper(), ASKER) == (found,)


async def test_an_unknown_name_offers_the_nearest_three(commands: Commands) -> None:
    """A typo leads on by buttons that ask the right thing."""
    card = (await commands.answer("alibab", ASKER)).card
    assert "alibab" in card.title
    assert card.actions[0].key == "ask:1:Alibaba"
    assert len(card.actions) <= 3
    pressed = await commands.press(card.actions[0].key, ASKER)
    assert (pressed.card.title, pressed.public) == ("Alibaba", False)


async def test_share_is_public_and_names_the_sharer(commands: Commands) -> None:
    """Only Share leaves the asker's own eyes."""
    card = (await commands.answer("alibaba", ASKER)).card
    share = next(action for action in card.actions if action.label == "Share")
    pressed = await commands.press(share.key, ASKER)
    assert pressed.public
    assert plain(pressed.card.footer).endswith("shared by mei")


async def test_long_timelines_are_paged(database: Database) -> None:
    """Eleven moves are two pages; a page past the end shows the last."""
    surnames = [
        "Abbott",
        "Brandt",
        "Castillo",
        "Dubois",
        "Eriksen",
        "Fournier",
        "Grimaldi",
        "Hoffmann",
        "Ivanova",
        "Jensen",
        "Kowalski",
    ]
    told([build.finding(f"Ann {surname}", left=Position(company="OpenAI")) for surname in surnames], database)
    commands = Commands(database, lambda: WATCHLIST)
    first = (await commands.answer("openai", ASKER)).card
    assert len(people_in(first)) == 10
    older = next(action for action in first.actions if action.label == "Older")
    second = (await commands.press(older.key, ASKER)).card
    assert len(people_in(second)) == 1
    assert set(people_in(first)).isdisjoint(people_in(second))
    assert people_in((await commands.press("ask:99:openai", ASKER)).card) == people_in(second)


@pytest.mark.parametrize(
    "key", ["", ":", "ask", "ask:x:alibaba", "ask:99999999999:alibaba", "nonsense:1:alibaba", "share:1:"]
)
async def test_a_key_nobody_made_still_answers(commands: Commands, key: str) -> None:
    """A forged or cut key ends in a card, never in trouble."""
    assert (await commands.press(key, ASKER)).card.tone.value != "trouble"


async def test_suggestions_complete_names(commands: Commands) -> None:
    """What begins so comes first; an alias suggests its company; nothing typed suggests the watchlist."""
    assert (await commands.suggest("lin"))[0] == "Lin Junyang"
    assert "Alibaba" in await commands.suggest("阿")
    assert (await commands.suggest(""))[:2] == ("Alibaba", "OpenAI")
    assert len(await commands.suggest("")) <= 25


async def test_a_broken_store_ends_in_a_sentence_with_a_reference(commands: Commands, database: Database) -> None:
    """The wall: the person reads a sentence, the log holds the reference."""
    with database.writing() as session:
        session.connection().exec_driver_sql("drop table move_company")
    card = (await commands.answer("alibaba", ASKER)).card
    assert card.title == "That did not work"
    assert plain(card.footer).startswith("reference ")


async def test_help_counts_what_is_known(commands: Commands) -> None:
    """Help says how much there is to ask for."""
    assert plain((await commands.answer("help", ASKER)).card.lead) == "Watching 2 companies; 3 moves known."


def test_scripts_get_every_move_or_none(commands: Commands) -> None:
    """`matching` gives all pages at once, and nothing for an unknown name."""
    assert [move.person for move in commands.matching("alibaba")] == ["Lin Junyang", "Zhou Hao"]
    assert [move.person for move in commands.matching("qwen")] == ["Lin Junyang"]
    assert commands.matching("tongyi lab") == ()
    assert commands.matching("nobody of that name") == ()
    assert len(commands.matching("")) == 3


async def test_corrections_are_for_admins(commands: Commands) -> None:
    """Nobody else, unless the platform says that they run the place; the terminal's own user may."""

    async def yes() -> bool:
        return True

    assert (await commands.administer("fix log", ASKER)).title == "This needs an admin"
    assert (await commands.press("fix:undo 1", ASKER)).card.title == "This needs an admin"
    manager = Asker(platform="test", user="u2", manages=yes)
    assert (await commands.administer("fix log", manager)).title == "Corrections"
    assert (await commands.administer("fix log", Asker(platform="terminal", user="me"))).title == "Corrections"


async def test_a_unit_is_no_company(commands: Commands) -> None:
    """A company is said by any of its names; a team has a word of its own."""
    admin, move = Asker(platform="terminal", user="me"), commands.matching("zhou hao")[0]
    unit = await commands.administer(f"fix company {move.id} to Qwen", admin)
    assert "a team of Alibaba" in plain(unit.lead)
    done = await commands.administer(f"fix company {move.id} from 阿里", admin)
    assert done.title == "Corrected: Alibaba"
    assert commands.matching("zhou hao")[0].left == Position(company="Alibaba")
    undone = await commands.press(done.actions[0].key, admin)
    assert undone.card.title == "Undone: correction 1"


async def test_a_message_of_several_moves_asks_which(commands: Commands) -> None:
    """An unknown or wholly wrong message leaves nothing to mark."""
    admin = Asker(platform="terminal", user="me")
    assert (await commands.press("fix:ask m0", admin)).card.title == "Marked wrong already"
    move = commands.matching("zhou hao")[0]
    asked = (await commands.press(f"fix:ask {move.id}", admin)).card
    offered = [action.key for action in asked.actions]
    assert (offered[0], offered[-1]) == (f"fix:wrong {move.id}", "fix:leave")
    assert (await commands.press("fix:leave", admin)).card.title == "Nothing was changed"
