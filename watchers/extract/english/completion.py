"""Drafts become claims: the company a clause leaves open is supplied, what was left behind is added, history is marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from store.model.companies import CompanyRef
from store.model.dates import PartialDate
from store.model.moves import Status
from watchers.extract import certainty
from watchers.extract.certainty import Cues
from watchers.extract.engine import Claim, CompanySource, Direction
from watchers.extract.english import people as english_people
from watchers.extract.english.clauses import Clause
from watchers.extract.english.days import dates_of
from watchers.extract.english.drafts import Draft
from watchers.extract.english.entry import Entry
from watchers.extract.english.held import held, hired_instead, lately, newly_come, own_unit, unit_in
from watchers.extract.english.history import goes_on, how_they_came, in_history, of_youth
from watchers.extract.english.nodes import Who
from watchers.extract.english.speaking import chief_speaking, company_speaking, speaker
from watchers.extract.english.trades import other_trade, strangers_hire, there_already
from watchers.extract.english.unmoved import unmoved
from watchers.extract.english.unnamed import Unnamed
from watchers.extract.english.upcoming import ahead
from watchers.extract.english.vacating import fallen_vacant, given_up, stopover
from watchers.extract.ranks import rank

_SEVERAL = re.compile(
    r"\b((?:co-?)?(?:founder|creator|lead|leader|head|chief|president|executive|director|researcher|engineer|scientist|"
    r"partner|member|manager|officer|chair|professor|boss|ceo)(?=e?s\b))e?s\b",
    re.IGNORECASE,
)
"""A title told of several people, of whom each has one."""


_PLURAL = re.compile(r"s\b", re.IGNORECASE)
"""How a word of several ends: a quick look before the long one."""


@dataclass(slots=True)
class _Telling:
    """How a clause tells its event. Never changed after it is made."""

    clause: Clause
    status: Status
    date: PartialDate | None
    background: bool


def claims_of(draft: Draft, cues: Cues, clause: Clause, entry: Entry) -> Iterator[Claim]:
    """The claims a draft comes to; none where it tells no event or no company can be found."""
    told = certainty.status(cues)
    # "O will not replace X" for now: X is gone all the same
    unfilled = told is Status.DENIED and draft.trigger == "en.replace" and not draft.subject.people
    if told is None or unfilled or of_youth(clause, draft):
        return
    company, source = _company(draft, clause, entry)
    if (
        company is None
        or strangers_hire(source, draft, entry)
        or other_trade(company, draft, clause, entry)
        or there_already(company, source, draft, entry)
        or unmoved(company, source, draft, clause, entry)
    ):
        return
    name, comes = entry.full(draft.who.name), draft.direction is Direction.IN
    entry.places.setdefault((name, draft.direction), company)
    if draft.role:
        (entry.roles_taken if comes else entry.roles_left).setdefault(name, draft.role)
    if comes and source is CompanySource.SUBJECT:
        entry.newcomer = (company, clause.sentence.index)
    if not comes:
        entry.vacated = company
        post = draft.role or next((tie.role for tie in entry.ties(draft.who) if tie.role), None)
        entry.vacated_post = (post, clause.sentence.index) if post else None
    date, past = ahead(dates_of(clause, draft.at, clause.stop(draft.at)), clause, draft.at, entry.published)
    old = (
        past
        or in_history(clause, draft, date, entry.published)
        or (entry.looks_back and date is None)
        or goes_on(clause, entry)
    )
    if old and source is CompanySource.MAIN and (entry.several or draft.trigger == "en.hire"):
        return  # history of no house that is told: more often another than that of the entry
    if not comes and not old and (source in _BESIDE or draft.company is not None):
        entry.left.setdefault(name, company)
    telling = _Telling(clause, told, date, old or how_they_came(draft, company, clause, entry))
    yield _claim(draft, telling, entry, draft.direction, (company, source, draft.role))
    if comes and not draft.stays and _vacated(draft, entry) is None:
        yield from _left_behind(draft, company, telling, entry, told=source is not CompanySource.MAIN)


def _company(draft: Draft, clause: Clause, entry: Entry) -> tuple[CompanyRef | None, CompanySource]:
    """The draft's company, or the one the rest of the entry supplies: first who fits names the source."""
    candidates = _candidates(draft, clause, entry)
    told = next(((ref, source) for ref, source in candidates if ref is not None), None)
    ref, source = told or (entry.main_at(clause) or chief_speaking(clause), CompanySource.MAIN)
    weak = source in {CompanySource.MAIN, CompanySource.SENTENCE}
    own_filing = weak and ref is not None and entry.filer is not None and ref.company == entry.filer.company
    if own_filing and (draft.role or any(tie.role for tie in entry.ties(draft.who))):
        return ref, CompanySource.SUBJECT  # a filing is its filer's own word
    return ref, source


_BESIDE = frozenset({CompanySource.EXPLICIT, CompanySource.MODIFIER, CompanySource.SUBJECT})
_HOUSE_SAYS = re.compile(r"[jD,]{0,3}c[jx]{0,2}s")
"""As in "The software giant said that X, founder of O, is leaving the company": its own."""


def _candidates(draft: Draft, clause: Clause, entry: Entry) -> Iterator[tuple[CompanyRef | None, CompanySource]]:
    """The companies the draft can be about, best first."""
    named = None if _named_from_above(draft, entry) else draft.company
    if not draft.vague:
        yield named, draft.source
    yield _told_before(draft, entry), CompanySource.TOLD
    yield _vacated(draft, entry) or _same_post(draft, clause, entry), CompanySource.TOLD
    yield company_speaking(clause, draft), CompanySource.SUBJECT
    yield hired_instead(draft, clause, entry), CompanySource.TOLD
    yield _place_followed(draft, entry), CompanySource.TOLD
    yield _joined_before(draft, clause, entry), CompanySource.TOLD
    if draft.house and _HOUSE_SAYS.match(clause.letters[: draft.at]):
        yield entry.main_at(clause), CompanySource.SENTENCE
    yield fallen_vacant(draft, clause, entry), CompanySource.TOLD
    yield newly_come(draft, entry), CompanySource.TOLD
    if not draft.outside:
        yield _own_place(draft, entry), CompanySource.MODIFIER
    yield lately(draft, entry), CompanySource.TOLD
    yield _told_unnamed(draft, clause, entry), CompanySource.TOLD
    yield named, draft.source
    yield speaker(clause, draft.at), CompanySource.SUBJECT
    yield _just_before(draft, clause), CompanySource.SENTENCE
    if draft.direction is Direction.OUT:
        yield entry.left.get(entry.full(draft.who.name)), CompanySource.TOLD


def _told_before(draft: Draft, entry: Entry) -> CompanyRef | None:
    """As in "X leaves O. … said X is leaving the company" and "… leaving O2's robotaxi company": the same house."""
    told = entry.places.get((entry.full(draft.who.name), draft.direction))
    return told if draft.house or draft.vague else None


def _named_from_above(draft: Draft, entry: Entry) -> bool:
    """As in "O's boss Y named X, engineering chief, president" in news of another company: X may well be of that one."""
    if draft.trigger == "en.replace" and draft.source is CompanySource.MODIFIER and draft.follows:
        new = draft.who.name if draft.direction is Direction.IN else draft.follows
        return entry.places.get((entry.full(new), Direction.IN), draft.company) != draft.company
    tie, said = draft.who.tie, draft.source is CompanySource.MODIFIER and bool(draft.subject.people)
    insider = tie is not None and tie.role is not None and tie.company is None
    return said and insider and entry.main is not None and entry.main != draft.company


_INTERIM = re.compile(r"(?:interim|acting)\b", re.IGNORECASE)


def _vacated(draft: Draft, entry: Entry) -> CompanyRef | None:
    """Where an interim head comes in, when the clause names no company: where somebody has just left."""
    interim = draft.direction is Direction.IN and draft.company is None and _INTERIM.match(draft.role or "")
    return entry.vacated if interim else None


_NEXT = 2
"""Sentences after one that tells of a farewell in which the same title is most likely the same post."""


def _same_post(draft: Draft, clause: Clause, entry: Entry) -> CompanyRef | None:
    """As in "X is out as CEO of O. Y was tapped to be the company's new CEO": where the same high post has just fallen vacant."""
    if entry.vacated_post is None or draft.direction is Direction.OUT or draft.company is not None or not draft.role:
        return None
    post, told = entry.vacated_post
    if entry.label_of(clause) is not None:
        return None
    near = 0 < clause.sentence.index - told <= _NEXT and told > 0
    return entry.vacated if near and rank(post) == rank(draft.role) <= _HIGH else None


_HIGH = 2


def _place_followed(draft: Draft, entry: Entry) -> CompanyRef | None:
    """Where the person is told to be whose place is taken or given over."""
    if not draft.follows:
        return None
    other, own = entry.full(draft.follows), entry.full(draft.who.name)
    out, into = (other, Direction.OUT), (other, Direction.IN)
    keys = (into, (own, Direction.IN)) if draft.direction is Direction.OUT else (out, into, (own, Direction.IN))
    return next((entry.places[key] for key in keys if key in entry.places), None)


_BUT_LEFT = re.compile(r"V[^PV;.]{0,14}[w&][^PV;.]{0,3}$")


def _joined_before(draft: Draft, clause: Clause, entry: Entry) -> CompanyRef | None:
    """As in "X joined O but left": what the same clause has just told to be joined."""
    if draft.direction is Direction.IN or draft.company is not None or not _BUT_LEFT.search(clause.letters[: draft.at]):
        return None
    company = entry.places.get((entry.full(draft.who.name), Direction.IN))
    here = {n.company.company for n in clause.nodes[: draft.at] if n.company is not None}
    return company if company is not None and company.company in here else None


def _told_unnamed(draft: Draft, clause: Clause, entry: Entry) -> CompanyRef | None:
    """As in "O's founders return to O2. X and Y rejoin the company": what the title tells of people it does not name."""
    return entry.unnamed.get(draft.direction) if clause.sentence.index == 1 and draft.company is None else None


def _own_place(draft: Draft, entry: Entry) -> CompanyRef | None:
    """Where the person is now by any apposition or title in the entry; a word nobody knows yields to a watched company."""
    present = [t for t in entry.ties(draft.who) if t.company is not None and not t.former]
    sure = next((t.company for t in present if t.sure), None)
    titled = entry.main is not None and entry.watched(entry.main) and entry.main_in_title
    if sure is None and present and not titled:
        return present[0].company
    return sure


_ANOTHERS = re.compile(r"PV[oTF]?[dw]{0,3}$")
"""In a list of moves, before the company of another move: "moves include X leaving for O, Y's retirement"."""


def _just_before(draft: Draft, clause: Clause) -> CompanyRef | None:
    """The company named last before a noun: "at O, with departures including X"."""
    if draft.trigger not in {"en.departure", "en.arrival"}:
        return None
    listed = clause.letters.find("i")
    for i in range(draft.at - 1, clause.letters.rfind(";", 0, draft.at), -1):
        if clause.letters[i] == "O":
            told_of_another = _ANOTHERS.search(clause.letters[:i])
            if told_of_another is None or not 0 <= listed < told_of_another.start():
                return clause.nodes[i].company
    return None


_INSIDERS = frozenset({"en.interim", "en.appoint"})
"""Who is named or is the new chief, with a title of no house told: of the same house, most likely."""


def _left_behind(draft: Draft, company: CompanyRef, telling: _Telling, entry: Entry, *, told: bool) -> Iterator[Claim]:
    """The place given up by a move elsewhere: "hires Slack's chief executive X" takes X from Slack."""
    for tie in entry.ties(draft.who):
        if tie.company is None and (draft.company is None or draft.trigger in _INSIDERS):
            continue  # where the post was is as little told as where it is now; "strategy head X is the new chief of O"
        left = given_up(tie, draft, company, entry, in_title=telling.clause.sentence.in_title)
        if left is not None and (told or left.company != company.company):
            entry.vacated = left
            source = CompanySource.MODIFIER if tie.company else CompanySource.MAIN
            yield _claim(draft, telling, entry, Direction.OUT, (left, source, tie.role))
            return
    left = stopover(draft, telling.clause, company, entry)
    if left is not None and not telling.background:
        yield _claim(draft, telling, entry, Direction.OUT, (left, CompanySource.TOLD, None))


def _one(several: re.Match[str]) -> str:
    return several[1]


def _claim(
    draft: Draft,
    telling: _Telling,
    entry: Entry,
    direction: Direction,
    place: tuple[CompanyRef, CompanySource, str | None],
) -> Claim:
    company, source, role = place
    name = entry.full(draft.who.name)
    if role is None and direction is Direction.OUT:
        role = held(draft.who, company, entry) or entry.roles_taken.get(entry.full(draft.follows))
    if role is None and direction is Direction.IN and draft.follows:
        left = entry.roles_left.get(entry.full(draft.follows))
        role = left or held(Who(name=draft.follows), company, entry)
    role = _SEVERAL.sub(_one, role) if role and _PLURAL.search(role) else role or None
    short = [draft.who.name] if draft.who.name != name else []
    return Claim(
        person=name,
        also=tuple(dict.fromkeys((*entry.people.forms(name), *short))),
        direction=direction,
        company=company,
        company_source=source,
        role=role,
        unit=None if draft.whole else company.unit or own_unit(draft, company) or unit_in(telling.clause, company),
        status=telling.status,
        date=telling.date,
        background=telling.background,
        in_title=telling.clause.sentence.in_title,
        pattern=draft.trigger,
        evidence=telling.clause.sentence.original,
        at=telling.clause.sentence.index,
        name_unsure=name in entry.people.doubtful,
        rivalled=entry.several,
        personal=english_people.reads_as_person(name),
    )


def supplied(who: Who, side: Unnamed, status: Status, clause: Clause, entry: Entry) -> Claim:
    """A side which the title tells of this person without the name: its company is never more than named in the sentence."""
    draft = Draft(who=who, direction=side.direction, trigger="en.unnamed", outside=True)
    telling = _Telling(clause, status, None, entry.looks_back)
    return _claim(draft, telling, entry, side.direction, (side.company, CompanySource.SENTENCE, side.role))
