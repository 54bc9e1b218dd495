"""News searches made from the watchlist."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

from store.model.companies import Company, Watchlist
from watchers import sources
from watchers.entries import Document, Entry, Source
from watchers.sources import google_news

ALIBABA = Company(
    name="Alibaba", aliases=("阿里巴巴", "阿里", "Alibaba Group"), units=("Qwen", "通义千问"), news=("en", "zh")
)
QUIET = Company(name="Quiet", news=())
HOUR = dt.timedelta(hours=1)
SEARCH = Source(name="Search", url="https://news.google.com/rss/search?q=x", kind="google_news", every=HOUR)


def test_one_search_a_company_and_language() -> None:
    """Names are unique, the kind is known, and a company without languages is not searched for."""
    found = google_news.queries(Watchlist((ALIBABA, QUIET)), every=HOUR)
    assert [source.name for source in found] == ["Google News: Alibaba (en)", "Google News: Alibaba (zh)"]
    assert {source.kind for source in found} <= set(sources.KINDS)


def test_the_address_has_edition_names_verbs_and_span() -> None:
    """Edition parameters agree with each other, and the question asks in the language's own names and words."""
    english, chinese = (urlsplit(source.url) for source in google_news.queries(Watchlist((ALIBABA,)), every=HOUR))
    asked = parse_qs(english.query)
    assert (english.netloc, english.path) == ("news.google.com", "/rss/search")
    assert (asked["hl"], asked["gl"], asked["ceid"]) == (["en-US"], ["US"], ["US:en"])
    assert asked["q"][0].startswith('("Alibaba" OR "Alibaba Group" OR "Qwen") (joins OR leaves OR ')
    assert asked["q"][0].endswith(" when:1d")
    asked = parse_qs(chinese.query)
    assert (asked["hl"], asked["gl"], asked["ceid"]) == (["zh-CN"], ["CN"], ["CN:zh-Hans"])
    assert asked["q"][0].startswith('("Alibaba" OR "阿里巴巴" OR "阿里" OR "通义千问") (离职 OR ')


def test_a_quick_default_does_not_make_quick_searches() -> None:
    """Dozens of searches share one host, so their rhythm has a floor; a slow one stays slow."""
    watchlist = Watchlist((ALIBABA,))
    assert {s.every for s in google_news.queries(watchlist, every=dt.timedelta(seconds=1))} == {google_news.LEAST}
    assert {s.every for s in google_news.queries(watchlist, every=HOUR)} == {HOUR}


def test_a_name_cannot_break_out_of_the_question() -> None:
    """Quotation marks in a name do not end it."""
    odd = Company(name='Odd" OR "x', news=("en", "xx"))
    (source,) = google_news.queries(Watchlist((odd,)), every=HOUR, base="http://127.0.0.1:1/search")
    assert source.url.startswith("http://127.0.0.1:1/search?q=")
    assert parse_qs(urlsplit(source.url).query)["q"][0].startswith('("Odd  OR  x") (')


def tidied(title: str, publisher: str) -> tuple[str, str]:
    """Title and publisher after tidying."""
    entry = Entry(id="1", url=None, title=title, summary="<ol>", publisher=publisher)
    (done,) = google_news.tidy(Document(entries=(entry,)), SEARCH).entries
    assert not done.summary
    return done.title, done.publisher


def test_the_outlet_is_taken_off_the_title() -> None:
    """The suffix goes where it is the outlet's name, and stands in for the name where that is missing."""
    assert tidied("X leaves Y - The Wire", "The Wire") == ("X leaves Y", "The Wire")
    assert tidied("X leaves Y - for good - Wire", "Wire") == ("X leaves Y - for good", "Wire")
    assert tidied("X leaves Y - for good", "Wire") == ("X leaves Y - for good", "Wire")
    assert tidied("X leaves Y - Wire", "") == ("X leaves Y", "Wire")
    assert tidied("X leaves Y", "") == ("X leaves Y", "")
