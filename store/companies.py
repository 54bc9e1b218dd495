"""Companies as rows: found by any spelling of their names, begun, and read back. A company is never renamed."""

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from store.columns import clean
from store.model.names import fold
from store.readings import simplified
from store.statements import columns, put, put_one
from store.tables import CompanyKeyRow, CompanyRow

_KEYED = (
    select(CompanyKeyRow.key, CompanyRow.id, CompanyRow.name)
    .join(CompanyRow, col(CompanyRow.id) == col(CompanyKeyRow.company_id))
    .where(col(CompanyKeyRow.key).in_(bindparam("keys")))
    .order_by(col(CompanyRow.id).desc())
)
_NAMED = select(CompanyRow.id, CompanyRow.name).where(col(CompanyRow.id).in_(bindparam("ids")))


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
    whole = {company_keys(known)[0]: number for _, number, known in _keyed(session, keys.values())}
    return {name: whole[key] for name, key in keys.items() if key in whole}


def company_ids(session: Session, names: Sequence[str]) -> dict[str, int]:
    """Find the companies of these names, and add those that are missing."""
    written = {name: clean(name) for name in names}
    found = find_companies(session, written.values())
    for name in written.values():
        if name not in found:
            found[name] = _begin(session, name)
            found |= {
                other: found[name] for other in written.values() if company_keys(other)[0] == company_keys(name)[0]
            }
    return {name: found[kept] for name, kept in written.items()}


def company_names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Names of companies, by id."""
    known, wanted = _read(session), set(ids)
    if new := sorted(wanted - known.keys()):
        known |= columns(session, _NAMED, ids=new)
    return {number: known[number] for number in wanted if number in known}


def companies_like(session: Session, names: Iterable[str]) -> dict[str, dict[int, str]]:
    """Under each name, the companies whose name begins like it, by id."""
    keys = {name: frozenset(company_keys(name)) for name in names}
    found = _keyed(session, frozenset().union(*keys.values()))
    return {name: {number: known for key, number, known in found if key in keys[name]} for name in keys}


def _begin(session: Session, name: str) -> int:
    number = put_one(session, CompanyRow, name=name)
    put(session, CompanyKeyRow, [{"key": key, "company_id": number} for key in company_keys(name)])
    _read(session)[number] = name
    return number


def _keyed(session: Session, keys: Iterable[str]) -> Sequence[tuple[str, int, str]]:
    """The companies found under these keys, the newest first, each with the key."""
    found = columns(session, _KEYED, keys=sorted(set(keys)))
    _read(session).update((number, name) for _, number, name in found)
    return found


def _read(session: Session) -> dict[int, str]:
    """What this transaction knows of names: it holds to its end, but for what a savepoint may take back."""
    known: dict[int, str] = {} if session.in_nested_transaction() else session.info.setdefault("company_names", {})
    return known
