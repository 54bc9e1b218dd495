"""The words of cards: small pure phrases about moves, in plain English.

Status is always said in words, numbers always with what they count.
"""

from collections.abc import Sequence

from store.model.dates import PartialDate
from store.model.houses import Became
from store.model.moves import ChangeKind, Kind, Move, Status
from store.model.names import fold
from store.model.phrases import Voucher
from store.model.positions import Position

STATUS = {
    Status.RUMORED: "Rumored",
    Status.REPORTED: "Reported",
    Status.CONFIRMED: "Confirmed",
    Status.DENIED: "Denied",
}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_DIFFERENCES = {
    "destination": "the destination is now known",
    "role": "the role is now known",
    "unit": "the team is now known",
    "origin": "where they come from is now known",
}


_MOST_NAMES = 3
_LABEL = 70


def headline(move: Move, *others: str) -> str:
    """Who does what, in one breath: the words an alert is read by. `others` are people who go the same way."""
    left, joined = move.left, move.joined
    people = _people(move.person, *others)
    if move.kind is Kind.DEPARTURE and left is not None:
        return f"{people} {_verb(move, 'leave', others)} {left.company}"
    assert joined is not None  # every other kind has a destination
    if move.kind is Kind.APPOINTMENT:
        role = joined.role or "a new role"
        return f"{people} {_verb(move, 'become', others)} {role} at {joined.company}"
    more = f" from {left.company}" if left is not None else f" as {joined.role}" if joined.role and not others else ""
    return f"{people} {_verb(move, 'join', others)} {joined.company}{more}"


def same_way(one: Move, other: Move) -> bool:
    """Say whether one headline holds for both: the same companies on the same sides, and equally sure."""
    if Kind.APPOINTMENT in {one.kind, other.kind} or one.status is not other.status:
        return False
    sides = ((one.left, other.left), (one.joined, other.joined))
    return one.wrong is other.wrong and all((a and a.company) == (b and b.company) for a, b in sides)


def _people(*names: str) -> str:
    if len(names) > _MOST_NAMES:
        return f"{', '.join(names[: _MOST_NAMES - 1])} and {len(names) - _MOST_NAMES + 1} others"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _verb(move: Move, verb: str, others: Sequence[str]) -> str:
    if move.status is Status.RUMORED:
        return f"may {verb}"
    return verb if others else f"{verb}s"


def status(move: Move) -> str:
    """The status in words, with who says so where that is known: "Confirmed by Alibaba"."""
    return f"{STATUS[move.status]}{_by(move)}"


def _by(move: Move) -> str:
    match move.standing.by:
        case Voucher.FILING:
            return " by a filing"
        case Voucher.COMPANY:
            return f" by {move.standing.company or 'the company'}"
        case Voucher.PERSON:
            return " in their own words"
        case None:
            return ""


def outlets(move: Move) -> str:
    """How many tell it, or deny it: "2 independent outlets"; families, not articles. Empty where no outlet does."""
    number = move.standing.outlets
    return count(number, "independent outlet" if number > 1 else "outlet") if number else ""


def standing(move: Move) -> str:
    """Status and outlets within a line: "confirmed by Alibaba, 2 independent outlets"."""
    words = status(move)
    return ", ".join(filter(None, (words[0].lower() + words[1:], outlets(move))))


def count(number: int, noun: str) -> str:
    """A number with its noun in the right form."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1] + 'ies' if noun.endswith('y') else noun + 's'}"


def label(words: str) -> str:
    """Words as every platform's buttons carry them, cut where they are longer."""
    return words if len(words) <= _LABEL else words[: _LABEL - 1].rstrip() + "…"


def sentence(words: str) -> str:
    """Words as a sentence: a capital at its beginning, a stop at its end where it has none."""
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('?', '!', '.')) else '.'}"


def someone(name: str, companies: Sequence[str]) -> str:
    """A person told apart by companies, as in "Lin Junyang (Alibaba, Meta)"."""
    return f"{name} ({', '.join(companies[:2])})" if companies else name


def place(position: Position) -> str:
    """Where and as what, as in "Alibaba · Qwen · technical lead"."""
    return " · ".join(part for part in (*_workplace(position), position.role) if part)


def _workplace(position: Position) -> tuple[str, ...]:
    """Company and unit; a unit that bears the company's name (Google DeepMind) says both."""
    if position.unit is None:
        return (position.company,)
    return (position.unit,) if fold(position.company) in fold(position.unit) else (position.company, position.unit)


def fate(fact: Became) -> str:
    """What became of a house, as whoever asks by its old name is told."""
    if fact.renamed:
        return f"{fact.name} has been called {fact.became} since {when(fact.since)}."
    return f"{fact.name} has been part of {fact.became} since {when(fact.since)}."


def part(fact: Became) -> str:
    """Who was taken in, as in "MosaicML, part of it since 19 July 2023"."""
    return f"{fact.name}, part of it since {when(fact.since)}"


def house(move: Move) -> str:
    """The company a move is told under: the one that loses somebody, for that is the news; else the one that gains."""
    side = move.left or move.joined
    return side.company if side is not None else ""


def path(move: Move) -> str:
    """From → to in one line; an unknown side is left out and the arrow says which way."""
    if move.kind is Kind.APPOINTMENT and move.joined is not None:
        before = f"{move.left.role} → " if move.left is not None and move.left.role else ""
        return f"{move.joined.company}: {before}{move.joined.role or 'new role'}"
    left = _short(move.left) if move.left else ""
    joined = _short(move.joined) if move.joined else ""
    return f"{left} → {joined}".strip() if joined else f"left {left}"


def _short(position: Position) -> str:
    name, *unit = _workplace(position)
    detail = ", ".join(part for part in (*unit, position.role) if part)
    return f"{name} ({detail})" if detail else name


def takes_over(move: Move) -> str:
    """Who follows, as in "Zhou Hao, from Google · 3 March 2026"."""
    told = f"{move.person} (rumored)" if move.status is Status.RUMORED else move.person
    elsewhere = move.left is not None and move.kind is not Kind.APPOINTMENT
    origin = f", from {move.left.company}" if move.left is not None and elsewhere else ""
    return f"{told}{origin}{f' · {when(move.date)}' if move.date is not None else ''}"


def makes_room(move: Move) -> str:
    """Who held the post before, as in "Lin Junyang, goes to Meta · 3 March 2026"."""
    told = f"{move.person} (rumored to leave)" if move.status is Status.RUMORED else move.person
    onwards = move.joined is not None and move.kind is not Kind.APPOINTMENT
    target = f", goes to {move.joined.company}" if move.joined is not None and onwards else ""
    return f"{told}{target}{f' · {when(move.date)}' if move.date is not None else ''}"


def when(date: PartialDate) -> str:
    """A date as people write it, never more precise than it is known."""
    if date.month is None:
        return str(date.year)
    month = _MONTHS[date.month - 1]
    return f"{month} {date.year}" if date.day is None else f"{date.day} {month} {date.year}"


def month(move: Move) -> str:
    """The heading a move stands under: its event's month or year, else the month it was first told."""
    if move.date is not None:
        return when(PartialDate(move.date.year, move.date.month))
    told = min((e.published for e in move.evidence if e.published is not None), default=move.first_seen)
    return when(PartialDate(told.year, told.month))


def day(move: Move) -> str:
    """The day with its month, as in "3 Mar"; empty where the day is not known."""
    if move.date is None or move.date.month is None or move.date.day is None:
        return ""
    return f"{move.date.day} {_MONTHS[move.date.month - 1][:3]}"


def news(change: ChangeKind, differs: Sequence[str], move: Move) -> str:
    """What a reply in the thread says: what changed, as it is now."""
    if change is ChangeKind.NEW:
        return "In the same news."
    if move.status is Status.DENIED:
        return f"This has been denied{_by(move)}."
    turned = [_turned(move)] if "status" in differs else []
    known = [words for name, words in _DIFFERENCES.items() if name in differs]
    places = [f"{', '.join(known).capitalize()}: {path(move)}."] if known else []
    dated = [f"The date is now known: {when(move.date)}."] if "date" in differs and move.date is not None else []
    return " ".join((*turned, *places, *dated)) or f"{headline(move)}."


def _turned(move: Move) -> str:
    """The new rung; that a denial came before is part of it."""
    if any(one.status is Status.DENIED for one in move.evidence):
        return f"{status(move)} after a denial."
    words = status(move)
    return f"Now {words[0].lower()}{words[1:]}."
