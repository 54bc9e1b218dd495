"""The known press: families and hosts, and the words by which a telling says whose word it passes on."""

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from store import press
from store.model.phrases import Vouched, Voucher, houses, leans, vouched
from store.model.press import Voice, key

KNOWN = press.known()
PHRASES = tomllib.loads((files("store") / "phrases.toml").read_text(encoding="utf-8"))
COMPANIES = {name: KNOWN.names_of(name) for name in ("OpenAI", "Alibaba")}


@pytest.mark.parametrize(
    ("publisher", "url", "family", "kind"),
    [
        ("Bloomberg News", None, "Bloomberg", Voice.OUTLET),
        ("彭博社", None, "Bloomberg", Voice.OUTLET),
        ("www.bloomberg.com", None, "Bloomberg", Voice.OUTLET),
        ("MarketWatch", None, "Dow Jones", Voice.OUTLET),
        ("The Wall Street Journal", None, "Dow Jones", Voice.OUTLET),
        ("NBC News", None, "CNBC", Voice.OUTLET),
        ("36氪", None, "36Kr", Voice.OUTLET),
        ("36kr.com", None, "36Kr", Voice.OUTLET),
        ("财联社", None, "Jiemian Cailianshe", Voice.OUTLET),
        ("cls.cn", None, "Jiemian Cailianshe", Voice.OUTLET),
        ("晚点 LatePost", None, "LatePost", Voice.OUTLET),
        ("Daily", "https://www.reuters.com/technology/1", "Reuters", Voice.OUTLET),
        ("MSN", "https://www.msn.com/1", "MSN", Voice.RELAY),
        ("Yahoo Finance", None, "Yahoo", Voice.RELAY),
        ("finance.sina.com.cn", None, "Sina", Voice.RELAY),
        ("tech.sina.com.cn", None, "Sina Tech", Voice.OUTLET),
        ("mp.weixin.qq.com", None, "WeChat", Voice.RELAY),
        ("腾讯网", None, "Tencent News", Voice.RELAY),
        ("PR Newswire", None, "PR Newswire", Voice.RELEASE),
        ("sec.gov", None, "SEC", Voice.FILING),
        ("Qwen", "https://qwenlm.github.io/blog/1", "Alibaba", Voice.COMPANY),
        ("news.microsoft.com", None, "Microsoft", Voice.COMPANY),
        ("The Local Ledger", "https://ledger.example/1", "The Local Ledger", Voice.OUTLET),
        ("The Local Ledger", "https://news.google.com/rss/articles/CBMi?oc=5", "The Local Ledger", Voice.OUTLET),
        ("news.google.com", "https://news.google.com/rss/articles/CBMi?oc=5", "Google News", Voice.RELAY),
        ("Ledger", "https://[broken", "Ledger", Voice.OUTLET),
    ],
)
def test_families(publisher: str, url: str | None, family: str, kind: Voice) -> None:
    """A house is known by any of its names, by its host and by hosts below it; others are houses of their own."""
    found = KNOWN.family(publisher, url)
    assert (found.name, found.kind) == (family, kind)


@pytest.mark.parametrize(
    ("publisher", "url", "company", "own"),
    [
        ("Databricks", None, "Databricks", True),
        ("Databricks blog", None, "Databricks", True),
        ("databricks.com", "https://www.databricks.com/blog/1", "Databricks", True),
        ("Blog", "https://character.ai/blog/1", "Character.AI", True),
        ("Databricks Daily", None, "Databricks", False),
        ("ledger.example", "https://ledger.example/databricks", "Databricks", False),
        ("Apple News", "https://apple.news/1", "Apple", False),
    ],
)
def test_newsrooms_of_companies_nobody_listed(publisher: str, url: str | None, company: str, *, own: bool) -> None:
    """The pages of a company in the news are told by its name, in the publisher's or in the host."""
    assert (KNOWN.family(publisher, url, (company,)).kind is Voice.COMPANY) is own


def test_every_name_and_host_leads_to_one_family() -> None:
    """No two families share a name or a host, each says where it is from, and none is empty."""
    rows = tomllib.loads((files("store") / "publishers.toml").read_text(encoding="utf-8"))["families"]
    names = Counter(k for row in rows for k in {key(name) for name in (row["name"], *row.get("names", ()))})
    hosts = Counter(host for row in rows for host in row.get("domains", ()))
    assert [name for name, times in (names + hosts).items() if times > 1] == []
    assert all(row["source"].strip() and set(row) <= {"name", "names", "domains", "kind", "source"} for row in rows)


LEANING = [
    (cue, sentence, wanted)
    for cue, row in zip(KNOWN.leaning, PHRASES["leaning"], strict=True)
    for told in row["yes"]
    for sentence, _, wanted in [told.partition(" => ")]
]


@pytest.mark.parametrize(("cue", "sentence", "wanted"), LEANING)
def test_leaning(cue: object, sentence: str, wanted: str) -> None:
    """Each pattern finds its own examples, with the house that is named."""
    assert houses(leans(sentence, [cue]), KNOWN.outlets) == ({wanted} if wanted else frozenset())  # type: ignore[list-item]  # a cue


@pytest.mark.parametrize("sentence", [told for row in PHRASES["leaning"] for told in row["no"]])
def test_no_leaning(sentence: str) -> None:
    """No pattern at all finds what any of them must not."""
    assert houses(leans(sentence, KNOWN.leaning), KNOWN.outlets) is None


@pytest.mark.parametrize(("by", "sentence"), [(row["by"], told) for row in PHRASES["vouching"] for told in row["yes"]])
def test_vouching(by: str, sentence: str) -> None:
    """Each example is found by a pattern of its voucher."""
    cues = [cue for cue in KNOWN.vouching if cue.by == by]
    assert any(vouched(sentence, person, COMPANIES, cues) for person in ("Vera Holm", "林远舟"))


@pytest.mark.parametrize(("row", "sentence"), [(row, told) for row in PHRASES["vouching"] for told in row["no"]])
def test_no_vouching(row: dict[str, str], sentence: str) -> None:
    """No pattern finds its counter-examples."""
    cues = [cue for cue, its in zip(KNOWN.vouching, PHRASES["vouching"], strict=True) if its is row]
    assert not any(vouched(sentence, person, COMPANIES, cues) for person in ("Vera Holm", "林远舟"))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Vera Holm has left OpenAI, Alibaba said.", Vouched(Voucher.COMPANY, "Alibaba")),
        ("阿里方面证实Vera Holm离开OpenAI。", Vouched(Voucher.COMPANY, "Alibaba")),
        ("Vera Holm has left OpenAI, the company said.", Vouched(Voucher.COMPANY)),
        ("Alibaba said in a regulatory filing that Vera Holm joins.", Vouched(Voucher.FILING)),
        ("Vera Holm leaves OpenAI for Alibaba.", None),
    ],
)
def test_the_company_is_named_where_it_is(sentence: str, expected: Vouched | None) -> None:
    """By its canonical name, whatever name the text uses; of two companies an unnamed one stays unnamed."""
    assert vouched(sentence, "Vera Holm", COMPANIES, KNOWN.vouching) == expected
