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
from store.database import alone
from store.model import conclusion, sameness
from store.model.announce import Circumstances, Route
from store.model.conclusion import Claim
from store.model.doubts import raised
from store.model.houses import NOTHING_KNOWN, Houses
from store.model.moves import Change, ChangeKind, Finding, Status
from store.model.people import Person
from store.model.sameness import Event, Known
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
    told = [n for n, finding in enumerate(findings) if not (finding.background or done[n].row.wrong) and done[n].kept]
    news = [(findings[n], done[n].row) for n in told]
    linking.link(session, news, day=telling.published or at.now, now=at.now, houses=houses)
    # The head of a story first: whatever else is told of the story counts its revision on.
    changes = {n: recorder.tell(done[n]) for n in sorted(done, key=lambda n: (recorder.follows(done[n]), n))}
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
        forms = (finding.person, *finding.also)
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
            person = self._learn(matched.people[0], forms) if matched.people else self._begin(finding, found, about)
            return self._new(finding, person, _claim(finding, self.telling, day))
        row = self.session.get_one(MoveRow, matched.moves[0])
        if (finding.background or matched.retold) and not row.background:
            return _Done(row, ChangeKind.NONE, kept=False)
        self._learn(row.person_id, forms)
        return self._known(row, matched.moves[1:], _claim(finding, self.telling, day))

    def follows(self, done: _Done) -> bool:
        """Say whether another move's message tells of this one."""
        return rows.kept(self.session, done.row).told_with is not None

    def tell(self, done: _Done) -> Change:
        """Tell whoever is to be told, and say what was done."""
        row = rows.kept(self.session, done.row)
        top = stories.head(self.session, row)
        change = Change(
            move=rows.models(self.session, [row])[0],
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

    def _begin(self, finding: Finding, found: Event, about: Sequence[Known]) -> int:
        """Begin a person, and ask people about those known who may be meant all the same."""
        forms = (finding.person, *finding.also)
        person = identity.begin(self.session, forms, self.people, seed=self._seed(finding))
        asked = raised(found.who, sameness.bonds(found, about))
        if asked:
            doubts.ask(self.session, person, asked, now=self.at.now)
            doubts.drop_answered(self.session, person)
        self.here.append(person)
        return person

    def _learn(self, person: int, forms: Sequence[str]) -> int:
        """Remember how a known person is written here, and what that answers."""
        identity.learn(self.session, person, forms, self.people)
        doubts.drop_answered(self.session, person)
        return person

    def _new(self, finding: Finding, person: int, claim: Claim) -> _Done:
        """Begin a move."""
        row = MoveRow(
            token=identity.fresh_token(self.session, "m", finding.person, self._seed(finding)),
            person_id=person,
            status=claim.status.value,
            at=claim.told_at,
            background=claim.background,
            confidence=claim.confidence,
            alert=claim.alert,
            known=self.at.seed or self.at.baseline,
            first_seen=self.at.now,
            revision=1,
        )
        concluding.begin(self.session, row, claim, self.houses)
        kind = ChangeKind.DENIED if claim.status is Status.DENIED else ChangeKind.NEW
        self._remember(row, kind, (), self._keep(row, claim))
        return _Done(row, kind)

    def _known(self, row: MoveRow, also: Sequence[int], claim: Claim) -> _Done:
        """Add to a known move; moves this finding shows to be the same one are taken in."""
        for other in also:
            known.absorb(self.session, row, other, now=self.at.now)
        told = rows.evidence_of(self.session, [row.id])[row.id]
        before = rows.concluded(self.session, row, told)
        evidence = self._keep(row, claim, told)
        after = concluding.conclude(self.session, row, self.houses)
        differs = conclusion.differences(before, after, self.houses)
        kind = _kind(before.status, after.status, differs, voice=before.standing != after.standing)
        if kind is not ChangeKind.NONE:
            row.revision += 1
            self._remember(row, kind, differs, evidence)
        return _Done(row, kind, differs, before.status)

    def _keep(self, row: MoveRow, claim: Claim, told: Sequence[EvidenceRow] = ()) -> int:
        """Keep the claim beside what was `told` of the move; the same article's earlier claim is completed instead.

        Returns the number of the evidence.
        """
        article = self._article
        kept = next((one for one in told if one.url_hash == article), None)
        if kept is None:
            lang, published = self.telling.lang, self.telling.published
            return rows.add_evidence(self.session, row.id, claim, url_hash=article, lang=lang, published=published)
        rows.write_claim(kept, conclusion.joined_claims(rows.claim_of(kept), claim))
        return kept.id

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
