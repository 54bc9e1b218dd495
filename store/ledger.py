"""Findings into moves, and who hears of it: everything in the caller's one transaction.

A finding is compared with what is known (`store.known`, `store.model.sameness`), its claim is kept as evidence and the
move is concluded anew from all its evidence (`store.model.conclusion`). Then the moves that the article tells as one
piece of news are made one story (`store.linking`), and where a reader could see a difference, the destinations that
asked for it get their rows (`store.announcing`).
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from store import announcing, concluding, doubts, identity, joining, known, linking, rows, stories
from store.columns import clean
from store.database import alone
from store.model import conclusion, sameness
from store.model.announce import Circumstances, Route
from store.model.conclusion import Claim
from store.model.doubts import raised
from store.model.houses import NOTHING_KNOWN, Houses
from store.model.moves import Change, ChangeKind, Finding, Status
from store.model.people import Person
from store.model.sameness import Event, Known
from store.rows import Held
from store.statements import put
from store.tables import EvidenceRow, HistoryRow, MoveRow

_LONGEST = 2000  # characters of a title or a quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The article that findings come from."""

    publisher: str
    """Who speaks; independent voices are counted by it."""
    title: str
    url: str | None
    """Canonical address; the same article again adds nothing."""
    published: dt.datetime | None
    lang: str | None = None


def record(
    session: Session,
    findings: Sequence[Finding],
    telling: Telling,
    *,
    routes: Sequence[Route],
    at: Circumstances,
    people: Sequence[Person] = (),
    houses: Houses = NOTHING_KNOWN,
) -> list[Change]:
    """Record what one article tells: one change a finding, in order.

    `routes` are the configured ones, beside which those made in chat count; `people` are the watchlist's, `houses` what it
    and everybody knows of companies.
    """
    alone(session)
    recorder = _Recorder(session, telling, tuple(routes), at, tuple(people), houses)
    # Full names first: a bare surname may then be known from the article itself.
    order = sorted(range(len(findings)), key=lambda n: not identity.identity([findings[n].person]).keys)
    done = {n: recorder.record(findings[n]) for n in order}
    moves = {n: rows.kept(session, one.row) for n, one in done.items()}
    held = rows.held(session, moves.values())
    told = [n for n, finding in enumerate(findings) if not (finding.background or done[n].row.wrong) and done[n].kept]
    news = [(findings[n], moves[n]) for n in told]
    linking.link(session, news, held, day=telling.published or at.now, now=at.now, houses=houses)
    # The head of a story first: whatever else is told of the story counts its revision on.
    order = sorted(done, key=lambda n: (moves[n].told_with is not None, n))
    changes = {n: recorder.tell(done[n], moves[n], held) for n in order}
    return [changes[n] for n in range(len(findings))]


@dataclass(frozen=True, slots=True)
class _Done:
    """What a finding did, before anybody is told."""

    row: MoveRow
    kind: ChangeKind
    differs: tuple[str, ...] = ()
    before: Status | None = None
    kept: bool = True
    """It is evidence now, not only a retelling."""


@dataclass(frozen=True, slots=True)
class _Recorder:
    """One article being recorded."""

    session: Session
    telling: Telling
    routes: tuple[Route, ...]
    at: Circumstances
    people: tuple[Person, ...]
    houses: Houses
    here: list[int] = field(default_factory=list)
    """Persons this article has told of so far."""

    @property
    def _article(self) -> int:
        """The hash under which this article's evidence is kept."""
        return rows.url_hash(self.telling.url, self.telling.publisher, self.telling.title)

    def record(self, finding: Finding) -> _Done:
        """Record one finding; nobody is told yet."""
        day = self._day()
        forms = tuple(dict.fromkeys(map(clean, (finding.person, *finding.also))))
        found = Event(
            who=identity.identity(forms, self.people),
            left=finding.left,
            joined=finding.joined,
            when=sameness.span(finding.date, day.date()),
            houses=self.houses,
        )
        about = known.candidates(self.session, found, self.here, self.people, article=self._article)
        told_apart = doubts.different(self.session, {one.person for one in about})
        matched = sameness.match(found, about, self.here, told_apart)
        for other in matched.people[1:]:
            joining.join_persons(self.session, matched.people[0], other)
        self.here.extend(matched.people[:1])
        if not matched.moves:
            person = matched.people[0] if matched.people else self._begin(finding, forms, found, about)
            written = self._learn(person, forms) if matched.people else forms
            return self._new(finding, person, written, _claim(finding, self.telling, day))
        row = self.session.get_one(MoveRow, matched.moves[0])
        if (finding.background or matched.retold) and not row.background:
            return _Done(row, ChangeKind.NONE, kept=False)
        written = self._learn(row.person_id, forms)
        for other in matched.moves[1:]:  # by this finding they are one
            known.absorb(self.session, row, other, now=self.at.now)
        return self._known(row, written, _claim(finding, self.telling, day))

    def tell(self, done: _Done, row: MoveRow, held: Held) -> Change:
        """Tell whoever is to be told of the move as it is kept, and say what was done."""
        top = stories.head(self.session, row)
        change = Change(
            move=rows.models(self.session, [row], held)[0],
            story=top.token,
            kind=done.kind,
            announced=False,
            why=None,
            differs=done.differs,
        )
        why = announcing.announce(
            self.session, row, top, change, before=done.before, routes=self.routes, at=self.at
        )  # fmt: skip
        return dataclasses.replace(change, announced=why is None, why=why)

    def _day(self) -> dt.datetime:
        return self.telling.published or self.at.now

    def _seed(self, finding: Finding) -> str:
        """What makes a person or a move unlike others of the name."""
        return f"{self.telling.url or self.telling.title} {finding.left} {finding.joined}"

    def _begin(self, finding: Finding, forms: Sequence[str], found: Event, about: Sequence[Known]) -> int:
        """Begin a person, and ask people about those known who may be meant all the same."""
        person = identity.begin(self.session, forms, self.people, seed=self._seed(finding))
        asked = raised(found.who, sameness.bonds(found, about))
        if asked:
            doubts.ask(self.session, person, asked, now=self.at.now)
            doubts.drop_answered(self.session, person)
        self.here.append(person)
        return person

    def _learn(self, person: int, forms: Sequence[str]) -> Sequence[str]:
        """Remember how a known person is written here, and what that answers; returns every form."""
        written = identity.learn(self.session, person, forms, self.people)
        doubts.drop_answered(self.session, person)
        return written

    def _new(self, finding: Finding, person: int, forms: Sequence[str], claim: Claim) -> _Done:
        """Begin a move of a person who is written in these forms."""
        row = concluding.begin(
            self.session,
            claim,
            forms,
            self.houses,
            token=identity.fresh_token(self.session, "m", finding.person, self._seed(finding)),
            person_id=person,
            known=self.at.seed or self.at.baseline,
            first_seen=self.at.now,
            revision=1,
        )
        evidence, _ = self._keep(row, claim)
        kind = ChangeKind.DENIED if claim.status is Status.DENIED else ChangeKind.NEW
        self._remember(row, kind, (), evidence)
        return _Done(row, kind)

    def _known(self, row: MoveRow, forms: Sequence[str], claim: Claim) -> _Done:
        """Add to a known move of a person who is written in these forms."""
        told = rows.evidence_of(self.session, [row.id])[row.id]
        before = rows.concluded(self.session, row, told)
        evidence, claims = self._keep(row, claim, told)
        after = concluding.renew(self.session, row, claims, forms, self.houses)
        differs = conclusion.differences(before, after, self.houses)
        kind = _kind(before.status, after.status, differs, voice=before.standing != after.standing)
        if kind is not ChangeKind.NONE:
            row.revision += 1
            self._remember(row, kind, differs, evidence)
        return _Done(row, kind, differs, before.status)

    def _keep(self, row: MoveRow, claim: Claim, told: Sequence[EvidenceRow] = ()) -> tuple[int, list[Claim]]:
        """Keep the claim beside what was `told` of the move; the same article's earlier claim is completed instead.

        Returns the number of the evidence, and all claims there are now.
        """
        article = self._article
        kept = next((one for one in told if one.url_hash == article), None)
        if kept is not None:
            rows.write_claim(kept, conclusion.joined_claims(rows.claim_of(kept), claim))
            return kept.id, list(map(rows.claim_of, sorted(told, key=lambda one: (one.told_at, one.id))))
        lang, published = self.telling.lang, self.telling.published
        number = rows.add_evidence(self.session, row.id, claim, url_hash=article, lang=lang, published=published)
        return number, [*map(rows.claim_of, told), claim]

    def _remember(self, row: MoveRow, kind: ChangeKind, differs: Sequence[str], evidence: int) -> None:
        change = {
            "move_id": row.id,
            "revision": row.revision,
            "changed_at": self.at.now,
            "change": kind.value,
            "differs": " ".join(differs),
            "evidence_id": evidence,
        }
        put(self.session, HistoryRow, [change])


def _claim(finding: Finding, telling: Telling, told: dt.datetime) -> Claim:
    return Claim(
        publisher=telling.publisher,
        title=telling.title[:_LONGEST],
        quote=finding.evidence[:_LONGEST],
        told_at=told,
        person=finding.person,
        left=finding.left,
        joined=finding.joined,
        status=finding.status,
        date=finding.date,
        background=finding.background,
        confidence=finding.confidence,
        alert=finding.alert,
        url=telling.url,
    )


def _kind(before: Status, after: Status, differs: tuple[str, ...], *, voice: bool) -> ChangeKind:
    """What a finding did to a known move; `voice`: it rests on more than before."""
    if after is Status.DENIED and before is not Status.DENIED:
        return ChangeKind.DENIED
    if differs:
        return ChangeKind.UPDATED
    return ChangeKind.CORROBORATED if voice else ChangeKind.NONE
