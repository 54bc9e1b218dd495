"""Persons who may be one: raised, shown, answered by what becomes known or by people, and never raised again."""

import itertools

import pytest
from sqlmodel import select

from store import doubts, joining
from store.model.doubts import MOST, Doubt
from store.tables import PersonPairRow, PersonRow
from tests.store.newsroom import Newsroom, finding, moment


def asked(news: Newsroom) -> list[tuple[str, str, str]]:
    """The open pairs, by shown names, with the reason."""
    with news.database.reading() as session:
        return [(pair.one.name, pair.other.name, pair.why) for pair in doubts.asked(session)]


def people(news: Newsroom) -> list[int]:
    """Numbers of all persons, eldest first."""
    with news.database.reading() as session:
        return sorted(session.exec(select(PersonRow.id)))


def say_different(news: Newsroom, one: int, other: int) -> None:
    """What a correction by people does."""
    with news.database.writing() as session:
        session.merge(
            PersonPairRow(
                one_id=one, other_id=other, verdict=doubts.DIFFERENT, why="an editor said so", raised_at=moment(0)
            )
        )


def test_a_namesake_elsewhere_is_asked_about(news: Newsroom) -> None:
    """The same name without a shared company: two persons, and a question that says who, where, why and since when."""
    news.tell(finding("Wang Wei", "Baidu"))
    news.tell(finding("Wei Wang", None, "Nvidia"), day=200)
    with news.database.reading() as session:
        (pair,) = doubts.asked(session)
    assert (pair.one.companies, pair.other.companies) == (("Baidu",), ("Nvidia",))
    assert (pair.why, pair.since) == (Doubt.NAMESAKE, moment(200))
    assert {pair.one.id[0], pair.other.id[0]} == {"p"}


@pytest.mark.parametrize(
    ("tellings", "why"),
    [
        ((("赵晟佳", None, "Meta//chief scientist"), ("赵胜嘉", None, "Meta//chief scientist")), Doubt.SLIP),
        ((("Lin Junyang", "Alibaba", None), ("Lin Yuan", "Alibaba", None), ("Lin", "Alibaba", None)), Doubt.PARTLY),
        ((("姚顺雨", "Meta", None), ("姚顺宇", "Meta", None), ("Shunyu Yao", "Meta", None)), Doubt.EITHER),
    ],
)
def test_other_doubts(news: Newsroom, tellings: tuple[tuple[str, str | None, str | None], ...], why: Doubt) -> None:
    """A likely slip of the pen, a bare name of two, and a name that fits two are asked about as well."""
    for telling in tellings:
        news.tell(finding(*telling))
    assert len(people(news)) == len(tellings)
    assert why in {reason for _, _, reason in asked(news)}


@pytest.mark.parametrize(
    "tellings",
    [
        (("赵晟佳", None, "Meta//chief scientist"), ("赵胜嘉", None, "Tencent//chief scientist")),
        (("赵晟佳", None, "Meta//chief scientist"), ("赵胜嘉", None, "Meta//chief financial officer")),
        (("王伟", "Baidu", None), ("王薇", "Baidu", None)),
        (("Lin Junyang", "Alibaba", None), ("Ann Onne", "Alibaba", None)),
        (("Lin Junyang", "Alibaba", None), ("Lin", "Baidu", None)),
    ],
)
def test_nobody_is_asked_without_reason(
    news: Newsroom, tellings: tuple[tuple[str, str | None, str | None], ...]
) -> None:
    """Other characters elsewhere, in another role or in everybody's name, and other names are no doubt."""
    for telling in tellings:
        news.tell(finding(*telling))
    assert asked(news) == []


def test_characters_answer(news: Newsroom) -> None:
    """Once both are known in different characters there is nothing to ask any more."""
    news.tell(finding("姚顺雨", "OpenAI", "Tencent"))
    news.tell(finding("Shunyu Yao", "Anthropic", "Google"), day=90)
    assert [why for *_, why in asked(news)] == [Doubt.NAMESAKE]
    news.tell(finding("姚顺宇", "Anthropic", "Google"), day=91)
    assert asked(news) == []
    assert len(people(news)) == 2


def test_a_telling_that_ties_two_answers(news: Newsroom) -> None:
    """What shows two to be one leaves no question, and no row of the person who is gone."""
    news.tell(finding("刘畅远", "Alibaba"))
    news.tell(finding("Liu Changyuan", None, "Tencent"), day=10)
    assert len(asked(news)) == 1
    news.tell(finding("刘畅远", "Alibaba", "Tencent"), day=12)
    assert asked(news) == []
    with news.database.reading() as session:
        assert session.exec(select(PersonPairRow)).all() == []


def test_two_who_were_said_to_be_different_stay_two(news: Newsroom) -> None:
    """No rule merges them, and nobody is asked again."""
    news.tell(finding("刘畅远", "Alibaba"))
    news.tell(finding("Liu Changyuan", None, "Tencent"), day=10)
    one, other = people(news)
    say_different(news, one, other)
    assert asked(news) == []
    news.tell(finding("Liu Changyuan", "Alibaba", "Tencent"), day=12)
    assert {one, other} < set(people(news))
    with news.database.reading() as session:
        assert doubts.different(session, people(news)) == {frozenset({one, other})}
        pair = session.get(PersonPairRow, (one, other))
    assert pair is not None
    assert pair.verdict == doubts.DIFFERENT
    # The new telling fits both and is neither's: it asks about itself, not about the two.
    assert all({a, b} != {one, other} for a, b in _asked_ids(news))


def _asked_ids(news: Newsroom) -> list[tuple[int, int]]:
    with news.database.reading() as session:
        rows = session.exec(select(PersonPairRow).where(PersonPairRow.verdict == doubts.DOUBTFUL))
        return [(row.one_id, row.other_id) for row in rows]


def test_the_one_who_stays_inherits(news: Newsroom) -> None:
    """When one of a pair becomes part of a third, the third answers for it; what was said outweighs what was asked."""
    for day, company in enumerate(("Baidu", "Nvidia", "Apple")):
        news.tell(finding("Wang Wei", company), day=100 * day)
    first, second, third = people(news)
    say_different(news, first, third)
    with news.database.writing() as session:
        joining.join_persons(session, second, third)
    with news.database.reading() as session:
        assert doubts.different(session, [first, second]) == {frozenset({first, second})}
        assert len(session.exec(select(PersonPairRow)).all()) == 1


def test_few_are_asked_about_everybodys_name(news: Newsroom) -> None:
    """A person is put beside the nearest namesakes only, however many there are."""
    for number in range(MOST + 4):
        news.tell(finding("Wang Wei", f"House {number} Labs"), day=60 * number)
    newest = people(news)[-1]
    assert sum(newest in pair for pair in _asked_ids(news)) == MOST


def test_order_of_the_pair_is_fixed(news: Newsroom) -> None:
    """The lower number stands first, whoever raised it, so that a pair is held once."""
    for day, company in enumerate(("Baidu", "Nvidia", "Apple")):
        news.tell(finding("Wang Wei", company), day=100 * day)
    assert sorted(_asked_ids(news)) == sorted(itertools.combinations(people(news), 2))


def test_an_alias_finds_the_person_later(news: Newsroom) -> None:
    """Names in brackets and glosses are remembered: a later telling under them alone is the same person's."""
    news.tell(finding("Yuheng (Terry) Wu", None, "xAI"))
    news.tell(finding("顾明远", "Baidu", also=("Vince Gu",)))
    assert news.one(finding("Terry Wu", "xAI"), day=300).move.person == "Yuheng (Terry) Wu"
    assert news.one(finding("Vince Gu", "Baidu", date="2026-12-28"), day=300).move.person == "顾明远"
    assert len(people(news)) == 2
