"""By which keys entries are known again."""

import dataclasses
import datetime as dt

import pytest

from watchers.entries import Entry
from watchers.identity import canonical_link, clean_link, distinct, keyed, publisher_of

TITLE = "Mira Lund leaves Example Lab after eight years"
ENTRY = Entry(id="g1", url="https://a.example/1", title=TITLE, publisher="Wire")


def known(before: tuple[Entry, ...], after: tuple[Entry, ...]) -> list[bool]:
    """Which entries of a second look share a key with any of the first."""
    seen = {key for keys in keyed(before) for key in keys}
    return [bool(seen & set(keys)) for keys in keyed(after)]


SAME = {
    "new guid": {"id": "g2"},
    "new link": {"url": "https://a.example/1?token=9"},
    "new guid and link": {"id": "g2", "url": "https://b.example/2"},
    "edited title": {"title": "Updated: " + TITLE},
    "guid gone": {"id": ""},
    "title in other case and width": {"id": "", "url": None, "title": TITLE.upper()},
    "new date": {"published": dt.datetime(2030, 1, 1, tzinfo=dt.UTC)},
}


@pytest.mark.parametrize("change", SAME)
def test_an_edited_entry_is_known(change: str) -> None:
    """Any one mark that stayed is enough; dates do not matter at all."""
    assert known((ENTRY,), (dataclasses.replace(ENTRY, **SAME[change]),)) == [True]  # type: ignore[arg-type] # values fit their fields


def test_another_entry_is_new() -> None:
    """An entry with marks of its own is new."""
    other = Entry(id="g9", url="https://a.example/9", title="Someone else joins Example Lab today", publisher="Wire")
    assert known((ENTRY,), (other, ENTRY)) == [False, True]


def test_marks_shared_within_a_document_identify_nothing() -> None:
    """A guid, link or title that several entries have in common makes none of them known."""
    many = tuple(
        Entry(id="same", url="https://a.example/live", title=f"Number {n} leaves Example Lab") for n in range(3)
    )
    newer = Entry(id="same", url="https://a.example/live", title="Number 9 joins Example Lab for good")
    assert known(many, (*many, newer)) == [True, True, True, False]


def test_an_item_shown_twice_is_one() -> None:
    """A feed that lists one item twice does not lose its marks: listed once or edited later, it is known."""
    twice = (ENTRY, dataclasses.replace(ENTRY, summary="Again"))
    assert known(twice, (dataclasses.replace(ENTRY, title="Edited " + TITLE),)) == [True]
    assert distinct([1, 0], keyed(twice)) == [1]
    assert distinct([0, 1], keyed((ENTRY, dataclasses.replace(ENTRY, id="x", url=None, title="Else")))) == [0, 1]


def test_short_titles_and_front_pages_identify_nothing() -> None:
    """A daily "Newsflash" that links to the front page is new each day."""
    first = Entry(id="", url="https://a.example/", title="Newsflash", summary="One thing")
    second = dataclasses.replace(first, summary="Another thing")
    assert known((first,), (second,)) == [False]
    assert known((first,), (first,)) == [True]


def test_titles_count_only_where_the_kind_allows_it() -> None:
    """Filings have sound ids and titles that repeat: there the title is no mark."""
    assert all(not key.startswith("title:") for keys in keyed([ENTRY], by_title=False) for key in keys)


def test_the_same_title_of_two_outlets_is_two_entries() -> None:
    """A news search shows one headline from many outlets; each is evidence of its own."""
    reprint = Entry(id="r", url="https://b.example/r", title=TITLE, publisher="Post")
    assert known((ENTRY,), (reprint,)) == [False]


def test_opaque_links_are_not_relied_upon() -> None:
    """Links of the news search change with each fetch; the title still knows the entry."""
    first = Entry(id="x1", url="https://news.google.com/rss/articles/AAA?oc=5", title=TITLE, publisher="Wire")
    second = dataclasses.replace(first, id="x2", url="https://news.google.com/rss/articles/BBB?oc=5")
    assert known((first,), (second,)) == [True]
    assert not [key for key in keyed([first])[0] if key.startswith("link:")]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://WWW.A.example:80/x/?b=2&a=1&utm_source=z#top", "https://a.example/x?a=1&b=2"),
        ("https://a.example:8443/x", "https://a.example:8443/x"),
        ("https://a.example/%E4%BA%BA?from=rss", "https://a.example/%E4%BA%BA?from=rss"),
        ("https://a.example/人", "https://a.example/%E4%BA%BA"),
        ("https://a.example/?p=1&fbclid=q", "https://a.example?p=1"),
        ("https://a.example", None),
        ("https://a.example/?utm_source=x", None),
        ("https://[bad", None),
    ],
)
def test_links_have_one_spelling(url: str, expected: str | None) -> None:
    """Case, port, order, fragment and tracking make no difference; a front page is no link."""
    assert canonical_link(url) == expected


def test_a_clean_link_still_opens() -> None:
    """What is shown loses tracking and fragment and nothing else."""
    assert clean_link("http://www.A.example/x?b=%20&utm_medium=q&a#f") == "http://www.A.example/x?b=%20&a"
    assert clean_link("https://[bad") == "https://[bad"


def test_hosts_speak_for_those_without_a_name() -> None:
    """The first readable address gives the name."""
    assert publisher_of((None, "https://[bad", "https://www.wire.example/x")) == "wire.example"
    assert not publisher_of((None, ""))
