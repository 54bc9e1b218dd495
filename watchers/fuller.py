"""Whether the page behind an entry is worth its request, and which of two readings is better. Pure.

A page is fetched where it can tell more than the feed does: the entry speaks of a change of hands, or of somebody
watched, and its own text is short or cut, and nothing complete has been read from it. A feed that carries whole articles
is never followed, nor is a link that leads to no article (a search engine's opaque one, a front page, a film).
"""

import re
from dataclasses import dataclass

from store.model.companies import Watchlist
from store.model.names import has_han
from watchers import identity, relevance
from watchers.entries import Entry
from watchers.page_verdict import weigh
from watchers.relevance import Triggers

ENOUGH = 700
"""Weight of a text that is read as the whole article, unless it is cut."""
_CUT = re.compile(
    r"(?:…|\.{3,}|\[\s*(?:…|\.{3})\s*\]|read (?:more|on)|continue reading|full (?:story|article)"
    r"|appeared first on .{1,80}|(?:阅读|查看|点击)(?:更多|全文|原文|详情)|（?未完待续）?)[\W_]*$",
    re.IGNORECASE,
)
_NO_PAGE = re.compile(
    r"\.(?:mp[34]|m4[av]|mov|webm|ogg|wav|zip|gz|exe|dmg|png|jpe?g|gif|webp|svg|xlsx?|pptx?|docx?)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnText:
    """What the entry's own text came to."""

    relevant: bool
    """There is a word of a change of hands."""
    complete: bool
    """It tells a move well enough to interrupt somebody."""
    near: bool
    """A rule fired or almost did."""


def why(entry: Entry, own: OwnText, full_text: str, *, names: Triggers, about_few: bool = False) -> str | None:
    """Say why the page should be fetched, or None where it should not.

    `names` finds those watched; `about_few`: the source speaks of few companies, so that they need no naming.
    """
    if full_text == "never" or not leads_to_a_page(entry):
        return None
    if full_text == "always":
        return "the source's pages are always fetched"
    if not own.relevant or own.complete:
        return None
    thin = _thin(entry)
    named = own.near or about_few or names.found(f"{entry.title}\n{entry.summary}\n{entry.body}")
    if thin is None or not named:
        return None
    return f"{thin}, and {'a rule almost found a move' if own.near else 'it may tell of one'}"


def leads_to_a_page(entry: Entry) -> bool:
    """Say whether the link can lead to an article."""
    link = identity.canonical_link(entry.url) if entry.url else None
    return link is not None and not _NO_PAGE.search(link.partition("?")[0])


def urgency(entry: Entry, own: OwnText, names: Triggers) -> tuple[bool, bool]:
    """Which pages go first where not all may be fetched: what a rule almost read, then who is watched."""
    return own.near, names.found(f"{entry.title}\n{entry.summary}")


def names(watchlist: Watchlist) -> Triggers:
    """Finds the watched companies, their units and the people, wherever they are named."""
    firms = [(firm.name, *firm.aliases, *firm.unit_names, *firm.ambiguous) for firm in watchlist.companies]
    people = [(person.name, *person.also) for person in watchlist.people]
    written = [name for group in (*firms, *people) for name in group]
    return relevance.triggers(
        [name for name in written if not has_han(name)], [name for name in written if has_han(name)]
    )


def _thin(entry: Entry) -> str | None:
    """In words why the entry's own text is not enough, or None where it is."""
    longest = max(entry.summary, entry.body, key=len)
    if _CUT.search(longest[-200:]):
        return "its text is cut"
    return "its text is short" if weigh(entry.summary) + weigh(entry.body) < ENOUGH else None
