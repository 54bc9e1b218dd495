"""姚顺雨 and 姚顺宇, both Shunyu Yao in Latin letters, through the whole pipeline: articles read, recorded, answered."""

import datetime as dt
import itertools
from collections.abc import Iterator

import pytest
from sqlmodel import col, select

from bot import config
from bot.replays import Replayer
from store.database import Database
from store.tables import EvidenceRow, MoveRow
from tests.stores import in_memory
from watchers.entries import Article

TENCENT, GOOGLE = "tencent", "google"
ARTICLES = {
    "tencent-zh": (
        "前OpenAI研究员姚顺雨加入腾讯",
        "腾讯确认，姚顺雨已从OpenAI离职并加入腾讯，出任首席科学家。",
        "2025-12-17",
    ),
    "tencent-en": (
        "Tencent hires Yao Shunyu from OpenAI",
        "Tencent has hired Yao Shunyu, a former OpenAI researcher, as chief scientist.",
        "2025-12-18",
    ),
    "google-zh": (
        "姚顺宇离开Anthropic，加入谷歌DeepMind",
        "研究员姚顺宇宣布，他已从Anthropic离职并加入谷歌DeepMind。",
        "2025-10-07",
    ),
    "google-en": (
        "Shunyu Yao leaves Anthropic for Google DeepMind",
        "Shunyu Yao said he has left Anthropic and joined Google DeepMind as a senior researcher.",
        "2025-10-08",
    ),
}


@pytest.fixture(scope="module")
def replayer() -> Replayer:
    """The pipeline with the default watchlist, which knows one of the two by the shared name."""
    return Replayer(config.default_watchlist())


@pytest.fixture
def store() -> Iterator[Database]:
    """An empty store."""
    made = in_memory()
    yield made
    made.close()


@pytest.mark.parametrize("order", list(itertools.permutations(ARTICLES)), ids="|".join)
def test_the_two_stay_two(order: tuple[str, ...], replayer: Replayer, store: Database) -> None:
    """In every order two persons come out, each with one move and both articles, whichever script came first."""
    for name in order:
        title, text, day = ARTICLES[name]
        told = replayer.replay(_article(name, title, text, day), store)
        assert told["changes"], name
    with store.reading() as session:
        wanted = select(MoveRow.person_id, EvidenceRow.url).join(EvidenceRow, col(EvidenceRow.move_id) == MoveRow.id)
        told_of: dict[int, set[str]] = {}
        for person, url in session.exec(wanted):
            told_of.setdefault(person, set()).add(str(url).split("/")[3].split("-")[0])
        assert sorted(told_of.values(), key=sorted) == [{GOOGLE}, {TENCENT}]
        assert len(session.exec(select(MoveRow).where(col(MoveRow.merged_into).is_(None))).all()) == 2


def _article(name: str, title: str, text: str, day: str) -> Article:
    published = dt.datetime.fromisoformat(f"{day}T08:00:00+00:00")
    return Article(id=name, url=f"https://{name}.example/{name}", title=title, body=text, published=published)
