"""Which entries' pages are worth a request."""

import pytest

from store.model.companies import Company, Watchlist
from store.model.people import Person
from watchers import fuller
from watchers.entries import Entry
from watchers.fuller import OwnText

NAMES = fuller.names(
    Watchlist((Company(name="Example Lab", units=("Lumen",), aliases=("样例",)),), (Person(name="Mira Lund"),))
)
LINK = "https://wire.example/2026/exit"
LONG = "Nothing that anybody watches is told here at all. " * 20
READ = OwnText(relevant=True, complete=False, near=False)


def wanted(
    title: str = "A chief leaves Example Lab",
    summary: str = "",
    *,
    url: str | None = LINK,
    own: OwnText = READ,
    full_text: str = "auto",
    few: bool = False,
) -> bool:
    """Whether the page of such an entry is fetched."""
    entry = Entry(id="1", url=url, title=title, summary=summary)
    return fuller.why(entry, own, full_text, names=NAMES, about_few=few) is not None


@pytest.mark.parametrize(
    "title", ["A chief leaves Example Lab", "Mira Lund departs", "Head of LUMEN out", "样例负责人离职"]
)
def test_a_short_entry_about_somebody_watched_is_followed(title: str) -> None:
    """Companies, units and people count, in either script and any case."""
    assert wanted(title)


@pytest.mark.parametrize(
    "end", ["and so …", "and so on...", "and then [...]", "Read more »", "Continue reading →", "阅读全文", "他说……"]
)
def test_a_cut_text_is_followed_however_long(end: str) -> None:
    """The marks of an excerpt."""
    assert wanted(summary=LONG + end)
    assert not wanted(summary=LONG + end + " was the end of it.")


def test_a_whole_article_in_the_feed_is_not_followed() -> None:
    """Long and uncut: the page would say the same."""
    assert not wanted(summary=LONG)
    assert not wanted("样例负责人离职", "他今天没有说更多的话。" * 50)


def test_what_is_complete_or_beside_the_point_is_not_followed() -> None:
    """A move already read, no word of a change of hands, nobody watched."""
    assert not wanted(own=OwnText(relevant=True, complete=True, near=True))
    assert not wanted(own=OwnText(relevant=False, complete=False, near=False))
    assert not wanted("A chief leaves another firm")
    assert wanted("A chief leaves another firm", few=True)
    assert wanted("A chief leaves another firm", own=OwnText(relevant=True, complete=False, near=True))


@pytest.mark.parametrize(
    "url",
    [
        None,
        "https://wire.example",
        "https://news.google.com/rss/articles/CBMiAAA?oc=5",
        "https://wire.example/talk.mp3?x=1",
        "https://wire.example/picture.JPG",
    ],
)
def test_some_links_lead_to_no_article(url: str | None) -> None:
    """No link, a front page, an opaque link, a sound, a picture: not even where all pages are asked for."""
    assert not wanted(url=url)
    assert not wanted(url=url, full_text="always")


def test_the_setting_has_the_last_word() -> None:
    """`never` fetches none, `always` also what is irrelevant or complete."""
    irrelevant = OwnText(relevant=False, complete=False, near=False)
    assert not wanted(full_text="never")
    assert wanted("A new model", full_text="always", own=irrelevant)
    assert wanted(summary=LONG, full_text="always", own=OwnText(relevant=True, complete=True, near=True))


def test_an_empty_watchlist_names_nobody() -> None:
    """And finds nothing, instead of everything."""
    assert not fuller.names(Watchlist()).found("Example Lab")
