"""What a channel asks for, in the words of `/moves-admin subscribe` and `change`: text to a route. Pure.

    subscribe COMPANY, COMPANY… [in|out] [status:reported] [digest daily 09:00 | digest weekly Mon 09:00] [now]
              [quiet 22:00-07:00] [zone Asia/Shanghai] [mention <!here>]

Without companies all are meant. `now` beside a digest gives both, as two routes.

    change NUMBER, then any of these words: what they name changes, the rest stays. `all`, `both`, `status:any`,
    `digest none`, `quiet none`, `zone none` and `mention none` take away what was asked for.
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
CHANGE = "change NUMBER WORDS…"
_ALL = frozenset(["*", "all", "everything", "everybody", "全部", "所有"])
_NONE = frozenset(["none", "no", "off", "any", "无"])
"""What takes a setting away."""
_WAYS = {"in": "in", "out": "out", "joins": "in", "leaves": "out", "both": "", "either": ""}
_JOINS = frozenset(["and", "&", "和"])
_NOW = frozenset(["now", "instant", "at-once"])
_SLACK_WORD = re.compile(r"<([^<>|]*)\|([^<>]*)>")
"""How Slack hands over a name or channel that was picked: `<#C1|general>`, `<@U1|ann>`."""
_IN_SLACK = {"@here": "<!here>", "@channel": "<!channel>", "@everyone": "<!everyone>"}
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
    route, whens = _read(text, Route(to=to), watchlist)
    return tuple(dataclasses.replace(route, when=when) for when in whens or ["now"])


def changed(text: str, route: Route, watchlist: Watchlist) -> Route:
    """A route with what a text names changed, and everything else as it was. Raises WrongUse as `routes`."""
    if not words(text):
        raise WrongUse(f"say what is to change, in the words of subscribe, such as quiet 22:00-07:00: {CHANGE}")
    made, whens = _read(text, route, watchlist)
    if len(whens) > 1:
        raise WrongUse("a route speaks either at once or at one hour; subscribe makes another one beside it")
    return dataclasses.replace(made, when=whens[0]) if whens else made


def _read(text: str, route: Route, watchlist: Watchlist) -> tuple[Route, list[str]]:
    """A route with what a text names, but for when it speaks: that is told apart, each moment once."""
    typed, names, whens, known = _Words(words(text)), list[str](), list[str](), route.companies
    ways = set[str]()
    while typed.left:
        word = typed.next("")
        plain = word.casefold()
        if plain in _WAYS:
            ways.add(_WAYS[plain])
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
    if ways:
        route = dataclasses.replace(route, way=ways.pop() if len(ways) == 1 else "")  # in and out is either
    if names:
        route = dataclasses.replace(route, companies=_companies(" ".join(names), watchlist, known))
    return route, list(dict.fromkeys(whens))


def _status(written: str) -> Status:
    known = [status.value for status in Status if status is not Status.DENIED]
    if written in _NONE | _ALL:
        return Status.RUMORED
    if written not in known:
        raise WrongUse(f"“{written}” is no status to begin at; there are {', '.join(known)}")
    return Status(written)


def _digest(typed: _Words) -> str:
    """`daily 09:00` or `weekly Mon 09:00`, where the day may not be left out; `none` is at once."""
    rhythm = typed.next("digest")
    if rhythm.casefold() in _NONE:
        return "now"
    if rhythm.casefold() not in {"daily", "weekly"}:
        return _fit(values.moment, rhythm)  # says which there are
    told = [rhythm, *(typed.next(rhythm) for _ in range(2 if rhythm.casefold() == "weekly" else 1))]
    return _fit(values.moment, " ".join(told))


def _mention(written: str) -> str:
    plain = _SLACK_WORD.sub(r"<\1>", written)
    if not plain.isprintable() or len(plain) > _LONGEST_MENTION:
        raise Unfit("this is no mention", 'such as "<!here>" in Slack or "<@&ROLE>" in Discord')
    return plain


def _ringing(route: Route, written: str) -> Route:
    """The route with a mention that rings: in Slack that is markup, also where people type it as they see it."""
    mention = _fit(_mention, written)
    if mention and route.to.startswith("slack:"):
        mention = _IN_SLACK.get(mention.casefold(), mention)
        if "<" not in mention:
            raise WrongUse(f"“{mention}” rings nobody in Slack; {values.RINGS_IN_SLACK}")
    return dataclasses.replace(route, mention=mention)


_SETTINGS: Mapping[str, Callable[[Route, str], Route]] = {
    "quiet": lambda route, written: dataclasses.replace(route, quiet=_fit(values.quiet, written)),
    "zone": lambda route, written: dataclasses.replace(route, time_zone=_fit(values.zone, written) or "UTC"),
    "mention": _ringing,
}
"""Words that are followed by a value, or by one of `_NONE`, and what that makes of the route."""


def _fit(read: Callable[[str], str], written: str) -> str:
    """The value as it is kept; empty where it is to be none."""
    if written.casefold() in _NONE:
        return ""
    try:
        return read(written)
    except Unfit as why:
        raise WrongUse(f"{why}{f'; {why.hint}' if why.hint else ''}") from None


def _companies(text: str, watchlist: Watchlist, known: Sequence[str]) -> tuple[str, ...]:
    """The companies of a text: watched ones, and those that a route knows already, watched any more or not."""
    named = [piece.strip() for piece in re.split(r"[,，、;；]", text) if piece.strip()]
    if not named:
        return tuple(known)
    if any(piece.casefold() in _ALL for piece in named):
        return ("*",)
    refs = [ref for piece in named for ref in _heard(piece, known) or _named(piece, watchlist)]
    for ref in refs:
        if ref.unit:
            raise WrongUse(f"{ref.unit} is a team of {ref.company}; a channel hears of whole companies")
    return tuple(dict.fromkeys(ref.company for ref in refs))


def _heard(piece: str, known: Sequence[str]) -> list[CompanyRef]:
    return [CompanyRef(name) for name in known if name.casefold() == piece.casefold()]


def _named(piece: str, watchlist: Watchlist) -> Iterator[CompanyRef]:
    """The companies of a piece without commas: the longest name from the left, then the next."""
    left = piece.split()
    while left:
        ref, taken = _longest(left, watchlist)
        if ref is None and left[0].casefold() in _JOINS and left[1:]:
            left = left[1:]
            continue
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
