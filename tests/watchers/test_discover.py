"""What can be watched behind an address, over a real server with its pages, feeds and sitemaps."""

import datetime as dt
import json

import pytest

from tests.stand_ins.feeds import FeedServer, Page, fixed, item, redirect, rss
from tests.watchers.watching import START
from watchers import discover, suggested
from watchers.answers import Readers
from watchers.discover import Discovery, Found
from watchers.entries import Entry
from watchers.errors import BadStatus, BlockedAddress, FormatTrouble, WatchTrouble
from watchers.feed_reader import FeedReader
from watchers.page_reader import PageReader
from watchers.web import Web

NEWS = rss(
    item("One", guid="1", date="Thu, 05 Mar 2026 09:00:00 GMT"), item("Two", guid="2"), title="The &amp;amp; Lab"
)
LISTED = "".join(f"<a href='/news/{n}'>Story number {n}</a>" for n in range(4))


@pytest.fixture
def discovery(web: Web, reader: FeedReader, page_reader: PageReader) -> Discovery:
    """A search over the tests' server."""
    return Discovery(web, Readers(reader, page_reader), START)


def page(body: str = "", head: str = "") -> Page:
    """A web page."""
    return Page(f"<html><head><title>Lab news</title>{head}</head><body>{body}</body></html>".encode(), "text/html")


def brief(found: Found) -> tuple[str, str, str, int]:
    """Kind, path, title and number of entries."""
    return found.kind, found.url.partition("://")[2].partition("/")[2], found.title, len(found.entries)


async def test_an_address_that_is_a_feed(server: FeedServer, discovery: Discovery) -> None:
    """Is taken at once, under the name it gives itself."""
    found = await discovery.at(server.put("/x.xml", Page(NEWS)))
    assert brief(found) == ("feed", "x.xml", "The & Lab", 2)
    assert found.newest == dt.datetime(2026, 3, 5, 9, tzinfo=dt.UTC)
    assert server.paths() == ["/x.xml"]


async def test_a_feed_without_entries_is_one_all_the_same(server: FeedServer, discovery: Discovery) -> None:
    """At the address itself; behind a page it would be passed over."""
    assert brief(await discovery.at(server.put("/x.xml", Page(rss())))) == ("feed", "x.xml", "A feed", 0)


async def test_a_declared_feed_is_found(server: FeedServer, discovery: Discovery) -> None:
    """The first that can be read and holds something; feeds of comments are nobody's wish."""
    declared = "".join(
        f'<link rel="alternate" type="application/{kind}" href="{where}" title="{title}">'
        for where, kind, title in (
            ("/comments.xml", "rss+xml", "Lab comments"),
            ("/gone.xml", "rss+xml", ""),
            ("/empty.xml", "atom+xml", ""),
            ("/feed.json", "feed+json", ""),
        )
    )
    server.put("/comments.xml", Page(NEWS))
    server.put("/empty.xml", Page(rss()))
    told = {"version": "https://jsonfeed.org/version/1.1", "title": "Lab", "items": [{"id": "1", "title": "One"}]}
    server.put("/feed.json", Page(json.dumps(told).encode(), "application/feed+json"))
    found = await discovery.at(server.put("/news", page(head=declared)))
    assert brief(found) == ("feed", "feed.json", "Lab", 1)
    assert found.how == "declared by the page"
    assert "/comments.xml" not in server.paths()


async def test_a_feed_at_a_usual_place_is_found(server: FeedServer, discovery: Discovery) -> None:
    """Below the page before the top of the site."""
    server.put("/feed", Page(rss(item("Other", guid="9"))))
    server.put("/news/rss.xml", Page(NEWS))
    found = await discovery.at(server.put("/news", page(LISTED)))
    assert brief(found) == ("feed", "news/rss.xml", "The & Lab", 2)


async def test_a_page_that_lists_is_watched_itself(server: FeedServer, discovery: Discovery) -> None:
    """Where there is no feed; under the address it finally has."""
    server.put("/news", page(LISTED))
    found = await discovery.at(server.put("/newsroom", redirect("/news", 301)))
    assert brief(found) == ("page", "news", "Lab news", 4)
    assert [entry.title for entry in found.entries][:1] == ["Story number 0"]


async def test_a_page_that_draws_itself_is_watched_by_its_sitemap(server: FeedServer, discovery: Discovery) -> None:
    """Found by robots.txt, through a list of sitemaps, narrowed to the page's own path."""
    server.put("/robots.txt", fixed(f"User-agent: *\nSitemap: {server.url('/maps.xml')}\n".encode()))
    inner = "".join(f"<url><loc>{server.url(path)}</loc></url>" for path in ("/news/a", "/news/b", "/jobs/c"))
    maps = "".join(f"<sitemap><loc>{server.url(path)}</loc></sitemap>" for path in ("/map-shop.xml", "/map-news.xml"))
    server.put("/maps.xml", Page(f"<sitemapindex>{maps}</sitemapindex>".encode(), "application/xml"))
    server.put("/map-news.xml", Page(f"<urlset>{inner}</urlset>".encode(), "application/xml"))
    found = await discovery.at(server.put("/news", page("<div id='app'></div>")))
    assert brief(found) == ("page", "map-news.xml#/news/", "Lab news", 2)
    assert "/map-shop.xml" not in server.paths()


async def test_a_sitemap_may_be_named_itself(server: FeedServer, discovery: Discovery) -> None:
    """With the part that counts behind a sign."""
    body = f"<urlset><url><loc>{server.url('/news/a')}</loc></url><url><loc>{server.url('/b')}</loc></url></urlset>"
    url = server.put("/sitemap.xml", Page(body.encode(), "application/xml"))
    assert brief(await discovery.at(url + "#/news/"))[:2] == ("page", "sitemap.xml#/news/")


async def test_an_address_may_tell_its_kind(server: FeedServer, discovery: Discovery) -> None:
    """Searches, filings and profiles are read as what they are, and profiles that are none as pages."""
    hits = {"hits": [{"objectID": "1", "title": "A story"}]}
    url = server.put("/api/v1/search_by_date", Page(json.dumps(hits).encode(), "application/json")) + "?tags=story"
    assert brief(await discovery.at(url))[0] == "hacker_news"
    link = server.url("/@jane/1")
    server.put("/@jane.rss", Page(rss(item("", guid=link, link=link, text="Hello."))))
    found = await discovery.at(server.url("/@jane"))
    assert (found.kind, found.url, len(found.entries)) == ("mastodon", server.url("/@jane"), 1)
    server.put("/@lab/feed", Page(NEWS))
    assert (await discovery.at(server.put("/@lab", page()))).kind == "feed"


@pytest.mark.parametrize(
    ("answer", "trouble", "kind"),
    [
        (fixed(status=404), BadStatus, "http_404"),
        (redirect("http://10.0.0.1/"), BlockedAddress, "blocked_address"),
        (Page(b"<title>Just a moment...</title><p>Checking your browser</p>", "text/html"), FormatTrouble, "html_page"),
        (page("<p>Welcome.</p>"), FormatTrouble, "nothing_to_watch"),
        (fixed(b"\x89PNG\0\0"), FormatTrouble, "not_a_page"),
        (fixed(b""), FormatTrouble, "empty"),
    ],
)
async def test_nothing_to_watch_says_why(
    server: FeedServer, discovery: Discovery, answer: Page, trouble: type[WatchTrouble], kind: str
) -> None:
    """The trouble is the address's own, or that nothing was found at so many places."""
    with pytest.raises(trouble) as caught:
        await discovery.at(server.put("/x", answer))
    assert caught.value.kind == kind


async def test_a_search_ends(server: FeedServer, discovery: Discovery, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many feeds a page declares."""
    monkeypatch.setattr(discover, "MOST_REQUESTS", 5)
    many = "".join(f'<link rel="alternate" type="application/rss+xml" href="/f{n}.xml">' for n in range(50))
    with pytest.raises(FormatTrouble):
        await discovery.at(server.put("/x", page(head=many)))
    assert len(server.seen) == 5


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ([], "1:00:00"),
        ([0, 5], "1:00:00"),
        ([n * 0.1 for n in range(20)], "0:15:00"),
        ([n / 12 for n in range(60)], "0:15:00"),
        ([n * 24 for n in range(10)], "6:00:00"),
        ([0, 0, 0, 0], "0:10:00"),
        ([0, 1, 2], "0:30:00"),
    ],
)
def test_a_rhythm_is_judged_by_the_dates(hours: list[float], expected: str) -> None:
    """Four looks while an item is shown, no look for less than a quarter of the news, an hour where nothing is dated."""
    entries = [Entry(id="", url=None, title="", published=START - dt.timedelta(hours=h)) for h in hours]
    assert str(suggested.rhythm(entries)) == expected
