"""What both languages share: sentences, company names, dates and the merging of claims."""

import datetime as dt
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model.companies import Company, CompanyRef, Watchlist
from store.model.dates import PartialDate
from store.model.moves import Kind, Status
from watchers.entries import Article
from watchers.extract import claims, text, when
from watchers.extract.engine import Claim, CompanySource, Direction
from watchers.extract.language import language_of
from watchers.extract.mentions import CompanyFinder

DAY = dt.date(2026, 3, 4)  # a Wednesday
WATCHED = Watchlist((Company(name="Meta", ambiguous=("Meta",)), Company(name="Alibaba", units=("Qwen",))))


def _article(title: str, summary: str = "", lang: str | None = None) -> Article:
    return Article(id="1", title=title, summary=summary, lang=lang)


def _claim(direction: Direction, company: str, **changes: object) -> Claim:
    values: dict[str, object] = {
        "person": "Marta Kessler",
        "status": Status.CONFIRMED,
        "pattern": "p",
        "evidence": "Marta Kessler moves",
        **changes,
    }
    return Claim(direction=direction, company=CompanyRef(company), **values)  # type: ignore[arg-type]  # plain keywords


@given(st.text(max_size=200))
def test_normalising_keeps_every_offset(written: str) -> None:
    """A span found in the normalised text can be cut from the original."""
    assert len(text.normalise(written)) == len(written)


@given(st.text(max_size=120), st.text(max_size=200))
def test_sentences_are_cut_from_the_article_as_it_stands(title: str, summary: str) -> None:
    """Each sentence's original words stand in the article at the place it gives."""
    article = _article(title, summary)
    whole = text.full_text(article)
    assert all(whole[s.start :].startswith(s.original) for s in text.sentences(article))


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("Mr. Oduya left Cohere Inc. on Monday. He was VP of Eng. at the U.S. unit.", 2),
        ("Character.AI lost T.J. Kessler. 01.AI did not.", 2),
        ("她离开了。他没有！真的吗？", 3),
        ("She posted on X. An answer came.", 2),
    ],
)
def test_abbreviations_and_names_end_no_sentence(written: str, count: int) -> None:
    """A full stop inside a name or after an abbreviation does not cut."""
    assert len(text.sentences(_article("", written))) == count


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Marta Kessler leaves Cohere", "en"),
        ("林俊旸离开阿里巴巴", "zh"),
        ("オープンAIの研究者が退社", "ja"),
        ("오픈AI 연구원이 회사를 떠났다", "ko"),
        ("Der Chef der Firma ist nicht mehr bei der Bank und hat sich verabschiedet", "de"),
    ],
)
def test_the_language_is_judged_from_the_letters(written: str, code: str) -> None:
    """Letters and frequent words tell the language where nobody told it."""
    assert language_of(_article(written)) == code


def test_an_outlets_name_behind_a_title_belongs_to_no_sentence() -> None:
    """The tail of a feed's title is not read as news."""
    (only,) = text.sentences(_article("Marta Kessler leaves Cohere as chief scientist - The Daily Record"))
    assert only.original == "Marta Kessler leaves Cohere as chief scientist"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Meta Platforms, Inc. said", [("Meta", True)]),
        ("a meta study", []),
        ("Alibaba's Qwen", [("Alibaba", True), ("Alibaba", True)]),
        ("DeepSeek-R1 beats all", []),
        ("Character.AI and d-Matrix", [("Character.AI", True), ("d-Matrix", True)]),
    ],
)
def test_companies_are_found_whole_and_in_the_right_letters(written: str, expected: list[tuple[str, bool]]) -> None:
    """Longest name first, borders kept, product numbers and everyday words left alone."""
    assert [(m.ref.company, m.certain) for m in CompanyFinder(WATCHED).find(written)] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("left on Monday", "2026-03-02"),
        ("left yesterday", "2026-03-03"),
        ("effective June 1, 2026", "2026-06-01"),
        ("joined in February 2025", "2025-02"),
        ("leaves last month", "2026-02"),
        ("his resignation on March 3", "2026-03-03"),
        ("joined in early 2026", "2026"),
        ("will leave in May", "2026-05"),
        ("left in November", "2025-11"),
    ],
)
def test_a_date_is_as_precise_as_its_words(written: str, expected: str) -> None:
    """Relative dates count from the day of publication."""
    (mention,) = when.find(written, DAY)
    assert mention.date == PartialDate.parse(expected)


def test_the_two_sides_of_one_move_become_one_finding() -> None:
    """Leaving one company and joining another is told once."""
    made = [_claim(Direction.OUT, "Google"), _claim(Direction.IN, "Meta")]
    (finding,) = claims.merge(made, _article("Marta Kessler moves"))
    assert (finding.left and finding.left.company, finding.joined and finding.joined.company) == ("Google", "Meta")
    assert finding.kind is Kind.HIRE


def test_history_and_news_stay_apart_and_a_supplied_company_yields_to_a_named_one() -> None:
    """An old arrival elsewhere is no part of today's departure; "the company" never adds a second company."""
    made = [
        _claim(Direction.OUT, "Google"),
        _claim(Direction.IN, "Tesla", background=True),
        _claim(Direction.OUT, "Apple", company_source=CompanySource.MAIN, at=1),
    ]
    found = claims.merge(made, _article("Marta Kessler moves"))
    assert {(f.left.company if f.left else f.joined and f.joined.company, f.background) for f in found} == {
        ("Google", False),
        ("Tesla", True),
    }


def test_what_does_not_stand_in_the_article_is_dropped() -> None:
    """No quote, no finding."""
    assert claims.merge([_claim(Direction.OUT, "Google")], _article("Somebody else moves")) == ()


def test_choosing_an_engine_loads_no_heavy_library() -> None:
    """The extraction engine starts without network, database or pinyin."""
    code = "import sys, watchers.extract.choose; print({'pypinyin', 'aiohttp', 'sqlmodel'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - own code
    assert done.stdout.strip() == "set()"
