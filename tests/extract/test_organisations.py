"""The list of well-known organisations, held against itself and beside a watchlist."""

import datetime as dt

import pytest

from store.model.companies import Company, CompanyRef, Watchlist
from store.model.dates import PartialDate
from store.model.names import fold
from watchers.entries import Article
from watchers.extract import choose, organisations
from watchers.extract.mentions import CompanyFinder

NOBODY = organisations.houses(Watchlist())


@pytest.mark.parametrize("pair", organisations.examples("alike"), ids=" = ".join)
def test_one_company(pair: tuple[str, str]) -> None:
    """The file's own examples of two names of one company."""
    assert NOBODY.same(*pair)


@pytest.mark.parametrize("pair", organisations.examples("apart"), ids=" / ".join)
def test_two_companies(pair: tuple[str, str]) -> None:
    """The file's own examples of two companies whose names look alike."""
    assert not NOBODY.same(*pair)


def test_units_are_listed_once() -> None:
    """No unit's name is another's or a company's, and its group is a company of the list."""
    rows = organisations.known()
    companies = {row.ref.company for row in rows if row.ref.unit is None}
    written = {fold(name) for row in rows if row.ref.unit is None for name in row.names}
    for row in rows:
        if row.ref.unit is not None:
            assert row.ref.company in companies
            assert written.isdisjoint(map(fold, row.names)), row
            written.update(map(fold, row.names))


def test_facts_speak_of_listed_names() -> None:
    """Every fact is dated, names its page, and both names are known; a renaming's are of one house."""
    for fact in organisations.facts():
        before, after = NOBODY.ref(fact.name), NOBODY.ref(fact.became)
        assert before is not None, fact
        assert after is not None, fact
        assert (before == after) is fact.renamed, fact
        assert PartialDate(2000).first < fact.since.first <= dt.date(2026, 11, 28)


def test_a_watchlist_takes_the_units_of_its_groups() -> None:
    """A unit nobody listed belongs to its group as the watchlist calls it; one listed as a company is left alone."""
    watchlist = Watchlist((Company(name="Alibaba Group", aliases=("Alibaba",)), Company(name="DAMO Academy")))
    known = organisations.houses(watchlist)
    assert known.ref("通义千问") == CompanyRef("Alibaba Group", "Qwen")
    assert known.ref("达摩院") == CompanyRef("DAMO Academy")
    (found,) = CompanyFinder(watchlist).find("通义千问发布新模型")
    assert (found.ref, found.watched) == (CompanyRef("Alibaba Group", "Qwen"), True)
    assert NOBODY.ref("通义千问") == CompanyRef("Alibaba", "Qwen")


def test_a_unit_is_told_by_one_name() -> None:
    """However an article names a team, the finding has its one name; a team nobody knows stays as written."""
    watchlist = Watchlist((Company(name="Tencent", aliases=("腾讯",)),))
    engine = choose.engine(watchlist)
    for title, unit in (
        ("腾讯AI Lab负责人沈知行离职", "Tencent AI Lab"),
        ("腾讯混元负责人沈知行离职", "Hunyuan"),
        ("Marta Kessler, head of Tencent Hunyuan, has left the company", "Hunyuan"),
        ("Marta Kessler, head of Tencent Zephyr Labs, has left the company", "Zephyr Labs"),
    ):
        (finding,) = engine.read(Article(id="1", title=title)).findings
        assert finding.left is not None, title
        assert (finding.left.company, finding.left.unit) == ("Tencent", unit), title


def test_a_watchlist_that_only_has_an_old_name() -> None:
    """Whatever name of a company the admin lists, the others lead to it."""
    known = organisations.houses(Watchlist((Company(name="Facebook"),)))
    assert {known.ref(name) for name in ("Meta", "脸书", "Facebook")} == {CompanyRef("Facebook")}
    assert known.ref("FAIR") == CompanyRef("Facebook", "FAIR")


def test_another_company_s_unit_of_the_same_name() -> None:
    """Tencent's "AI Lab" on the watchlist does not make ByteDance's its own."""
    watchlist = Watchlist((Company(name="Tencent", units=("AI Lab",)),))
    known = organisations.houses(watchlist)
    assert known.ref("AI Lab") == CompanyRef("Tencent", "AI Lab")
    assert known.ref("字节AI Lab") == CompanyRef("ByteDance", "ByteDance AI Lab")
