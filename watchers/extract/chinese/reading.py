"""Chinese articles to claims: words, people, clauses, frames, certainty, in that order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from store.model.moves import Status
from watchers.entries import Article
from watchers.extract.chinese.article import Scanned, role_as_written, scan
from watchers.extract.chinese.carrying import (
    alone_in,
    announces,
    first_told,
    hand_on,
    named_next,
    starts_bare,
    told_past,
    with_waiting,
)
from watchers.extract.chinese.certainty import (
    denial_goes_on,
    denied_by,
    denies_all,
    denies_before,
    settles,
    status,
    told_as_past,
    unreal,
    voice_after,
    voice_of,
)
from watchers.extract.chinese.charge import given_posts
from watchers.extract.chinese.clauses import Clause, Phrase
from watchers.extract.chinese.days import (
    as_the_title_tells,
    dated_back,
    effective_day,
    of_one_age,
    on_the_coming_day,
    opening_dates,
    taking_effect,
)
from watchers.extract.chinese.dealing import also_given, dealt
from watchers.extract.chinese.firms import of_one_house
from watchers.extract.chinese.following import PATTERN as FOLLOWED
from watchers.extract.chinese.frames import read_frame
from watchers.extract.chinese.interim import gone_back
from watchers.extract.chinese.lexicon import lexicon
from watchers.extract.chinese.likely import reads_as_person
from watchers.extract.chinese.newly import newcomers
from watchers.extract.chinese.once import without_former_houses
from watchers.extract.chinese.places import arrival
from watchers.extract.chinese.previous import note_places, previous_places
from watchers.extract.chinese.refuting import refuted
from watchers.extract.chinese.scene import Draft, Scene
from watchers.extract.chinese.staging import staged
from watchers.extract.chinese.staying import kept_first, kept_posts, stays_on, without_seats_beside
from watchers.extract.chinese.subject import State, next_item
from watchers.extract.chinese.titles import true_titles
from watchers.extract.chinese.topic import set_topic
from watchers.extract.chinese.trace import trace
from watchers.extract.chinese.untold import in_place, still_told
from watchers.extract.dating import dated, told_day
from watchers.extract.engine import Claim, Direction, Stop
from watchers.extract.mentions import CompanyFinder
from watchers.extract.text import Sentence, normalise

__all__ = ["CODE", "read", "trace"]

CODE = "zh"
"""Of the language that is read here."""


def read(sentences: Sequence[Sentence], article: Article, companies: CompanyFinder) -> tuple[list[Claim], list[Stop]]:
    """Claims of every clause that tells a move, and where a rule almost fired. Never raises on any text."""
    lex = lexicon()
    if not any(lex.may_tell(s.text) for s in sentences):
        return [], []
    scanned = scan(sentences, article, companies, lex)
    note_places(scanned)
    reader = _Reader(scanned)
    for sentence_clauses in reader.article.clauses:
        reader.read_sentence(sentence_clauses)
    if not reader.claims:
        return [], reader.stops
    reader.claims.extend(stays_on(reader.article.clauses, reader.claims, reader.article.original))
    reader.claims.extend(list(previous_places(reader.article, reader.claims)))
    reader.claims.extend(list(gone_back(reader.article, reader.claims)))
    reader.claims = refuted(reader.article.clauses, reader.claims, reader.article.original)
    published = article.published.date() if article.published else None
    told = told_day(opening_dates(reader.article), published)
    if denied_by(normalise(article.title), lex):
        reader.claims = [c if c.background else _denied(c) for c in reader.claims]
    told_claims = in_place(still_told(reader.claims, companies.listed, published), article.title)
    told_claims = without_seats_beside(scanned.clauses, without_former_houses(told_claims))
    claims = of_one_house(told_claims, scanned.whole, scanned.listed)
    claims = true_titles(scanned.clauses, claims, scanned.original)
    claims = on_the_coming_day(as_the_title_tells(claims, published), published)
    return dated(claims, told, published), reader.stops


_THIS_NEWS = re.compile("(?:该|此|上述|这一?)(?:消息|传闻|传言|说法|报道|是|事|为)")
# Words beside which "由X负责" deals out posts.
_REORGANISED = re.compile(
    "新设|职务调整|职务轮替|成立|调整|组建|设立|合并|拆分|增设|架构|换人|重组|改组|异动|升级|卸任|离职|离任"
)
_PRONOUNS = frozenset({"pronoun", "pronouns"})
_VERBS = 12  # in a clause; a heap of more says nothing


class _Reader:
    """Walks through one article; holds the claims and who was spoken of last."""

    def __init__(self, article: Scanned) -> None:
        self.article = article
        self.claims: list[Claim] = []
        self.stops: list[Stop] = []
        self._made: list[Claim] = []
        """Of the sentence being read."""
        self._last: list[Phrase] = []
        self._voice = voice_of(article.sentences, article.lex)
        self._hired: tuple[Scene, Draft] | None = None
        """The last hire of the sentence: "O挖走X，O2负责人Y" goes on with Y."""
        self._before: Clause | None = None
        """The clause before the one being read, in the same sentence."""
        self._unnamed: Scene | None = None
        """A clause that tells of people without naming them; the next one may list them."""

    def read_sentence(self, clauses: Sequence[Clause]) -> None:
        """Read the clauses in order, handing subject, company and time from one to the next."""
        state = State()
        self._hired = self._before = None
        if clauses and not all(_PRONOUNS.isdisjoint(t.classes) for t in first_told(clauses).tokens[:6]):
            state.subject = self._last
        below = bool(clauses and self.article.article.title) and not clauses[0].sentence.in_title
        if below and starts_bare(clauses[0]):
            state.subject = state.subject or self._last
        self._made = []
        denied = False
        for clause in clauses:
            state = next_item(clause, state)
            if self._made:
                led = [self.article.original(phrase.name) for phrase in state.subject] if not clause.people else []
                self._made = given_posts(self._made, clause.text, led)
            made = self._read_clause(clause, state)
            denied = denied and denial_goes_on(clause)
            if made:
                self._made += [_denied(claim) for claim in made] if denied else made
                denied = denied or any(claim.status is Status.DENIED for claim in made)
            if not self._made:
                continue
            if dated_back(clause):
                self._made = [replace(c, background=not c.in_title) for c in self._made]
            if denies_before(clause, self.article.lex) or (denied and denies_all(clause.text)):
                self._made = [_denied(claim) for claim in self._made]
        self._made = taking_effect(clauses, self._made)
        self._made.extend(list(kept_first(clauses, self._made, self.article.original)))
        self._settle(clauses, self._made)
        self.claims.extend(of_one_age(self._made))
        if state.subject:
            self._last = state.subject

    def _settle(self, clauses: Sequence[Clause], made: Sequence[Claim]) -> None:
        """Let a sentence without a move of its own confirm or deny what was told before, and set the article's voice."""
        if not clauses or clauses[0].sentence.in_title:
            return
        text, lex = clauses[0].sentence.text, self.article.lex
        told_before = bool(self.claims) and not made
        if told_before and (day := effective_day(clauses)) is not None:
            self.claims = [replace(c, date=day) if c.date is None and not c.background else c for c in self.claims]
        verdict = settles(text, lex) if told_before or made else None
        verdict = None if made and verdict is Status.DENIED else verdict
        if verdict is not None:
            weak = {Status.RUMORED, Status.REPORTED}
            heads = verdict is Status.DENIED and _THIS_NEWS.search(text)  # headlines state what the text calls untrue
            self.claims = [
                replace(c, status=verdict) if (c.status in weak or (heads and c.in_title)) and not c.background else c
                for c in self.claims
            ]
        self._voice = voice_after(text, self._voice)

    def _read_clause(self, clause: Clause, state: State) -> list[Claim]:
        found = clause.people
        self._remember(clause, state)
        set_topic(clause, found, state)
        past = told_past(clause, found, state)
        tellers = [(at, clause.tokens[at]) for at in clause.tellers[:_VERBS]]
        tells = self._unnamed is not None or bool(tellers)
        why_not = unreal(clause, self.article.lex) if tells else None
        made: list[Claim] = []
        movers: list[Phrase] = []
        gone: list[Phrase] = []
        """Whom others follow, be they told to retire besides; what comes next is not told of them."""
        if self._unnamed is not None and (people := named_next(self._unnamed, clause, found)):
            scene = replace(self._unnamed, people=people)
            made.extend(self._claim(draft, clause, state, past=past) for draft in self._drafts(scene, why_not))
        self._unnamed = None
        for at, token in tellers:
            for trigger in token.triggers:
                scene = staged(self.article, clause, at, trigger, state)
                if (
                    trigger.frame in {"leave", "join", "hire", "fire", "become"}
                    and not scene.people_after()
                    and not (found and trigger.frame not in {"hire", "fire"})
                ):
                    self._unnamed = scene
                for result in with_waiting(self._drafts(scene, why_not), scene):
                    aged = past or told_as_past(clause, token.start, self.article.lex)
                    claim = self._claim(result, clause, state, past=aged)
                    old = trigger.frame in {"assume", "charge"} or claim.pattern in {"zh.former", "zh.modifier"}
                    if claim.background and old:
                        continue  # biographies are full of old posts; old comings and goings are few and kept as history
                    made.append(claim)
                    (gone if result.pattern == FOLLOWED else movers).append(result.phrase)
                    _remember_move(result, state)
                    if trigger.frame == "hire" and result.direction is Direction.IN:
                        self._hired = scene, result
        if not movers and self._hired is not None and (more := alone_in(clause, found)) is not None:
            scene, draft = self._hired
            drafts = arrival(scene, more, (draft.company, draft.source), draft.role)
            made += [self._claim(other, clause, state, past=past) for other in drafts]
            movers.append(more)
        if self._hired is not None:
            others = list(also_given(clause, self._hired[1], movers, same=self._hired[0].clause is clause))
            made.extend(self._claim(draft, clause, state, past=past) for draft in others)
            movers.extend(draft.phrase for draft in others)
        told = self._without_verb(clause, state, past=past)
        made += [self._claim(draft, clause, state, past=past) for draft in told]
        kept = kept_posts(clause, found, state.subject, lambda phrase: self._told_of(phrase, made)) if not past else ()
        made += [self._claim(draft, clause, state, past=past) for draft in list(kept)]
        announces(clause, found, state)
        left = {phrase.name for phrase in gone} if movers else set()
        hand_on(clause, found, [m for m in movers if m.name not in left], state, past=past)
        return made

    def _without_verb(self, clause: Clause, state: State, *, past: bool) -> list[Draft]:
        """Who comes to a post that no verb gives."""
        before, self._before = self._before, clause
        people = clause.people if len(clause.people) == 1 else ()
        new = newcomers(clause, before, people, state, self.article.main) if people and not past else ()
        return [*dealt(clause, people, state), *new] if people else []

    def _drafts(self, scene: Scene, why_not: str | None) -> Iterator[Draft]:
        for result in read_frame(scene):
            if isinstance(result, str) or why_not:
                self.stops.append(Stop(scene.clause.text, result if isinstance(result, str) else why_not or ""))
            else:
                yield result

    def _remember(self, clause: Clause, state: State) -> None:
        known = state.date is not None
        dates = [t.date for t in clause.dates if t.date is not None and not (known and t.text in {"当天", "当日"})]
        if dates:
            state.date = max(dates, key=lambda d: d.precision)
        if _REORGANISED.search(clause.text):
            state.reorganised = True

    def _told_of(self, phrase: Phrase, made: Sequence[Claim]) -> list[Claim]:
        """What the article has claimed of a person so far, `made` in the clause being read."""
        person = self.article.original(phrase.name)
        return [claim for claim in (*self.claims, *self._made, *made) if claim.person == person]

    def _claim(self, draft: Draft, clause: Clause, state: State, *, past: bool) -> Claim:
        sentence = clause.sentence
        person = self.article.original(draft.phrase.name)
        forms = self.article.people.also.get(draft.phrase.name, ())
        return Claim(
            person=person,
            also=tuple(map(self.article.original, sorted(forms))),
            direction=draft.direction,
            company=self.article.as_written(draft.company),
            company_source=draft.source,
            role=role_as_written(draft.role, sentence),
            unit=draft.company.unit,
            status=status(clause, self.article.lex, self._voice, announced=state.announced),
            date=state.date,
            background=past and not sentence.in_title,
            in_title=sentence.in_title,
            pattern=draft.pattern,
            evidence=sentence.original,
            at=sentence.index,
            personal=reads_as_person(draft.phrase.name, self.article.lex),
        )


def _remember_move(draft: Draft, state: State) -> None:
    if draft.direction is Direction.OUT:
        state.left = draft.company
    else:
        state.joined.setdefault(draft.phrase.name, draft.company)


def _denied(claim: Claim) -> Claim:
    return replace(claim, status=Status.DENIED)
