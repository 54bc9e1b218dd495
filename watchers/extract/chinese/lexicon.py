"""The Chinese word lists as values: triggers, words by class, roles, names, organisations, certainty.

Reads the TOML files of the package once; knows no grammar. Adding a word means adding it to a list there.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from watchers.extract.alternation import one_of
from watchers.extract.engine import Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One entry of `zh_triggers.toml`."""

    id: str
    frame: str
    words: tuple[str, ...]
    not_next: tuple[str, ...] = ()
    role: bool = False
    """Says nothing without a role as its object."""
    also_out: bool = False
    test_yes: tuple[str, ...] = ()
    test_no: tuple[str, ...] = ()

    @property
    def direction(self) -> Direction:
        """Whether the person of this frame goes or comes."""
        return Direction.OUT if self.frame in {"leave", "vacate", "fire", "end", "last"} else Direction.IN


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the Chinese reader knows, ready for searching."""

    triggers: Mapping[str, tuple[Trigger, ...]]
    """By word."""
    classes: Mapping[str, frozenset[str]]
    """Word classes of a word: adverb, say, preposition, stay, …; `trigger` and `role` among them."""
    lengths: Mapping[str, tuple[int, ...]]
    """By first two characters: how long the words are that begin with them, longest first."""
    surnames: frozenset[str]
    wary: frozenset[str]
    compound: frozenset[str]
    japanese: re.Pattern[str]
    """Frequent Japanese surnames."""
    never: frozenset[str]
    no_names: frozenset[str]
    """Everyday words that begin like a name: one is a name only between a post and a deed."""
    name_like: frozenset[str]
    """Words of one character that end a name as readily as they begin what follows it."""
    sound: frozenset[str]
    latin_no: frozenset[str]
    latin_first: frozenset[str]
    """Of `latin_no` those that are first names where another word follows."""
    latin_tail: tuple[str, ...]
    role_stops: re.Pattern[str]
    organisations: re.Pattern[str]
    """A Chinese organisation's name, by its ending."""
    house_tails: tuple[str, ...]
    """What makes the characters before it a company's name, never a person's: "华微" before "电子"."""
    no_employer: tuple[str, ...]
    no_company: re.Pattern[str]
    """The same words behind a company's name: "英伟达生态"."""
    leaders: Mapping[str, str]
    platforms: frozenset[str]
    certainty: Mapping[str, re.Pattern[str]]
    all_triggers: tuple[Trigger, ...]
    any_trigger: re.Pattern[str]

    def words(self, text: str, start: int, end: int) -> list[tuple[int, str]]:
        """The longest known words of a stretch with their places, none overlapping another.

        A table by first characters: a regular expression of four thousand words tries its branches one by one.
        """
        found: list[tuple[int, str]] = []
        place, lengths_of, classes = start, self.lengths.get, self.classes
        while place < end:
            for length in lengths_of(text[place : place + 2], ()):
                stop = place + length
                if stop <= end and (word := text[place:stop]) in classes:
                    found.append((place, word))
                    place = stop
                    break
            else:
                if (word := text[place]) in classes:
                    found.append((place, word))
                place += 1
        return found

    def may_tell(self, text: str) -> bool:
        """Find out quickly whether the letters of any trigger stand in the text, be they a piece of a longer word."""
        return self.any_trigger.search(text) is not None


def _lengths(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for word in words:
        if len(word) > 1:
            lengths.setdefault(word[:2], set()).add(len(word))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((files("watchers.extract") / "lexicon" / name).read_text(encoding="utf-8"))


def _trigger(entry: dict[str, Any]) -> Trigger:
    flags = {flag: bool(entry.get(flag)) for flag in ("role", "also_out")}
    return Trigger(
        id=str(entry["id"]),
        frame=str(entry["frame"]),
        words=tuple(entry["words"].split()),
        not_next=tuple(entry.get("not_next", "").split()),
        test_yes=tuple(entry.get("test_yes", ())),
        test_no=tuple(entry.get("test_no", ())),
        **flags,
    )


def _any(words: str) -> re.Pattern[str]:
    return re.compile(one_of(words.split()))


_NEW_TITLES = (
    "新的首席",
    "新首席",
    "新CEO",
    "新CTO",
    "新CFO",
    "新COO",
    "新总裁",
    "新董事长",
    "新掌门",
    "新负责人",
    "新院长",
)
"""How a text begins to tell that somebody is new in a post, without a verb."""


@cache
def lexicon() -> Lexicon:
    """The shipped lists, read at first need."""
    words, names, roles, orgs = (_load(f"zh_{part}.toml") for part in ("words", "names", "roles", "orgs"))
    triggers = tuple(_trigger(entry) for entry in _load("zh_triggers.toml")["trigger"])
    by_word: dict[str, tuple[Trigger, ...]] = {}
    for trigger in triggers:
        for word in trigger.words:
            by_word[word] = (*by_word.get(word, ()), trigger)
    classes: dict[str, frozenset[str]] = {}
    lists = {**words, **_load("zh_common.toml"), "role": roles["heads"], "trigger": " ".join(by_word)}
    for name, listed in lists.items():
        for word in listed.split():
            classes[word] = classes.get(word, frozenset()) | {name}
    return Lexicon(
        triggers=by_word,
        classes=classes,
        lengths=_lengths(classes),
        surnames=frozenset(names["surnames"].split()),
        wary=frozenset(names["wary"].split()),
        compound=frozenset(names["compound"].split()),
        japanese=_any(names["japanese"]),
        never=frozenset(names["never"]),
        no_names=frozenset(names["no_names"].split()),
        name_like=frozenset(names["name_like"].split()),
        sound=frozenset("".join(names["sound"].split())),
        latin_no=frozenset(names["latin_no"].split()),
        latin_first=frozenset(names["latin_first"].split()),
        latin_tail=tuple(names["latin_tail"].split()),
        role_stops=_any(roles["stops"]),
        organisations=re.compile(rf"[\u4e00-\u9fffA-Za-z0-9.]{{1,10}}?({one_of(orgs['suffixes'].split())})"),
        house_tails=tuple(orgs["house_tails"].split()),
        no_employer=tuple(orgs["no_employer"].split()),
        no_company=re.compile(one_of(word for word in orgs["no_employer"].split() if len(word) > 1)),
        leaders=orgs["leaders"],
        platforms=frozenset(orgs["platforms"].split()),
        certainty={name: _any(listed) for name, listed in _load("zh_certainty.toml").items()},
        all_triggers=triggers,
        any_trigger=re.compile(one_of([*by_word, *words["newly"].split(), *_NEW_TITLES])),
    )
