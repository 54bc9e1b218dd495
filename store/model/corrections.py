"""What people say about moves that stands whatever outlets tell: the kinds, what an edit does, when undoing is possible.

Pure. A move is concluded from its claims (`store.model.conclusion`) and then corrected by its standing edits; nothing
concluded is ever written over, so that an edit taken back leaves no trace. Of edits of one field the latest holds.
"""

import datetime as dt
import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from store.model.conclusion import Conclusion
from store.model.dates import PartialDate
from store.model.moves import Status
from store.model.positions import Position
from store.model.sameness import same_company

CLEAR = "clear"
"""The value that takes an edit off: back to what the outlets say."""
UNKNOWN = "unknown"
"""The value that says nobody knows: an empty date, role or unit; for a company, no such side."""
_LONGEST = 200  # characters of a value


class Fix(enum.StrEnum):
    """What sort of correction it is."""

    WRONG = "wrong"
    """No move at all: hidden from answers, what matches it later stays silent."""
    MERGE = "merge"
    SPLIT = "split"
    ROLE = "role"
    DATE = "date"
    STATUS = "status"
    UNIT = "unit"
    COMPANY = "company"
    SAME = "same"
    """Two persons are one."""
    DIFFERENT = "different"


class Side(enum.StrEnum):
    """Which side of a move an edit is about, in the words of the contracts."""

    LEFT = "from"
    JOINED = "to"


EDITS = frozenset({Fix.ROLE, Fix.DATE, Fix.STATUS, Fix.UNIT, Fix.COMPANY})
SIDED = frozenset({Fix.ROLE, Fix.UNIT, Fix.COMPANY})
"""Edits that are about one side."""


class Refused(Exception):
    """A correction that cannot be made or taken back; the message is a sentence for whoever asked."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One field of a move, said by a person; `side` is None for a date or a status."""

    kind: Fix
    side: Side | None
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One line of the audit: who said what of which move, when, and what it changed."""

    number: int
    made_at: dt.datetime
    who: str
    kind: Fix
    what: str
    """In the words of the command line: `role m4k2… from CTO`."""
    move: str | None
    """The id of the move it is about, as it is called now; None for persons."""
    before: str
    after: str
    note: str = ""
    undone_at: dt.datetime | None = None
    undone_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A correction that stands, as far as others can rest on it, in names of moves and persons."""

    number: int
    kind: Fix
    touches: frozenset[str]
    """What it joined, parted or decided."""
    uses: frozenset[str]
    """What has to stay as it is while this one stands. Edits are put over whatever is there and need only the move."""


def corrected(told: Conclusion, edits: Iterable[Edit]) -> Conclusion:
    """Put the edits, oldest first, over what was concluded. Edits that would leave no side at all leave the sides."""
    latest = {(edit.kind, edit.side): edit.value for edit in edits}
    said = {field: value for field, value in latest.items() if value != CLEAR}
    left, joined = _side(told.left, Side.LEFT, said), _side(told.joined, Side.JOINED, said)
    if left is None and joined is None:
        left, joined = told.left, told.joined
    status, date = said.get((Fix.STATUS, None)), said.get((Fix.DATE, None))
    return replace(
        told,
        left=left,
        joined=joined,
        status=told.status if status is None else Status(status),
        date=told.date if date is None else None if date == UNKNOWN else PartialDate.parse(date),
    )


def _side(told: Position | None, side: Side, said: Mapping[tuple[Fix, Side | None], str]) -> Position | None:
    """One side with its edits. Another company takes the role along, for it was told of the person, but not the unit."""
    place, company = told, said.get((Fix.COMPANY, side))
    if company == UNKNOWN:
        return None
    if company is not None:
        kept = told.unit if told is not None and same_company(told.company, company) else None
        place = Position(company=company, unit=kept, role=told.role if told is not None else None)
    if place is None:
        return None
    return Position(
        company=place.company,
        unit=_value(said.get((Fix.UNIT, side)), place.unit),
        role=_value(said.get((Fix.ROLE, side)), place.role),
    )


def _value(said: str | None, told: str | None) -> str | None:
    return told if said is None else None if said == UNKNOWN else said


def shown(concluded: Conclusion, kind: Fix, side: Side | None) -> str:
    """What a reader sees in the field of an edit."""
    place = concluded.left if side is Side.LEFT else concluded.joined
    values = {
        Fix.STATUS: concluded.status.value,
        Fix.DATE: str(concluded.date) if concluded.date else None,
        Fix.COMPANY: place.company if place else None,
        Fix.UNIT: place.unit if place else None,
        Fix.ROLE: place.role if place else None,
    }
    return values[kind] or UNKNOWN


def side_meant(concluded: Conclusion, kind: Fix, side: Side | None) -> Side | None:
    """The side an edit is about: the one that was named, or the only one there is. Refuses where that is no answer."""
    if kind not in SIDED:
        if side is not None:
            raise Refused(f"a {kind.value} belongs to the whole move: leave “{side.value}” out")
        return None
    there = [one for one, place in ((Side.LEFT, concluded.left), (Side.JOINED, concluded.joined)) if place is not None]
    if side is None:
        if len(there) > 1:
            raise Refused(f"the move has two sides: say whose {kind.value} is meant, “from” or “to”")
        return there[0]
    if side not in there and kind is not Fix.COMPANY:
        raise Refused(f"nothing is known of the “{side.value}” side yet: say its company first")
    return side


def read_value(kind: Fix, written: str) -> str:
    """A value in the form it is kept in. Refuses what is none, with the form that is."""
    value = " ".join(written.split())
    if value.casefold() == CLEAR:
        return CLEAR
    if value.casefold() == UNKNOWN and kind is not Fix.STATUS:
        return UNKNOWN
    if kind is Fix.STATUS:
        if value.casefold() not in set(Status):
            raise Refused(f"“{value}” is no status; there are {', '.join(Status)}, and “{CLEAR}”")
        return value.casefold()
    if kind is Fix.DATE:
        return _date(value)
    if not value or not value.isprintable() or len(value) > _LONGEST:
        raise Refused(f"a {kind.value} is 1 to {_LONGEST} characters on one line, or “{UNKNOWN}”, or “{CLEAR}”")
    return value


def _date(value: str) -> str:
    try:
        return str(PartialDate.parse(value))
    except ValueError:
        raise Refused(f"“{value}” is no date; write YYYY, YYYY-MM or YYYY-MM-DD, “{UNKNOWN}” or “{CLEAR}”") from None


def chosen(asked: Sequence[str], sources: Sequence[tuple[str, str | None]]) -> frozenset[int]:
    """Which tellings a person means: each by its number (from 1, as listed), its address, or its outlet's name.

    `sources` are (outlet, address). Refuses what means none of them, and what would leave the move none.
    """
    found: set[int] = set()
    for written in asked:
        mine = _meant(written, sources)
        if not mine:
            raise Refused(f"the move has no source “{written}”; name one by its number from 1 to {len(sources)}, "
                          "its address or its outlet")  # fmt: skip
        found |= mine
    if not found:
        raise Refused("say which sources tell of another move: by number, address or outlet")
    if len(found) == len(sources):
        raise Refused("that is every source of the move; at least one has to stay")
    return frozenset(found)


def _meant(written: str, sources: Sequence[tuple[str, str | None]]) -> set[int]:
    if written.isdecimal() and len(written) < 5 and 0 < int(written) <= len(sources):
        return {int(written) - 1}
    plain = written.casefold()
    exact = {at for at, (_, url) in enumerate(sources) if url is not None and url == written}
    return exact or {at for at, (outlet, _) in enumerate(sources) if outlet.casefold() == plain}


def obstacle(earlier: Standing, others: Iterable[Standing]) -> Standing | None:
    """The newest correction that was built on an earlier one and has to be taken back first; None where there is none."""
    later = [one for one in others if one.number > earlier.number and one.uses & earlier.touches]
    return max(later, key=lambda one: one.number, default=None)
