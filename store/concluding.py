"""A move concluded anew: from all its evidence, then by what people said of it."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session

from store import amendments, identity, press, rows
from store.model import conclusion
from store.model.conclusion import Claim, Conclusion
from store.model.corrections import Fix, corrected
from store.model.houses import NOTHING_KNOWN, Houses
from store.statements import put_one
from store.tables import MoveRow


def conclude(session: Session, row: MoveRow, houses: Houses = NOTHING_KNOWN) -> Conclusion:
    """Write what follows from evidence and corrections into the move's row, and renew what it is found by.

    `houses` tell one company from two.
    """
    claims = [rows.claim_of(one) for one in rows.evidence_of(session, [row.id])[row.id]]
    return renew(session, row, claims, identity.forms_of(session, row.person_id), houses)


def renew(session: Session, row: MoveRow, claims: Sequence[Claim], forms: Iterable[str], houses: Houses) -> Conclusion:
    """The same where all claims and all forms of the person's name are known."""
    said = amendments.of_move(session, row.id)
    after = corrected(conclusion.conclude(claims, houses, press.known()), amendments.edits(said))
    follows = rows.conclusion_columns(session, after, [claim.told_at for claim in claims])
    for column, value in {**follows, "wrong": any(one.kind == Fix.WRONG for one in said)}.items():
        setattr(row, column, value)
    rows.unindex(session, row.id)
    rows.index(session, row, forms)
    return after


def begin(session: Session, claim: Claim, forms: Iterable[str], houses: Houses, **begun: object) -> MoveRow:
    """Add a move of which nothing but this claim is known; `begun` are the columns that do not follow from it."""
    after = conclusion.conclude([claim], houses, press.known())
    columns = rows.conclusion_columns(session, after, [claim.told_at])
    row = session.get_one(MoveRow, put_one(session, MoveRow, **begun, **columns))
    rows.index(session, row, forms)
    return row
