"""Whether a fetched page is the article it should be, or a challenge, a consent form, a paywall, an error. Pure.

Servers say 200 to all of them. The signs are data (`page_signs.toml`), each with its own cases; a page with much text is
an article whatever stands beside it, for sites put such words under every article too.
"""

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from store.model.names import has_han
from watchers.entries import Page

NOTHING_TO_READ = "nothing_to_read"
PAYWALL = "paywall"
_LEAST = 80
"""Weight of text below which nothing is told."""
_TEASER = 1_800
"""Weight up to which the text of a page that calls itself not free is a teaser."""
_START = 6_000
"""How much of what a page shows is searched for signs."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that tell one kind of page."""

    kind: str
    where: Literal["title", "text"]
    at_most: int
    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    short: bool = False
    """Whether a title counts only where it is hardly longer than the sign: headlines use the same words."""

    def stands_in(self, words: str) -> bool:
        """Say whether the sign is there."""
        found = self.pattern.search(words)
        return found is not None and not (self.short and len(words) > len(found[0]) + _MORE_OF_A_TITLE)


_MORE_OF_A_TITLE = 30
"""Room for the name of the site beside an error's own words."""


def verdict(page: Page) -> str | None:
    """Say in a word why this page is not the article, or None where it may be."""
    weight = weigh(page.text)
    places = {"title": page.title, "text": page.shown[:_START]}
    for sign in signs():
        if weight <= sign.at_most and sign.stands_in(places[sign.where]):
            return sign.kind
    if weight < _LEAST:
        return NOTHING_TO_READ
    return PAYWALL if not page.free and weight < _TEASER else None


def weigh(text: str) -> int:
    """Letters, an ideograph counting two: it says about as much as a short word."""
    return len(text) + sum(map(has_han, text))


@functools.cache
def signs() -> tuple[Sign, ...]:
    """The bundled signs, in the order in which they are asked."""
    told = tomllib.loads(files("watchers").joinpath("page_signs.toml").read_text(encoding="utf-8"))
    return tuple(
        Sign(
            kind=sign["kind"],
            where=sign["in"],
            at_most=sign["at_most"],
            pattern=re.compile(sign["pattern"], re.IGNORECASE),
            yes=tuple(sign["yes"]),
            no=tuple(sign["no"]),
            short=sign.get("short", False),
        )
        for sign in told["signs"]
    )
