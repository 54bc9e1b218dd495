"""English articles to claims: sentences to clauses, clauses to drafts, drafts completed from the rest of the entry."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from store.model.companies import CompanyRef
from store.model.moves import Status
from watchers.entries import Article
from watchers.extract import certainty, english_groups, english_nodes, when
from watchers.extract.certainty import Cues
from watchers.extract.engine import Claim, CompanySource, Direction, Stop
from watchers.extract.english_clauses import NOBODY, Clause, Subject, dates_of, subject
from watchers.extract.english_frames import FRAMES, Draft, interim, inverted
from watchers.extract.english_lexicon import trigger_words
from watchers.extract.english_nodes import Node, Tie, Who
from watchers.extract.english_people import People
from watchers.extract.mentions import CompanyFinder
from watchers.extract.text import Sentence

_WORD = re.compile(r"[a-z'-]+")
_LINE_ROLE = re.compile(r"chief|\bceo\b|\bcto\b|\bhead\b|\bpresident\b", re.IGNORECASE)
_ACADEMIC = re.compile(
    r"\b(?:University|College|School|Stanford|MIT|Princeton|Harvard|Berkeley|Caltech|Oxford|Cambridge|Yale|Cornell|Tsinghua|"
    r"CMU|Carnegie Mellon|ETH Zurich|EPFL|McGill|UCL)\b|Institute of Technology"
)
_OTHER_TRADE = re.compile(
    r"\b(?:Therapeutics|Pharmaceuticals|Neurosciences|Bank|Airlines|Airways|Council|Committee|Church|Hospital)$"
)
_SIDE_ROLE = re.compile(
    r"\b(?:co-?founders?|founders?|professor|dean|creators?|co-creator|investor|author|member|board|entrepreneur|adviser|advisor)\b",
    re.IGNORECASE,
)


@dataclass
class _Entry:
    """What is known of an entry while its sentences are read."""

    clauses: list[Clause] = field(default_factory=list)
    people: People = field(default_factory=People)
    ties: dict[str, list[Tie]] = field(default_factory=dict)
    main: CompanyRef | None = None
    published: dt.date | None = None
    watchlist: frozenset[str] = frozenset()
    places: dict[tuple[str, Direction], CompanyRef] = field(default_factory=dict)
    """Companies already told as left or joined, by person."""

    def watched(self, ref: CompanyRef) -> bool:
        """Whether the company is on the watchlist."""
        return ref.company in self.watchlist


def read(sentences: Sequence[Sentence], article: Article, companies: CompanyFinder) -> tuple[list[Claim], list[Stop]]:
    """Claims of every clause that tells a move, and where a rule almost fired."""
    if not any(trigger_words().intersection(_WORD.findall(s.text.lower())) for s in sentences):
        return [], []
    entry = _prepared(sentences, article, companies)
    claims: list[Claim] = []
    stops: list[Stop] = []
    before = NOBODY
    for clause in entry.clauses:
        moved: list[Who] = []
        for draft, cues in _drafts(clause, before):
            moved.extend(w for w in (draft.who,) if w not in moved)
            made = list(_claims(draft, cues, clause, entry))
            claims.extend(made)
            if not made:
                stops.append(
                    Stop(
                        clause.sentence.original,
                        f"{draft.trigger}: {'denied' if cues.denied else 'only thought of' if cues.imagined else 'no company'}",
                    )
                )
        before = _topic(clause, before, moved)
    return claims, stops


def _prepared(sentences: Sequence[Sentence], article: Article, companies: CompanyFinder) -> _Entry:
    entry = _Entry(published=article.published.date() if article.published else None, watchlist=companies.watched)
    marked = [english_nodes.mark(s.text, companies) for s in sentences]
    for one in marked:
        for name in english_nodes.people_in(one):
            entry.people.add(name)
    for s, one in zip(sentences, marked, strict=True):
        nodes = english_nodes.build(one, entry.people, when.find(s.text, entry.published))
        entry.clauses.append(Clause(s, english_groups.fold(nodes, s.text)))
    for clause in entry.clauses:
        for node in clause.nodes:
            for who in node.people:
                if who.tie is not None:
                    entry.ties.setdefault(_full(entry, who.name), []).append(who.tie)
    entry.main = _main_company(entry, article)
    return entry


def _full(entry: _Entry, name: str) -> str:
    return name if " " in name else entry.people.resolve(name) or name


def _main_company(entry: _Entry, article: Article) -> CompanyRef | None:
    """The company an entry is about: the title's first, weighed with how often each is named at the head of a text."""
    weights: Counter[str] = Counter()
    refs: dict[str, CompanyRef] = {}
    unknown: CompanyRef | None = None
    for clause in entry.clauses[:6]:
        first = True
        for place, node in enumerate(clause.nodes):
            named = [node.company] if node.kind == "O" and node.company is not None else []
            tied = [w.tie.company for w in node.people if w.tie and w.tie.company and not w.tie.former and w.tie.sure]
            for ref in (*named, *tied[:1]):
                weights[ref.company] += (4 + 4 * first) if clause.sentence.in_title else 1
                refs.setdefault(ref.company, ref)
                first = False
            if node.kind == "N" and place == 0 and unknown is None and clause.letters[1:2] in (":", "s", "V", "x", "'"):
                unknown = node.company
    best = max(weights, key=lambda name: weights[name], default=None)
    return CompanyRef(refs[best].company) if best else unknown


def _topic(clause: Clause, before: Subject, moved: Sequence[Who]) -> Subject:
    """Whom "he" will mean in the next sentence: who moved in this one, else its first person."""
    opening = [n for i, n in enumerate(clause.nodes) if n.kind == "O" and (n.certain or i == 0)]
    company = opening[0].company if opening else before.company
    if moved:
        return Subject(tuple(moved), company)
    for i, node in enumerate(clause.nodes):
        if node.kind == "P" and not (i and clause.letters[max(0, i - 3) : i].startswith("sT")):
            return Subject(node.people, company, i)
    return Subject(before.people, company, -1)


def _drafts(clause: Clause, before: Subject) -> Iterator[tuple[Draft, Cues]]:
    hired: set[int] = set()
    for draft in (*interim(clause), *inverted(clause)):
        yield draft, _cues(clause, draft.at, draft.subject)
    for at, node in enumerate(clause.nodes):
        if node.kind != "V":
            continue
        who = subject(clause, at, before)
        clause.subjects[at] = who
        following = clause.words(at + 1, len(clause.nodes))
        for form in node.forms:
            if _spent(clause, at, form.trigger.frame, hired):
                break
            if any(re.match(rf"{re.escape(word)}\b", following) for word in form.trigger.stop):
                continue
            found = list(FRAMES[form.trigger.frame](clause, at, form, who))
            for draft in found:
                yield _named(draft, form.trigger.id), _cues(clause, at, who)
            if found and form.trigger.frame == "hire":
                hired.add(at)
            if found:
                moved = tuple(dict.fromkeys(d.who for d in found if d.direction is Direction.IN))
                if moved and form.trigger.frame in {"hire"}:
                    clause.subjects[at] = Subject(moved, None, at)
                break


def _spent(clause: Clause, at: int, frame: str, hired: set[int]) -> bool:
    """Whether this verb only says what somebody was hired for: "hires X to lead the lab"."""
    if frame not in {"lead", "become"} or clause.letters[at - 1 : at] not in ("T", "V"):
        return False
    earlier = max((i for i in hired if i < at), default=None)
    return earlier is not None and "V" not in clause.letters[earlier + 1 : at - 1]


def _named(draft: Draft, trigger: str) -> Draft:
    object.__setattr__(draft, "trigger", trigger)
    return draft


def _cues(clause: Clause, at: int, who: Subject) -> Cues:
    sentence = clause.sentence.text.lower()
    start = who.at + 1 if 0 <= who.at < at else max(0, at - 4)
    lead_in = clause.words(start, at)
    passed = clause.letters[start:at]
    denied = "n" in passed or bool(certainty.english("denied").search(lead_in))
    asked = (
        sentence.rstrip("\"' ").endswith("?")
        and not clause.sentence.in_title
        or (clause.sentence.in_title and sentence.rstrip("\"' ").endswith("?"))
    )
    unsure = "y" in passed or bool(certainty.english("imagined").search(sentence))
    rumored = bool(certainty.english("rumored").search(sentence))
    return Cues(
        denied=denied,
        imagined=(unsure or asked) and not rumored,
        rumored=rumored,
        reported=bool(certainty.english("reported").search(sentence)),
    )


def _claims(draft: Draft, cues: Cues, clause: Clause, entry: _Entry) -> Iterator[Claim]:
    told = certainty.status(cues)
    if told is None:
        return
    company, source = _company(draft, clause, entry)
    if company is None or _other_trade(company, draft, entry):
        return
    entry.places.setdefault((_full(entry, draft.who.name), draft.direction), company)
    date, past = dates_of(clause, draft.at, clause.stop(draft.at))
    background = past or _history(clause, draft)
    yield _claim(draft, draft.direction, company, source, draft.role, clause, entry, told, date, background)
    if draft.direction is Direction.IN:
        yield from _left_behind(draft, company, clause, entry, told, date, background)


def _history(clause: Clause, draft: Draft) -> bool:
    """Told as history: a clause with "who" in the past tense, a participle after "before" or "after", a past perfect."""
    if draft.subject.relative and not re.search(
        r"\b(?:is|will|has|plans|are|have)\b", clause.words(max(0, draft.at - 4), draft.at + 1)
    ):
        return True
    lead_in = clause.words(max(0, draft.at - 3), draft.at)
    return bool(
        re.search(
            r"\b(?:before|after|since|previously|once|originally|had|years? after|months? after|when (?:he|she|they)(?: first)?)$",
            lead_in.rstrip(" ,"),
        )
    )


def _company(draft: Draft, clause: Clause, entry: _Entry) -> tuple[CompanyRef | None, CompanySource]:
    """The draft's company, or the one the rest of the entry supplies."""
    if draft.company is not None and not draft.vague:
        return draft.company, draft.source
    if draft.follows:
        place = entry.places.get((_full(entry, draft.follows), Direction.OUT))
        place = place or entry.places.get((_full(entry, draft.follows), Direction.IN))
        place = place or entry.places.get((_full(entry, draft.who.name), Direction.IN))
        if place is not None:
            return place, CompanySource.SENTENCE
    ties = _ties(draft.who, entry)
    present = [t for t in ties if t.company is not None and not t.former]
    own = next((t.company for t in present if t.sure), None)
    if own is None and present and (entry.main is None or not entry.watched(entry.main)):
        own = present[0].company
    if own is not None and not draft.outside:
        return own, CompanySource.MODIFIER
    if draft.company is not None:
        return draft.company, draft.source
    speaker = re.search(r"([OP])(?:,[^,;]*,)?[jD]{0,2}s[^.;]*$", clause.letters[: draft.at])
    if speaker is not None and (spoken := _speaks_for(clause.nodes[speaker.start(1)])):
        return spoken, CompanySource.SENTENCE
    if draft.trigger in {"en.departure", "en.arrival"}:
        near = next((n.company for n in reversed(clause.nodes[: draft.at]) if n.kind == "O"), None)
        if near is not None:
            return near, CompanySource.SENTENCE
    return entry.main, CompanySource.MAIN


def _speaks_for(node: Node) -> CompanyRef | None:
    """The company that speaks, or whose person does."""
    if node.kind == "O":
        return node.company
    tie = node.people[0].tie
    return tie.company if tie is not None and not tie.former else None


def _ties(who: Who, entry: _Entry) -> list[Tie]:
    own = [who.tie] if who.tie is not None else []
    return own + [t for t in entry.ties.get(_full(entry, who.name), []) if t not in own]


def _left_behind(
    draft: Draft, company: CompanyRef, clause: Clause, entry: _Entry, told: Status, date: object, background: bool
) -> Iterator[Claim]:
    """The place given up by a move elsewhere: "hires Slack's chief executive X" takes X from Slack."""
    if draft.stays:
        return
    for tie in _ties(draft.who, entry):
        if tie.former and not (tie.aside and tie.company and entry.watched(tie.company)):
            continue
        left = tie.company or (entry.main if tie.role and entry.main != CompanyRef(company.company) else None)
        if left is None or not tie.sure or _ACADEMIC.search(left.company):
            continue
        inside = left.company == company.company
        side_role = tie.role and _SIDE_ROLE.search(tie.role) and not _LINE_ROLE.search(tie.role)
        if not inside and side_role and tie.company is not None and not draft.moving:
            continue
        source = CompanySource.MODIFIER if tie.company else CompanySource.MAIN
        yield _claim(draft, Direction.OUT, left, source, tie.role, clause, entry, told, date, background)
        return


def _other_trade(company: CompanyRef, draft: Draft, entry: _Entry) -> bool:
    """Whether the post is at a university, a hospital or the like, which are no companies to be watched."""
    if entry.watched(company):
        return False
    return bool(_OTHER_TRADE.search(company.company)) or (
        draft.direction is Direction.IN
        and not draft.moving
        and (_full(entry, draft.who.name), Direction.OUT) not in entry.places
        and bool(_ACADEMIC.search(company.company))
    )


def _unit(clause: Clause, company: CompanyRef) -> str | None:
    """The company's unit that the sentence names, where it names one."""
    units = (n.company.unit for n in clause.nodes if n.company is not None and n.company.company == company.company)
    return next((unit for unit in units if unit), None)


def _claim(
    draft: Draft,
    direction: Direction,
    company: CompanyRef,
    source: CompanySource,
    role: str | None,
    clause: Clause,
    entry: _Entry,
    told: Status,
    date: object,
    background: bool,
) -> Claim:
    name = _full(entry, draft.who.name)
    if role is None and direction is Direction.OUT:
        role = next(
            (
                t.role
                for t in _ties(draft.who, entry)
                if t.role and not t.former and (t.company is None or t.company.company == company.company)
            ),
            None,
        )
    return Claim(
        person=name,
        also=tuple(
            dict.fromkeys(n for n in (*entry.people.forms(name), *([draft.who.name] if draft.who.name != name else [])))
        ),
        direction=direction,
        company=company,
        company_source=source,
        role=role,
        unit=company.unit or _unit(clause, company),
        status=told,
        date=date,  # type: ignore[arg-type]  # always a PartialDate or None
        background=background,
        in_title=clause.sentence.in_title,
        pattern=draft.trigger,
        evidence=clause.sentence.original,
        at=clause.sentence.index,
    )
