"""Whom an entry speaks of: every full name in it, and which shorter forms lead to it."""

import re
from functools import lru_cache

from store.model.names import fold

NICKNAME = re.compile(r" ?[(\"']([A-Z][a-z]+)[)\"']")
"""In brackets or quotes within a name: "Jonas (Joe) Oduya"."""
_SUFFIX = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?$")
_MORE = re.compile(r"[(\"']|[rIV]\.?\s*$")
"""What a name with a nickname or a suffix has; few have either."""


class People:
    """Whom an entry speaks of: every full name, and which shorter forms lead to it."""

    def __init__(self) -> None:
        self.full: list[str] = []
        self._known: set[str] = set()
        self._keys: dict[str, tuple[str, ...]] = {}
        self._same: dict[tuple[str, ...], list[str]] = {}
        self._short: dict[str, list[str]] = {}
        self._meant: dict[str, str | None] = {}
        self.no_names: set[str] = set()  # runs of a headline in capitals that are no names, by the rest of the entry
        self.doubtful: set[str] = set()  # single words taken for a person only by what they do

    def add(self, name: str) -> None:
        """Take in a full name as written."""
        if name in self._known:
            return
        self._known.add(name)
        self.full.append(name)
        self._meant.clear()
        words = plain(name).split()
        for word in dict.fromkeys((words[-1], words[0], *nicknames(name))):
            self._short.setdefault(word, []).append(name)
        if len(words) > 2:
            self._short.setdefault(" ".join(words[1:]), []).append(name)
            self._short.setdefault(f"{words[0]} {words[-1]}", []).append(name)

    def resolve(self, word: str) -> str | None:
        """The full name this shorter form stands for; of two, the one whose last word it is, else the first told."""
        if word not in self._meant:
            found = self._short.get(word, [])
            last = (name for name in found if plain(name).split()[-1] == word)
            self._meant[word] = next(last, None) or next(iter(found), None)
        return self._meant[word]

    def forms(self, name: str) -> tuple[str, ...]:
        """Other full forms of the same person in this entry."""
        for other in self.full[len(self._keys) :]:
            self._keys[other] = key = _words_of(other)
            self._same.setdefault(key, []).append(other)
        same = self._same.get(self._keys.get(name) or _words_of(name), [])
        return tuple(other for other in same if other != name)


def _words_of(name: str) -> tuple[str, ...]:
    """The words of a name in whatever order."""
    return tuple(sorted(fold(plain(name)).split()))


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A name without its nickname in brackets and its suffix."""
    return _SUFFIX.sub("", NICKNAME.sub("", name)).strip() if _MORE.search(name) is not None else name.strip()


def nicknames(name: str) -> list[str]:
    """The nicknames in brackets or quotes within a name."""
    return NICKNAME.findall(name)
