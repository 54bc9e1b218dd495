"""Newsrooms without a feed: what is new on a page, and nothing else."""

import dataclasses
import datetime as dt
import gzip

import pytest

from tests.stand_ins.feeds import FeedServer, Handler, Page, fixed
from tests.watchers.test_articles import FILLER, Lines, story
from tests.watchers.watching import PEOPLE, source
from watchers import entries
from watchers.entries import Link, Source
from watchers.errors import FormatTrouble
from watchers.poll import Watch, poll
from watchers.sources import page as newsroom

MENU = ("Home", "/"), ("Leadership", "/leadership"), ("Careers", "/careers"), ("News", "/news")
OLD = ("A new model", "/news/model"), ("An office in Oslo", "/news/oslo")


@pytest.fixture
def watch(watch: Watch) -> Watch:
    """The tests' watch, with an engine that reads bodies."""
    return dataclasses.replace(watch, engine=Lines())


def listing(*links: tuple[str, str], menu: tuple[tuple[str, str], ...] = MENU, text: str = "") -> bytes:
    """A newsroom."""
    told = "".join(f"<li><a href='{where}'><img><b>{words}</b></a></li>" for words, where in links)
    above = "".join(f"<a href='{where}'>{words}</a>" for words, where in menu)
    return f"<html><title>News</title><body><nav>{above}</nav><main><ul>{told}</ul>{text}</main></body></html>".encode()


async def past_the_first_look(server: FeedServer, watch: Watch, body: bytes = b"") -> tuple[Page, Source]:
    """A newsroom whose baseline is behind it."""
    page = Page(body or listing(*OLD), "text/html")
    looked = source(server.put("/news", page), "page")
    first = await poll(looked, watch)
    assert (first.outcome, first.pages) == ("baseline", 0)
    return page, looked


async def test_a_new_link_is_read_from_its_page(server: FeedServer, watch: Watch) -> None:
    """Whatever its words are; the page behind it has the title and the news."""
    page, looked = await past_the_first_look(server, watch)
    server.put("/news/exit", story())
    page.body = listing(("Read more", "/news/exit?utm_source=home"), *OLD)
    report = await poll(looked, watch)
    (change,) = report.changes
    assert (report.new, report.pages, change.announced) == (1, 1, True)
    assert change.move.evidence[0].title == "Exit"
    assert change.move.evidence[0].url == server.url("/news/exit")
    assert (await poll(looked, watch)).outcome == "not_modified"


async def test_menus_order_and_wording_announce_nothing(server: FeedServer, watch: Watch) -> None:
    """A new menu, another order, another date beside a link, another case of the text: nothing new."""
    text = f"<p>{FILLER}</p>"
    page, looked = await past_the_first_look(server, watch, listing(*OLD, text=text))
    menus = (*MENU, ("Our new chief officer", "/leadership/new"))
    for body in (
        listing(*OLD[::-1], text=text),
        listing(*OLD, menu=menus, text=text),
        listing(*((f"{words} 3 days ago", where) for words, where in OLD), text=text),
        listing(*OLD, text=text.upper().replace(".", "!")),
    ):
        page.body = body
        report = await poll(looked, watch)
        assert (report.outcome, report.new, report.pages) == ("ok", 0, 0)


async def test_new_paragraphs_speak_for_themselves(server: FeedServer, watch: Watch) -> None:
    """A page that only grows: each new paragraph is read once, with a link to its words, the old ones are known."""
    text = f"<p>{FILLER}</p>"
    page, looked = await past_the_first_look(server, watch, listing(text=text))
    for who in PEOPLE[:2]:
        words = f"{who} leaves Example Lab"
        text = f"<p>{words}{' and nobody else does' * 5}</p>{text}"
        page.body = listing(text=text)
        (change,) = (await poll(looked, watch)).changes
        assert (change.announced, change.move.person) == (True, who)
        assert change.move.evidence[0].url == server.url("/news") + "#:~:text=" + "%20".join(
            f"{words} and nobody else".split()
        )


async def test_a_renumbered_site_announces_nothing(server: FeedServer, watch: Watch) -> None:
    """New addresses for the same titles are the same news."""
    titles = "Example Lab prices its newest model", "Example Lab opens an office in Oslo"
    page, looked = await past_the_first_look(server, watch, listing(*((t, f"/news/{t[-4:]}") for t in titles)))
    page.body = listing(*((t, f"/news/2026/{t[-4:]}") for t in titles))
    assert (await poll(looked, watch)).new == 0


async def test_a_sitemap_is_watched_below_a_path(server: FeedServer, watch: Watch) -> None:
    """Gzipped or not, with rebuilt dates; what lies elsewhere on the site is passed over."""

    def sitemap(*paths: str, date: str = "2026-03-01") -> bytes:
        rows = "".join(f"<url><loc>{server.url(p)}</loc><lastmod>{date}</lastmod></url>" for p in paths)
        return (
            f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()
        )

    page = Page(sitemap("/", "/about", "/news/", "/news/model"), "application/xml")
    looked = source(server.put("/sitemap.xml", page) + "#/news/", "page")
    assert (await poll(looked, watch)).entries == 1
    server.put("/news/exit", story())
    page.body = gzip.compress(sitemap("/about/chief", "/news/exit", "/news/model", date="2026-03-05"))
    report = await poll(looked, watch)
    assert (report.new, report.pages, report.announced) == (1, 1, 1)
    assert report.changes[0].move.evidence[0].title == "Exit"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Page(b"<title>Just a moment...</title><p>Checking your browser</p>", "text/html"), "html_page"),
        (Page(b"<title>Page not found</title><a href='/news/x'>x</a>", "text/html"), "html_page"),
        (Page(b"<html><body><div id='app'></div></body></html>", "text/html"), "empty"),
        (Page(b"<sitemapindex><sitemap><loc>https://wire.example/a.xml</loc></sitemap></sitemapindex>"), "not_a_feed"),
        (Page(b"<urlset></urlset>"), "empty"),
        (fixed(b"\x1f\x8b no gzip"), "empty"),
        (fixed(b"\x89PNG\0\0"), "not_a_page"),
        (fixed(status=404), "http_404"),
    ],
)
async def test_a_page_that_lists_nothing_is_a_trouble(
    server: FeedServer, watch: Watch, answer: Handler, outcome: str
) -> None:
    """A challenge, an error, a page that draws itself in the browser: by name, and nothing known is forgotten."""
    page, looked = await past_the_first_look(server, watch)
    server.put("/news", answer)
    assert (await poll(looked, watch)).outcome == outcome
    server.put("/news", page)
    assert (await poll(looked, watch)).new == 0


@pytest.mark.parametrize(
    ("here", "under", "expected"),
    [
        ("https://a.example/news", "", ["/news/a", "/news/2026/b"]),
        ("https://a.example/news/index.html", "", ["/news/a", "/news/2026/b"]),
        ("https://a.example/news.html", "", ["/news/a", "/news/2026/b"]),
        ("https://a.example/", "", ["/news", "/news/a", "/news/2026/b", "/blog/c", "/newsletter/d"]),
        ("https://a.example/", "/blog", ["/blog/c"]),
    ],
)
def test_what_is_listed_lies_below_the_listing(here: str, under: str, expected: list[str]) -> None:
    """Of the same site, and neither tags, authors, files nor jobs."""
    paths = (
        "/news",
        "/news/a",
        "/news/2026/b",
        "/news/tag/x",
        "/blog/c",
        "/newsletter/d",
        "/about",
        "/news/author/lund",
        "/news/a.png",
    )
    links = tuple(Link(f"https://a.example{path}", path) for path in paths)
    page = entries.Page(url=here, links=(*links, Link("https://b.example/news/e")))
    assert [link.text for link in newsroom.listed(page, under)] == expected


def test_a_sitemap_names_its_links_by_their_address() -> None:
    """Until the page has told its title."""
    page = entries.Page(
        url="https://a.example/s.xml", links=(Link("https://a.example/news/chief-leaves_2.html"),), is_sitemap=True
    )
    looked = Source(name="A", url=page.url, kind="page", every=dt.timedelta(hours=1))
    assert [entry.title for entry in newsroom.entries(page, looked).entries] == ["chief leaves 2"]
    with pytest.raises(FormatTrouble):
        newsroom.entries(page, dataclasses.replace(looked, url=page.url + "#/blog/"))
