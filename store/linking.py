"""Makes stories: links what `store.model.stories` finds in an article, and what hands over to a move known before.

A head whose message was sent stays a head: a second message that stands in a channel already is kept true, not taken
back.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from store import identity, known, outbox, rows, stories
from store.model import sameness
from store.model.houses import Houses
from store.model.moves import Finding
from store.model.stories import Told, groups, handed_over, in_one_breath
from store.rows import Held
from store.statements import columns
from store.tables import EvidenceRow, MoveRow

_WORDS = (
    select(MoveRow.id, MoveRow.person_id, EvidenceRow.title, EvidenceRow.quote)
    .join(EvidenceRow, col(EvidenceRow.move_id) == col(MoveRow.id))
    .where(col(MoveRow.id).in_(bindparam("moves")))
)


def link(
    session: Session,
    news: Sequence[tuple[Finding, MoveRow]],
    held: Held,
    *,
    day: dt.datetime,
    now: dt.datetime,
    houses: Houses,
) -> None:
    """Make stories of the news of one article, published that day: its findings and the moves they belong to.

    `held` is what is kept of these moves.
    """
    told = [_told(session, finding, row, held, day=day.date(), houses=houses) for finding, row in news]
    apart = [
        frozenset({one.move, other.move}) for one in told for other in _near(session, one) if handed_over(one, other)
    ]
    for group in dict.fromkeys((*groups(told), *apart)):
        heads = {row.id: row for row in (stories.head(session, session.get_one(MoveRow, number)) for number in group)}
        if len(heads) == 1:
            continue
        kept, *others = sorted(heads.values(), key=lambda row: (not _stands(session, row), row.id))
        for other in others:
            if not _stands(session, other):
                outbox.pass_on(session, other.id, kept.id, why="told with another move", now=now)
                stories.follow(session, other, kept)


def _stands(session: Session, row: MoveRow) -> bool:
    """Say whether the move's own message may stand in a channel."""
    return any(state not in outbox.UNTOLD for state in outbox.told(session, row.id).values())


def _told(session: Session, finding: Finding, row: MoveRow, held: Held, *, day: dt.date, houses: Houses) -> Told:
    """A finding as a part of the article's news; a side the article leaves out is as known from others."""
    left, joined = rows.sides(session, [row])[0]
    return Told(
        move=row.id,
        person=row.person_id,
        left=finding.left or left,
        joined=finding.joined or joined,
        when=sameness.span(finding.date, day),
        first=min(one.told_at for one in held.evidence[row.id]).date(),
        evidence=finding.evidence,
        names=_names(held.forms[row.person_id]),
        houses=houses,
    )


def _near(session: Session, one: Told) -> Iterator[Told]:
    """Moves the other way at the same companies at the same time, told in one breath, as all that is known tells them."""
    found = [row for row in _in_one_breath(session, one) if not (row.background or row.wrong)]
    held = rows.held(session, found)
    for row, (left, joined) in zip(found, rows.sides(session, found), strict=True):
        yield Told(
            move=row.id,
            person=row.person_id,
            left=left,
            joined=joined,
            when=known.when(held.evidence[row.id]),
            first=min(each.told_at for each in held.evidence[row.id]).date(),
            evidence="\n".join(_words(each.title, each.quote) for each in held.evidence[row.id]),
            names=_names(held.forms[row.person_id]),
            houses=one.houses,
        )


def _in_one_breath(session: Session, one: Told) -> Sequence[MoveRow]:
    """Of the moves near by, those one of whose tellings and this one speak of the other's mover.

    A house of many moves has hundreds near by; only the words and names of those are read.
    """
    near = known.moves_one_way(session, one.other_way, one.when, sameness.ROLE_WINDOW, one.houses) - {one.move}
    if not near:
        return []
    words = columns(session, _WORDS, moves=sorted(near))
    forms = identity.forms_of_all(session, {person for _, person, _, _ in words})
    named = {person: _names(written) for person, written in forms.items()}
    spoken = {
        move
        for move, person, title, quote in words
        if in_one_breath(one.evidence, one.names, _words(title, quote), named[person])
    }
    return session.exec(select(MoveRow).where(col(MoveRow.id).in_(spoken))).all() if spoken else []


def _words(title: str, quote: str) -> str:
    return f"{title}\n{quote}"


def _names(forms: Sequence[str]) -> frozenset[str]:
    """The forms of a person's name, and the family names among their words."""
    return frozenset(forms).union(form.split()[-1] for form in forms if form.strip())
