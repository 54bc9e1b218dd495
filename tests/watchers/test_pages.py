"""Pages are fetched once, whoever asks and however it ends."""

import asyncio

import pytest

from tests.stand_ins.feeds import FeedServer, Page, fixed, hang, redirect
from watchers import pages as fetched
from watchers.errors import BadStatus, BlockedAddress, FormatTrouble, WatchTrouble
from watchers.page_reader import PageReader
from watchers.pages import Pages
from watchers.web import Web

STORY = b"<html><title>Lund leaves</title><body><p>" + b"Mira Lund has left Example Lab. " * 20 + b"</p></body></html>"


@pytest.fixture
def pages(web: Web, page_reader: PageReader) -> Pages:
    """Pages over the tests' server."""
    return Pages(web, page_reader)


async def test_a_page_is_fetched_once(server: FeedServer, pages: Pages) -> None:
    """Asked by several at once, and again under another spelling of its address, it is one request."""
    url = server.put("/exit", Page(STORY, "text/html"))
    asked = await asyncio.gather(*(pages.page(url + tail) for tail in ("", "?utm_source=feed", "#top")))
    assert [page.title for page in asked] == ["Lund leaves"] * 3
    assert server.paths() == ["/exit"]
    assert "text/html" in server.seen[0][1]["Accept"]


async def test_a_trouble_is_kept_too(server: FeedServer, pages: Pages) -> None:
    """A page that failed is not hurried; a later hour asks again."""
    url = server.put("/exit", fixed(status=503))
    for _ in range(2):
        with pytest.raises(BadStatus):
            await pages.page(url)
    assert len(server.seen) == 1


async def test_what_is_kept_is_bounded(server: FeedServer, pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many pages the oldest is forgotten; what is older than the hour is asked for anew."""
    monkeypatch.setattr(fetched, "KEPT", 2)
    for name in ("/a", "/b", "/c", "/a"):
        await pages.page(server.put(name, Page(STORY, "text/html")))
    assert server.paths() == ["/a", "/b", "/c", "/a"]
    monkeypatch.setattr(fetched, "KEPT_SECONDS", -1.0)
    await pages.page(server.url("/a"))
    assert len(server.seen) == 5


async def test_the_guard_sees_every_hop(server: FeedServer, pages: Pages) -> None:
    """A page may not lead into a private network, at once or by a redirect."""
    away = server.put("/away", redirect("http://10.0.0.1/admin"))
    for url in ("http://127.0.0.1:1/", away):
        with pytest.raises(BlockedAddress):
            await pages.page(url)


async def test_what_is_no_page_is_a_trouble(server: FeedServer, pages: Pages) -> None:
    """A picture behind a link is named as such."""
    with pytest.raises(FormatTrouble) as caught:
        await pages.page(server.put("/cat.png", fixed(b"\x89PNG\r\n\0\0", Content_Type="image/png")))
    assert caught.value.kind == "not_a_page"


async def test_whoever_leaves_takes_nothing_along(server: FeedServer, pages: Pages) -> None:
    """A waiter that is cancelled leaves the page to the others; closing gives up what is under way."""
    url = server.put("/exit", Page(STORY, "text/html"))
    first = asyncio.create_task(pages.page(url))
    await asyncio.sleep(0)
    second = asyncio.create_task(pages.page(url))
    await asyncio.sleep(0)
    first.cancel()
    assert (await second).title == "Lund leaves"
    hanging = asyncio.create_task(pages.page(server.put("/hang", hang)))
    await asyncio.sleep(0)
    pages.close()
    with pytest.raises((asyncio.CancelledError, WatchTrouble)):
        await hanging
