"""Orders carried out in the store."""

from sqlmodel import Session

from bot.orders import Order
from store import corrections, undoing
from store.audit import Editor
from store.model.companies import Watchlist
from store.model.corrections import Correction, Fix, Refused
from store.readings import simplified


def carry_out(session: Session, order: Order, by: Editor, watchlist: Watchlist) -> Correction:
    """Make or take back the correction in the caller's transaction; Refused has to leave that."""
    names = order.names
    match order.verb:
        case "undo":
            done = undoing.undo(session, order.number, by)
        case Fix.WRONG:
            done = corrections.wrong(session, names[0], by)
        case Fix.MERGE:
            done = corrections.merge(session, names[0], names[1], by)
        case Fix.SPLIT:
            done = corrections.split(session, names[0], names[1:], by)
        case Fix.SAME:
            done = corrections.same(session, names[0], names[1], by)
        case Fix.DIFFERENT:
            done = corrections.different(session, names[0], names[1], by)
        case _:
            value = _canonical(order.value, watchlist) if order.verb == Fix.COMPANY else order.value
            done = corrections.edit(session, Fix(order.verb), names[0], value, by, side=order.side)
    return done


def _canonical(written: str, watchlist: Watchlist) -> str:
    """A company by the name that the watchlist shows; a unit is refused, for it has a word of its own."""
    ref = watchlist.resolve(written) or watchlist.resolve(simplified(written))
    if ref is not None and ref.unit is not None:
        raise Refused(f"{ref.unit} is a team of {ref.company}: say company {ref.company}, then unit {ref.unit}")
    return ref.company if ref is not None else written
