"""Company names in running text: the watchlist's, and several hundred that everybody in the trade knows.

Finds names, never decides what the company does. A name that is also an everyday word counts as certain only where
something beside it says that a company is meant.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from store.model.companies import CompanyRef, Watchlist
from store.model.names import has_han
from watchers.extract import organisations
from watchers.extract.text import normalise, small_letters

_TOKEN = re.compile(r"[^\W_\u3400-\u9fff]+")  # in Chinese text Latin names stand without blanks
_SUFFIX = re.compile(
    r",?\s+(?:&\s+)?(?:Inc|INC|Incorporated|Corp|Corporation|Co|Company|Ltd|Limited|LLC|PLLC|LLP|L\.L\.C|PLC|plc|Holdings?|Group|N\.V|S\.A|AG|SE)\b(?!-)\.?"
    r"(?:,?\s+(?:Inc|Ltd|Limited|LLC|Co|Corp|Corporation|AG|SE|PLC|plc)\b\.?)?"
)
_CUE_AFTER = re.compile(
    r"'s\b|\s+(?:AI|Inc|Platforms|Corp|CEO|CTO|CFO|COO|chief|co-founder|founder|executives?|names?|hires?|appoints?|"
    r"poaches|taps|fires|ousts|promotes|loses|lures|recruits|confirms|announces|denies|says|parts ways|pushes out|board|researchers?|engineers?|employees?|president|vice|VP|head|director)\b",
    re.IGNORECASE,
)


class CompanyMention(NamedTuple):
    """A company name at its place in a normalised text."""

    start: int
    end: int
    ref: CompanyRef
    written: str
    """The name found, without a legal suffix."""
    watched: bool
    certain: bool = True
    """False for a name that is also a word and has nothing beside it that says company."""


class _Name(NamedTuple):
    text: str
    small: str
    ref: CompanyRef
    watched: bool
    ambiguous: bool


@cache
def _shipped() -> tuple[_Name, ...]:
    """The organisations known without any watchlist."""
    doubtful = organisations.ambiguous()
    return tuple(
        _Name(name, small_letters(name), one.ref, watched=False, ambiguous=name in doubtful)
        for one in organisations.known()
        for name in one.names
    )


def _watched(watchlist: Watchlist) -> Iterator[_Name]:
    doubtful = {name for company in watchlist.companies for name in company.ambiguous}
    for written, ref in watchlist.written():
        plain = normalise(written)
        yield _Name(plain, small_letters(plain), ref, watched=True, ambiguous=written in doubtful)


class CompanyFinder:
    """Finds every company name in a text, longest name first. Built once for a watchlist; holds no other state."""

    def __init__(self, watchlist: Watchlist) -> None:
        self._by_word: dict[str, list[_Name]] = {}
        self._by_letters: dict[str, list[_Name]] = {}
        """Chinese names by their first two letters, or the only one."""
        self.watched = frozenset(company.name for company in watchlist.companies)
        known: set[str] = set()
        shipped_doubt = {name.text for name in _shipped() if name.ambiguous}
        for name in (*_watched(watchlist), *self._shipped_for(watchlist)):
            if name.text in known:
                continue
            known.add(name.text)
            doubt = name.ambiguous or name.text in shipped_doubt
            self._add(name._replace(ambiguous=doubt))
        chinese = [name for names in self._by_letters.values() for name in names]
        self._heads = _heads(chinese)
        self.houses = frozenset(
            n.ref.company for group in (self._by_word, self._by_letters) for ns in group.values() for n in ns
        )
        """Canonical names of every company known by name."""
        self.listed = frozenset(name.ref.company for name in chinese)
        """Canonical names of every company with a Chinese name."""
        for names in (*self._by_word.values(), *self._by_letters.values()):
            names.sort(key=lambda name: -len(name.text))

    @staticmethod
    def _shipped_for(watchlist: Watchlist) -> Iterator[_Name]:
        """Shipped names, led to the watched company or unit where the watchlist has one of the names, or the group."""
        watched = {one.ref: ref for one in organisations.known() if (ref := organisations.led(one, watchlist))}
        for name in _shipped():
            yield name._replace(ref=watched.get(name.ref, name.ref), watched=name.ref in watched)

    def _add(self, name: _Name) -> None:
        if has_han(name.text):
            self._by_letters.setdefault(name.text[:2], []).append(name)
        elif first := _TOKEN.search(name.text):
            self._by_word.setdefault(first.group().lower(), []).append(name)

    def find(
        self, text: str, small: str | None = None, words: frozenset[str] | None = None
    ) -> tuple[CompanyMention, ...]:
        """All mentions in a normalised text, in order, none overlapping another.

        `small` is the text in small letters and `words` are its runs of letters and digits, where the caller has them.
        """
        small = small_letters(text) if small is None else small
        made = self._latin(text, small, _TOKEN.findall(small) if words is None else words)
        if not text.isascii() and (chinese := list(self._chinese(text))):
            made = sorted((*made, *chinese), key=lambda m: (m.start, -m.end))
        found: list[CompanyMention] = []
        end = 0
        for mention in made:
            if mention.start >= end:
                found.append(mention)
                end = mention.end
        return tuple(found)

    def _latin(self, text: str, small: str, words: Iterable[str]) -> list[CompanyMention]:
        first_words = self._by_word.keys() & words
        if not first_words:
            return []
        made: list[CompanyMention] = []
        # a first word is often an everyday one: most names that begin with it stand nowhere in the text
        places: list[tuple[int, str, list[_Name]]] = []
        for first in first_words:
            if likely := [name for name in self._by_word[first] if name.small in small]:
                places += [(at, first, likely) for at in _places(first, small)]
        for start, _, likely in sorted(places) if len(places) > 1 else places:
            for name in likely:
                if small.startswith(name.small, start) and _stands(name, text, start):
                    made.append(_mention(name, text, start))
                    break
        return made

    def _chinese(self, text: str) -> Iterator[CompanyMention]:
        end, by_letters = 0, self._by_letters
        for match in self._heads.finditer(text):
            start = match.start()
            if start < end:
                continue
            for name in (*by_letters.get(text[start : start + 2], ()), *by_letters.get(match[0], ())):
                if text.startswith(name.text, start):
                    yield _mention(name, text, start)
                    end = start + len(name.text)
                    break


def _places(word: str, small: str) -> Iterator[int]:
    """Where a word stands whole in a text of small letters; in Chinese text Latin names stand without blanks."""
    start = small.find(word)
    while start >= 0:
        end = start + len(word)
        before, after = small[start - 1 : start], small[end : end + 1]
        if not (before.isalnum() and _goes_on(before)) and not (after.isalnum() and _goes_on(after)):
            yield start
        start = small.find(word, end)


def _goes_on(letter: str) -> bool:
    """Whether this letter or digit beside a word belongs to it."""
    return not "\u3400" <= letter <= "\u9fff"


def _heads(names: Iterable[_Name]) -> re.Pattern[str]:
    """The first letters of these names, each before a letter that comes second in one."""
    written = {name.text for name in names}
    firsts, seconds, alone = (
        "".join(map(re.escape, sorted(letters)))
        for letters in (
            {text[0] for text in written if len(text) > 1},
            {text[1] for text in written if len(text) > 1},
            {text for text in written if len(text) == 1},
        )
    )
    shapes = [shape for shape in (f"[{firsts}](?=[{seconds}])" * bool(firsts), f"[{alone}]" * bool(alone)) if shape]
    return re.compile("|".join(shapes) or "(?!)")


def _stands(name: _Name, text: str, start: int) -> bool:
    """Whether the name, whose small letters stand here, stands here whole and in letters that can mean it."""
    end = start + len(name.text)
    if text.startswith(name.text, start):
        return _bordered(text, start, end)
    if name.ambiguous or len(name.text) < 4:
        return False
    written = text[start:end]
    return _bordered(text, start, end) and (
        written.isupper() or (not name.text.istitle() and not name.text.islower() and " " not in name.text)
    )


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


def legal_end(text: str, end: int) -> int:
    """Where a company's name ends with its legal form, if one follows at this place: ", Inc."."""
    suffix = _SUFFIX.match(text, end)
    return suffix.end() if suffix is not None else end


def _mention(name: _Name, text: str, start: int) -> CompanyMention:
    end = start + len(name.text)
    suffix = _SUFFIX.match(text, end)
    certain = not name.ambiguous or suffix is not None or _CUE_AFTER.match(text, end) is not None
    return CompanyMention(start, suffix.end() if suffix else end, name.ref, text[start:end], name.watched, certain)
