"""How sure a reading is, and whether that suffices to interrupt anybody. Pure."""

from collections.abc import Sequence

from store.model.moves import Status
from watchers.extract.engine import Claim, CompanySource

_SURE = {
    CompanySource.EXPLICIT: 0.8,
    CompanySource.MODIFIER: 0.75,
    CompanySource.SUBJECT: 0.75,
    CompanySource.SENTENCE: 0.5,
    CompanySource.MAIN: 0.4,
}


def confidence(claims: Sequence[Claim]) -> float:
    """0.0 to 1.0 from how the company was found, whether the title says so, and how many clauses agree."""
    best = max(_SURE[c.company_source] for c in claims)
    raised = (
        best
        + 0.1 * any(c.in_title for c in claims)
        + 0.05 * (len(claims) > 1)
        - 0.1 * all(c.background for c in claims)
    )
    return round(min(max(raised, 0.05), 0.99), 2)


def may_alert(claims: Sequence[Claim], status: Status, *, background: bool) -> bool:
    """Sure enough to post at once: news, not denied, the company named beside the verb, in the title or confirmed."""
    if background or status is Status.DENIED:
        return False
    near = any(
        c.company_source in {CompanySource.EXPLICIT, CompanySource.MODIFIER, CompanySource.SUBJECT} for c in claims
    )
    return near and (any(c.in_title for c in claims) or status is Status.CONFIRMED or len(claims) > 1)
