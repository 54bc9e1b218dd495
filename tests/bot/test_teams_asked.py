"""Teams, groups and what became of them, asked as people ask: in Slack, in Discord, and with the shipped watchlist."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import config
from bot.cards import Card, Strong, plain
from bot.chat import Asker
from bot.commands import Commands
from store import ledger
from store.database import Database
from store.ledger import Telling
from store.model.announce import Circumstances
from store.model.moves import Finding
from store.model.positions import Position
from tests import build
from tests.bot.slack_scene import running
from tests.stand_ins.discord import DiscordStandIn
from tests.stand_ins.discord_bot import connected
from tests.stand_ins.slack import SlackStandIn
from tests.stores import fresh
from watchers.extract import organisations

WATCHLIST = config.default_watchlist()
ASKER = Asker(platform="test", user="u1")


def at(company: str, unit: str | None = None) -> Position:
    """A place without a role."""
    return Position(company=company, unit=unit)


TOLD = (
    build.finding("Lin Junyang", left=at("Alibaba", "通义千问"), date="2026-03-03"),
    build.finding("Ada Kranz", left=at("Alibaba", "Qwen"), joined=at("Meta", "FAIR"), date="2026-02-03"),
    build.finding("Bo Tamm", left=at("Alibaba", "通义实验室"), date="2026-01-03"),
    build.finding("Carl Undset", left=at("Alibaba"), date="2025-12-03"),
    build.finding("Dora Falk", left=at("Meta", "Facebook AI Research"), date="2020-12-03"),
    build.finding("Emil Sand", left=at("Google", "谷歌大脑"), date="2021-11-03"),
    build.finding("Finn Aro", joined=at("Google", "Google DeepMind"), left=None, date="2024-11-03"),
    build.finding("Greta Holt", left=at("Google"), date="2025-10-03"),
    build.finding("Hans Ek", left=at("MosaicML"), date="2022-10-03"),
    build.finding("Ida Lund", left=at("MosaicML"), joined=at("Databricks"), date="2023-10-03"),
)
ASKED = [
    ("qwen", "Qwen", ["Lin Junyang", "Ada Kranz"]),
    ("通义千问", "Qwen", ["Lin Junyang", "Ada Kranz"]),
    ("通义", "Tongyi Lab", ["Bo Tamm"]),
    ("tongyi lab", "Tongyi Lab", ["Bo Tamm"]),
    ("alibaba", "Alibaba", ["Lin Junyang", "Ada Kranz", "Bo Tamm", "Carl Undset"]),
    ("google brain", "Google Brain", ["Emil Sand"]),
    ("google deepmind", "Google DeepMind", ["Finn Aro", "Emil Sand"]),
    ("fair", "FAIR", ["Ada Kranz", "Dora Falk"]),
    ("databricks", "Databricks", ["Ida Lund", "Hans Ek"]),
]


@pytest.fixture(scope="module", name="told")
def _told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store that has heard of all of them, to be copied."""
    folder = tmp_path_factory.mktemp("store")
    made = fresh(folder)
    record(made, TOLD)
    made.close()
    return folder / "moves.db"


@pytest.fixture
def database(told: Path, tmp_path: Path) -> Iterator[Database]:
    """A store that has heard of all of them."""
    made = Database(f"sqlite:///{shutil.copy(told, tmp_path / 'moves.db')}")
    yield made
    made.close()


def record(database: Database, told: tuple[Finding, ...]) -> None:
    """Record findings, each as its own seed document."""
    seed = Circumstances(
        now=build.NOON, max_age=dt.timedelta.max, published=build.NOON, watched=frozenset(), seed=True
    )  # fmt: skip
    houses = organisations.houses(WATCHLIST)
    for number, finding in enumerate(told):
        telling = Telling(publisher="Wire", title=f"T{number}", url=f"https://w.example/{number}", published=build.NOON)
        with database.writing() as session:
            ledger.record(session, [finding], telling, routes=(), at=seed, houses=houses)


def people_in(card: Card) -> list[str]:
    """The people whom the rows of a timeline are about."""
    names = (span for section in card.sections for line in section.lines for span in line if isinstance(span, Strong))
    return [name.text for name in names]


def on(database: Database, day: dt.date) -> Commands:
    """The commands as they answer on a day."""
    return Commands(database, lambda: WATCHLIST, clock=lambda: dt.datetime.combine(day, dt.time(12), dt.UTC))


@pytest.mark.parametrize(("text", "title", "people"), ASKED, ids=[text for text, *_ in ASKED])
async def test_a_question_is_answered(database: Database, text: str, title: str, people: list[str]) -> None:
    """A team narrows under any of its names; a group covers its teams; an owner covers what it took in."""
    commands = on(database, dt.date(2026, 11, 1))
    card = (await commands.answer(text, ASKER)).card
    assert (card.title, people_in(card)) == (title, people)
    assert [move.person for move in commands.matching(text)] == people


@pytest.mark.parametrize(("text", "title", "people"), ASKED, ids=[text for text, *_ in ASKED])
async def test_in_slack_and_discord(database: Database, text: str, title: str, people: list[str]) -> None:
    """Both platforms' real clients show the same answer."""
    commands = on(database, dt.date(2026, 11, 1))
    async with SlackStandIn() as slack, running(slack, commands):
        words = (await slack.slash("/moves", text)).words
    async with DiscordStandIn() as discord, connected(discord, commands):
        (embed,) = (await discord.slash("moves", query=text)).embeds
    others = {finding.person for finding in TOLD}.difference(people)
    for shown in (words, str(embed)):
        assert title in shown
        assert all(person in shown for person in people)
        assert not any(person in shown for person in others)


@pytest.mark.parametrize(
    ("text", "day", "people", "words"),
    [
        ("databricks", dt.date(2023, 7, 18), ["Ida Lund"], ""),
        ("databricks", dt.date(2023, 7, 19), ["Ida Lund", "Hans Ek"], "Includes MosaicML, part of it since 19 July 2023."),
        ("mosaicml", dt.date(2023, 7, 18), ["Ida Lund", "Hans Ek"], ""),
        ("mosaicml", dt.date(2023, 7, 19), ["Ida Lund", "Hans Ek"], "MosaicML has been part of Databricks since 19 July 2023."),
        ("google deepmind", dt.date(2023, 4, 19), ["Finn Aro"], "Google DeepMind belongs to Google."),
        ("google deepmind", dt.date(2023, 4, 20), ["Finn Aro", "Emil Sand"], "Google DeepMind belongs to Google. Includes Google Brain, part of it since 20 April 2023."),
        ("谷歌大腦", dt.date(2023, 4, 20), ["Emil Sand"], "Google Brain belongs to Google. Google Brain has been part of Google DeepMind since 20 April 2023."),
        ("facebook", dt.date(2021, 10, 27), ["Ada Kranz", "Dora Falk"], ""),
        ("facebook", dt.date(2021, 10, 28), ["Ada Kranz", "Dora Falk"], "Facebook has been called Meta since 28 October 2021."),
    ],
)  # fmt: skip
async def test_what_became_of_them(database: Database, text: str, day: dt.date, people: list[str], words: str) -> None:
    """What was taken in counts from the day on, and the answer says so; names answer at any time."""
    card = (await on(database, day).answer(text, ASKER)).card
    assert people_in(card) == people
    assert plain(card.lead) == words


async def test_what_was_taken_in_without_moves_is_not_mentioned(database: Database) -> None:
    """Cognition took in Windsurf, of which nothing is known here."""
    record(database, (build.finding("Jon Vik", left=at("Cognition")),))
    card = (await on(database, dt.date(2026, 11, 1)).answer("cognition", ASKER)).card
    assert (people_in(card), plain(card.lead)) == (["Jon Vik"], "")


async def test_a_team_that_an_older_store_holds_as_a_company(database: Database) -> None:
    """Before its group was known DAMO Academy was stored as a company; both questions still find the move."""
    with database.writing() as session:
        seed = Circumstances(now=build.NOON, max_age=dt.timedelta.max, published=None, watched=frozenset(), seed=True)
        telling = Telling(publisher="Wire", title="T", url="https://w.example/old", published=build.NOON)
        ledger.record(session, [build.finding("Karl Ros", left=at("DAMO Academy"))], telling, routes=(), at=seed)
    assert people_in((await on(database, dt.date(2026, 11, 1)).answer("达摩院", ASKER)).card) == ["Karl Ros"]


async def test_typing_a_team_s_other_name_suggests_the_team(database: Database) -> None:
    """The completion names what the name leads to."""
    assert (await on(database, dt.date(2026, 11, 1)).suggest("通义千"))[0] == "Qwen"
