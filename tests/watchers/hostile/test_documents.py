"""Documents that lie, break, swell or bite: each gives the entries that are in it, or says what it is."""

import asyncio
import codecs
import datetime as dt
import json
import time
from collections.abc import Iterator

import pytest

from tests.stand_ins.feeds import item, rss
from watchers.entries import Document
from watchers.errors import FormatTrouble
from watchers.feed_reader import FeedReader

URL = "https://news.example/feed"
HAN = "阿里巴巴通义千问技术负责人林俊旸宣布离职"
KANA = "アリババの技術責任者が退職を発表"
WORD = "One headline"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>f</title>{}</feed>'
BOM = codecs.BOM_UTF8


def titled(*titles: str, prolog: str = '<?xml version="1.0"?>') -> str:
    """A feed of these titles, as text."""
    items = "".join(f"<item><title>{title}</title></item>" for title in titles)
    return f'{prolog}<rss version="2.0"><channel><title>f</title>{items}</channel></rss>'


def declared(encoding: str) -> str:
    """A prolog that says so."""
    return f'<?xml version="1.0" encoding="{encoding}"?>'


Body = bytes | str
ENCODINGS: dict[str, tuple[Body, str, list[str]]] = {
    "GBK called UTF-8 by the prolog": (titled(HAN, prolog=declared("utf-8")).encode("gbk"), "", [HAN]),
    "GBK called UTF-8 by the header": (titled(HAN).encode("gbk"), "text/xml; charset=utf-8", [HAN]),
    "UTF-8 called GB2312": (titled(HAN, prolog=declared("gb2312")), "text/xml; charset=gb2312", [HAN]),
    "GB18030 called GB2312": (titled("𠮷" + HAN, prolog=declared("gb2312")).encode("gb18030"), "", ["𠮷" + HAN]),
    "Shift-JIS undeclared": (titled(KANA * 3).encode("shift_jis"), "", [KANA * 3]),
    "header and prolog disagree": (titled(HAN, prolog=declared("big5")), "text/xml; charset=iso-8859-1", [HAN]),
    "UTF-16 called UTF-8": (titled(HAN, prolog=declared("utf-8")).encode("utf-16"), "", [HAN]),
    "UTF-8 called UTF-16": (titled(HAN, prolog=declared("utf-16")), "", [HAN]),
    "UTF-16 without a mark": (titled(HAN).encode("utf-16-be"), "", [HAN]),
    "a charset of 5,000 letters": (titled(WORD), "text/xml; charset=" + "x" * 5000, [WORD]),
    "a charset that is a codec of ours": (titled(WORD, prolog=declared("unicode_escape")), "", [WORD]),
    "base64 as a charset": (titled(WORD), "text/xml; charset=base64", [WORD]),
    "UTF-7 with a hidden tag": (titled("+ADw-script+AD4-", prolog=declared("utf-7")), "", ["+ADw-script+AD4-"]),
    "a surrogate in UTF-8": (titled(HAN).encode().replace(b"<item>", b"\xed\xa0\x80<item>"), "", [HAN]),
    "two byte order marks": (BOM + BOM + titled(WORD).encode(), "", [WORD]),
    "a mark in the middle": (titled("One\ufeff headline"), "", [WORD]),
    "NUL between all letters": (b"\0".join(titled(WORD).encode()[n : n + 1] for n in range(999)), "", [WORD]),
    "control characters": (titled("One\x00\x01\x08\x0b\x1f headline"), "", [WORD]),
    "half a character at the end": (titled(HAN, HAN).encode() + "林".encode()[:2], "", [HAN, HAN]),
}  # fmt: skip

MALFORMED: dict[str, tuple[Body, list[str] | str | None]] = {
    "bare ampersands": (titled("A & B &co; C"), ["A & B &co; C"]),
    "a bare less-than": (titled("5 < 6", "b"), ["5 < 6", "b"]),
    "overlong UTF-8": (titled(WORD).encode().replace(b"One", b"One\xc0\xaf"), None),
    "an unclosed title": ("<rss><channel><item><title>a<link>http://a.example/</link></item><item><title>b</title></item></channel></rss>", "malformed"),
    "crossed tags": (titled("<b><i>a</b></i>", "b"), ["a", "b"]),
    "no end of the root": (titled("a", "b")[:-16], ["a", "b"]),
    "no end of an item": (titled("a", "b").replace("</item>", "", 1), ["a", "b"]),
    "two roots": (titled("a") + titled("b"), ["a", "b"]),
    "junk after the root": (titled("a") + "<!-- x --><script>alert(1)</script>", ["a"]),
    "words before the prolog": ("Warning: x in y.php on line 3\n" + titled("a"), ["a"]),
    "a prolog in the middle": (titled("a").replace("<item>", '<?xml version="1.0"?><item>'), ["a"]),
    "an unknown prefix": (titled("a").replace("<title>a", "<x:y>z</x:y><title>a"), ["a"]),
    "an attribute twice": (titled("a").replace("<item>", '<item a="1" a="2">'), ["a"]),
    "attributes without quotes": (titled("a").replace("<item>", "<item a=1 b>"), ["a"]),
    "CDATA without an end": (titled("<![CDATA[a", "b"), "malformed"),
    "CDATA in CDATA": (titled("<![CDATA[a <![CDATA[b]]> c"), None),
    "a comment without an end": (titled("a", "b").replace("<item><title>b", "<!-- <item><title>b"), ["a"]),
    "an instruction without an end": (titled("a").replace("</channel>", "<?php "), ["a"]),
    "items outside the channel": ("<rss><channel></channel><item><title>a</title></item></rss>", ["a"]),
    "an Atom entry in RSS": (titled("a").replace("</channel>", '<entry xmlns="http://www.w3.org/2005/Atom"><title>b</title></entry></channel>'), ["a", "b"]),
    "capitals": ("<RSS><CHANNEL><ITEM><TITLE>a</TITLE></ITEM></CHANNEL></RSS>", ["a"]),
    "a title in markup": (ATOM.format('<entry><id>1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>b</b></div></title></entry>'), ["a b"]),
    "no items at all": (titled(), []),
    "only blanks": (" \n\t ", "empty"),
    "a page": ("<!doctype html><html><body>hello", "html_page"),
    "a bot check": ("<html><head><title>Just a moment...</title>", "challenge_page"),
    "another XML": ('<?xml version="1.0"?><urlset/>', "not_a_feed"),
    "half a tag": ("<rss", "malformed"),
    "JSON of another kind": ('{"error": "no"}', "not_a_feed"),
    "JSON cut": ('{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"', "not_a_feed"),
    "JSON that nests": ("[" * 200_000, "not_a_feed"),
    "JSON with NaN": ('{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": NaN, "title": "a"}]}', None),
    "JSON with a huge number": ('{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": ' + "9" * 5000 + ', "title": "a"}]}', None),
    "JSON keys twice": ('{"version": "https://jsonfeed.org/version/1.1", "items": [], "items": [{"id": "1", "title": "a"}]}', ["a"]),
    "JSON items of every type": (json.dumps({"version": "https://jsonfeed.org/version/1", "items": [1, None, "x", [], {"id": {"a": 1}, "title": ["x"]}, {"title": "a"}]}), ["a"]),
}  # fmt: skip

ENTITIES: dict[str, tuple[Body, list[str] | str | None]] = {
    "a billion laughs": ('<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + titled("&b;", prolog=""), "entities"),
    "one long entity, many times": (f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>' + titled("&a;" * 2000, prolog=""), "entities"),
    "a file": ('<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + titled("&a;", prolog=""), "entities"),
    "a server inside": ('<!DOCTYPE rss [<!ENTITY a SYSTEM "http://169.254.169.254/">]>' + titled("&a;", prolog=""), "entities"),
    "a parameter entity": ('<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd"> %p;]>' + titled("a", prolog=""), "entities"),
    "in small letters": ('<!doctype rss [<!entity a "b">]>' + titled("a", prolog=""), "entities"),
    "outside a DOCTYPE": ('<?xml version="1.0"?><!ENTITY a "b">' + titled("a", prolog=""), "entities"),
    "a DOCTYPE without an end": ('<!DOCTYPE rss [<!ENTITY a "' + titled("a", prolog=""), "entities"),
    "a DOCTYPE elsewhere, not fetched": ('<!DOCTYPE rss SYSTEM "http://127.0.0.1/rss.dtd">' + titled("a", prolog=""), ["a"]),
    "an include, not followed": (titled('a<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'), ["a"]),
    "a style sheet, not fetched": ('<?xml-stylesheet href="http://127.0.0.1/x.xsl"?>' + titled("a", prolog=""), ["a"]),
    "an unknown entity": (titled("a &nosuch; b"), ["a &nosuch; b"]),
    "a reference to NUL": (titled("a&#0;b"), None),
    "references to controls": (titled("a&#x1b;[31m&#8;b"), None),
    "a reference beyond all characters": (titled("a&#1114112;&#99999999999;b"), None),
    "a reference to a surrogate": (titled("a&#xD800;b"), None),
}  # fmt: skip

DATES = {
    "Thu, 05 Mar 2026 09:00:00 GMT": "2026-03-05T09:00:00+00:00",
    "Thu, 05 Mar 2026 09:00:00 +0800": "2026-03-05T01:00:00+00:00",
    "2026-03-05T09:00:00+08:00": "2026-03-05T01:00:00+00:00",
    "2026-03-05": "2026-03-05T00:00:00+00:00",
    "Thu, 05 Mar 26 09:00:00 GMT": "2026-03-05T09:00:00+00:00",
    "Thu, 31 Feb 2026 09:00:00 GMT": None,
    "Thu, 05 Mar 99999 09:00:00 GMT": None,
    "Thu, 05 Mar 2026 99:99:99 GMT": None,
    "Thu, 05 Mar 2026 09:00:00 +9999": "2026-03-01T04:21:00+00:00",
    "-0001-01-01T00:00:00Z": None,
    "0000-00-00T00:00:00Z": None,
    "9999-12-31T23:59:59-14:00": None,
    "1e308": None,
    "99999999999999999999": "9999-11-01T00:00:00+00:00",
    "yesterday": None,
    "２０２６年３月５日": None,
    "\u202e2026": None,
    "2026-03-05T" + "9" * 5000: "2026-03-05T00:00:00+00:00",
    "Thu, " * 2000: None,
}

SWOLLEN = {
    "nested 100,000 deep": (titled("<b>" * 100_000 + "a"), 1),
    "20,000 items": (titled(*["a"] * 20_000), 5000),
    "a title of a megabyte": (titled("a" * 10**6), 1),
    "100,000 attributes": (titled("a").replace("<item>", "<item " + " ".join(f'a{n}="1"' for n in range(100_000)) + ">"), 1),
    "200,000 opening brackets": (titled("a").replace("<title>", "<description>" + "&lt;a " * 50_000 + "</description><title>"), 1),
    "200,000 comments": (titled("a").replace("<item>", "<!---->" * 200_000 + "<item>"), 1),
    "a namespace for each of 5,000 items": ("<rss><channel>" + "".join(f'<item xmlns:n{n}="urn:{n}"><title>a</title></item>' for n in range(5000)) + "</channel></rss>", 5000),
    "an author of 150,000 letters": (rss("<item><title>t</title><rating/><author>" + "a" * 150_000 + "</author></item>").decode(), 1),
    "an e-mail address that never ends": (rss("<item><title>t</title><author>" + "a.a@" * 40_000 + "</author></item>").decode(), 1),
}  # fmt: skip


@pytest.fixture(scope="module")
def quick() -> Iterator[FeedReader]:
    """Two children with little patience."""
    made = FeedReader(children=2, seconds=0.6)
    yield made
    made.close()


async def outcome(reader: FeedReader, body: Body, content_type: str = "") -> Document | str:
    """The document, or the kind of its trouble."""
    try:
        return await reader.read(
            body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body, content_type, URL
        )
    except FormatTrouble as trouble:
        return trouble.kind


def titles(found: Document | str) -> list[str] | str:
    """The titles, or the kind of the trouble."""
    return found if isinstance(found, str) else [entry.title for entry in found.entries]


@pytest.mark.parametrize("case", ENCODINGS)
async def test_a_lie_about_the_encoding_is_seen_through(reader: FeedReader, case: str) -> None:
    """The words come out as they were written, whatever header, prolog and bytes say of each other."""
    body, content_type, expected = ENCODINGS[case]
    assert titles(await outcome(reader, body, content_type)) == expected


@pytest.mark.parametrize("case", [*MALFORMED, *ENTITIES])
async def test_what_is_broken_gives_what_is_in_it(reader: FeedReader, case: str) -> None:
    """Broken documents give their entries, no documents say so, entities are refused, nothing is fetched or run."""
    body, expected = {**MALFORMED, **ENTITIES}[case]
    found = titles(await outcome(reader, body))
    if expected is not None:
        assert found == expected
    else:
        assert isinstance(found, list)
        assert all(sign.isprintable() for title in found for sign in title)


@pytest.mark.parametrize("written", DATES)
async def test_a_date_is_a_moment_or_nothing(reader: FeedReader, written: str) -> None:
    """Readable dates become UTC, absurd ones nothing; the entry stays either way."""
    found = await outcome(reader, rss(item("t", guid="1", date=written)))
    assert isinstance(found, Document)
    (entry,) = found.entries
    expected = DATES[written]
    assert entry.published == (dt.datetime.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize("case", SWOLLEN)
async def test_what_is_swollen_costs_itself_only(quick: FeedReader, case: str) -> None:
    """It is read within its time or given up, and the loop goes on meanwhile."""
    body, most = SWOLLEN[case]
    lapse = 0.0

    async def beat() -> None:
        nonlocal lapse
        while True:
            started = time.monotonic()
            await asyncio.sleep(0.01)
            lapse = max(lapse, time.monotonic() - started)

    beating = asyncio.create_task(beat())
    async with asyncio.timeout(10):
        found = await outcome(quick, body)
    beating.cancel()
    assert found == "parser_gave_up" or (isinstance(found, Document) and 1 <= len(found.entries) <= most)
    assert lapse < 1.0
