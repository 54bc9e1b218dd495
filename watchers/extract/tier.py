"""How sure a reading is, and whether that suffices to interrupt anybody; each answer with its reasons. Pure."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from store.model.moves import Status
from watchers.extract import trust
from watchers.extract.engine import Claim, CompanySource, Direction

_SURE = {
    CompanySource.EXPLICIT: (0.8, "the company stands beside the verb"),
    CompanySource.MODIFIER: (0.75, "the company stands beside the person"),
    CompanySource.SUBJECT: (0.75, "the company itself acts"),
    CompanySource.TOLD: (0.7, "the company was told before of the same post"),
    CompanySource.SOLE: (0.7, "the title names the company and the article no other"),
    CompanySource.SENTENCE: (0.5, "the company is only named in the sentence"),
    CompanySource.MAIN: (0.4, "the company is only the one the article is about"),
}
_NEAR = frozenset(_SURE) - {CompanySource.SENTENCE, CompanySource.MAIN}


def parts(claims: Sequence[Claim]) -> Iterator[tuple[float, str]]:
    """What the confidence is made of: amounts and their reasons, the company's place first."""
    yield max([_SURE[c.company_source] for c in claims])
    if any(c.in_title for c in claims):
        yield 0.1, "the title tells it"
    if len(claims) > 1:
        yield 0.05, "several clauses tell it"
    if all(c.background for c in claims):
        yield -0.1, "told only as history"


def confidence(counted: Sequence[tuple[float, str]]) -> float:
    """0.0 to 1.0, the sum of the parts: how the company was found, whether the title says so, how many clauses agree."""
    return round(min(max(sum(amount for amount, _ in counted), 0.05), 0.99), 2)


def objections(
    claims: Sequence[Claim], status: Status, listed: AbstractSet[str], *, background: bool
) -> tuple[str, ...]:
    """Why this may not interrupt anybody; nothing where it may.

    Sure enough is news, not denied, the company of either side named beside the verb or the person or nowhere any
    other, told by the title, by the company or twice, and of a kind that labelled news showed to be right. `listed`
    are the companies a list has, by their canonical names.
    """
    told = status is Status.CONFIRMED or len(claims) > 1 or claims[0].in_title
    checks = (
        (background, "told only as history"),
        (status is Status.DENIED, "denied"),
        (not _anchored(claims), "no company stands beside the verb or the person"),
        (any(claim.name_unsure for claim in claims), "who is meant is only concluded"),
        (not told, "hearsay told once, outside the title"),
    )
    fixed = tuple(reason for holds, reason in checks if holds)
    return fixed or tuple(trust.doubts(_sides(claims), listed, status))


def _sides(claims: Sequence[Claim]) -> tuple[tuple[Claim, ...], ...]:
    return tuple(tuple(c for c in claims if c.direction is direction) for direction in Direction)


def _anchored(claims: Sequence[Claim]) -> bool:
    """Whether the company of every side is told and not only supplied; a supplied one was right in four cases of seven."""
    sides = {claim.direction for claim in claims}
    return sides == {claim.direction for claim in claims if claim.company_source in _NEAR}


def reasons(counted: Sequence[tuple[float, str]], against: Sequence[str]) -> tuple[str, ...]:
    """The parts of the confidence and the objections, in words, for `moves explain`."""
    return (*[_part(amount, reason) for amount, reason in counted], *[f"no alert: {reason}" for reason in against])


@cache
def _part(amount: float, reason: str) -> str:
    """One of the few parts in words."""
    return f"{amount:+.2f} {reason}"
