"""The short way through plain RSS tells what feedparser tells, or leaves the document to it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.stand_ins.feeds import item, rss
from watchers import feed_format, plain_rss

URL = "https://news.example/feed"
DATA = Path(__file__).parent.parent / "data" / "feeds"

WORDS = [
    "Lab names a new chief",
    "林俊旸离开通义千问",
    "&lt;b&gt;Bold&lt;/b&gt; &amp;amp; brave",
    "<![CDATA[<p>A paragraph</p> &amp; more]]>",
    " \n two  lines\n here ",
    "CafÃ©",
    "caf\u00e9",
    "don&#146;t",
    "a&#13;b",
    "",
]
ADDRESSES = [
    "https://a.example/1",
    "http:///a.example/1",
    "/path?a=1&amp;b=2",
    "https://a.example/?a=1&amp;b;=2",
    "4811",
    "tag:a.example,2026:1",
    "https://a.example/a b",
    "",
]
DATES = [
    "Wed, 25 Nov 2026 08:30:00 GMT",
    "25 Nov 2026 08:30:00 -0530",
    "2026-11-25T08:30:00Z",
    "2026-11-25T08:30:00+08:00",
    "Wed, 25 Nov 2026 08:30:00 EST",
    "Wed, 31 Feb 2026 08:30:00 GMT",
    "Wed, 25 Nov 26 08:30:00 GMT",
    "Mittwoch",
    "",
]
FIELDS = [
    *(f"<title>{words}</title>" for words in WORDS),
    *(f"<description>{words}</description>" for words in WORDS),
    *(f"<content:encoded>{words}</content:encoded>" for words in WORDS),
    *(f"<link>{address}</link>" for address in ADDRESSES),
    *(f"<guid>{address}</guid>" for address in ADDRESSES),
    *(f'<guid isPermaLink="false">{address}</guid>' for address in ADDRESSES),
    *(f"<pubDate>{date}</pubDate>" for date in DATES),
    '<source url="https://wire.example">The Wire</source>',
    "<source>The Wire</source>",
    "<author>ann@a.example (Ann)</author>",
    '<enclosure url="https://a.example/a.mp3" length="1" type="audio/mpeg"/>',
    "<category>chips</category>",
    "<comments>https://a.example/1#c</comments>",
    "<dc:creator>Ann</dc:creator>",
    '<media:thumbnail url="https://a.example/a.png"/>',
]
ODD = [
    "<dc:date>2026-11-25T08:30:00Z</dc:date>",
    '<link href="https://b.example/2"/>',
    '<title type="text">Typed</title>',
    "<description><b>Unescaped</b></description>",
    '<description xml:base="https://b.example/">Based</description>',
    "<media:content><media:title>A picture</media:title></media:content>",
    "<media:title>A picture</media:title>",
    "<guid ispermalink='false'>lower</guid>",
    "<TITLE>Loud</TITLE>",
    "<x:title>Strange</x:title>",
    "<!-- a comment -->",
]
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:media="http://search.yahoo.com/mrss/"'
)


def document(*fields: str) -> str:
    """A document of one item, from its root on."""
    spaces = SPACES + (' xmlns:x="urn:x"' if any("x:" in field for field in fields) else "")
    return f'<rss version="2.0" {spaces}><channel><title>A feed</title><item>{"".join(fields)}</item></channel></rss>'


def both(markup: str) -> tuple[object, object]:
    """What the short way tells, or None, and what feedparser does."""
    short = plain_rss.items(markup)
    told = feed_format._document(short, URL, complete=True) if short is not None else None
    return told, feed_format.by_feedparser(markup, "rss", URL)


@settings(max_examples=150, deadline=None)
@given(
    some.lists(some.one_of(some.sampled_from(FIELDS), some.sampled_from(FIELDS), some.sampled_from(ODD)), max_size=7)
)
def test_it_tells_what_feedparser_tells(fields: list[str]) -> None:
    """Whatever an item is made of, in whatever order: the same entries, or it is left to feedparser."""
    short, long = both(document(*fields))
    assert short is None or short == long


@pytest.mark.parametrize("field", FIELDS)
def test_each_usual_field_is_read_alike(field: str) -> None:
    """Beside a title and a link of its own, so that the item says something."""
    beside = [other for other in ("<title>T</title>", "<link>https://a.example/9</link>") if other[:5] != field[:5]]
    short, long = both(document(*beside, field))
    assert short is None or short == long


@pytest.mark.parametrize("odd", [odd for odd in ODD if not odd.startswith("<!--")])
def test_what_is_odd_is_left_to_feedparser(odd: str) -> None:
    """Even where the reading might happen to be the same."""
    assert plain_rss.items(document(odd)) is None


@pytest.mark.parametrize(
    "markup",
    [
        "<feed/>",
        '<rss version="2.0"><channel></channel></rss>',
        '<rss version="2.0"><item><title>No channel</title></item></rss>',
        '<rss version="2.0"><channel><item><title>Cut',
        '<rss xmlns="urn:x"><channel><item><title>T</title></item></channel></rss>',
        '<rss xmlns:content="urn:x"><channel><item><title>T</title></item></channel></rss>',
        '<rss xml:base="https://b.example/"><channel><item><title>T</title></item></channel></rss>',
        '<rss><channel href="https://b.example/"><item><title>T</title></item></channel></rss>',
        '<rss><channel><item rdf:about="x"><title>T</title></item></channel></rss>',
        "<rss><channel><skipHours/><item><title>T</title></item></channel></rss>",
        "<rss><channel><item><title>T</title></item></channel></rss><rss/>",
    ],
)
def test_other_documents_are_left_to_feedparser(markup: str) -> None:
    """Another root, no item, a broken end, strange name spaces, moved bases, unknown children."""
    assert plain_rss.items(markup) is None


def test_the_usual_feed_goes_the_short_way() -> None:
    """Otherwise it would be of no use, and nobody would notice."""
    usual = rss(item("One", guid="1", link="https://a.example/1", date="Wed, 25 Nov 2026 08:30:00 GMT", text="Words"))
    found = plain_rss.items(usual.decode().partition("?>")[2].strip())
    assert found is not None
    assert [(one.title, one.id, one.summary) for one in found] == [("One", "1", "Words")]


@pytest.mark.parametrize("file", sorted(path.name for path in DATA.glob("*.xml")))
def test_the_collection_is_read_alike(file: str) -> None:
    """Every feed of our collection that the short way takes."""
    markup = (DATA / file).read_bytes().decode("utf-8", "replace").partition("?>")[2].lstrip()
    if plain_rss.items(markup) is not None:
        short, long = both(markup)
        assert short == long
