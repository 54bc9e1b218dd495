"""Job titles in English text, by the grammar in `lexicon/en_roles.toml`."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from watchers.extract.english_lexicon import load


def _any(words: Iterable[str]) -> str:
    """One alternation, longest first, so that no shorter word hides a longer one."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


@cache
def _grammar() -> re.Pattern[str]:
    data = load("en_roles")
    domain = f"(?:{_any(data['domains'])})"
    domains = rf"{domain}(?:(?:,| and| &|/|-)? ?(?:and )?{domain}){{0,3}}"
    before = rf"(?:(?:{_any(data['before'])})[ -])"
    acronym = rf"(?-i:{_any(data['acronyms'])})"
    chief = (
        rf"(?:{domains} )?chief (?:executive(?: officers?)?|(?:{domains} )?(?:{_any(data['scientists'])})|"
        rf"(?:[a-z&/]+(?: and|,)? ){{1,4}}(?:and )?officers?)"
    )
    vice = r"(?:senior |executive |corporate |group |assistant )*vice[ -]presidents?"
    domain_head = rf"(?:{domains} )(?:{_any(data['domain_heads'])})"
    head = rf"(?:{chief}|{vice}|{domain_head}|{acronym}|{_any(data['heads'])})"
    tail = rf"(?:(?: of| for|,| in charge of|[-–—]) (?:its |the |our |all )?{domains}\b(?! (?:{_any(data['domain_heads'])})))"
    return re.compile(rf"(?<![\w.-])(?:{before}{{0,3}}{head}{tail}{{0,2}})(?![\w]|-[a-z])", re.IGNORECASE)


@cache
def verbs() -> frozenset[str]:
    """Titles that are also verbs."""
    return frozenset(load("en_roles")["verbs"])


def find(text: str) -> Iterator[tuple[int, int]]:
    """Spans of titles; company names must have been blanked out before."""
    for match in _grammar().finditer(text):
        if match.group() == "Dean" and text[match.end() : match.end() + 3] != " of":
            continue  # a name far oftener than a title
        yield match.span()
