"""What a channel asks for, in the words of `/moves-admin subscribe`: text to a route. Pure.

    subscribe COMPANY, COMPANY… [in|out] [status:reported] [digest daily 09:00 | digest weekly Mon 09:00] [now]
              [quiet 22:00-07:00] [zone Asia/Shanghai] [mention <!here>]

Without companies all are meant. `now` beside a digest gives both, as two routes.
"""

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot import values
from bot.orders import WrongUse, words
from bot.values import Unfit
from store.model.announce import Route
from store.model.companies import CompanyRef, Watchlist
from store.model.moves import Status
from store.readings import simplified

USAGE = "subscribe COMPANY, COMPANY… [in|out] [status:reported] [digest daily 09:00] [quiet 22:00-07:00] [zone Asia/Shanghai]"
_ALL = frozenset(["*", "all", "everything", "everybody", "全部", "所有"])
_WAYS = {"in": "in", "out": "out", "joins": "in", "leaves": "out"}
_NOW = frozenset(["now", "instant", "at-once"])
_SLACK_WORD = re.compile(r"<([^<>|]*)\|([^<>]*)>")
"""How Slack hands over a name or channel that was picked: `<#C1|general>`, `<@U1|ann>`."""
_LONGEST_MENTION = 200


@dataclass(slots=True)
class _Words:
    """What was typed, read from the left."""

    left: list[str]

    def next(self, after: str) -> str:
        if not self.left:
            raise WrongUse(f"say what follows “{after}”. Write it as: {USAGE}")
        return self.left.pop(0)


def routes(text: str, to: str, watchlist: Watchlist) -> tuple[Route, ...]:
    """The routes a text asks for, for one destination. Raises WrongUse with what to write instead."""
    typed, names, whens = _Words(words(text)), list[str](), list[str]()
    route = Route(to=to)
    while typed.left:
        word = typed.next("")
        plain = word.casefold()
        if plain in _WAYS:
            route = dataclasses.replace(route, way=_WAYS[plain])
        elif plain.startswith("status:"):
            route = dataclasses.replace(route, min_status=_status(plain.removeprefix("status:")))
        elif plain in _NOW:
            whens.append("now")
        elif plain == "digest":
            whens.append(_digest(typed))
        elif plain in _SETTINGS:
            route = _SETTINGS[plain](route, typed.next(plain))
        else:
            names.append(word)
    route = dataclasses.replace(route, companies=_companies(" ".join(names), watchlist))
    return tuple(dataclasses.replace(route, when=when) for when in dict.fromkeys(whens or ["now"]))


def _status(written: str) -> Status:
    known = [status.value for status in Status if status is not Status.DENIED]
    if written not in known:
        raise WrongUse(f"“{written}” is no status to begin at; there are {', '.join(known)}")
    return Status(written)


def _digest(typed: _Words) -> str:
    """`daily 09:00` or `weekly Mon 09:00`; the day of the week may be left out of neither."""
    rhythm = typed.next("digest")
    told = [rhythm, *(typed.next(rhythm) for _ in range(2 if rhythm.casefold() == "weekly" else 1))]
    return _fit(values.moment, " ".join(told))


def _mention(written: str) -> str:
    plain = _SLACK_WORD.sub(r"<\1>", written)
    if not plain.isprintable() or len(plain) > _LONGEST_MENTION:
        raise Unfit("this is no mention", 'such as "<!here>" in Slack or "<@&ROLE>" in Discord')
    return plain


_SETTINGS: Mapping[str, Callable[[Route, str], Route]] = {
    "quiet": lambda route, written: dataclasses.replace(route, quiet=_fit(values.quiet, written)),
    "zone": lambda route, written: dataclasses.replace(route, time_zone=_fit(values.zone, written)),
    "mention": lambda route, written: dataclasses.replace(route, mention=_fit(_mention, written)),
}
"""Words that are followed by a value, and what that makes of the route."""


def _fit(read: Callable[[str], str], written: str) -> str:
    try:
        return read(written)
    except Unfit as why:
        raise WrongUse(f"{why}{f'; {why.hint}' if why.hint else ''}") from None


def _companies(text: str, watchlist: Watchlist) -> tuple[str, ...]:
    named = [piece.strip() for piece in re.split(r"[,，、;；]", text) if piece.strip()]
    if not named or any(piece.casefold() in _ALL for piece in named):
        return ("*",)
    refs = [ref for piece in named for ref in _named(piece, watchlist)]
    for ref in refs:
        if ref.unit:
            raise WrongUse(f"{ref.unit} is a team of {ref.company}; a channel hears of whole companies")
    return tuple(dict.fromkeys(ref.company for ref in refs))


def _named(piece: str, watchlist: Watchlist) -> Iterator[CompanyRef]:
    """The companies of a piece without commas: the longest name from the left, then the next."""
    left = piece.split()
    while left:
        ref, taken = _longest(left, watchlist)
        if ref is None:
            known = [company.name for company in watchlist.companies]
            near = values.nearest(left[0], known)
            hint = f"did you mean {near}?" if near else "an admin can add it to [[companies]]"
            raise WrongUse(f"“{' '.join(left)}” is not on the watchlist; {hint}")
        yield ref
        left = left[taken:]


def _longest(left: Sequence[str], watchlist: Watchlist) -> tuple[CompanyRef | None, int]:
    for taken in range(len(left), 0, -1):
        name = " ".join(left[:taken])
        ref = watchlist.resolve(name) or watchlist.resolve(simplified(name))
        if ref is not None:
            return ref, taken
    return None, 0
