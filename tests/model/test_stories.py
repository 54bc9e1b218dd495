"""Which moves of an article are one piece of news."""

import datetime as dt
import itertools

import pytest

from store.model.dates import PartialDate
from store.model.sameness import span
from store.model.stories import Told, groups, handed_over
from tests.store.newsroom import place

DAY = dt.date(2026, 3, 4)


def told(
    person: str,
    left: str | None = None,
    joined: str | None = None,
    *,
    said: str | None = None,
    date: str | None = None,
    first: int = 0,
) -> Told:
    """One move of an article of the fourth of March; told first so many days before or after that."""
    number = sum(map(ord, person))
    return Told(
        move=number,
        person=number,
        left=place(left),
        joined=place(joined),
        when=span(PartialDate.parse(date) if date else None, DAY),
        first=DAY + dt.timedelta(days=first),
        evidence=said or f"{person} moves.",
        names=frozenset({person, person.rsplit(maxsplit=1)[-1]}),
    )


ANN = told("Ann Onne", "Alibaba//CTO")
FAR = told("Far Away", "Meta", "Tencent")


@pytest.mark.parametrize(
    ("moves", "one_story"),
    [
        pytest.param([ANN, told("Bob Byrd", None, "Alibaba//CTO")], True, id="hand-over"),
        pytest.param([ANN, told("Bob Byrd", None, "Alibaba")], True, id="hand-over, post not named"),
        pytest.param([ANN, told("Bob Byrd", None, "Alibaba//CFO")], True, id="all at one company"),
        pytest.param([ANN, told("Bob Byrd", None, "Alibaba//CFO"), FAR], False, id="round-up, other post"),
        pytest.param([ANN, told("Bob Byrd", None, "Alibaba//technology chief"), FAR], True, id="round-up, same post"),
        pytest.param(
            [ANN, told("Bob Byrd", None, "Alibaba", said="Bob Byrd takes over from Onne."), FAR],
            True,
            id="round-up, one sentence names both",
        ),
        pytest.param([ANN, told("Bob Byrd", "Alibaba")], True, id="two leave in the news of one company"),
        pytest.param([ANN, told("Bob Byrd", "Alibaba"), FAR], False, id="two leave in a round-up"),
        pytest.param(
            [told("Ann Onne", "Alibaba", said="Onne and Byrd left."), told("Bob Byrd", "Alibaba", said="Onne and Byrd left."), FAR],
            True,
            id="two leave in one sentence",
        ),
        pytest.param(
            [told("Ann Onne", "Alibaba", date="2026-03-03", first=-1), told("Bob Byrd", "Alibaba")],
            False,
            id="the second leaves a day after the first",
        ),
        pytest.param([told("Ann Onne", "Alibaba", first=-9), told("Bob Byrd", "Alibaba", said="Byrd follows Onne.")], False, id="follows a known one"),
        pytest.param([ANN, told("Bob Byrd", None, "Meta")], False, id="two companies"),
        pytest.param([ANN, told("Bob Byrd", None, "Alibaba", date="2025-10-01")], False, id="years apart"),
    ],
)  # fmt: skip
def test_pairs(moves: list[Told], *, one_story: bool) -> None:
    """The first two are one story or not, in whatever order they are told."""
    for order in itertools.permutations(moves):
        assert any({moves[0].move, moves[1].move} <= group for group in groups(order)) is one_story


def test_a_story_grows_link_by_link() -> None:
    """Who goes together and who takes over are one story; whoever has nothing to do with it stays out."""
    moves = [
        told("Ann Onne", "Alibaba//CTO", said="Onne and Dee left Alibaba."),
        told("Cat Dee", "Alibaba", said="Onne and Dee left Alibaba."),
        told("Bob Byrd", None, "Alibaba//CTO", said="Byrd succeeds Onne."),
        FAR,
    ]
    assert groups(moves) == [frozenset(move.move for move in moves[:3])]


def test_nothing_told_links_nothing() -> None:
    """An article without news has no story; one move has none with itself."""
    assert groups([]) == []
    assert groups([ANN, ANN]) == []


@pytest.mark.parametrize(
    ("gone", "come", "one_story"),
    [
        pytest.param(ANN, told("Bob Byrd", None, "Alibaba//CTO", said="With Onne gone, Byrd steps up."), True, id="named"),
        pytest.param(ANN, told("Bob Byrd", None, "Alibaba", said="Byrd follows Onne."), True, id="post not named"),
        pytest.param(ANN, told("Bob Byrd", None, "Alibaba//CTO"), False, id="nobody names the other"),
        pytest.param(ANN, told("Bob Byrd", None, "Alibaba//CFO", said="After Onne: Byrd."), False, id="other post"),
        pytest.param(ANN, told("Bob Byrd", "Alibaba", said="Byrd follows Onne."), False, id="goes as well"),
        pytest.param(
            ANN, told("Bob Byrd", None, "Alibaba//CTO", said="Byrd after Onne.", date="2025-12-01"), False, id="months off"
        ),
        pytest.param(ANN, ANN, False, id="the same person"),
    ],
)  # fmt: skip
def test_hand_over_told_apart(gone: Told, come: Told, *, one_story: bool) -> None:
    """Who goes in one article and who comes in another are one hand-over where the words of one name the other."""
    assert handed_over(gone, come) is one_story
    assert handed_over(come, gone) is one_story
