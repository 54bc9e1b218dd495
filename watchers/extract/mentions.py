"""Company names in running text: the watchlist's, and several hundred that everybody in the trade knows.

Finds names, never decides what the company does. A name that is also an everyday word counts as certain only where
something beside it says that a company is meant.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from store.model.companies import CompanyRef, Watchlist
from store.model.names import has_han
from watchers.extract.text import normalise

_TOKEN = re.compile(r"[^\W_\u3400-\u9fff]+")  # in Chinese text Latin names stand without blanks
_SUFFIX = re.compile(
    r",?\s+(?:Inc|Incorporated|Corp|Corporation|Co|Company|Ltd|Limited|LLC|L\.L\.C|PLC|plc|Holdings?|Group|N\.V|S\.A|AG|SE)\b\.?"
    r"(?:,?\s+(?:Inc|Ltd|Limited|LLC|Co|Corp)\b\.?)?"
)
_CUE_AFTER = re.compile(
    r"'s\b|\s+(?:AI|Inc|Platforms|Corp|CEO|CTO|CFO|COO|chief|co-founder|founder|executives?|names?|hires?|appoints?|"
    r"poaches|taps|fires|ousts|promotes|loses|lures|recruits|confirms|announces|denies|says|parts ways|pushes out|board|researchers?|engineers?|employees?|president|vice|VP|head|director)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyMention:
    """A company name at its place in a normalised text."""

    start: int
    end: int
    ref: CompanyRef
    written: str
    """The name found, without a legal suffix."""
    watched: bool
    certain: bool = True
    """False for a name that is also a word and has nothing beside it that says company."""


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    ref: CompanyRef
    watched: bool
    ambiguous: bool


@cache
def _shipped() -> tuple[_Name, ...]:
    """The organisations known without any watchlist, from `lexicon/organisations.toml`."""
    data = tomllib.loads((files("watchers.extract") / "lexicon" / "organisations.toml").read_text(encoding="utf-8"))
    doubtful = frozenset(data.get("ambiguous", ()))
    return tuple(
        _Name(alias, CompanyRef(row[0]), watched=False, ambiguous=alias in doubtful)
        for row in data["organisations"]
        for alias in row
    )


def _watched(watchlist: Watchlist) -> Iterator[_Name]:
    doubtful = {name for company in watchlist.companies for name in company.ambiguous}
    for written, ref in watchlist.written():
        yield _Name(normalise(written), ref, watched=True, ambiguous=written in doubtful)


class CompanyFinder:
    """Finds every company name in a text, longest name first. Built once for a watchlist; holds no other state."""

    def __init__(self, watchlist: Watchlist) -> None:
        self._by_word: dict[str, list[_Name]] = {}
        self._by_pair: dict[str, list[_Name]] = {}
        self.watched = frozenset(company.name for company in watchlist.companies)
        known: set[str] = set()
        shipped_doubt = {name.text for name in _shipped() if name.ambiguous}
        for name in (*_watched(watchlist), *self._shipped_for(watchlist)):
            if name.text in known:
                continue
            known.add(name.text)
            doubt = name.ambiguous or name.text in shipped_doubt
            self._add(_Name(name.text, name.ref, name.watched, doubt))
        self.listed = frozenset(n.ref.company for found in self._by_pair.values() for n in found)
        """Canonical names of every company with a Chinese name."""
        for names in (*self._by_word.values(), *self._by_pair.values()):
            names.sort(key=lambda name: -len(name.text))

    @staticmethod
    def _shipped_for(watchlist: Watchlist) -> Iterator[_Name]:
        """Shipped names, led to the watched company where one of the row's names is watched."""
        for name in _shipped():
            watched = watchlist.resolve(name.ref.company) or watchlist.resolve(name.text)
            yield _Name(name.text, watched or name.ref, watched is not None, name.ambiguous)

    def _add(self, name: _Name) -> None:
        if has_han(name.text):
            self._by_pair.setdefault(name.text[:1], []).append(name)
        elif first := _TOKEN.search(name.text):
            self._by_word.setdefault(first.group().lower(), []).append(name)

    def find(self, text: str) -> tuple[CompanyMention, ...]:
        """All mentions in a normalised text, in order, none overlapping another."""
        found: list[CompanyMention] = []
        end = 0
        for mention in sorted((*self._latin(text), *self._chinese(text)), key=lambda m: (m.start, -m.end)):
            if mention.start >= end:
                found.append(mention)
                end = mention.end
        return tuple(found)

    def _latin(self, text: str) -> Iterator[CompanyMention]:
        for token in _TOKEN.finditer(text):
            for name in self._by_word.get(token.group().lower(), ()):
                start = token.start()
                if _stands(name, text, start):
                    yield _mention(name, text, start)
                    break

    def _chinese(self, text: str) -> Iterator[CompanyMention]:
        if not has_han(text):
            return
        position = 0
        while position < len(text):
            name = next((n for n in self._by_pair.get(text[position], ()) if text.startswith(n.text, position)), None)
            if name is not None:
                yield _mention(name, text, position)
            position += len(name.text) if name is not None else 1


def _stands(name: _Name, text: str, start: int) -> bool:
    """Whether the name stands here whole and in letters that can mean it."""
    end = start + len(name.text)
    written = text[start:end]
    if written.lower() != name.text.lower() or not _bordered(text, start, end):
        return False
    if written == name.text:
        return True
    if name.ambiguous or len(name.text) < 4:
        return False
    return written.isupper() or (not name.text.istitle() and not name.text.islower() and " " not in name.text)


def _bordered(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    tail = text[end + 1] if end + 1 < len(text) else " "
    if (
        (before.isalnum() and before.isascii())
        or before in "@_"
        or (before == "-" and start > 1 and text[start - 2].isdigit())
    ):
        return False
    if (after.isalnum() and after.isascii()) or (after == "-" and (tail.isdigit() or tail.isupper())):
        return False
    # "Character" is no name inside "Character.AI", nor "d" inside "d-Matrix"
    return not (after == "." and tail.isalnum())


def _mention(name: _Name, text: str, start: int) -> CompanyMention:
    end = start + len(name.text)
    suffix = _SUFFIX.match(text, end)
    certain = not name.ambiguous or suffix is not None or _CUE_AFTER.match(text, end) is not None
    return CompanyMention(
        start=start,
        end=suffix.end() if suffix else end,
        ref=name.ref,
        written=text[start:end],
        watched=name.watched,
        certain=certain,
    )
