"""The only mapping between rows and the model: claims and moves, both ways."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from sqlalchemy import bindparam, delete
from sqlmodel import Session, col, select

from store import press
from store.companies import company_ids, company_names
from store.identity import also, forms_of_all
from store.model import voices
from store.model.conclusion import Claim, Conclusion
from store.model.dates import PartialDate
from store.model.moves import Evidence, Move, Standing, Status
from store.model.names import fold
from store.model.positions import Position
from store.search import tokens
from store.statements import columns, put, put_one
from store.tables import EvidenceRow, MoveCompanyRow, MoveRow, MoveTokenRow, PersonRow

_EVIDENCE = (
    select(EvidenceRow)
    .where(col(EvidenceRow.move_id).in_(bindparam("moves")))
    .order_by(col(EvidenceRow.told_at), col(EvidenceRow.id))
)
_PERSONS = select(PersonRow.id, PersonRow.token, PersonRow.name).where(col(PersonRow.id).in_(bindparam("persons")))
_UNINDEX = (
    delete(MoveCompanyRow).where(col(MoveCompanyRow.move_id) == bindparam("move")),
    delete(MoveTokenRow).where(col(MoveTokenRow.move_id) == bindparam("move")),
)


def url_hash(url: str | None, publisher: str, title: str) -> int:
    """64 signed bits that name an article: its address, else its outlet and title."""
    named = url or f"{fold(publisher)}\x1f{fold(title)}"
    return int.from_bytes(blake2b(named.encode("utf-8", "replace"), digest_size=8).digest(), signed=True)


def claim_of(row: EvidenceRow) -> Claim:
    """Read a claim back."""
    return Claim(
        publisher=row.publisher,
        title=row.title,
        quote=row.quote,
        told_at=row.told_at,
        person=row.person,
        left=_position(row.left_company, row.left_unit, row.left_role),
        joined=_position(row.joined_company, row.joined_unit, row.joined_role),
        status=Status(row.status),
        date=_date(row.date),
        background=row.background,
        confidence=row.confidence,
        alert=row.alert,
        url=row.url,
    )


def claim_columns(claim: Claim) -> dict[str, object]:
    """What a claim says, by the columns of its row; outlet and address are the article's."""
    left, joined = claim.left, claim.joined
    return {
        "left_company": left and left.company,
        "left_unit": left and left.unit,
        "left_role": left and left.role,
        "joined_company": joined and joined.company,
        "joined_unit": joined and joined.unit,
        "joined_role": joined and joined.role,
        "quote": claim.quote,
        "told_at": claim.told_at,
        "status": claim.status.value,
        "date": None if claim.date is None else str(claim.date),
        "background": claim.background,
        "confidence": claim.confidence,
        "alert": claim.alert,
    }


def write_claim(row: EvidenceRow, claim: Claim) -> None:
    """Put a claim into its row; outlet and address stay as they are."""
    for name, value in claim_columns(claim).items():
        setattr(row, name, value)


def add_evidence(
    session: Session, move_id: int, claim: Claim, *, url_hash: int, lang: str | None, published: dt.datetime | None
) -> int:
    """Keep a claim as evidence of a move; returns the row's number."""
    return put_one(
        session,
        EvidenceRow,
        move_id=move_id,
        url_hash=url_hash,
        url=claim.url,
        publisher=claim.publisher,
        title=claim.title,
        lang=lang,
        published=published,
        person=claim.person,
        **claim_columns(claim),
    )


def conclusion_columns(session: Session, after: Conclusion, told: Collection[dt.datetime]) -> dict[str, object]:
    """What was concluded of a move, by the columns of its row; `told` are the times of all tellings.

    Companies that are new are added.
    """
    left, joined = after.left, after.joined
    number = company_ids(session, [side.company for side in (left, joined) if side is not None])
    return {
        "left_company_id": left and number[left.company],
        "left_unit": left and left.unit,
        "left_role": left and left.role,
        "joined_company_id": joined and number[joined.company],
        "joined_unit": joined and joined.unit,
        "joined_role": joined and joined.role,
        "status": after.status.value,
        "date": None if after.date is None else str(after.date),
        "at": timeline_at(after.date, told),
        "background": after.background,
        "confidence": after.confidence,
        "alert": after.alert,
    }


def index(session: Session, row: MoveRow, forms: Iterable[str]) -> None:
    """Let the move be found by its companies and its words; `unindex` takes away what it was found by before."""
    sides = {row.left_company_id: "out", row.joined_company_id: "in"}
    if row.left_company_id == row.joined_company_id:
        sides = {row.left_company_id: "both"}
    if row.wrong:
        sides = dict.fromkeys(sides, "none")
    ways = {number: way for number, way in sides.items() if number is not None}
    names = company_names(session, ways).values()
    words = tokens(" ".join(filter(None, (*forms, *names, row.left_unit, row.left_role, row.joined_unit, row.joined_role))))  # fmt: skip
    here = {"at": row.at, "move_id": row.id}
    put(session, MoveCompanyRow, [{"company_id": number, "direction": way, **here} for number, way in ways.items()])
    put(session, MoveTokenRow, [{"token": word, **here} for word in words if not row.wrong])


def unindex(session: Session, move_id: int) -> None:
    """Let the move be found by nothing but its id."""
    session.flush()
    for gone in _UNINDEX:
        session.connection().execute(gone, {"move": move_id})


def concluded(session: Session, row: MoveRow, evidence: Sequence[EvidenceRow]) -> Conclusion:
    """Read back what was concluded of a move; `evidence` is all of it."""
    left, joined = sides(session, [row])[0]
    return Conclusion(
        left=left,
        joined=joined,
        status=Status(row.status),
        date=_date(row.date),
        background=row.background,
        confidence=row.confidence,
        alert=row.alert,
        standing=_standing(row, evidence),
    )


def evidence_of(session: Session, move_ids: Collection[int]) -> dict[int, list[EvidenceRow]]:
    """All evidence of these moves in one query, first told first."""
    found: dict[int, list[EvidenceRow]] = {number: [] for number in move_ids}
    if not found:
        return found
    for row in session.exec(_EVIDENCE, params={"moves": list(found)}):
        found[row.move_id].append(row)
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept of some moves beside their rows, as long as nothing of it changes."""

    evidence: Mapping[int, list[EvidenceRow]]
    """By move, first told first."""
    forms: Mapping[int, list[str]]
    """How people were written, by person."""


def held(session: Session, rows: Collection[MoveRow]) -> Held:
    """Read it, in two queries however many they are."""
    return Held(evidence_of(session, [row.id for row in rows]), forms_of_all(session, {row.person_id for row in rows}))


def models(session: Session, rows: Sequence[MoveRow], known: Held | None = None) -> tuple[Move, ...]:
    """Read moves back, in four queries however many they are; in two where the rest is known."""
    known = held(session, rows) if known is None else known
    persons = _persons(session, {row.person_id for row in rows}, known.forms)
    places = sides(session, rows)
    return tuple(
        _move(row, persons[row.person_id], place, known.evidence[row.id])
        for row, place in zip(rows, places, strict=True)
    )


def sides(session: Session, rows: Sequence[MoveRow]) -> list[tuple[Position | None, Position | None]]:
    """Where these moves lead from and to, in one query."""
    names = company_names(
        session, {number for row in rows for number in (row.left_company_id, row.joined_company_id) if number}
    )
    return [
        (
            _position(names.get(row.left_company_id or 0), row.left_unit, row.left_role),
            _position(names.get(row.joined_company_id or 0), row.joined_unit, row.joined_role),
        )
        for row in rows
    ]


def kept(session: Session, row: MoveRow) -> MoveRow:
    """The move itself, or the one it was merged into."""
    while row.merged_into is not None:
        row = session.get_one(MoveRow, row.merged_into)
    return row


def timeline_at(date: PartialDate | None, told: Collection[dt.datetime]) -> dt.datetime:
    """Where a move stands in a timeline: its day, else when it was first told.

    A coarse date counts as its last day, one that lies ahead as the latest telling: what has not happened yet is as
    new as the news of it.
    """
    if date is None:
        return min(told)
    day = dt.datetime.combine(date.last, dt.time(), dt.UTC)
    return max(min(day, max(told)), dt.datetime.combine(min(date.first, max(told).date()), dt.time(), dt.UTC))


def _position(company: str | None, unit: str | None, role: str | None) -> Position | None:
    return None if company is None else Position(company=company, unit=unit, role=role)


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)


def _persons(
    session: Session, ids: Collection[int], forms: Mapping[int, Sequence[str]]
) -> dict[int, tuple[str, str, tuple[str, ...]]]:
    """Id, shown name and other forms, by person."""
    found = columns(session, _PERSONS, persons=sorted(ids))
    return {number: (token, name, also(name, forms[number])) for number, token, name in found}


def _move(
    row: MoveRow,
    person: tuple[str, str, tuple[str, ...]],
    place: tuple[Position | None, Position | None],
    evidence: Sequence[EvidenceRow],
) -> Move:
    person_id, name, others = person
    left, joined = place
    return Move(
        id=row.token,
        person=name,
        also=others,
        left=left,
        joined=joined,
        status=Status(row.status),
        date=_date(row.date),
        background=row.background,
        confidence=row.confidence,
        alert=row.alert,
        first_seen=row.first_seen,
        revision=row.revision,
        evidence=tuple(map(_evidence, evidence)),
        standing=_standing(row, evidence),
        wrong=row.wrong,
        person_id=person_id,
    )


def _standing(row: MoveRow, evidence: Iterable[EvidenceRow]) -> Standing:
    return voices.standing(list(map(claim_of, evidence)), Status(row.status), press.known())


def _evidence(row: EvidenceRow) -> Evidence:
    return Evidence(
        publisher=row.publisher,
        title=row.title,
        url=row.url,
        quote=row.quote,
        published=row.published,
        status=Status(row.status),
    )
