"""What a question about a company or a team covers: its other names, and what became part of it. Pure."""

import datetime as dt
from collections.abc import Iterator, Sequence

from bot import wording
from store.lookup import MoveQuery
from store.model.companies import CompanyRef
from store.model.houses import Became, Houses


def query(ref: CompanyRef, houses: Houses, day: dt.date) -> MoveQuery:
    """Ask for the moves at a company, or at one of its teams, as of a day.

    Whatever name a move was stored under counts, a team once taken for a company too, and so does what was taken in.
    """
    owned = (houses.means(fact.name) for fact in houses.taken_in(ref, day))
    also = [name for one in (ref, *owned) for name in _names(one, houses)]
    return MoveQuery(company=ref.company, unit=ref.unit, also=tuple(dict.fromkeys(also)))


def _names(ref: CompanyRef, houses: Houses) -> Iterator[CompanyRef]:
    yield ref
    for name in houses.known_as(ref):
        yield CompanyRef(name)
        if ref.unit is not None:
            yield CompanyRef(ref.company, name)


def about(asked: str, ref: CompanyRef, houses: Houses, day: dt.date, taken_in: Sequence[Became]) -> str:
    """What the asker should know: whose team it is, what became of it, and whom the answer includes."""
    fate = houses.fate(asked, day)
    told = (
        f"{ref.unit} belongs to {ref.company}." if ref.unit else "",
        wording.fate(fate) if fate is not None else "",
        *(f"Includes {wording.part(fact)}." for fact in taken_in),
    )
    return " ".join(filter(None, told))
