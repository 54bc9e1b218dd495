"""Companies as rows: found by any spelling of their names, begun, and read back. A company is never renamed."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

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


@lru_cache(maxsize=4096)
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
    known = _whole(session, keys.values())
    return {name: known[key] for name, key in keys.items() if key in known}


def company_ids(session: Session, names: Iterable[str]) -> dict[str, int]:
    """Find the companies of these names, and add those that are missing."""
    keys = {name: company_keys(clean(name))[0] for name in names}
    known = _whole(session, keys.values())
    for name, key in keys.items():
        if key not in known:
            known[key] = _begin(session, clean(name))
    return {name: known[key] for name, key in keys.items()}


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


def _whole(session: Session, keys: Iterable[str]) -> dict[str, int]:
    """The company whose whole name each key is; of several the first there was."""
    return {key: number for key, number, name in _keyed(session, keys) if key == company_keys(name)[0]}


def _keyed(session: Session, keys: Iterable[str]) -> Sequence[tuple[str, int, str]]:
    """The companies found under these keys, the newest first, each with the key."""
    found = columns(session, _KEYED, keys=sorted(set(keys)))
    _read(session).update((number, name) for _, number, name in found)
    return found


def _read(session: Session) -> dict[int, str]:
    """What this transaction knows of names: it holds to its end, but for what a savepoint may take back."""
    known: dict[int, str] = {} if session.in_nested_transaction() else session.info.setdefault("company_names", {})
    return known
