"""The forms behind buttons, and the order of `/moves-admin` that a filled one amounts to.

    form:subscribe · form:role MOVE · form:date MOVE · form:status MOVE

Whoever may order may fill in; that is asked by `bot.commands`.
"""

import shlex
from collections.abc import Mapping, Sequence

from sqlmodel import Session

from bot import correction_cards, wording
from bot.cards import Card
from bot.chat import Asker
from bot.forms import MOST_CHOICES, Field, Form
from bot.orders import WrongUse
from store import lookup
from store.model.companies import Watchlist
from store.model.corrections import Fix
from store.model.moves import Move, Status

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
_EDITS = {"role": Fix.ROLE, "date": Fix.DATE, "status": Fix.STATUS}
_NOTE = Field(name="note", label="Why, for the log")


def form(key: str, asker: Asker, session: Session, watchlist: Watchlist) -> Form | Card:
    """The form of this key as it is now, or a card that says why there is none."""
    kind, _, token = key.removeprefix("form:").partition(" ")
    if kind == "subscribe":
        return _subscription(asker, watchlist)
    move = lookup.move(session, token) if kind in _EDITS else None
    if move is None:
        return correction_cards.refused("This button leads nowhere any more; ask anew")
    if move.wrong:
        return correction_cards.refused("This is marked as no move; undo that first")
    match kind:
        case "role":
            return _role(key, move)
        case "date":
            return _date(key, move)
        case _:
            return _status(key, move)


def channel(values: Mapping[str, str], asker: Asker) -> str:
    """The channel a form filled in is about: the one it was opened in, else the one that was picked."""
    picked = values.get("channel", "").strip()
    workspace, _, place = picked.rpartition("/")
    return asker.channel or (picked if place.isalnum() and workspace == asker.workspace else "")


def order(key: str, values: Mapping[str, str], asker: Asker) -> str:
    """What `/moves-admin` is told by a form filled in. Raises WrongUse where too little was."""
    given = {name: " ".join(value.split()) for name, value in values.items()}
    kind, _, token = key.removeprefix("form:").partition(" ")
    if kind == "subscribe":
        if asker.platform != "terminal" and not channel(values, asker):
            raise WrongUse("say which channel")
        return _subscribe(given)
    if kind not in _EDITS or not token.isalnum():
        raise WrongUse("this form is not known any more; ask anew")
    value, side = given.get("value", ""), given.get("side", "")
    if not value:
        raise WrongUse("nothing was filled in; “unknown” empties it, “clear” goes back to what outlets tell")
    note = f" note: {given['note']}" if given.get("note") else ""
    return f"fix {_EDITS[kind]} {token} {side if side in {'from', 'to'} else ''} {shlex.quote(value)}{note}"


def _subscribe(given: Mapping[str, str]) -> str:
    companies = given.get("companies", "")
    what = next((value for value, _ in _WHAT if value == given.get("what")), "all")
    when = next((value for value, _ in _WHEN if value == given.get("when")), "now")
    words = ["subscribe", shlex.quote(companies) if companies else "", _narrowed(what, companies), when]
    words += [f"{word} {shlex.quote(given[word])}" for word in ("quiet", "zone") if given.get(word)]
    return " ".join(filter(None, words))


def _narrowed(what: str, companies: str) -> str:
    """Without the word for all, where companies are named: it would mean all of them."""
    return what.removeprefix("all").strip() if companies else what


def _subscription(asker: Asker, watchlist: Watchlist) -> Form:
    quiet = Field(name="quiet", label="Quiet hours", hint="22:00-07:00; empty: none")
    where = Field(name="channel", label="Which channel", channel=True, optional=False)
    rest = (
        _companies(watchlist),
        Field(name="what", label="What of them", choices=_WHAT, value=_WHAT[0][0], optional=False),
        Field(name="when", label="When", choices=_WHEN, value=_WHEN[0][0], optional=False),
        Field(name="zone", label="Time zone", value="UTC", hint="Asia/Shanghai, America/New_York"),
    )
    fields = (*rest, quiet) if asker.channel or asker.platform == "terminal" else (where, *rest)
    return Form(key=SUBSCRIBE, title="What to hear of here", submit="Tell this channel", fields=fields)


def _companies(watchlist: Watchlist) -> Field:
    names: Sequence[str] = [company.name for company in watchlist.companies]
    label, hint = "Companies; empty: all that are watched", "Alibaba, OpenAI, 智谱"
    if 0 < len(names) <= MOST_CHOICES:
        return Field(name="companies", label=label, choices=tuple((name, name) for name in names), many=True)
    return Field(name="companies", label=label, hint=hint, long=True)


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
