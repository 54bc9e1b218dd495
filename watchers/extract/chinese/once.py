"""Claims of coming to a house that the same article calls the person's former one, where another is told to take them."""

from collections.abc import Sequence

from watchers.extract.engine import Claim, CompanySource, Direction

_FORMER = "zh.former"


def without_former_houses(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without "in O" where "前OR X" comes to O2: the sentence named O only to say who X is."""
    left = {(c.person, c.company.company) for c in claims if c.pattern == _FORMER and c.company is not None}
    if not left:
        return list(claims)
    elsewhere = {c.person for c in claims if c.direction is Direction.IN and _key(c) not in left}
    return [c for c in claims if not (_goes_back(c) and c.person in elsewhere and _key(c) in left)]


def _key(claim: Claim) -> tuple[str, str]:
    return claim.person, claim.company.company if claim.company is not None else ""


def _goes_back(claim: Claim) -> bool:
    return claim.direction is Direction.IN and claim.company_source is not CompanySource.EXPLICIT
