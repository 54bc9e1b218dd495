"""Small groups folded for what they leave out: "Google-owned Metova", "until last month", "the new role of"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from watchers.extract.english.lexicon import load, words_of
from watchers.extract.english.nodes import Node, Tie, Who

_BELONGING = frozenset({"owned", "backed", "run", "led", "controlled", "funded", "founded"})
_LATELY = re.compile(r"(?:last|this|earlier this) (?:week|month|year|spring|summer|autumn|fall|winter)|yesterday|now")


def owned(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "Google-owned Metova": of the owner nothing is told."""
    return [] if nodes[1].low in {"-", "–"} and nodes[2].low in _BELONGING else None


def owned_house(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "GM's self-driving car subsidiary Cruise": the last, where the word before it says that it is owned."""
    owned = words_of("owning").fullmatch(nodes[-2].low)
    return [nodes[-1]._replace(start=nodes[0].start)] if owned else None


_TOP_JOBS = frozenset({"top job", "top post", "top spot", "top role", "corner office"})


def top_job(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "takes Metova's top job": a title."""
    low = f"{nodes[0].low} {nodes[1].low}"
    return [nodes[0]._replace(kind="R", end=nodes[1].end, low=low)] if low in _TOP_JOBS else None


def coming_from(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "X, from Metova, is the new chief": the person, tied to where the way leads from."""
    tie = Tie(company=nodes[-2].company, role=None, sure=nodes[-2].kind == "O", former=True, aside=True)
    people = tuple(replace(who, tie=who.tie or tie) for who in nodes[0].people)
    return [nodes[0]._replace(end=nodes[-1].end, people=people)]


_NUMBERS = frozenset({"two", "three", "four", "five", "both"})


def several(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "Two Metova co-founders, X and Y, join O2": each of them is tied to the house."""
    if nodes[0].low not in _NUMBERS:
        return None
    house = next(n for n in nodes if n.kind in "ON")
    role = next(n.role for n in nodes if n.kind == "R")
    tie = Tie(company=house.company, role=role, sure=house.kind == "O")
    people = tuple(replace(who, tie=who.tie or tie) for who in nodes[-2].people)
    return [nodes[-2]._replace(start=nodes[0].start, people=people)]


_EXITS = frozenset({"departure", "exit", "resignation", "retirement", "ouster", "firing", "dismissal"})


def exit_of(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "X's Metova departure": the person's, who is tied to the house; of "Musk's xAI hires" only the house counts."""
    if nodes[-1].low not in _EXITS:
        return nodes_left(nodes)
    tie = Tie(company=nodes[-2].company, role=None)
    people = tuple(replace(who, tie=tie) for who in nodes[0].people)
    return [nodes[0]._replace(people=people), nodes[1], nodes[-1]]


def nodes_left(nodes: Sequence[Node]) -> list[Node]:
    """The house and what it does, without whose it is."""
    return list(nodes[-2:])


def field(nodes: Sequence[Node]) -> list[Node] | None:
    """As in the list "A in robotics, B in safety, and C": the person."""
    return [nodes[0]._replace(end=nodes[-1].end)] if nodes[1].low == "in" else None


def foremost(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "a leading figure": nobody leads."""
    return [nodes[0]] if nodes[1].low == "leading" else None


_PUT_OUT = frozenset({"ousted", "fired", "sacked", "dismissed", "departed", "retired"})


def put_out(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "hires ousted Metova chief X": what somebody was."""
    return [nodes[0]._replace(kind="f", forms=())] if nodes[0].low in _PUT_OUT else None


def until(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "X, until last month a manager at O": as good as now."""
    lately = nodes[0].low == "until" and _LATELY.fullmatch(nodes[1].low)
    return [nodes[0]._replace(kind="t", end=nodes[1].end, low=f"until {nodes[1].low}")] if lately else None


def post_of(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "assume [the newly created role of] chief scientist": only the title counts."""
    words = [n.low for n in nodes if n.kind == "w"]
    return [] if words and words[-1] in _post_nouns() and set(words[:-1]) <= _post_modifiers() else None


@cache
def _post_nouns() -> frozenset[str]:
    return frozenset(load("en_words")["post_nouns"]["words"])


@cache
def _post_modifiers() -> frozenset[str]:
    return frozenset(load("en_words")["post_nouns"]["between"])


TWO_RELATIVES = re.compile(
    r"P,h[^P;.]{1,25},&[dw]{0,2}P(?:,[hV][^P;.]{1,25},)?(?=[xjw]{1,3}V)|(?<=V)P,h[^P;.]{1,25},&[dw]{0,2}P(?=[.;]|,[fo]|$)"
)
"""As in "X, who came in 2003, and Y, who came in 2015, will both retire" and "X, who founded O, and Y will join O2"."""


def relatives(nodes: Sequence[Node]) -> list[Node] | None:
    """Such persons as one node; who leads or founded what at a house keeps that place."""
    people: list[Who] = []
    starts = [i for i, n in enumerate(nodes) if n.kind == "P"]
    for begin, end in zip(starts, [*starts[1:], len(nodes)], strict=True):
        told = nodes[begin + 1 : end]
        house = next((n for n in told if n.kind == "O"), None)
        at_work = any(n.low.split(" ")[-1] in _working() for n in told)
        tie = Tie(company=house.company, role=None, aside=True) if house is not None and at_work else None
        people += [replace(who, tie=who.tie or tie) for who in nodes[begin].people]
    return [nodes[0]._replace(end=nodes[-1].end, people=tuple(people))]


@cache
def _working() -> frozenset[str]:
    """What somebody does at a house."""
    return frozenset(load("en_words")["working"]["working"])
