"""A move concluded anew: from all its evidence, then by what people said of it."""

from sqlmodel import Session

from store import amendments, identity, press, rows
from store.model import conclusion
from store.model.conclusion import Claim, Conclusion
from store.model.corrections import Fix, corrected
from store.model.houses import NOTHING_KNOWN, Houses
from store.tables import MoveRow


def conclude(session: Session, row: MoveRow, houses: Houses = NOTHING_KNOWN) -> Conclusion:
    """Write what follows from evidence and corrections into the move's row, and renew what it is found by.

    `houses` tell one company from two.
    """
    claims = [rows.claim_of(one) for one in rows.evidence_of(session, [row.id])[row.id]]
    said = amendments.of_move(session, row.id)
    after = corrected(conclusion.conclude(claims, houses, press.known()), amendments.edits(said))
    row.wrong = any(one.kind == Fix.WRONG for one in said)
    rows.write_conclusion(session, row, after, told=[claim.told_at for claim in claims])
    rows.unindex(session, row.id)
    rows.index(session, row, identity.forms_of(session, row.person_id))
    return after


def begin(session: Session, row: MoveRow, claim: Claim, houses: Houses) -> None:
    """The same for a move that is only begun: nothing but this claim is known of it, and its row is added."""
    rows.write_conclusion(session, row, conclusion.conclude([claim], houses, press.known()), told=[claim.told_at])
    rows.index(session, row, identity.forms_of(session, row.person_id))
