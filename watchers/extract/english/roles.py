"""Job titles in English text, by the grammar in `lexicon/en_roles.toml`."""

import re
from collections.abc import Iterator
from functools import cache

from watchers.extract.alternation import one_of
from watchers.extract.english.lexicon import load
from watchers.extract.english.lines import telling

_WORD = re.compile(r"(?<![^\W_])(?<![-.@])[a-z0-9&/.]*[a-z0-9]")
"""A whole word, or its part before the first hyphen."""


@cache
def _grammar() -> re.Pattern[str]:
    """The whole grammar over small letters, to be tried only where a word of `_starts` stands."""
    data = load("en_roles")
    domain = f"(?:{one_of(data['domains'])})"
    domains = rf"{domain}(?:(?:,| and| &|/|-)? ?(?:and )?{domain}){{0,3}}"
    before = rf"(?:(?:{one_of(data['before'])})[ -])"
    chief = (
        rf"(?:{domains} )?chief (?:executive(?: officers?)?|(?:{domains} )?(?:{one_of(data['scientists'])})|"
        rf"(?:[a-z&/]+(?: and|,)? ){{1,4}}(?:and )?officers?)"
    )
    vice = r"(?:senior |executive |corporate |group |assistant )*vice[ -]presidents?"
    domain_head = rf"(?:{domains} )(?:{one_of(data['domain_heads'])})"
    head = (
        rf"(?:{chief}|{vice}|{domain_head}|{one_of(word.lower() for word in data['acronyms'])}|{one_of(data['heads'])})"
    )
    tail = rf"(?:(?: of| for|,| in charge of|-) (?:its |the |our |all )?{domains}\b(?! (?:{one_of(data['domain_heads'])}|familiar|said|briefed|close to|with knowledge|who|(?:firm|company|startup|start-up|maker|giant|outfit|upstart|unicorn)\b)))"
    return re.compile(rf"{before}{{0,3}}{head}{tail}{{0,2}}(?:-designate|-elect|-in-waiting)?(?![\w]|-[a-z])")


@cache
def _starts() -> frozenset[str]:
    """First words of everything the grammar can begin with."""
    data = load("en_roles")
    lists = (data[key] for key in ("acronyms", "before", "heads", "domains"))
    words = {re.split(r"[ -]", phrase.lower())[0] for phrases in lists for phrase in phrases}
    return frozenset(words | {"chief", "vice", "senior", "executive", "corporate", "group", "assistant", "co"})


@cache
def _heads() -> frozenset[str]:
    """Words one of which stands in every title."""
    data = load("en_roles")
    lists = (data[key] for key in ("acronyms", "heads", "domain_heads"))
    return telling(phrase for phrases in lists for phrase in phrases) | {"chief", "vice"}


def possible(words: frozenset[str]) -> bool:
    """Whether a title can stand in a sentence of these words."""
    return not _heads().isdisjoint(words)


_JOINED = re.compile(r"[&/]\w")
"""Where a word is a piece of a longer one ("president/coo"), all are looked at in order."""
_ODD = re.compile(r"[^a-z0-9]")


def _places(small: str, words: frozenset[str] | None) -> list[int]:
    """Where one of the first words stands whole; looked for one by one where few of them can stand here."""
    starts = _starts()
    if words is None or (("&" in small or "/" in small) and _JOINED.search(small)):
        return [word.start() for word in _WORD.finditer(small) if word.group() in starts]
    found: list[int] = []
    for first in (*(starts & words), *[odd for odd in _odd_starts() if odd in small]):
        at = small.find(first)
        while at >= 0:
            word = _WORD.match(small, at)
            if word is not None and word.group() == first:
                found.append(at)
            at = small.find(first, at + 1)
    return sorted(found)


@cache
def _odd_starts() -> frozenset[str]:
    """Those of the first words that are no single word of a line ("r&d", "a.i.")."""
    return frozenset(start for start in _starts() if _ODD.search(start))


@cache
def verbs() -> frozenset[str]:
    """Titles that are also verbs."""
    return frozenset(load("en_roles")["verbs"])


def find(small: str, text: str, words: frozenset[str] | None = None) -> Iterator[tuple[int, int]]:
    """Spans of titles in small letters, where company names are blanked out, of a text.

    `words` are the text's words in small letters, where the caller has them.
    """
    end = 0
    grammar = _grammar()
    last = max(map(small.rfind, _heads() & words), default=-1) if words is not None else len(small)
    for start in _places(small, words):
        if start < end:
            continue
        if start > last:
            return  # no word follows that a title cannot do without
        match = grammar.match(small, start)
        if match is None or _no_title(match, text):
            continue
        end = match.end()
        yield start, end


def _no_title(match: re.Match[str], text: str) -> bool:
    """Whether what the grammar has found is a name, "Dean Oduya", or a doctor's degree, "Jonas Oduya, MD, joins"."""
    start, end = match.span()
    if match.group() == "dean":
        return text[start] == "D" and match.string[end : end + 3] != " of"
    if match.group() == "md":
        return text[start:end] != "MD" or (text[:start].endswith(", ") and _BESIDE.match(match.string, end) is None)
    return False


_BESIDE = re.compile(r" ?(?:&|and|/) ?[a-z]")
"""Behind the title of a managing director, who mostly has another: "MD & CEO"."""
