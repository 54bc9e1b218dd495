"""A page taken apart: in this process where it is harmless, in the child where it is not."""

import asyncio
import contextlib
import datetime as dt
import time
from collections.abc import Iterator

import pytest

from tests.stand_ins.pdf import pdf
from watchers import page_text, plain_text
from watchers.entries import Link
from watchers.errors import FormatTrouble
from watchers.page_reader import PageReader

URL = "https://wire.example/2026/exit"
STORY = (
    "Mira Lund, chief scientist of Example Lab, is leaving the company after six years, it told its staff on Tuesday.",
    "Tomas Ortega, who joined from Sample Works last spring, takes over her group of about forty researchers.",
)
MENU = "".join(f'<li><a href="/s/{name}">{name}</a></li>' for name in ("Home", "Leaders who resigned", "Jobs", "About"))


def html(body: str, head: str = "") -> bytes:
    """A page with a menu and a footer around this."""
    return (
        f"<!doctype html><html><head><meta charset='utf-8'>{head}</head><body><nav><ul>{MENU}</ul></nav>{body}"
        "<footer><p>Copyright of the wire. All about our cookies.</p></footer></body></html>"
    ).encode()


ARTICLE = html("<article><h1>Lund leaves</h1>" + "".join(f"<p>{p}</p>" for p in STORY) + "</article>")


@pytest.fixture(scope="module")
def pages() -> Iterator[PageReader]:
    """One child for the tests of this file."""
    made = PageReader(seconds=8)
    yield made
    made.close()


def test_the_main_text_is_told_from_the_menu() -> None:
    """Paragraphs come one a line; menu and footer are shown but no part of it."""
    page = page_text.read(ARTICLE, "text/html", URL)
    assert page.title == "Lund leaves"
    assert page.text.split("\n")[-2:] == list(STORY)
    assert "resigned" not in page.text
    assert "Leaders who resigned" in page.shown


def test_a_page_without_a_main_text_gives_what_it_shows() -> None:
    """Where neither library nor elements tell the text, every line counts: better too much than nothing."""
    page = page_text.read(b"<title>T</title><body><div>Lund left.</div><div>Ortega came.</div>", "text/html", URL)
    assert "Lund left." in page.text
    assert "Ortega came." in page.text


def test_named_elements_are_the_fallback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library finds nothing, `main` and `article` speak, without what stands aside in them."""
    monkeypatch.setattr(page_text, "_extracted", lambda _lean: "")
    body = "<main><aside>Read also: other exits</aside>" + "".join(f"<p>{p}</p>" for p in STORY) + "</main>"
    assert page_text.read(html(body), "text/html", URL).text == "\n".join(STORY)


def test_a_library_that_stumbles_is_no_end() -> None:
    """Markup that is none, unclosed, nested or cut anywhere still gives a page."""
    for broken in (b"<", b"<html>", b"<p>Lund left.", b"<b>" * 5000 + b"Lund left.", ARTICLE[:700], b"<!-- Lund"):
        assert page_text.read(broken, "text/html", URL).url == URL


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="article:published_time" content="2026-03-04T10:00:00+08:00">', (3, 4, 2)),
        ('<script type="application/ld+json">{"datePublished": "2026-03-05T01:00:00Z"}</script>', (3, 5, 1)),
        ('<meta name="date" content="2026-03-06">', (3, 6, 12)),
        ('<meta property="article:published_time" content="soon">', None),
        ("", None),
    ],
)
def test_the_day_is_the_pages_own(head: str, expected: tuple[int, int, int] | None) -> None:
    """To the second where the page says so; never guessed from the text."""
    published = page_text.read(html("<p>Founded on May 1, 2019.</p>", head), "text/html", URL).published
    month, day, hour = expected or (0, 0, 0)
    assert published == (dt.datetime(2026, month, day, hour, tzinfo=dt.UTC) if expected else None)


def test_links_are_absolute_and_each_told_once() -> None:
    """The fullest words win, other schemes are no links, a base is heeded, feeds are told apart."""
    body = (
        '<a href="a"><img></a><a href="a#x">Lund leaves the lab</a><a href="a">More</a><a href="javascript:x()">no</a>'
        '<a href="//other.example/b">B</a>'
    )
    head = (
        '<base href="/news/"><link rel="alternate" type="application/atom+xml; charset=utf-8" href="f.xml" title="F">'
    )
    page = page_text.read(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "", URL)
    assert page.links == (
        Link("https://wire.example/news/a", "Lund leaves the lab"),
        Link("https://other.example/b", "B"),
    )
    assert page.feeds == (Link("https://wire.example/news/f.xml", "F"),)


def test_a_page_may_name_its_own_encoding() -> None:
    """A `meta` counts where the header says nothing; a lie in it does no harm."""
    words = "林某某已从样例实验室离职，接任者尚未公布，公司未予置评。" * 4
    gbk = f'<html><head><meta charset="gbk"></head><body><p>{words}</p></body></html>'.encode("gbk")
    lying = f'<html><head><meta charset="gbk"></head><body><p>{words}</p></body></html>'.encode()
    assert words in page_text.read(gbk, "text/html", URL).text
    assert words in page_text.read(lying, "text/html", URL).text


def test_what_declares_itself_unfree_says_so() -> None:
    """The mark that search engines ask of paywalls."""
    mark = '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'
    assert not page_text.read(html("<p>x</p>", mark), "text/html", URL).free
    assert page_text.read(ARTICLE, "text/html", URL).free


def test_a_pdf_is_read_as_paragraphs() -> None:
    """Lines broken at the column's width are one paragraph again."""
    made = pdf(
        "The board announces that Mr. Piotr Zielinski has tendered his",
        "resignation as chief technology officer of Example Lab with",
        "effect from 5 March 2026.",
        "He will be followed by Aiko Sato.",
    )
    first, second = page_text.read(made, "application/pdf", URL).text.split("\n")
    assert first.startswith("The board announces that Mr. Piotr Zielinski has tendered his resignation as chief tech")
    assert first.endswith(" of Example Lab with effect from 5 March 2026.")
    assert second == "He will be followed by Aiko Sato."


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"\x89PNG\r\n\0\0\0\rIHDR", "not_a_page"),
        (b"%PDF-1.7 and then nothing", "not_a_page"),
        (pdf()[:300], "not_a_page"),
        (pdf(), "not_a_page"),
    ],
)
def test_what_is_no_page_is_named(body: bytes, kind: str) -> None:
    """Pictures, cut documents, scans without words."""
    with pytest.raises(FormatTrouble) as caught:
        page_text.read(body, "text/html", URL)
    assert caught.value.kind == kind


async def test_the_child_answers_as_the_function_itself(pages: PageReader) -> None:
    """Every field comes through the pipe unchanged, troubles with kind and address."""
    head = '<link rel="alternate" type="application/rss+xml" href="/f"><meta name="date" content="2026-03-06">'
    whole = html("<p>Lund left. " * 30, head)
    assert await pages.read(whole, "text/html", URL) == page_text.read(whole, "text/html", URL)
    with pytest.raises(FormatTrouble) as caught:
        await pages.read(b"", "text/html", URL)
    assert (caught.value.kind, caught.value.url) == ("empty", URL)


@pytest.mark.parametrize(
    "hostile",
    [
        b"<a <a " * 60_000,
        b"<div>" * 100_000 + b"Lund left.",
        b"<p>" + b"&amp;" * 200_000,
        b"<table>" + b"<tr><td><p>Lund left. </td></tr>" * 20_000,
        b"<!--" * 50_000 + b"Lund left.",
        b"<p>" + b"x" * 2_000_000,
        b'<meta content="' * 20_000,
    ],
    ids=["open tags", "nesting", "references", "table", "comments", "one word", "open quotes"],
)
async def test_hostile_markup_costs_seconds_at_most(pages: PageReader, hostile: bytes) -> None:
    """Whatever markup comes, an answer or a trouble comes soon, and the next page is read."""
    started = time.monotonic()
    page = None
    with contextlib.suppress(FormatTrouble):
        page = await pages.read(hostile, "text/html", URL)
    assert page is None or len(page.text) <= plain_text.TEXT_ROOM
    assert time.monotonic() - started < 10
    assert (await pages.read(ARTICLE, "text/html", URL)).title == "Lund leaves"


async def test_a_killed_child_is_followed_by_another() -> None:
    """Time and again: each next page gets a new child, and none is left behind."""
    reader = PageReader()
    crew = reader._children._crew
    for _ in range(5):
        (child,) = crew._alive or (None,)
        if child is not None:
            child.kill()
        with contextlib.suppress(FormatTrouble):
            await reader.read(b"plain words", "text/plain", URL)
    assert (await reader.read(b"plain words", "text/plain", URL)).text == "plain words"
    assert len(crew._alive) == 1
    reader.close()
    assert not crew._alive


async def test_a_child_without_work_goes_home() -> None:
    """Its memory is given back; the next page gets a new child, and closing while none is there is fine."""
    reader = PageReader(linger=0.01)
    for _ in range(2):
        assert (await reader.read(b"plain words", "text/plain", URL)).text == "plain words"
        (child,) = reader._children._crew._alive
        await asyncio.to_thread(child._process.wait, 10)
    reader.close()
    assert not reader._children._crew._alive
