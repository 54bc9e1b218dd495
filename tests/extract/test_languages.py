"""Languages: those that are read, those that are only recognised, and how a new one comes in."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from store.model.companies import Company, Watchlist
from watchers.entries import Article
from watchers.extract import choose
from watchers.extract.english import reading as english
from watchers.extract.language import language_of
from watchers.extract.rules import Rules

DATA = Path(__file__).parents[1] / "data" / "cases" / "other.toml"
CASES = tomllib.loads(DATA.read_text(encoding="utf-8"))["case"]
ENGINE = choose.engine(Watchlist((Company(name="OpenAI"), Company(name="Meta", ambiguous=("Meta",)))))


def entry(title: str, summary: str = "", lang: str | None = None) -> Article:
    """An entry of the day on which the tests' news happens."""
    published = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
    return Article(id="1", title=title, summary=summary, published=published, lang=lang)


@pytest.mark.parametrize("told", [None, "en", "zh"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["title"])[:40])
def test_a_language_nobody_reads_is_silent(case: dict[str, str], told: str | None) -> None:
    """Whatever language the feed says its entries are in."""
    article = entry(case["title"], case.get("summary", ""), told)
    reading = ENGINE.read(article)
    assert reading.findings == ()


@pytest.mark.parametrize(
    "case", [case for case in CASES if "summary" in case], ids=lambda case: str(case["title"])[:40]
)
def test_a_language_is_recognised(case: dict[str, str]) -> None:
    """By letters, or by its frequent words, and the reading says so."""
    reading = ENGINE.read(entry(case["title"], case["summary"]))
    assert language_of(entry(case["title"], case["summary"])) == case["lang"]
    assert [stop.reason for stop in reading.stops] == [f"no reader for the language {case['lang']!r}"]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Daniel De Freitas rejoins Google", "en"),
        ("Guido van Rossum joins Microsoft", "en"),
        ("Alexandre de Vries leaves Mistral", "en"),
        ("OpenAI CTO Marta Kessler quits", "en"),
        ("OpenAI联合创始人Andrej Karpathy加入Anthropic", "zh"),
        ("xAI联创Igor Babuschkin离职", "zh"),
        ("Alibaba's Lin Junyang (林俊旸) leaves Qwen", "en"),
        ("Alibaba (阿里巴巴) hires Tencent's (腾讯) Zhou", "en"),
    ],
)
def test_names_do_not_decide_the_language(title: str, code: str) -> None:
    """Particles of names, product names and glosses in the other script."""
    assert language_of(entry(title)) == code


def test_what_a_feed_says_counts_where_the_words_say_nothing() -> None:
    """A headline of names alone is in the language of its feed."""
    assert language_of(entry("Marta Kessler OpenAI", lang="fr-FR")) == "fr"
    assert language_of(entry("周明川退任", lang="ja")) == "ja"
    assert language_of(entry("She left the firm for a rival", lang="de")) == "en"


def test_every_package_of_a_language_is_found_by_itself() -> None:
    """A new package with a `reading` that names its code is all that is needed."""
    assert set(choose.languages()) >= {"en", "zh"}


def test_an_engine_takes_any_module_that_reads_and_traces() -> None:
    """A language is a module with `read` and `trace`; here the English one stands in under another code."""
    engine = Rules(Watchlist((Company(name="OpenAI"),)), {"de": english})
    reading = engine.read(
        entry("KI: Marta Kessler leaves OpenAI", "Das ist eine Meldung, die nur der Form nach deutsch ist.")
    )
    assert [finding.person for finding in reading.findings] == ["Marta Kessler"]
