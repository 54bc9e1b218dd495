"""What a title is called in either language, and how high it stands; the table is `lexicon/roles.toml`. Pure.

For choosing among several titles of one person and for comparing titles; what an article says stays as it is written.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from store.model.names import has_han
from watchers.extract.alternation import one_of

LOWEST = 9
"""Rank of a title that says only that somebody matters, and of one that no row knows."""


@dataclass(frozen=True, slots=True)
class Role:
    """One row of the table."""

    name: str
    rank: int
    """1 heads the house … 5 works in it; 9 says nothing of the place."""


@dataclass(frozen=True, slots=True)
class _Table:
    roles: dict[str, Role]
    """By word, English in small letters."""
    english: re.Pattern[str]
    chinese: re.Pattern[str]


@cache
def _table() -> _Table:
    data = tomllib.loads((files("watchers.extract") / "lexicon" / "roles.toml").read_text(encoding="utf-8"))
    roles = {word.lower(): Role(row["name"], row["rank"]) for row in data["role"] for word in (*row["en"], *row["zh"])}
    latin = [word for word in roles if not has_han(word)]
    return _Table(roles, re.compile(rf"(?<![\w-]){one_of(latin)}(?![\w-])"), re.compile(one_of(roles)))


@lru_cache(maxsize=4096)
def canonical(title: str) -> tuple[Role, ...]:
    """The rows that a title leads to, highest first; none where no word of it is known.

    Chinese titles are read in simplified script; the caller turns them.
    """
    table, small = _table(), title.lower()
    pattern = table.chinese if has_han(title) else table.english
    found = {table.roles[match.group()] for match in pattern.finditer(small)}
    return tuple(sorted(found, key=lambda role: (role.rank, role.name)))


@lru_cache(maxsize=4096)
def rank(title: str) -> int:
    """The highest rank in a title, 1 to 9."""
    return min((role.rank for role in canonical(title)), default=LOWEST)
