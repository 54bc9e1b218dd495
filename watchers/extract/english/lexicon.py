"""The English word lists, read once from `lexicon/en_*.toml` into tables keyed by first word."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from watchers.extract.alternation import one_of

KINDS = {
    "determiner": "d",
    "possessive": "p",
    "pronoun": "H",
    "who": "h",
    "auxiliary": "x",
    "negation": "n",
    "maybe": "y",
    "chain": "m",
    "reporting": "s",
    "adverb": "j",
    "former": "f",
    "current": "t",
    "preposition": "o",
    "from": "F",
    "with": "o",
    "as": "a",
    "by": "b",
    "to": "T",
    "and": "&",
    "that": "q",
    "staying": "k",
    "it": "I",
    "others": "z",
    "including": "i",
}
"""The one letter by which a class of words stands in a clause's shape."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that can make a clause a move; the frame says how its subject and object are read."""

    id: str
    frame: str
    needs: str
    """`company`, `role`, `board` or nothing: what has to follow."""
    strict: bool
    """True for a verb that takes any object ("leave"): what follows must be a company, a post or nothing."""
    outside: bool
    """True where the person comes from elsewhere: the place tied to the name is not the new one."""
    stop: re.Pattern[str] | None
    """Small words which, right after the trigger, make it something else."""


@dataclass(frozen=True, slots=True)
class Form:
    """One written form of a trigger."""

    trigger: Trigger
    past: bool
    """A past form, which is a participle as well."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry of the phrase table: its words, its class letter, and the triggers it may be."""

    words: tuple[str, ...]
    kind: str
    forms: tuple[Form, ...] = ()
    joined: str = ""
    """The words with single blanks between them."""


@cache
def load(name: str) -> dict[str, Any]:
    """One lexicon file as plain data."""
    return tomllib.loads((files("watchers.extract") / "lexicon" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def common_words() -> frozenset[str]:
    """Lower-case words that are no part of a person's name; the verbs of moves are among them."""
    verbs = (
        written for written, form in _forms() if " " not in written and form.trigger.frame not in {"lead", "shift"}
    )
    return frozenset(str(load("en_common")["words"]).split()) | frozenset(verbs)


@cache
def triggers() -> tuple[dict[str, Any], ...]:
    """The trigger table as written, examples included."""
    return tuple(load("en_triggers")["trigger"])


def _forms() -> Iterator[tuple[str, Form]]:
    for row in triggers():
        trigger = Trigger(
            row["id"],
            row["frame"],
            row.get("needs", ""),
            row.get("strict", False),
            row.get("outside", False),
            _whole(row["stop"]) if "stop" in row else None,
        )
        for past, key in ((False, "words"), (True, "past")):
            for words in row.get(key, ()):
                yield words, Form(trigger, past)


def _whole(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"{one_of(words)}\b")


@cache
def words_of(name: str) -> re.Pattern[str]:
    """One list of `lexicon/en_words.toml` under `[lists]` as a pattern of whole words in small letters."""
    return re.compile(rf"\b{one_of(load('en_words')['lists'][name])}\b")


@cache
def phrases() -> dict[str, tuple[Phrase, ...]]:
    """Every phrase by its first word, longest first; a trigger wins over a plain class of the same words."""
    kinds: dict[tuple[str, ...], str] = {}
    for name, words in load("en_words")["classes"].items():
        for phrase in words:
            kinds.setdefault(split(phrase), KINDS[name])
    forms: dict[tuple[str, ...], list[Form]] = {}
    for written, form in _forms():
        forms.setdefault(split(written), []).append(form)
    table: dict[str, list[Phrase]] = {}
    for key in (*forms, *(k for k in kinds if k not in forms)):
        made = Phrase(key, "V" if key in forms else kinds[key], tuple(forms.get(key, ())), " ".join(key))
        table.setdefault(key[0], []).append(made)
    return {first: tuple(sorted(found, key=lambda p: -len(p.words))) for first, found in table.items()}


def split(phrase: str) -> tuple[str, ...]:
    """A phrase as the lower-case tokens in which a sentence is cut."""
    return tuple(phrase.lower().replace("'", " '").split()) if not phrase.startswith(("'", "n't")) else (phrase,)


_LITTLE = frozenset(
    [
        "is",
        "are",
        "be",
        "has",
        "to",
        "not",
        "her",
        "his",
        "their",
        "my",
        "already",
        "was",
        "no",
        "the",
        "had",
        "on",
        "at",
        "in",
        "for",
        "as",
        "up",
        "of",
        "a",
        "its",
        "it",
        "him",
        "himself",
        "herself",
        "from",
        "out",
        "by",
        "with",
    ]
)


@cache
def trigger_words() -> frozenset[str]:
    """The first telling word of every trigger: an entry with none of them tells no move."""
    split_up = (split(written) for written, _ in _forms())
    return frozenset(
        next((w for w in words if w not in _LITTLE), max(words, key=len)) for words in split_up
    ) | frozenset(load("en_words")["besides"]["tellers"])
