import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from opencc import OpenCC

from store.model.companies import Watchlist
from store.model.moves import Finding, Status
from watchers.entries import Article
from watchers.extract.chinese import reading as chinese
from watchers.extract.chinese.lexicon import Trigger, lexicon
from watchers.extract.engine import Engine
from watchers.extract.rules import Rules

CASES = tomllib.loads((Path(__file__).parents[1] / "data" / "cases" / "zh.toml").read_text(encoding="utf-8"))["case"]
SAMPLE = {"P": "沈知行", "P2": "顾长风", "O": "字节跳动", "O2": "月之暗面", "R": "技术负责人"}


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The rule engine with Chinese alone and no watchlist."""
    return Rules(Watchlist(), {"zh": chinese})


def read(
    engine: Engine, title: str, summary: str = "", published: dt.date = dt.date(2025, 6, 10)
) -> tuple[Finding, ...]:
    """Findings of a title and a summary."""
    noon = dt.datetime.combine(published, dt.time(12), dt.UTC)
    return engine.read(Article(id="1", title=title, summary=summary, published=noon, lang="zh")).findings


def told(findings: tuple[Finding, ...]) -> set[str]:
    """Give "person | out or in | company" of each side, as the case file writes it."""
    sides = {(f.person, "out", f.left) for f in findings} | {(f.person, "in", f.joined) for f in findings}
    return {f"{person} | {way} | {place.company}" for person, way, place in sides if place is not None}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_each_construction_is_read_as_labelled(case: dict[str, Any], engine: Engine) -> None:
    """Every case of the file gives its moves, its history and its denials, and nothing else."""
    findings = read(engine, case["title"], case.get("summary", ""), case["published"])
    denied = tuple(f for f in findings if f.status is Status.DENIED)
    history = tuple(f for f in findings if f.background and f not in denied)
    news = tuple(f for f in findings if f not in denied and f not in history)
    inside = {line for line in told(news) if _same_company_twice(line, case)}
    assert told(news) - inside == set(case.get("moves", ())) - inside
    assert told(history) == set(case.get("background", ()))
    assert told(denied) == set(case.get("denied", ()))
    if "status" in case:
        assert {str(f.status.value) for f in findings} == {case["status"]}
    if "role" in case:
        assert case["role"] in {side.role for f in findings for side in (f.left, f.joined) if side is not None}
    if "date" in case:
        assert case["date"] in {str(f.date) for f in findings}


def _same_company_twice(line: str, case: dict[str, Any]) -> bool:
    """An appointment may name its company on the side left too, where the text gives the old post."""
    person, way, company = line.split(" | ")
    return way == "out" and line not in case.get("moves", ()) and f"{person} | in | {company}" in case.get("moves", ())


TRIGGERS = lexicon().all_triggers
YES = [(t, text) for t in TRIGGERS for text in t.test_yes]
NO = [(t, text) for t in TRIGGERS for text in t.test_no]


@pytest.mark.parametrize(("trigger", "text"), YES, ids=lambda value: value if isinstance(value, str) else value.id)
def test_each_pattern_fires_on_its_own_examples(trigger: Trigger, text: str, engine: Engine) -> None:
    """A trigger's examples of what it reads give a move of the person named."""
    findings = read(engine, text.format(**SAMPLE))
    assert SAMPLE["P"] in {f.person for f in findings}, trigger.id


@pytest.mark.parametrize(("trigger", "text"), NO, ids=lambda value: value if isinstance(value, str) else value.id)
def test_each_pattern_is_silent_on_its_counterexamples(trigger: Trigger, text: str, engine: Engine) -> None:
    """A trigger's examples of what it must not read give no news."""
    assert not [f for f in read(engine, text.format(**SAMPLE)) if not f.background], trigger.id


@pytest.mark.parametrize("case", [c for c in CASES if c.get("moves")], ids=lambda case: case["id"])
def test_traditional_script_reads_like_simplified(case: dict[str, Any], engine: Engine) -> None:
    """The same text in traditional characters gives the same number of moves on the same sides and companies."""
    traditional, simplified = OpenCC("s2t"), OpenCC("t2s")
    plain = [simplified.convert(case[part]) for part in ("title", "summary") if part in case]
    before = {simplified.convert(line) for line in told(read(engine, plain[0], "".join(plain[1:]), case["published"]))}
    other = [traditional.convert(part) for part in plain]
    after = {simplified.convert(line) for line in told(read(engine, other[0], "".join(other[1:]), case["published"]))}
    assert after == before


def test_evidence_and_names_stand_in_the_article_as_written(engine: Engine) -> None:
    """From traditional text come the person and the words in traditional characters."""
    (finding,) = read(engine, "騰訊批准沈懷遠辭職", "騰訊技術負責人沈懷遠宣佈離職。")
    assert finding.person == "沈懷遠"
    assert finding.evidence in {"騰訊批准沈懷遠辭職", "騰訊技術負責人沈懷遠宣佈離職。"}


def test_a_denial_turns_the_status(engine: Engine) -> None:
    """Putting 否认 before a departure leaves no departure standing."""
    assert all(f.status is Status.DENIED for f in read(engine, "腾讯否认首席科学家沈知行离职"))


def test_an_old_year_makes_history(engine: Engine) -> None:
    """Putting an old year before a move makes it background."""
    assert all(f.background for f in read(engine, "人物", "2012年，沈知行离开谷歌加入百度。"))


def test_swapping_join_and_leave_swaps_the_side(engine: Engine) -> None:
    """加入 and 离开 differ only in the side they fill."""
    assert told(read(engine, "沈知行加入OpenAI")) == {"沈知行 | in | OpenAI"}
    assert told(read(engine, "沈知行离开OpenAI")) == {"沈知行 | out | OpenAI"}


@pytest.mark.parametrize("name", ["沈知", "沈知行", "欧阳知行", "诸葛明", "尼古拉·沈", "Maria Lopez"])
def test_renaming_the_person_changes_nothing_else(name: str, engine: Engine) -> None:
    """A move does not hang on the name."""
    assert told(read(engine, f"OpenAI研究主管{name}离职")) == {f"{name} | out | OpenAI"}


@pytest.mark.parametrize(
    "text", ["", "，" * 500, "离职" * 300, "（" * 300 + "加入", "王" * 2000, "由" * 500 + "接任", "\ud800离职"]
)
def test_no_text_makes_it_raise_or_crawl(text: str, engine: Engine) -> None:
    """Hostile text is read to the end without a finding."""
    assert read(engine, text) == ()


def test_unwatched_words_are_said_to_have_stopped_a_rule(engine: Engine) -> None:
    """What almost fired is told with its reason, for `moves explain`."""
    noon = dt.datetime(2025, 6, 10, 12, tzinfo=dt.UTC)
    reading = engine.read(Article(id="1", title="沈知行仍在腾讯担任副总裁", published=noon, lang="zh"))
    assert "stays in the post" in {stop.reason for stop in reading.stops}


HEAD_SAYS = "英伟达CEO鲍承泽今日宣布，主管佟知秋决定离职。"


@pytest.mark.parametrize(
    ("opening", "status", "alert"),
    [("据国外媒体报道，", Status.CONFIRMED, True), ("网传，", Status.RUMORED, False)],
)
def test_what_the_head_of_the_company_announces_is_confirmed(
    opening: str, status: Status, *, alert: bool, engine: Engine
) -> None:
    """A report that passes the announcement on does not weaken it, hearsay of one does."""
    (finding,) = read(engine, "主管离开", opening + HEAD_SAYS)
    assert (finding.status, finding.alert) == (status, alert)
