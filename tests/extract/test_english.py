"""English articles, construction by construction."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.model.companies import Company, Watchlist
from store.model.moves import Finding, Status
from watchers.entries import Article
from watchers.extract.engine import grounded
from watchers.extract.english import reading as english
from watchers.extract.rules import Rules
from watchers.extract.text import full_text

_CASES = Path(__file__).parents[1] / "data" / "cases"
CASES = [
    case
    for name in (
        "en.toml",
        "en_tellings.toml",
        "en_houses.toml",
        "en_sentences.toml",
        "en_headlines.toml",
        "en_own.toml",
        "en_unmoved.toml",
    )
    for case in tomllib.loads((_CASES / name).read_text(encoding="utf-8"))["case"]
]
WATCHED = Watchlist(
    (
        Company(name="Alibaba", units=("Qwen",)),
        Company(name="OpenAI", units=("ChatGPT",)),
        Company(name="Meta", ambiguous=("Meta",)),
    )
)
ENGINE = Rules(WATCHED, {"en": english})
# Pieces of news that press every rule when thrown together in any order.
PIECES = st.sampled_from(
    [
        "Marta Kessler",
        "Jonas Oduya",
        "OpenAI",
        "'s",
        ",",
        "and",
        "leaves",
        "hires",
        "was named",
        "chief executive",
        "of",
        "former",
        "who",
        "(",
        ")",
        ";",
        "on Monday",
        "to",
        "replaces",
        "as",
        ".",
        "?",
        "not",
        "his departure",
        "will be led by",
        "from",
        "Meta",
        "including",
        "the company",
        "\n",
        "said",
        "Yuning (Tony) Zhao",
        "—",
        "“",
        "”",
    ]
)


def _article(title: str, summary: str = "") -> Article:
    noon = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
    return Article(id="1", title=title, summary=summary, published=noon, lang="en")


def _told(findings: tuple[Finding, ...], *, inside: bool) -> set[str]:
    """Give "person | out or in | company" of each side; the side left inside one company only where asked for."""
    lines: set[str] = set()
    for f in findings:
        same = f.left is not None and f.joined is not None and f.left.company == f.joined.company
        lines |= {f"{f.person} | out | {f.left.company}"} if f.left and (inside or not same) else set()
        lines |= {f"{f.person} | in | {f.joined.company}"} if f.joined else set()
    return lines


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_each_construction_is_read_as_labelled(case: dict[str, Any]) -> None:
    """Every case of the file gives its moves, its history and its denials, and nothing else."""
    findings = ENGINE.read(_article(case["title"], case.get("summary", ""))).findings
    denied = tuple(f for f in findings if f.status is Status.DENIED)
    history = tuple(f for f in findings if f.background and f not in denied)
    news = tuple(f for f in findings if f not in denied and f not in history)
    assert _told(news, inside=False) == set(case.get("moves", ()))
    assert _told(history, inside=False) == set(case.get("background", ()))
    assert _told(denied, inside=True) == set(case.get("denied", ()))
    assert case.get("alert") in {None, *(f.alert for f in news)}
    if {"status", "date", "role"} & case.keys():
        (only,) = findings
        place = only.joined or only.left
        told = {"status": str(only.status), "date": str(only.date), "role": place.role if place else None}
        assert {key: told[key] for key in told if key in case} == {key: case[key] for key in told if key in case}


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=3, max_size=40), st.text(max_size=80))
def test_no_text_makes_the_rules_raise_or_invent(pieces: list[str], noise: str) -> None:
    """Any mixture of news words gives only findings whose words stand in the article, each side once."""
    article = _article(" ".join(pieces[:15]), " ".join(pieces[15:]) + noise)
    findings = ENGINE.read(article).findings
    assert all(grounded(f, full_text(article)) for f in findings)
    sides = [(f.person, "out", f.left.company) for f in findings if f.left]
    sides += [(f.person, "in", f.joined.company) for f in findings if f.joined]
    assert len(sides) == len(set(sides))


@pytest.mark.parametrize(
    "hostile",
    [
        "A" * 50_000,
        "Aa " * 20_000,
        "chief " * 15_000,
        "X, " * 20_000,
        "(" * 40_000,
        "leaves " * 10_000,
        "Mr. " * 20_000,
    ],
)
def test_a_long_hostile_text_is_read_to_its_end(hostile: str) -> None:
    """No pattern runs away on repetition: the reading comes back, and tells nobody's move."""
    assert ENGINE.read(_article("News", hostile)).findings == ()


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("Marta Kessler joins OpenAI as chief scientist", "Ikram Boateng joins OpenAI as chief scientist"),
        ("OpenAI fires Marta Kessler", "OpenAI fires Ikram Boateng"),
        ("Marta Kessler resigns from OpenAI", "Ikram Boateng resigns from OpenAI"),
    ],
)
def test_another_name_gives_the_same_move(sentence: str, other: str) -> None:
    """The shape of a move does not hang on who moves."""
    one, two = (ENGINE.read(_article(text)).findings for text in (sentence, other))
    assert [(f.left, f.joined, f.status) for f in one] == [(f.left, f.joined, f.status) for f in two]
    assert len(one) == 1


def test_evidence_is_quoted_as_it_stands() -> None:
    """Curly quotes and dashes of the article stay in the quote."""
    article = _article(
        "News", "“Goodbye,” wrote Marta Kessler. Marta Kessler’s exit from OpenAI — a surprise — is final."
    )
    (finding,) = ENGINE.read(article).findings
    assert finding.evidence == "Marta Kessler’s exit from OpenAI — a surprise — is final."


def test_the_title_with_the_company_named_may_alert_and_hearsay_may_not_confirm() -> None:
    """A title's explicit move alerts; unnamed sources never make it confirmed."""
    (sure,) = ENGINE.read(_article("Marta Kessler leaves OpenAI")).findings
    (hearsay,) = ENGINE.read(_article("Marta Kessler to leave OpenAI, sources say")).findings
    assert sure.alert
    assert hearsay.status is Status.REPORTED
