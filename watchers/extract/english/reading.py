"""English articles to claims: sentences to clauses, clauses to drafts, drafts completed from the rest of the entry."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from store.model.dates import PartialDate
from store.model.moves import Status
from watchers.entries import Article
from watchers.extract import certainty
from watchers.extract.certainty import Cues
from watchers.extract.dating import OPENING, dated, told_day
from watchers.extract.engine import Claim, CompanySource, Direction, Stop
from watchers.extract.english import unnamed
from watchers.extract.english.announcing import (
    announced,
    been_announced,
    considered,
    interim,
    inverted,
    new_head,
    newly,
    out,
    promoted,
    under_new,
)
from watchers.extract.english.besides import WANTED, told_besides
from watchers.extract.english.clauses import NOBODY, Clause, Subject
from watchers.extract.english.completion import claims_of, supplied
from watchers.extract.english.drafts import Draft, Scene
from watchers.extract.english.duties import takes_a_place
from watchers.extract.english.entry import Entry, prepared
from watchers.extract.english.frames import FRAMES
from watchers.extract.english.introducing import introduced
from watchers.extract.english.lexicon import Form, trigger_words
from watchers.extract.english.nodes import Who
from watchers.extract.english.somebody import one_of_them
from watchers.extract.english.standing import overtaken, place_taken, told_by_now
from watchers.extract.english.staying import settled, staying
from watchers.extract.english.subjects import subject
from watchers.extract.english.successors import successors
from watchers.extract.english.trace import trace
from watchers.extract.english.truth import cues_of
from watchers.extract.english.unnamed import Unnamed
from watchers.extract.mentions import CompanyFinder
from watchers.extract.text import Sentence

__all__ = ["CODE", "read", "trace"]

CODE = "en"
"""Of the language that is read here."""

_WORD = re.compile(r"[a-z'-]+")


def read(sentences: Sequence[Sentence], article: Article, companies: CompanyFinder) -> tuple[list[Claim], list[Stop]]:
    """Claims of every clause that tells a move, and where a rule almost fired."""
    claims: list[Claim] = []
    stops: list[Stop] = []
    telling = trigger_words()
    if all(telling.isdisjoint(_WORD.findall(s.text.lower())) for s in sentences):
        return claims, stops
    entry = prepared(sentences, article, companies)
    before = NOBODY
    sides = list(_unnamed_sides(entry))
    entry.unnamed.update((side.direction, side.company) for side, _ in reversed(sides))
    for clause in entry.clauses:
        moved: list[Who] = []
        for draft, cues in _drafts(clause, before):
            if draft.who not in moved:
                moved.append(draft.who)
            made = list(claims_of(draft, cues, clause, entry))
            claims.extend(made)
            if not made:
                stops.append(Stop(clause.sentence.original, f"{draft.trigger}: {_why_not(cues)}"))
        if claims and not moved and certainty.disowned(clause.line):
            claims = _disowned(claims)
        before = _topic(clause, before, moved)
    claims += _named_later(entry, claims, sides)
    if not claims:
        return claims, stops
    told = _coming_day(entry) or told_day(_opening_dates(entry), entry.published)
    return dated(_one_way(overtaken(settled(claims))), told, entry.published), stops


def _unnamed_sides(entry: Entry) -> Iterator[tuple[Unnamed, Status]]:
    """The sides of moves that the title tells of people it does not name, denied and imagined ones left out."""
    for clause in entry.clauses:
        for side in unnamed.told(clause) if clause.sentence.in_title else ():
            told = certainty.status(cues_of(clause, side.at, NOBODY))
            if told is not None and told is not Status.DENIED:
                yield side, told


def _named_later(entry: Entry, claims: Sequence[Claim], sides: Sequence[tuple[Unnamed, Status]]) -> Iterator[Claim]:
    """Those sides as claims of whom the first words of the text name, where nobody else is told to have moved so."""
    title = entry.clause_of(0)
    news = {c.direction for c in claims if not c.background}
    for side, told in sides if title is not None else ():
        if side.direction not in news and title is not None:
            post = side.role or next((other.role for other, _ in sides if other.role), None)
            meant = _who_is_meant(entry, claims, side) or unnamed.holders(entry.clauses, post)
            yield from (supplied(who, side, told, title, entry) for who in meant)
    for side, clause, meant in one_of_them(entry) if Direction.OUT not in news and not sides else ():
        told_so = certainty.status(cues_of(clause, side.at, NOBODY))
        if told_so is not None:
            yield from (replace(supplied(w, side, told_so, clause, entry), name_unsure=True) for w in meant)


def _who_is_meant(entry: Entry, claims: Sequence[Claim], side: Unnamed) -> tuple[Who, ...]:
    """With whom the first or, where nobody stands in that, the second sentence opens; else the one who moves otherwise."""
    who: tuple[Who, ...] = ()
    for clause in filter(None, (entry.clause_of(1), entry.clause_of(2))):
        if (who := unnamed.openers(clause, side)) or "P" in clause.letters:
            break
    moving = (c for c in claims if not c.background and c.direction is not side.direction)
    others = {c.person for c in moving if c.company != side.company}
    return who or (tuple(Who(name=name) for name in others) if len(others) == 1 else ())


def _one_way(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without arrivals at a house only supplied that the same sentence says is left: "Y hired X from O"."""
    left = {(c.person, c.company, c.at) for c in claims if c.direction is Direction.OUT and c.company_source in _NAMED}
    supplied = (c.direction is Direction.IN and c.company_source is CompanySource.MAIN for c in claims)
    return [c for c, weak in zip(claims, supplied, strict=True) if not (weak and (c.person, c.company, c.at) in left)]


_NAMED = frozenset({CompanySource.EXPLICIT, CompanySource.MODIFIER})


def _disowned(claims: Sequence[Claim]) -> list[Claim]:
    """The claims with those denied of whom the title or the last sentence with a move tells."""
    last = max((claim.at for claim in claims), default=0)
    people = {claim.person for claim in claims if claim.at in {0, last}}
    return [replace(c, status=Status.DENIED) if c.person in people and not c.background else c for c in claims]


_TAKES_EFFECT = re.compile(
    r"(?:the|these|this|both|all|his|her|their) (?:[\w-]+ ){0,2}(?:changes?|moves?|appointments?|promotions?|transition|handover|"
    r"succession|reshuffle|departures?|resignation)\b.{0,24}\b(?:take effect|takes effect|effective|into effect|into force|take place|on)\b"
)


def _coming_day(entry: Entry) -> PartialDate | None:
    """As in "The changes will take effect on September 1": the day ahead of all news that has none."""
    for clause in entry.clauses if entry.published is not None and not entry.digest else ():
        if _TAKES_EFFECT.match(clause.line.small) is not None:
            days = [n.date.date for n in clause.nodes if n.date is not None and n.date.date is not None]
            if len(days) == 1 and entry.published is not None and days[0].first > entry.published:
                return days[0]
    return None


def _opening_dates(entry: Entry) -> Iterator[PartialDate | None]:
    """The dates of title and first sentences, those apart on which something takes effect."""
    for clause in () if entry.digest else entry.clauses:
        if clause.sentence.index <= OPENING and "D" in clause.letters:
            yield from (n.date.date for n in clause.nodes if n.date is not None and not n.date.effective)


def _why_not(cues: Cues) -> str:
    return "only thought of" if cues.imagined else "no company of the trade is named"


_SPOKEN_OF = re.compile(r"[wojD,]{0,5}[cI][xjD]{0,3}[Vs]")
"""What opens with "the company" or "it" stays about the company spoken of before."""


def _topic(clause: Clause, before: Subject, moved: Sequence[Who]) -> Subject:
    """Whom "he" will mean in the next sentence: who moved in this one, else its first person."""
    company = before.company
    if "O" in clause.letters:
        spoken_of = before.company is not None and _SPOKEN_OF.match(clause.letters)  # "the bank hired X from O. It …"
        houses = clause.of("O") if not spoken_of else ()
        company = next((n.company for n in houses if n.certain or n is clause.nodes[0]), company)
    if moved:
        return Subject(tuple(moved), company)
    i = clause.letters.find("P")
    while i >= 0:
        if clause.letters[i + 1 : i + 2] != "'" and not clause.letters.startswith("sT", max(0, i - 3), i):
            return Subject(clause.nodes[i].people, company, i)
        i = clause.letters.find("P", i + 1)
    return Subject(before.people, company, -1)


_VERB = re.compile("V")


def _verbless(clause: Clause) -> Iterator[tuple[Draft, Cues]]:
    """What a sentence tells without a verb of moving."""
    besides = (*told_besides(clause), *told_by_now(clause))
    for draft in (
        *announced(clause),
        *been_announced(clause),
        *considered(clause),
        *interim(clause),
        *newly(clause),
        *new_head(clause),
        *out(clause),
        *inverted(clause),
        *under_new(clause),
        *promoted(clause),
        *successors(clause),
        *introduced(clause),
        *besides,
    ):
        cues = cues_of(clause, draft.at, draft.subject)
        if draft.trigger != WANTED:
            yield draft, cues
        elif cues.reported and not cues.denied:
            yield draft, Cues(rumored=True)


def _drafts(clause: Clause, before: Subject) -> Iterator[tuple[Draft, Cues]]:
    """Every draft of a sentence with what the words around say of its truth."""
    if "P" in clause.letters:  # each of these has a person in its pattern
        yield from _verbless(clause)
    arrived: set[int] = set()
    for verb in _VERB.finditer(clause.letters):
        at = verb.start()
        node = clause.nodes[at]
        if _needs_a_place(node.forms) and not takes_a_place(clause, at):
            continue
        who = subject(clause, at, before)
        clause.subjects[at] = who
        found = _read(clause, at, who, arrived)
        if not found:
            continue
        if any(draft.direction is Direction.IN for draft in found):
            arrived.add(at)
        _remember(clause, at, found)
        cues = cues_of(clause, at, who)
        for draft in found:
            yield draft, cues
    for draft in place_taken(clause) if arrived else ():
        yield draft, cues_of(clause, draft.at, draft.subject)
    for draft in staying(clause, before):  # asks whom the verbs before were about
        yield draft, cues_of(clause, draft.at, draft.subject)


def _needs_a_place(forms: Sequence[Form]) -> bool:
    """Whether every reading of the verb asks for a place to go to."""
    return bool(forms) and forms[0].trigger.needs == "place" and all(form.trigger.needs == "place" for form in forms)


def _read(clause: Clause, at: int, who: Subject, arrived: set[int]) -> list[Draft]:
    """What the verb at this place tells by the first of its readings that tells anything."""
    for form in clause.nodes[at].forms:
        if _barred(clause, at, form, arrived):
            continue
        drafts = list(FRAMES[form.trigger.frame](Scene(clause, at, form, who)))
        for draft in drafts:
            draft.trigger = form.trigger.id
        if drafts:
            return drafts
    return []


def _remember(clause: Clause, at: int, found: Sequence[Draft]) -> None:
    """Whoever was hired is the subject of what follows: "hires X to lead"."""
    hired = tuple(dict.fromkeys(d.who for d in found if d.direction is Direction.IN and d.trigger in _HIRING))
    if hired:
        clause.subjects[at] = Subject(hired, None, at)


_HIRING = frozenset({"en.hire", "en.appoint", "en.arrival"})


def _barred(clause: Clause, at: int, form: Form, arrived: set[int]) -> bool:
    """Whether the words after make the trigger something else, or it only says what somebody was hired for."""
    stop = form.trigger.stop
    if stop is not None and stop.match(clause.words(at + 1, len(clause.nodes))):
        return True
    if form.trigger.frame not in {"lead", "become"} or clause.letters[at - 1 : at] not in ("T", "V"):
        return False
    earlier = max((i for i in arrived if i < at), default=None)
    if earlier is None:
        return False
    return clause.nodes[at - 2].kind != "P" or clause.nodes[at - 2].people == clause.subjects[earlier].people
