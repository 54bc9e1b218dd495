"""The drain loop: what one channel or the store does to the deliveries of others."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.cards import Card
from bot.chat import Chat, Outcome, Sent
from bot.delivery import Courier
from store.deliveries import Delivery
from store.errors import StoreUnreachable
from store.model.announce import Route
from tests.store.newsroom import Newsroom, finding, moment
from tests.stores import in_memory

PEOPLE = ("Ann Onne", "Bob Bee", "Cat Cole")


class Desk:
    """A platform that takes posts, when it is told to."""

    def __init__(self, *, open_at_once: bool = True) -> None:
        self.posts: list[str] = []
        self.asked = asyncio.Event()
        self.opened = asyncio.Event()
        self.reached = asyncio.Condition()
        if open_at_once:
            self.opened.set()

    async def post(self, channel: str, card: Card, *, key: str, thread: str | None = None) -> Outcome:
        """Take a post once open."""
        self.asked.set()
        await self.opened.wait()
        async with self.reached:
            self.posts.append(card.title)
            self.reached.notify_all()
        return Sent(key)

    async def until(self, number: int) -> None:
        """Wait for that many posts."""
        async with asyncio.timeout(5), self.reached:
            await self.reached.wait_for(lambda: len(self.posts) >= number)


@asynccontextmanager
async def running(news: Newsroom, chats: dict[str, Chat]) -> AsyncIterator[Courier]:
    """A courier at work, stopped in order."""
    courier = Courier(news.database, chats, lambda: moment(0))
    work = asyncio.create_task(courier.run())
    yield courier
    courier.stop()
    await work


def told() -> Newsroom:
    """Three alerts for a channel of each of two platforms."""
    news = Newsroom(in_memory(), routes=(Route(to="slow:1"), Route(to="quick:1")))
    for name in PEOPLE:
        news.one(finding(name, "Alibaba"))
    return news


async def test_a_slow_platform_holds_up_only_itself() -> None:
    """While one post hangs, another platform's channel gets all of its own, in order; the slow one follows."""
    slow, quick, news = Desk(open_at_once=False), Desk(), told()
    async with running(news, {"slow": slow, "quick": quick}):  # type: ignore[dict-item]  # only posts are made
        await slow.asked.wait()
        await quick.until(3)
        assert slow.posts == []
        slow.opened.set()
        await slow.until(3)
    assert slow.posts == quick.posts == [f"{name} leaves Alibaba" for name in PEOPLE]
    assert news.states() == {"sent": 6}
    news.database.close()


async def test_a_store_in_trouble_for_a_moment_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that cannot be reached at one look is looked at again."""
    quick, news = Desk(), told()
    claim, failures = Courier._claim, [StoreUnreachable("locked")]

    def troubled(courier: Courier, room: int) -> list[Delivery]:
        if failures:
            raise failures.pop()
        return claim(courier, room)

    monkeypatch.setattr(Courier, "_claim", troubled)
    async with running(news, {"quick": quick}) as courier:  # type: ignore[dict-item]  # the same
        courier.wake()
        await quick.until(3)
    assert failures == []
    news.database.close()
