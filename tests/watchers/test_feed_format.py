"""Documents to entries."""

import contextlib
import datetime as dt
import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.stand_ins.feeds import item, rss
from watchers import feed_format
from watchers.entries import Document, Entry
from watchers.errors import FormatTrouble

URL = "https://news.example/feed/index.xml"
DATA = Path(__file__).parent.parent / "data" / "feeds"


def read(body: bytes | str, content_type: str = "application/xml") -> Document:
    """Read as if it came from URL."""
    return feed_format.read(body.encode() if isinstance(body, str) else body, content_type, URL)


def only(body: bytes | str) -> Entry:
    """The one entry of a document."""
    (entry,) = read(body).entries
    return entry


@pytest.mark.parametrize("file", sorted(path.name for path in DATA.iterdir() if path.suffix in {".xml", ".json"}))
def test_files_give_the_entries_beside_them(file: str) -> None:
    """Each feed of the collection gives the entries written in the TOML of its name, and nothing else."""
    wanted = tomllib.loads((DATA / file).with_suffix(".toml").read_text(encoding="utf-8"))
    document = read((DATA / file).read_bytes(), wanted.get("content_type", ""))
    got = [
        {
            "id": entry.id,
            "url": entry.url or "",
            "title": entry.title,
            "summary": entry.summary,
            "body": entry.body,
            "published": entry.published.isoformat() if entry.published else "",
            "publisher": entry.publisher,
        }
        for entry in document.entries
    ]
    assert got == [{"summary": "", "body": "", "publisher": "", "published": "", **entry} for entry in wanted["entry"]]
    assert document.complete is wanted.get("complete", True)


TROUBLES = {
    "nothing": (b"", "empty"),
    "blanks": (b" \r\n\xef\xbb\xbf ", "empty"),
    "challenge": (b"<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>", "challenge_page"),
    "page without doctype": (b"<HTML><body>Sign in</body></HTML>", "html_page"),
    "words": (b"Too many requests, come back later", "not_a_feed"),
    "sitemap": (b'<?xml version="1.0"?><urlset><url/></urlset>', "not_a_feed"),
    "other json": (b'{"error": "rate limited"}', "not_a_feed"),
    "json list": (b"[1, 2]", "not_a_feed"),
    "json depth": (b"[" * 100_000, "not_a_feed"),
    "entities": (b'<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss><channel/></rss>', "entities"),
    "late entities": (
        b'<?xml version="1.0"?><!-- x --><!doctype rss SYSTEM "x" [ \n <!entity % a "b"> ]><rss/>',
        "entities",
    ),
    "stray declaration": (b'<?xml version="1.0"?><!ENTITY a "b"><rss/>', "entities"),
    "external": (b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>', "entities"),
    "endless prolog": (b"<?xml version='1.0' <rss", "malformed"),
    "broken": (b"<rss><channel><item", "malformed"),
}


@pytest.mark.parametrize("case", TROUBLES)
def test_what_is_no_feed_is_a_trouble(case: str) -> None:
    """No document that is no feed passes for an empty one; each says what it is, by its body and not by its header."""
    body, kind = TROUBLES[case]
    with pytest.raises(FormatTrouble) as caught:
        read(body, "application/rss+xml; charset=utf-8")
    assert caught.value.kind == kind


def test_an_empty_feed_is_fine() -> None:
    """A feed without items is a feed."""
    assert read(rss()).entries == ()


def test_text_is_plain() -> None:
    """Markup, escaped once or twice, references, controls and spaces are gone; links are absolute."""
    entry = only(
        rss(
            item(
                "A &amp;amp; B &lt;b&gt;x&lt;/b&gt;\u202e \n y",
                link="../a?b=1",
                text="&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two",
            )
        )
    )
    assert entry == Entry(id="", url="https://news.example/a?b=1", title="A & B x y", summary="One\nTwo")


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "http://", "https://[x"]
)
def test_only_web_links_are_links(link: str) -> None:
    """A link of any other scheme is no link; the entry stays."""
    assert only(rss(item("t", link=link))).url is None


def test_a_picture_s_title_is_not_the_entry_s() -> None:
    """Media elements have titles of their own."""
    media = (
        '<media:content xmlns:media="http://search.yahoo.com/mrss/"><media:title>Picture</media:title></media:content>'
    )
    assert only(rss(f"<item><title>News</title>{media}</item>")).title == "News"


def test_a_guid_is_no_link_unless_it_is_an_address() -> None:
    """An item without a link has its guid's address, where that is one."""
    entries = read(rss(item("a", guid="abc123"), item("b", guid="https://a.example/b"))).entries
    assert [entry.url for entry in entries] == [None, "https://a.example/b"]


def test_an_item_without_anything_is_no_entry() -> None:
    """An item that says nothing and leads nowhere is passed over, its neighbours are not."""
    assert [e.title for e in read(rss(item("a"), item(""), "<item/>", item("b"))).entries] == ["a", "b"]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Wed, 04 Mar 2026 10:00:00 +0800", dt.datetime(2026, 3, 4, 2, tzinfo=dt.UTC)),
        ("2026-03-04T10:00:00Z", dt.datetime(2026, 3, 4, 10, tzinfo=dt.UTC)),
        ("2026-03-04 10:00:00", dt.datetime(2026, 3, 4, 10, tzinfo=dt.UTC)),
        ("yesterday", None),
        ("Wed, 99 Foo 99999 99:99:99 +9999", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_dates_are_utc_or_nothing(date: str, expected: dt.datetime | None) -> None:
    """Readable dates become aware UTC times, all others none, never an error."""
    assert only(rss(item("t", date=date))).published == expected


def test_a_document_cut_short_says_so() -> None:
    """What came before the cut is used, and the document is marked incomplete so that it is asked for again."""
    document = read(rss(item("a"), item("b"), item("c"))[:-30])
    assert [e.title for e in document.entries][:2] == ["a", "b"]
    assert not document.complete


def test_malformed_xml_still_gives_its_items() -> None:
    """Unescaped ampersands, stray tags and control characters cost nothing but themselves."""
    body = rss(item("A & B", guid="1"), item("C\x08D", guid="2"), item("<b>E", guid="3"), item("F &nbsp; G", guid="4"))
    assert [e.id for e in read(body).entries] == ["1", "2", "3", "4"]


def test_a_warning_before_the_feed_is_skipped() -> None:
    """Some feeds are preceded by what the program that makes them had to say."""
    assert only(b"Notice: undefined index in feed.php on line 3\n\n" + rss(item("a"))).title == "a"


def test_blank_lines_before_the_root_cost_nothing() -> None:
    """Forty thousand of them are as fast as one; the parser alone would take seconds."""
    assert only(b"\n" * 40_000 + b'<?xml version="1.0"?>' + b"\n" * 40_000 + rss(item("a"))[39:]).title == "a"


def test_json_feed_ids_may_be_numbers_and_fields_null() -> None:
    """Version 1.0 feeds number their items; null and wrong types count as absent."""
    items = [
        {"id": 7, "url": "https://a.example/7", "title": None, "content_html": "<p>x</p>", "date_published": 5},
        {"id": None, "url": ["x"], "title": "only a title"},
        "no item",
        {"id": True},
    ]
    document = read(json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}))
    assert document.entries == (
        Entry(id="7", url="https://a.example/7", title="", body="x"),
        Entry(id="", url=None, title="only a title"),
    )


@settings(deadline=None, max_examples=60)
@given(noise=some.binary(max_size=400), inside=some.booleans())
def test_any_document_gives_entries_or_a_trouble(noise: bytes, *, inside: bool) -> None:
    """Noise alone or inside a feed never raises anything but FormatTrouble."""
    body = rss(item("a")).replace(b"</channel>", noise + b"</channel>") if inside else noise
    with contextlib.suppress(FormatTrouble):
        assert isinstance(read(body), Document)
