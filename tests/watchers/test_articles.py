"""Pages behind entries, start to finish: a real server, a real child, a real store; only the engine is a stand-in."""

import dataclasses
from collections.abc import Generator

import pytest
from structlog.testing import capture_logs

from store.model.companies import Company, Watchlist
from store.model.moves import Finding, Status
from store.model.positions import Position
from tests.stand_ins.feeds import FeedServer, Handler, Page, fixed, hang, item, redirect, rss
from tests.watchers.watching import PEOPLE, TODAY, source
from watchers.entries import Article, Entry, Source
from watchers.entries import Page as Taken
from watchers.extract.engine import Reading, Stop
from watchers.poll import PollReport, Watch, articles, poll
from watchers.sources.kind import Kind

FILLER = "The company said so in a note to its staff, which was seen by the wire. " * 12


class Lines:
    """Reads every line that says "NAME leaves COMPANY."; "may leave" is almost a move."""

    def read(self, article: Article) -> Reading:
        """Read all of it."""
        told = [
            line.rstrip(".") for text in (article.title, article.summary, article.body) for line in text.split("\n")
        ]
        pairs = [line.split(" and ")[0].split(" leaves ") for line in told if " leaves " in line]
        findings = tuple(
            Finding(
                person=who,
                left=Position(company=firm),
                status=Status.REPORTED,
                confidence=0.9,
                alert=True,
                evidence=f"{who} leaves {firm}",
            )
            for who, firm in pairs
        )
        return Reading(findings=findings, stops=tuple(Stop(line, "almost") for line in told if "may leave" in line))


@pytest.fixture
def watch(watch: Watch) -> Watch:
    """The tests' watch, with an engine that reads bodies."""
    return dataclasses.replace(watch, engine=Lines(), watchlist=Watchlist((Company(name="Example Lab"),)))


def story(who: str = PEOPLE[0]) -> Page:
    """An article that tells of one exit."""
    body = f"<html><title>Exit</title><body><article><p>{who} leaves Example Lab.</p><p>{FILLER}</p></article></body></html>"
    return Page(body.encode(), "text/html")


async def past_the_first_look(server: FeedServer, watch: Watch, full_text: str = "auto") -> tuple[Page, Source]:
    """A source whose baseline is behind it."""
    page = Page(rss(item("Nothing happened", guid="g-old")))
    looked = dataclasses.replace(source(server.put("/feed", page)), full_text=full_text)
    assert (await poll(looked, watch)).outcome == "baseline"
    return page, looked


def teaser(server: FeedServer, path: str = "/exit", title: str = "Example Lab loses a leader") -> str:
    """An item that says too little."""
    return item(title, guid=path, link=server.url(path), date=TODAY, text="Somebody is leaving …")


async def test_a_short_entry_is_read_from_its_page(server: FeedServer, watch: Watch) -> None:
    """The move, its evidence and its announcement come from the page's words."""
    page, looked = await past_the_first_look(server, watch)
    server.put("/exit", story())
    page.body = rss(teaser(server))
    report = await poll(looked, watch)
    assert (report.pages, report.announced) == (1, 1)
    assert report.summary().endswith("1 announced, 1 page read")
    assert report.changes[0].move.evidence[0].quote == f"{PEOPLE[0]} leaves Example Lab"
    assert report.changes[0].move.evidence[0].title == "Example Lab loses a leader"


@pytest.mark.parametrize(
    ("handler", "reason"),
    [
        (fixed(status=403), "http_403"),
        (fixed(status=500), "http_500"),
        (redirect("http://10.0.0.1/"), "blocked_address"),
        (fixed(b"\x89PNG\r\n\0\0"), "not_a_page"),
        (fixed(b""), "empty"),
        (Page(b"<title>Just a moment...</title><p>Checking your browser</p>", "text/html"), "challenge"),
        (Page(b"<title>Exit</title><p>Mira was. Subscribe to continue reading</p>", "text/html"), "paywall"),
        (Page(b"<title>Page not found</title><p>Home</p>", "text/html"), "error_page"),
        (Page(b"<title>Exit</title><p>Soon.</p>", "text/html"), "nothing_to_read"),
    ],
)
async def test_without_its_page_an_entry_speaks_for_itself(
    server: FeedServer, watch: Watch, handler: Handler, reason: str
) -> None:
    """Whatever is wrong with the page, the entry is handled in the same look, and the log says why."""
    page, looked = await past_the_first_look(server, watch, full_text="always")
    server.put("/exit", handler)
    page.body = rss(teaser(server, title=f"{PEOPLE[0]} leaves Example Lab"))
    with capture_logs() as said:
        report = await poll(looked, watch)
    assert (report.pages, report.announced) == (0, 1)
    assert [line["reason"] for line in said if line["event"] == "page_not_read"] == [reason]
    assert (await poll(looked, watch)).outcome == "not_modified"


async def test_a_page_that_never_comes_holds_nothing_up(
    server: FeedServer, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other pages are read, the late one is given up."""
    monkeypatch.setattr(articles, "PATIENCE", 1.0)
    page, looked = await past_the_first_look(server, watch)
    server.put("/exit", story())
    server.put("/never", hang)
    page.body = rss(teaser(server, "/never", "Example Lab loses two"), teaser(server))
    with capture_logs() as said:
        report = await poll(looked, watch)
    assert (report.new, report.pages, report.announced) == (2, 1, 1)
    assert [line["reason"] for line in said if line["event"] == "page_not_read"] == ["it took too long"]


async def test_a_page_that_tells_less_does_not_win(server: FeedServer, watch: Watch) -> None:
    """Where only the entry's own words tell the move, they count."""
    page, looked = await past_the_first_look(server, watch, full_text="always")
    server.put("/exit", Page(f"<p>{FILLER}</p>".encode(), "text/html"))
    page.body = rss(
        item("An exit", guid="1", link=server.url("/exit"), date=TODAY, text=f"{PEOPLE[0]} leaves Example Lab")
    )
    report = await poll(looked, watch)
    assert (report.pages, report.announced) == (0, 1)


async def test_the_first_look_fetches_no_page(server: FeedServer, watch: Watch) -> None:
    """A new source with a hundred entries costs one request."""
    server.put("/exit", story())
    looked = dataclasses.replace(source(server.put("/feed", Page(rss(teaser(server))))), full_text="always")
    assert (await poll(looked, watch)).pages == 0
    assert server.paths() == ["/feed"]


async def test_one_look_fetches_a_bounded_number_of_pages(
    server: FeedServer, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a rule almost read goes first; the rest speaks for itself."""
    monkeypatch.setattr(articles, "MOST_PAGES", 1)
    page, looked = await past_the_first_look(server, watch)
    server.put("/exit", story())
    server.put("/other", story(PEOPLE[1]))
    page.body = rss(teaser(server, "/other"), teaser(server, title="Somebody may leave Example Lab"))
    report = await poll(looked, watch)
    assert (report.new, report.pages) == (2, 1)
    assert server.paths()[-1] == "/exit"


async def test_two_sources_share_a_page(server: FeedServer, watch: Watch) -> None:
    """A story that two feeds lead to is fetched once."""
    page, looked = await past_the_first_look(server, watch)
    other = dataclasses.replace(looked, name="Other wire", url=server.put("/feed2", page))
    assert (await poll(other, watch)).outcome == "baseline"
    server.put("/exit", story())
    page.body = rss(teaser(server))
    reports: list[PollReport] = [await poll(looked, watch), await poll(other, watch)]
    assert [report.pages for report in reports] == [1, 1]
    assert server.paths().count("/exit") == 1


async def test_never_means_never(server: FeedServer, watch: Watch) -> None:
    """Neither a setting nor a kind with opaque links is overruled by the text."""
    page, looked = await past_the_first_look(server, watch, full_text="never")
    server.put("/exit", story())
    page.body = rss(teaser(server))
    assert (await poll(looked, watch)).pages == 0
    search = dataclasses.replace(looked, name="Search", kind="google_news", full_text="always", url=server.url("/s"))
    server.put("/s", found := Page(rss(item("Nothing happened", guid="g-old"))))
    await poll(search, watch)
    found.body = rss(teaser(server, title="Example Lab loses a leader - The Wire"))
    assert (await poll(search, watch)).new == 1
    assert "/exit" not in server.paths()


async def test_a_bug_in_a_kinds_way_costs_one_entry(
    server: FeedServer, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even a walk that raises what nobody foresaw leaves the other entries and the look alone."""

    def walk(entry: Entry, _source: Source) -> Generator[str, Taken, Entry]:
        page = yield entry.url or ""
        return dataclasses.replace(entry, body={"Exit": page.text}[page.title])

    monkeypatch.setattr("watchers.sources.KINDS", {"odd": Kind(follow=walk, by_title=False)})
    page = Page(rss(item("Nothing happened", guid="g-old")))
    looked = dataclasses.replace(source(server.put("/feed", page), "odd"))
    await poll(looked, watch)
    server.put("/exit", story())
    server.put("/other", Page(b"<title>Another</title><p>x</p>", "text/html"))
    page.body = rss(teaser(server, "/other"), teaser(server))
    with capture_logs() as said:
        report = await poll(looked, watch)
    assert (report.outcome, report.new, report.pages, report.announced) == ("ok", 2, 1, 1)
    assert [line["event"] for line in said if line["log_level"] == "error"] == ["page_failed"]
