"""Pairs of names through the real store, in both orders; and casts of a few tellings in every order."""

import itertools
import random
from collections import Counter
from collections.abc import Iterator

import pytest

from benchmarks import names
from benchmarks.names import Pair, Told
from store.database import Database
from tests.store.newsroom import place

PAIRS = names.pairs()
MOST_ORDERS = 3


@pytest.fixture(scope="module")
def store() -> Iterator[Database]:
    """One store in memory; whoever tells it something takes that back."""
    with names.empty() as made:
        yield made


def test_there_are_enough_pairs() -> None:
    """Two hundred and more, each once, of both sorts."""
    counted = Counter(pair.verdict for pair in PAIRS)
    assert counted["one"] >= 120
    assert counted["two"] + counted["doubt"] >= 80
    assert set(counted) == {"one", "two", "doubt"}
    assert len(set(PAIRS)) == len(PAIRS)


@pytest.mark.parametrize(("number", "pair"), list(enumerate(PAIRS)), ids=str)
def test_a_pair(number: int, pair: Pair, store: Database) -> None:
    """The right answer: one person, two, or two of whom people are asked. Every other pair is told the other way round.

    Both orders of each are told by the benchmark; here they would take a minute.
    """
    tellings = [pair.one, pair.other] if number % 2 else [pair.other, pair.one]
    assert names.answer(tellings, store) == pair.verdict


def cast(*rows: tuple[str, str | None, str | None, int]) -> list[Told]:
    """Tellings: the name, the company left, the one joined, the day."""
    return [Told(name, place(left), place(joined), day, "") for name, left, joined, day in rows]


CASTS: dict[str, tuple[list[Told], set[frozenset[int]]]] = {
    "two of one sound": (
        cast(
            ("姚顺雨", "OpenAI", "Tencent", 0),
            ("Yao Shunyu", None, "Tencent", 1),
            ("姚顺宇", "Anthropic", "Google DeepMind", -70),
            ("Shunyu Yao", "Anthropic", "Google", -69),
        ),
        {frozenset({0, 1}), frozenset({2, 3})},
    ),
    "one of either, at neither's company": (
        cast(
            ("姚顺雨", "OpenAI", "Tencent", 0),
            ("姚顺宇", "Anthropic", "Google DeepMind", -70),
            ("Shunyu Yao", None, "Meta", 100),
        ),
        {frozenset({0}), frozenset({1}), frozenset({2})},
    ),
    "a surname alone": (
        cast(
            ("Lin", "Alibaba", None, 1),
            ("Lin Junyang", "Alibaba", None, 0),
            ("林俊旸", "Alibaba", None, 0),
            ("Justin Lin", "Alibaba", None, 3),
        ),
        {frozenset({0, 1, 2, 3})},
    ),
    "everybody's name": (
        cast(
            ("王伟", "Baidu", None, 0),
            ("Wang Wei", "Baidu", None, 1),
            ("Wei Wang", None, "Nvidia", 200),
            ("Wei Wang", "Nvidia", None, 300),
        ),
        {frozenset({0, 1}), frozenset({2, 3})},
    ),
    "a nickname on no list": (
        cast(
            ("Yuheng (Terry) Wu", "xAI", None, 0),
            ("Terry Wu", "xAI", None, 1),
            ("吴宇恒", "xAI", None, 0),
            ("Wu Yuheng", "xAI", None, 1),
        ),
        {frozenset({0, 1, 2, 3})},
    ),
    "a slip, a surname and a transcription": (
        cast(
            ("Mira Murati", "OpenAI", None, 0),
            ("Mira Muratti", "OpenAI", None, 1),
            ("Murati", "OpenAI", None, 2),
            ("米拉·穆拉蒂", "OpenAI", None, 0),
        ),
        {frozenset({0, 1, 2, 3})},
    ),
    "brother and sister": (
        cast(
            ("Dario Amodei", "OpenAI", "Anthropic", 0),
            ("Daniela Amodei", "OpenAI", "Anthropic", 0),
            ("达里奥·阿莫迪", "OpenAI", "Anthropic", 1),
            ("丹妮拉·阿莫迪", "OpenAI", "Anthropic", 1),
        ),
        {frozenset({0, 2}), frozenset({1, 3})},
    ),
    "a career": (
        cast(
            ("Andrej Karpathy", "OpenAI", None, -700),
            ("Karpathy", None, "Anthropic", 1),
            ("Andrej Karpathy", None, "Anthropic", 0),
            ("安德烈·卡帕西", None, "Anthropic", 2),
        ),
        {frozenset({0, 1, 2, 3})},
    ),
    "a name from Hong Kong": (
        cast(
            ("陳志明", "SenseTime", None, 0),
            ("Chan Chi-ming", "SenseTime", None, 1),
            ("陈志明", "SenseTime", None, 2),
        ),
        {frozenset({0, 1, 2})},
    ),
    "halves, and the whole": (
        cast(
            ("刘畅远", "Alibaba", None, 0),
            ("Liu Changyuan", None, "Tencent", 10),
            ("刘畅远", "Alibaba", "Tencent", 12),
        ),
        {frozenset({0, 1, 2})},
    ),
    "halves in two scripts": (
        cast(
            ("林俊旸", "Alibaba", None, 0),
            ("Justin Lin", None, "ByteDance", 20),
            ("林俊旸", "Alibaba", "ByteDance", 25),
            ("Lin Junyang", None, "ByteDance", 22),
        ),
        {frozenset({0, 1, 2, 3})},
    ),
    "initials": (
        cast(
            ("Roh Tae-moon", None, "Samsung", 0),
            ("TM Roh", None, "Samsung", 1),
            ("Tae-moon Roh", None, "Samsung", 2),
            ("Roh Jae-won", None, "Samsung", 0),
        ),
        {frozenset({0, 1, 2}), frozenset({3})},
    ),
    "two characters at two houses": (
        cast(
            ("周浩", "Google DeepMind", "Alibaba", 0),
            ("Hao Zhou", None, "Alibaba", 1),
            ("Hao Zhou", "ByteDance", None, 80),
            ("周浩", "ByteDance", None, 81),
        ),
        {frozenset({0, 1}), frozenset({2, 3})},
    ),
    "four ways of one surname": (
        cast(
            ("穆斯塔法·苏莱曼", "Inflection AI", "Microsoft", 0),
            ("苏莱曼", None, "Microsoft", 1),
            ("Mustafa Suleyman", "Inflection AI", "Microsoft", 0),
            ("Suleyman", None, "Microsoft", 1),
            ("Mustafa Suleiman", "Inflection AI", None, 2),
        ),
        {frozenset({0, 1, 2, 3, 4})},
    ),
}


@pytest.mark.parametrize("name", CASTS)
def test_order_decides_nothing(name: str, store: Database) -> None:
    """In whatever order the tellings of a little cast are read, the same persons come out, and the same questions."""
    told, wanted = CASTS[name]
    orders = list(itertools.permutations(range(len(told))))
    random.Random(name).shuffle(orders)  # noqa: S311 - an order, no secret
    persons = [names.persons_of([(number, told[number]) for number in order], store) for order in orders[:MOST_ORDERS]]
    assert {frozenset(parted) for parted, _ in persons} == {frozenset(wanted)}
    assert len({asked for _, asked in persons}) == 1
