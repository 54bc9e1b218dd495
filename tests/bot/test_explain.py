"""What `moves explain` shows of an article."""

import datetime as dt

from bot import config
from bot.explain import explain, stages
from bot.settings import Settings, WatchSettings
from tests.stand_ins.feeds import FeedServer, Page, serving
from watchers.entries import Article

DAY = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)


def explained(title: str, summary: str = "") -> list[str]:
    """The lines about one entry, read with the watchlist that comes with Moves."""
    return list(stages(Article(id="1", title=title, summary=summary, published=DAY), config.default_watchlist()))


def test_a_clause_shows_its_spans_and_the_pattern_that_fired() -> None:
    """Persons, companies, roles, verbs and dates with what they stand for, and the rule's name."""
    lines = explained("Cohere", "Marta Kessler, chief scientist of Cohere, has left the ChatGPT maker on Monday.")
    spans = next(line for line in lines if "“left”" in line)
    assert "verb “left” = en.leave" in spans
    assert "company “the ChatGPT maker” = OpenAI" in spans
    assert "date “on Monday” = 2026-03-02" in spans
    assert "  fired    en.leave: Marta Kessler leaves OpenAI, confirmed" in lines


def test_the_tier_is_told_with_its_reasons() -> None:
    """What raises the confidence, and what keeps a finding from interrupting anybody."""
    sure = explained("Marta Kessler leaves OpenAI for Anthropic")
    assert "  tier     may alert, confidence 0.95" in sure
    assert "           +0.10 the title tells it" in sure
    denied = explained("News of OpenAI", "OpenAI denies that Marta Kessler is leaving.")
    assert "           no alert: denied" in denied


def test_a_stopped_rule_says_why() -> None:
    """A clause in which a verb stood and nothing came of it names the reason."""
    lines = explained("OpenAI ponders", "If Marta Kessler leaves OpenAI, what then?")
    assert any(line.startswith("  stopped  en.leave: only thought of") for line in lines)
    assert lines[-1] == "outcome    no move found; nobody would be told"


def test_a_chinese_article_is_shown_by_clauses() -> None:
    """Cut at commas, each with its own spans."""
    lines = explained("阿里千问负责人周明川离职", "周明川已加入字节跳动。")
    assert any("company “阿里千问” = Alibaba/Qwen" in line for line in lines)
    assert any(line.startswith("  fired    zh.resign: 周明川 leaves Alibaba") for line in lines)


def test_an_article_in_another_language_is_not_read() -> None:
    """The language is named and nothing is claimed."""
    lines = explained("CEO Marta Kessler verlässt OpenAI", "Die Chefin der Forschung verlässt das Unternehmen.")
    assert "language   de, 2 sentences" in lines
    assert any(line.startswith("stopped    no reader for the language 'de'") for line in lines)
    assert lines[-1] == "outcome    no move found; nobody would be told"


def test_an_irrelevant_article_is_set_aside_with_the_reason() -> None:
    """The look before extraction speaks first."""
    assert explained("Sunny weather")[-1] == "relevance  set aside: no word of a change of hands"


async def test_a_page_is_read_by_its_main_text() -> None:
    """An address is fetched and taken apart: the menu says nothing, the article does."""
    async with serving() as server:
        body = (
            "<html><head><meta property='article:published_time' content='2026-03-04T10:00:00Z'></head><body>"
            "<nav><a href='/x'>Piotr Zielinski leaves Anthropic</a></nav><article><h1>Marta Kessler leaves OpenAI</h1><p>"
            "Marta Kessler, who led research, has left OpenAI, the company said.</p></article></body></html>"
        )
        url = server.put("/exit", Page(body.encode(), "text/html"))
        lines = await explain(url, _here(server))
    assert lines[0] == "page       67 letters of main text"
    assert "title      Marta Kessler leaves OpenAI" in lines
    assert any(line.startswith("finding    Marta Kessler: departure") for line in lines)
    assert not any("Zielinski" in line for line in lines)


async def test_a_page_that_is_no_article_says_so() -> None:
    """A challenge is named before anything is made of its words."""
    async with serving() as server:
        url = server.put("/exit", Page(b"<title>Just a moment...</title><p>Checking your browser</p>", "text/html"))
        lines = await explain(url, _here(server))
    assert lines[1].startswith("page       no article but a challenge to browsers")


def _here(server: FeedServer) -> Settings:
    return Settings(
        store_url="", watch=WatchSettings(allow_private=(server.place,)), watchlist=config.default_watchlist()
    )
