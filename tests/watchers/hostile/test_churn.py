"""Feeds that renumber, re-date, re-link, reorder and repeat their entries: what was told is never told again."""

import dataclasses
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.stand_ins.feeds import FeedServer, Page, item, rss, serving
from tests.stores import in_memory
from tests.watchers.conftest import manners, watch_of
from tests.watchers.watching import PEOPLE, leaves, source
from watchers.feed_reader import FeedReader
from watchers.page_reader import PageReader
from watchers.poll import Watch, poll
from watchers.web import Web

pytestmark = pytest.mark.asyncio(loop_scope="module")

NEXT_YEAR = "Fri, 05 Mar 2027 09:00:00 GMT"
TEXT = "Nothing happened at all today at the lab"


def news(number: int, *, guid: str | None = None, link: str | None = None, date: str = "", title: str = "") -> str:
    """An item of one person, changed as given."""
    named = title or f"{PEOPLE[number]} leaves Example Lab"
    return item(
        named, guid=f"g{number}" if guid is None else guid, date=date, text=TEXT,
        link=f"https://wire.example/{number}" if link is None else link,
    )  # fmt: skip


def feed(*items: str, title: str = "A feed") -> bytes:
    """The feed."""
    return rss(*items, title=title)


PLAIN = [news(n) for n in range(3)]
CASES: dict[str, tuple[list[str], list[str], int]] = {
    "nothing changed but the build": (PLAIN, [*PLAIN, "<lastBuildDate>now</lastBuildDate>"], 0),
    "turned round": (PLAIN, PLAIN[::-1], 0),
    "all ids new": (PLAIN, [news(n, guid=f"new{n}") for n in range(3)], 0),
    "all links new": (PLAIN, [news(n, link=f"https://cdn.example/{n}?t=1") for n in range(3)], 0),
    "ids and links new": (PLAIN, [news(n, guid=f"n{n}", link=f"https://b.example/{n}x") for n in range(3)], 0),
    "all dates new": (PLAIN, [news(n, date=NEXT_YEAR) for n in range(3)], 0),
    "titles edited": (PLAIN, [news(n, title=f"Updated: {PEOPLE[n]} leaves Example Lab") for n in range(3)], 0),
    "titles shouted": (PLAIN, [news(n, guid="", link="", title=f"{PEOPLE[n]} LEAVES EXAMPLE LAB") for n in range(3)], 0),
    "ids gone": (PLAIN, [news(n, guid="") for n in range(3)], 0),
    "links gone": (PLAIN, [news(n, link="") for n in range(3)], 0),
    "tracking added": (PLAIN, [news(n, guid="", link=f"https://wire.example/{n}?utm_source=x&amp;fbclid=y") for n in range(3)], 0),
    "http for https": (PLAIN, [news(n, guid="", link=f"http://www.wire.example/{n}/") for n in range(3)], 0),
    "listed twice": (PLAIN, [one for one in PLAIN for _ in range(2)], 0),
    "one id for all": ([news(n, guid="same") for n in range(3)], [news(n, guid="same") for n in range(4)], 1),
    "one link for all": ([news(n, link="https://wire.example/live") for n in range(3)], [news(n, link="https://wire.example/live") for n in range(4)], 1),
    "one id and link for all": ([news(n, guid="s", link="https://w.example/") for n in range(3)], [news(n, guid="s", link="https://w.example/") for n in range(4)], 1),
    "an id of another item": (PLAIN, [news(3, guid="g0", link="https://wire.example/other")], 0),
    "a link to the front page": ([news(n, guid="", link="https://wire.example/") for n in range(3)], [news(n, guid="", link="https://wire.example/") for n in range(4)], 1),
    "an id of 50,000 letters": ([news(0, guid="x" * 50_000)], [news(0, guid="x" * 50_000), news(1, guid="x" * 49_999 + "y")], 1),
    "ids that differ in blanks": (PLAIN, [news(n, guid=f" \n g{n} \t") for n in range(3)], 0),
    "a new one between old ones, dated long ago": (PLAIN, [PLAIN[0], news(3, date="Mon, 05 Jan 1998 09:00:00 GMT"), *PLAIN[1:]], 1),
    "a new one at the end": (PLAIN, [*PLAIN, news(4)], 1),
    "all old ones gone": (PLAIN, [news(4), news(5)], 2),
    "empty, then back": (PLAIN, [], 0),
}  # fmt: skip


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def server() -> AsyncIterator[FeedServer]:
    """One server for all cases."""
    async with serving() as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def watch(server: FeedServer, reader: FeedReader, page_reader: PageReader) -> AsyncIterator[Watch]:
    """One store for all cases, each a source of its own."""
    database, web = in_memory(), Web(manners(server.place))
    yield watch_of(web, database, reader, page_reader)
    await web.close()
    database.close()


@pytest.mark.parametrize("case", CASES)
async def test_what_was_shown_is_known_again(server: FeedServer, watch: Watch, case: str) -> None:
    """The second look finds as many new entries as there are, the third none, and neither do the old items back again."""
    before, after, new = CASES[case]
    page = Page(feed(*before))
    looked = dataclasses.replace(source(server.put("/feed", page)), name=case)
    first = await poll(looked, watch)
    page.body = feed(*after)
    second = await poll(looked, watch)
    page.body = feed(*after, title="Renamed")
    third = await poll(looked, watch)
    page.body = feed(*before, title="As before")
    fourth = await poll(looked, watch)
    assert first.announced == 0
    assert (second.new, third.new, fourth.new) == (new, 0, 0)
    assert second.announced <= new
    assert third.announced == fourth.announced == 0


async def test_two_versions_in_turn_are_told_once(server: FeedServer, watch: Watch) -> None:
    """A feed behind two servers that disagree is no news at each change of hands."""
    page = Page(feed(leaves(0)))
    looked = dataclasses.replace(source(server.put("/feed", page)), name="Two")
    await poll(looked, watch)
    versions = [feed(leaves(0), leaves(1)), feed(leaves(0, guid="other"), leaves(2))]
    told = []
    for number in range(6):
        page.body = versions[number % 2] + b" " * number
        told.append((await poll(looked, watch)).new)
    assert told == [1, 1, 0, 0, 0, 0]


async def test_a_feed_that_moves_to_another_name_is_a_baseline_again(server: FeedServer, watch: Watch) -> None:
    """A source under a new name shows its past in silence."""
    looked = dataclasses.replace(source(server.put("/feed", Page(feed(*PLAIN)))), name="Named")
    await poll(looked, watch)
    report = await poll(dataclasses.replace(looked, name="Renamed"), watch)
    assert (report.outcome, report.announced) == ("baseline", 0)
