"""The forms behind buttons, and the order of `/moves-admin` that a filled one amounts to.

    form:subscribe · form:route NUMBER · form:role MOVE · form:date MOVE · form:status MOVE

Behind ` at CHANNEL` it is about another channel than the one in which it is opened. Whoever may order may fill in; that is asked by `bot.commands`.
"""

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session

from bot import correction_cards, subscription_cards, wording
from bot.admins import elsewhere
from bot.cards import Card
from bot.chat import Asker
from bot.forms import MOST_CHOICES, Field, Form
from bot.orders import WrongUse
from store import lookup, subscriptions
from store.model.announce import Route
from store.model.companies import Watchlist
from store.model.corrections import Fix
from store.model.moves import Move, Status
from store.subscriptions import Subscription

SUBSCRIBE = "form:subscribe"
_WHAT = (
    ("all", "Every move"),
    ("all status:reported", "Every move but rumors"),
    ("all status:confirmed", "Confirmed moves only"),
    ("out", "Who leaves"),
    ("out status:reported", "Who leaves, no rumors"),
    ("in", "Who joins"),
    ("in status:reported", "Who joins, no rumors"),
)
_WHEN = (
    ("now", "At once"),
    ("digest daily 09:00", "In a digest, every day at 9:00"),
    ("digest daily 18:00", "In a digest, every day at 18:00"),
    ("digest weekly Mon 09:00", "In a digest, Mondays at 9:00"),
    ("digest weekly Fri 16:00", "In a digest, Fridays at 16:00"),
    ("now digest weekly Mon 09:00", "At once, and a digest on Mondays"),
)
_ONE_WHEN = tuple((value, label) for value, label in _WHEN if not value.startswith("now "))
_NARROWED = re.compile(r"(all|in|out)(?: (status:\w+))?")
_MOMENT = re.compile(r"now|digest (?:daily|weekly [a-z]+) [\d:]+", re.IGNORECASE)
_LONGEST = 2_900
"""Characters of companies that a form can hold; Slack takes 3,000."""
_LOST = "This button leads nowhere any more; ask anew"
_EDITS = {"role": Fix.ROLE, "date": Fix.DATE, "status": Fix.STATUS}
_AT = " at "
_ZONE = Field(name="zone", label="Time zone", hint="Asia/Shanghai, America/New_York")
_QUIET = Field(name="quiet", label="Quiet hours", hint="22:00-07:00; empty: none")
_NOTE = Field(name="note", label="Why, for the log")


def form(key: str, asker: Asker, session: Session, watchlist: Watchlist) -> Form | Card:
    """The form of this key as it is now, or a card that says why there is none."""
    try:
        there = about(key, {}, asker)
    except WrongUse as why:
        return correction_cards.refused(str(why))
    kind, token = _parts(key)
    if kind == "subscribe":
        return _subscription(key, there, watchlist)
    if kind == "route":
        return _route(key, token, subscriptions.of(session, there.here), watchlist)
    return _correction(key, session)


def _correction(key: str, session: Session) -> Form | Card:
    kind, token = _parts(key)
    move = lookup.move(session, token) if kind in _EDITS else None
    if move is None:
        return correction_cards.refused(_LOST)
    if move.wrong:
        return correction_cards.refused("This is marked as no move; undo that first")
    match kind:
        case "role":
            return _role(key, move)
        case "date":
            return _date(key, move)
        case _:
            return _status(key, move)


def _parts(key: str) -> tuple[str, str]:
    """What a form is, and what it is of."""
    kind, _, token = key.removeprefix("form:").partition(_AT)[0].partition(" ")
    return kind, token


def about(key: str, values: Mapping[str, str], asker: Asker) -> Asker:
    """The asker as speaking about the form's channel: that of its key, else the one it was opened in or that was picked.

    Raises WrongUse where this person cannot speak about the channel of the key.
    """
    place, picked = key.partition(_AT)[2], values.get("channel", "").strip()
    if not place:
        there = None if asker.channel else elsewhere(asker, picked)
        return there or asker
    named = elsewhere(asker, place)
    if named is None:
        raise WrongUse(_LOST)
    return named


def order(key: str, values: Mapping[str, str], asker: Asker) -> str:
    """What `/moves-admin` is told by a form filled in, of the channel the asker speaks about.

    Raises WrongUse where too little was filled in.
    """
    given = {name: " ".join(value.split()) for name, value in values.items()}
    kind, token = _parts(key)
    if kind in {"subscribe", "route"} and asker.platform != "terminal" and not asker.channel:
        raise WrongUse("say which channel")
    if kind == "subscribe":
        return _subscribe(given)
    if kind == "route" and token.isdecimal():
        return _change(token, given)
    if kind not in _EDITS or not token.isalnum():
        raise WrongUse("this form is not known any more; ask anew")
    value, side = given.get("value", ""), given.get("side", "")
    if not value:
        raise WrongUse("nothing was filled in; “unknown” empties it, “clear” goes back to what outlets tell")
    note = f" note: {shlex.quote(given['note'])}" if given.get("note") else ""
    return f"fix {_EDITS[kind]} {token} {side if side in {'from', 'to'} else ''} {shlex.quote(value)}{note}"


def _subscribe(given: Mapping[str, str]) -> str:
    companies = given.get("companies", "")
    what = next((value for value, _ in _WHAT if value == given.get("what")), "all")
    when = next((value for value, _ in _WHEN if value == given.get("when")), "now")
    words = ["subscribe", shlex.quote(companies) if companies else "", _narrowed(what, companies), when]
    words += [f"{word} {shlex.quote(given[word])}" for word in ("quiet", "zone") if given.get(word)]
    return " ".join(filter(None, words))


def _change(number: str, given: Mapping[str, str]) -> str:
    """The order that makes a route what the form says; a field left empty takes away what stood there."""
    what, when = _NARROWED.fullmatch(given.get("what", "")), given.get("when", "")
    if what is None or not _MOMENT.fullmatch(when):
        raise WrongUse("choose what of them and when from what the form offers")
    way, status = "both" if what[1] == "all" else what[1], what[2] or "status:any"
    rest = (f"{word} {shlex.quote(given.get(word) or 'none')}" for word in ("quiet", "zone"))
    return " ".join(("change", number, shlex.quote(given.get("companies") or "all"), way, status, when, *rest))


def _narrowed(what: str, companies: str) -> str:
    """Without the word for all, where companies are named: it would mean all of them."""
    return what.removeprefix("all").strip() if companies else what


def _subscription(key: str, asker: Asker, watchlist: Watchlist) -> Form:
    where = Field(name="channel", label="Which channel", channel=True, optional=False)
    rest = (
        _companies([company.name for company in watchlist.companies]),
        Field(name="what", label="What of them", choices=_WHAT, value=_WHAT[0][0], optional=False),
        Field(name="when", label="When", choices=_WHEN, value=_WHEN[0][0], optional=False),
        replace(_ZONE, value="UTC"),
    )
    fields = (*rest, _QUIET) if asker.channel or asker.platform == "terminal" else (where, *rest)
    return Form(key=key, title="What to hear of here", submit="Tell this channel", fields=fields)


def _route(key: str, number: str, made: Sequence[Subscription], watchlist: Watchlist) -> Form | Card:
    """The form of a route that was made in chat, with what it asks for filled in; what it has no field for stays."""
    one = next((one for one in made if str(one.id) == number), None)
    if one is None:
        return correction_cards.refused("That route is not there any more; “routes” shows those that are")
    route = one.route
    named = () if "*" in route.companies else route.companies
    companies = _companies(dict.fromkeys((*(company.name for company in watchlist.companies), *named)), named)
    if len(companies.value) > _LONGEST:
        return correction_cards.refused(f"These are too many companies for a form; write change {number} and the words")
    what = " ".join(filter(None, (route.way or "all", _least(route))))
    when = "now" if route.when == "now" else f"digest {route.when}"
    fields = (
        companies,
        _chosen("what", "What of them", _WHAT, what, " · ".join(subscription_cards.narrowed(route)).capitalize()),
        _chosen("when", "When", _ONE_WHEN, when, f"In a digest, {route.when}"),
        replace(_ZONE, value=route.time_zone),
        replace(_QUIET, value=route.quiet),
    )
    return Form(key=key, title=f"Change route #{number}", submit="Change", fields=fields)


def _least(route: Route) -> str:
    return "" if route.min_status is Status.RUMORED else f"status:{route.min_status.value}"


def _chosen(name: str, label: str, choices: tuple[tuple[str, str], ...], value: str, told: str) -> Field:
    """A choice of which one holds, which is among them under `told` where it usually is not."""
    here = () if value in dict(choices) else ((value, told),)
    return Field(name=name, label=label, choices=(*choices, *here), value=value, optional=False)


def _companies(names: Iterable[str], chosen: Sequence[str] = ()) -> Field:
    offered, value = tuple((name, name) for name in names), ", ".join(chosen)
    label, hint = "Companies; empty: all that are watched", "Alibaba, OpenAI, 智谱"
    if 0 < len(offered) <= MOST_CHOICES:
        return Field(name="companies", label=label, value=value, choices=offered, many=True)
    return Field(name="companies", label=label, value=value, hint=hint, long=True)


def _role(key: str, move: Move) -> Form:
    sides = {"from": move.left, "to": move.joined}
    there = {side: position for side, position in sides.items() if position is not None}
    shown = there.get("to") or there["from"]
    choices = tuple((side, f"{side}: {wording.place(position)}"[:75]) for side, position in there.items())
    side = Field(name="side", label="Which side", choices=choices, value=choices[-1][0], optional=False)
    value = Field(name="value", label="Role", value=shown.role or "", hint="unknown: empty it; clear: as outlets tell")
    fields = (side, value, _NOTE) if len(choices) > 1 else (value, _NOTE)
    return Form(key=key, title="Correct the role", submit="Correct", fields=fields)


def _date(key: str, move: Move) -> Form:
    hint = "2026-03-03, 2026-03 or 2026; unknown: empty it; clear: as outlets tell"
    value = Field(name="value", label="When it happens", value=str(move.date or ""), hint=hint, optional=False)
    return Form(key=key, title="Correct the date", submit="Correct", fields=(value, _NOTE))


def _status(key: str, move: Move) -> Form:
    choices = (*((status.value, wording.STATUS[status]) for status in Status), ("clear", "As outlets tell it"))
    value = Field(name="value", label="Status", choices=choices, value=move.status.value, optional=False)
    return Form(key=key, title="Correct the status", submit="Correct", fields=(value, _NOTE))
