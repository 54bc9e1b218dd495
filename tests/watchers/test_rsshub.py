"""Routes of an RSSHub: feeds like any other, each with its own health."""

import pytest

from tests.stand_ins.feeds import FeedServer, Handler, Page, fixed, rss
from tests.watchers.watching import leaves, source
from watchers.poll import Watch, poll
from watchers.sources import rsshub


@pytest.mark.parametrize(
    ("server", "route"),
    [
        ("https://hub.example", "/latepost/1"),
        ("https://hub.example/", "latepost/1"),
        ("https://hub.example", "latepost/1"),
    ],
)
def test_server_and_route_are_joined(server: str, route: str) -> None:
    """However many strokes are written."""
    assert rsshub.at(server, route) == "https://hub.example/latepost/1"
    assert rsshub.at("https://apps.example/hub/", "/36kr/newsflashes?limit=50") == (
        "https://apps.example/hub/36kr/newsflashes?limit=50"
    )


async def test_a_route_is_read_like_a_feed(server: FeedServer, watch: Watch) -> None:
    """A new item is announced."""
    page = Page(rss(leaves(0)))
    looked = source(
        rsshub.at(server.url(""), server.put("/latepost/1", page).rpartition(str(server.port))[2]), "rsshub"
    )
    assert (await poll(looked, watch)).outcome == "baseline"
    page.body = rss(leaves(1), leaves(0))
    assert (await poll(looked, watch)).announced == 1


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (fixed(b"<html><h1>Looks like something went wrong</h1></html>"), "html_page"),
        (fixed(b"<html>Route not found</html>", 404), "http_404"),
        (fixed(b"", 503, Retry_After="60"), "http_503"),
        (fixed(b"too many requests", 429), "http_429"),
    ],
)
async def test_a_rotten_route_fails_alone(server: FeedServer, watch: Watch, answer: Handler, outcome: str) -> None:
    """By name, without touching other routes of the server."""
    broken = source(server.put("/broken", answer), "rsshub")
    assert (await poll(broken, watch)).outcome == outcome
    assert (await poll(source(server.put("/sound", Page(rss(leaves(0)))), "rsshub"), watch)).went_well
