"""The only mapping between rows and the model: companies, claims and moves, both ways."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b

from sqlalchemy import delete
from sqlmodel import Session, col, select

from store import press
from store.identity import also, forms_of_all
from store.model import voices
from store.model.conclusion import Claim, Conclusion
from store.model.dates import PartialDate
from store.model.moves import Evidence, Move, Status
from store.model.names import fold
from store.model.positions import Position
from store.readings import simplified
from store.search import tokens
from store.tables import (
    CompanyKeyRow,
    CompanyRow,
    EvidenceRow,
    MoveCompanyRow,
    MoveRow,
    MoveTokenRow,
    PersonRow,
)


def company_keys(name: str) -> tuple[str, ...]:
    """Normal forms of a company's name: whole, and every beginning of whole words, longest first."""
    words = fold(simplified(name)).split() or [name]
    return tuple(" ".join(words[:end]) for end in range(len(words), 0, -1))


def find_company(session: Session, name: str) -> int | None:
    """The company of this name, in any case, width, script or punctuation."""
    return find_companies(session, [name]).get(name)


def find_companies(session: Session, names: Iterable[str]) -> dict[str, int]:
    """The same for several names at once; those that no company has are left out."""
    keys = {name: company_keys(name)[0] for name in names}
    wanted = select(CompanyRow.id, CompanyRow.name).join(
        CompanyKeyRow, col(CompanyKeyRow.company_id) == col(CompanyRow.id)
    )
    likely = wanted.where(col(CompanyKeyRow.key).in_(sorted(set(keys.values())))).order_by(col(CompanyRow.id).desc())
    whole = {company_keys(known)[0]: number for number, known in session.exec(likely)}
    return {name: whole[key] for name, key in keys.items() if key in whole}


def company_id(session: Session, name: str) -> int:
    """Find the company of this name, or add it."""
    found = find_company(session, name)
    if found is not None:
        return found
    row = CompanyRow(name=name)
    session.add(row)
    session.flush()
    session.add_all(CompanyKeyRow(key=key, company_id=row.id) for key in company_keys(name))
    session.flush()
    return row.id


def company_names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Names of companies, by id."""
    # A company is never renamed, so what a transaction has read once holds to its end; a savepoint may take one back.
    known: dict[int, str] = {} if session.in_nested_transaction() else session.info.setdefault("company_names", {})
    wanted = set(ids)
    if new := sorted(wanted - known.keys()):
        known |= session.exec(select(CompanyRow.id, CompanyRow.name).where(col(CompanyRow.id).in_(new))).all()
    return {number: known[number] for number in wanted if number in known}


def companies_like(session: Session, names: Iterable[str]) -> dict[int, str]:
    """Companies whose name begins like one of these, by id."""
    keys = sorted({key for name in names for key in company_keys(name)})
    wanted = (
        select(CompanyRow.id, CompanyRow.name)
        .join(CompanyKeyRow, col(CompanyKeyRow.company_id) == col(CompanyRow.id))
        .where(col(CompanyKeyRow.key).in_(keys))
    )
    return dict(session.exec(wanted).all())


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


def write_claim(row: EvidenceRow, claim: Claim) -> None:
    """Put a claim into its row; outlet and address stay as they are."""
    left, joined = claim.left, claim.joined
    row.left_company, row.left_unit, row.left_role = (left.company, left.unit, left.role) if left else (None,) * 3
    row.joined_company, row.joined_unit, row.joined_role = (
        (joined.company, joined.unit, joined.role) if joined else (None,) * 3
    )
    row.quote, row.told_at, row.status = claim.quote, claim.told_at, claim.status.value
    row.date = None if claim.date is None else str(claim.date)
    row.background, row.confidence, row.alert = claim.background, claim.confidence, claim.alert


def new_evidence(
    move_id: int, claim: Claim, *, url: str | None, url_hash: int, lang: str | None, published: dt.datetime | None
) -> EvidenceRow:
    """Make the row of a claim."""
    row = EvidenceRow(
        move_id=move_id,
        url_hash=url_hash,
        url=url,
        publisher=claim.publisher,
        title=claim.title,
        lang=lang,
        quote=claim.quote,
        published=published,
        told_at=claim.told_at,
        person=claim.person,
        status=claim.status.value,
        background=claim.background,
        confidence=claim.confidence,
        alert=claim.alert,
    )
    write_claim(row, claim)
    return row


def write_conclusion(session: Session, row: MoveRow, after: Conclusion, *, told: Sequence[dt.datetime]) -> None:
    """Put what was concluded into the move's row; `told` are the times of all tellings."""
    left, joined = after.left, after.joined
    row.left_company_id = company_id(session, left.company) if left else None
    row.left_unit, row.left_role = (left.unit, left.role) if left else (None, None)
    row.joined_company_id = company_id(session, joined.company) if joined else None
    row.joined_unit, row.joined_role = (joined.unit, joined.role) if joined else (None, None)
    row.status = after.status.value
    row.date = None if after.date is None else str(after.date)
    row.at = timeline_at(after.date, told)
    row.background, row.confidence, row.alert = after.background, after.confidence, after.alert
    session.flush()


def index(session: Session, row: MoveRow, forms: Iterable[str]) -> None:
    """Renew what the move is found by: its companies and its words."""
    sides = {row.left_company_id: "out", row.joined_company_id: "in"}
    if row.left_company_id == row.joined_company_id:
        sides = {row.left_company_id: "both"}
    if row.wrong:
        sides = dict.fromkeys(sides, "none")
    names = company_names(session, [number for number in sides if number is not None])
    words = tokens(" ".join(filter(None, (*forms, *names.values(), row.left_unit, row.left_role, row.joined_unit, row.joined_role))))  # fmt: skip
    unindex(session, row.id)
    session.add_all(
        MoveCompanyRow(company_id=number, at=row.at, move_id=row.id, direction=direction)
        for number, direction in sides.items()
        if number is not None
    )
    session.add_all(MoveTokenRow(token=token, at=row.at, move_id=row.id) for token in words if not row.wrong)
    session.flush()


def unindex(session: Session, move_id: int) -> None:
    """Let the move be found by nothing but its id."""
    session.exec(delete(MoveCompanyRow).where(col(MoveCompanyRow.move_id) == move_id))
    session.exec(delete(MoveTokenRow).where(col(MoveTokenRow.move_id) == move_id))


def evidence_of(session: Session, move_ids: Sequence[int]) -> dict[int, list[EvidenceRow]]:
    """All evidence of these moves in one query, first told first."""
    found: dict[int, list[EvidenceRow]] = {number: [] for number in move_ids}
    if not found:
        return found
    wanted = select(EvidenceRow).where(col(EvidenceRow.move_id).in_(move_ids))
    for row in session.exec(wanted.order_by(col(EvidenceRow.told_at), col(EvidenceRow.id))):
        found[row.move_id].append(row)
    return found


def models(session: Session, rows: Sequence[MoveRow]) -> tuple[Move, ...]:
    """Read moves back, with names and evidence in four queries however many they are."""
    persons = _persons(session, {row.person_id for row in rows})
    evidence = evidence_of(session, [row.id for row in rows])
    places = sides(session, rows)
    return tuple(
        _move(row, persons[row.person_id], place, evidence[row.id]) for row, place in zip(rows, places, strict=True)
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


def timeline_at(date: PartialDate | None, told: Sequence[dt.datetime]) -> dt.datetime:
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


def _persons(session: Session, ids: Collection[int]) -> dict[int, tuple[str, str, tuple[str, ...]]]:
    """Id, shown name and other forms, by person."""
    found = session.exec(select(PersonRow).where(col(PersonRow.id).in_(sorted(ids)))).all()
    forms = forms_of_all(session, ids)
    return {row.id: (row.token, row.name, also(row.name, forms[row.id])) for row in found}


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
        standing=voices.standing(list(map(claim_of, evidence)), Status(row.status), press.known()),
        wrong=row.wrong,
        person_id=person_id,
    )


def _evidence(row: EvidenceRow) -> Evidence:
    return Evidence(
        publisher=row.publisher,
        title=row.title,
        url=row.url,
        quote=row.quote,
        published=row.published,
        status=Status(row.status),
    )
