"""Where somebody who comes was before: "她此前在DeepSeek参与V2的研发" beside "加入小米"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from store.model.companies import CompanyRef
from watchers.extract.chinese.article import Scanned, role_as_written
from watchers.extract.chinese.clauses import Clause, Phrase
from watchers.extract.chinese.tokens import Kind
from watchers.extract.engine import Claim, CompanySource, Direction
from watchers.extract.text import normalise

Told = tuple[Phrase, CompanyRef, Clause, str]
_COMINGS = frozenset({"zh.join", "zh.switch", "zh.hire"})
_LINKS = frozenset(["在", "是", "为", "任", "于", "担任", "供职于", "任职于", "就职于", "效力"])


def previous_places(article: Scanned, claims: Sequence[Claim]) -> Iterator[Claim]:
    """A departure for everybody who arrives as news, leaves nowhere else, and is told to have worked elsewhere before."""
    arrivals = [c for c in claims if c.direction is Direction.IN and not c.background]
    if not arrivals:
        return
    gone = {c.person for c in claims if c.direction is Direction.OUT and not c.background}
    for phrase, company, clause, pattern in (
        *_told(article),
        *_formerly(article),
        *_once(article),
        *_currently(article, arrivals),
        *_lost(article, arrivals),
        *_origins(article),
        *_briefly(article, arrivals),
    ):
        person = article.original(phrase.name)
        arrival = next((c for c in arrivals if c.person == person), None)
        if arrival is None or person in gone or arrival.company is None or arrival.company.company == company.company:
            continue
        if pattern in {"zh.former", "zh.modifier", "zh.lost", "zh.origin"} or arrival.pattern in _COMINGS:
            gone.add(person)
            yield Claim(
                person=person,
                also=arrival.also,
                direction=Direction.OUT,
                company=company,
                company_source=_SOURCES.get(pattern, CompanySource.MODIFIER),
                role=role_as_written(phrase.role, clause.sentence) if pattern not in _SOURCES else None,
                unit=company.unit,
                status=arrival.status,
                date=arrival.date,
                pattern=pattern,
                evidence=clause.sentence.original,
                at=clause.sentence.index,
                personal=arrival.personal,
            )


_SOURCES = {"zh.previous": CompanySource.SENTENCE, "zh.lost": CompanySource.TOLD}
_LOST = re.compile("痛失|流失|失血|人才外流|离职潮|出走潮|被挖走|损失[^,。]{0,6}人才")
_NEAR = 2
"""Sentences behind the one that says whom a house loses."""


def _lost(article: Scanned, arrivals: Sequence[Claim]) -> Iterator[Told]:
    """Who comes to another house right behind the words that the article's own house loses people."""
    if article.main is None or not (found := [s for s in article.sentences if _LOST.search(s.text)]):
        return
    told = [c for group in article.clauses for c in group if c.sentence in found]
    named = any(t.company is not None and t.company.company == article.main.company for c in told for t in c.tokens)
    last = found[-1].index + _NEAR
    coming = {c.person for c in arrivals if c.at <= last and c.company and c.company.company != article.main.company}
    for clause in (c for group in article.clauses for c in group if named and c.sentence.index <= last):
        for phrase in clause.people:
            known = article.profiles.get(phrase.name)
            if article.original(phrase.name) in coming and known is not None and known.company is known.former is None:
                yield phrase, article.main, clause, "zh.lost"


def note_places(article: Scanned) -> None:
    """Write into the profiles where people worked until now, for a departure that names no company."""
    if not article.lex.certainty["previous"].search(article.whole):
        return
    for phrase, company, _, _ in _told(article):
        profile = article.profiles.get(phrase.name)
        if profile is not None:
            profile.before = profile.before or company


_BESIDE = re.compile("董事$|独立|非执行|主席|教授|院士|顾问|委员|理事|创始人|创办人|股东|会长|合伙人|投资人")
"""Posts that somebody may keep beside a new one, and new ones that leave the old one alone."""


def _currently(article: Scanned, claims: Sequence[Claim]) -> Iterator[Told]:
    """People who take a full post and of whom the article says "现任O2R": there they go away."""
    taken = {
        c.person for c in claims if c.direction is Direction.IN and c.role and not _BESIDE.search(normalise(c.role))
    }
    last: Sequence[Phrase] = ()
    for clause in (clause for group in article.clauses for clause in group):
        last = clause.people[:1] or last
        said = clause.text if clause.opener == "," and not clause.people else _after_name(clause)
        now = _NOW_HELD.match(said)
        if now is None or not clause.companies or not last or article.original(last[0].name) not in taken:
            continue
        house = clause.companies[0]
        token, role = clause.tokens[house], next((t for t in clause.tokens[house + 1 :] if t.kind is Kind.ROLE), None)
        held = token.start == clause.end - len(said) + now.end()
        if role is not None and token.company is not None and held and not _BESIDE.search(role.text):
            yield replace(last[0], role=role.text), token.company, clause, "zh.modifier"


_NOW_HELD = re.compile("(?:他|她)?(?:现任|现为|现担任|目前担任|目前任|目前是|现职为)")


def _formerly(article: Scanned) -> Iterator[Told]:
    """People called "前O研究员" anywhere in the article."""
    for clause in (clause for group in article.clauses for clause in group):
        for phrase in clause.people:
            if phrase.former and phrase.company is not None and not phrase.academic:
                yield phrase, phrase.company, clause, "zh.former"


_N = "(?:[0-9]+|[一二两三四五六七八九十半数几])"
_BRIEF = re.compile(rf"(?:公司|集团|汽车)?(?:近|仅|只|才|刚满?|不到|不足|短短)+ ?{_N} ?(?:个多?月|多?年|天|周)")
_STAYED = re.compile("(?:仅仅?|只|才)(?:待|呆|工作|任职|干)了?")


def _briefly(article: Scanned, arrivals: Sequence[Claim]) -> Iterator[Told]:
    """The one who comes to a house, where the same sentence tells how short the time at the last one was."""
    for group in article.clauses:
        people = {article.original(p.name): p for c in group for p in c.people}
        coming = [a for a in arrivals if group and a.at == group[0].sentence.index and a.person in people]
        if not coming or len({a.person for a in coming}) > 1:
            continue
        for clause in group:
            for index in clause.companies:
                token, before = clause.tokens[index], clause.tokens[index - 1] if index else None
                at = before is not None and before.text in {"在", "于"}
                came = before is not None and any(t.frame == "join" for t in before.triggers)
                short = (_STAYED if at else _BRIEF).match(clause.sentence.text, token.end) if at or came else None
                if short is not None and token.company is not None:
                    yield people[coming[0].person], token.company, clause, "zh.previous"


_FROM = re.compile("(?:他|她)(?:是|均|都)?来自")
_WAS = re.compile("(?:原|曾|此前|之前|先前)(?:担)?任")
_SCHOOL = ("大学", "学院")
"""Ends of houses that people also come from as students."""


def _origins(article: Scanned) -> Iterator[Told]:
    """Whoever was named last, where a clause says "she comes from O"; of a school it may be said of students."""
    last: Sequence[Phrase] = ()
    for clause, behind in (pair for group in article.clauses for pair in zip_longest(group, group[1:])):
        last = clause.people[-1:] or last
        house = next((t for t in clause.tokens if t.company is not None), None) if _FROM.match(clause.text) else None
        if house is None or house.company is None or not last or house.company.company.endswith(_SCHOOL):
            continue
        told = behind if behind is not None and _WAS.match(behind.text) else None
        role = next((t.text for t in told.roles), None) if told else None
        yield replace(last[0], role=role), house.company, clause, "zh.origin"


_ONCE_AT = re.compile("(?:曾经?|原先?|此前|先前|之前)(?:长期)?(?:在|为|是|任|担任|于|任职于|供职于|就职于|效力于)")


def _once(article: Scanned) -> Iterator[Told]:
    """People described by where they were: "曾在O担任R的X", "原为OR的X"."""
    for clause in (clause for group in article.clauses for clause in group if "的" in clause.text):
        for phrase in clause.people:
            name = clause.tokens[phrase.index].start
            text = clause.sentence.text
            once = _ONCE_AT.search(text, clause.start, name)
            if once is None or text[name - 1] != "的":
                continue
            firm = next((t for t in clause.tokens if t.start == once.end() and t.company is not None), None)
            between = (p for p in clause.people if once.end() < clause.tokens[p.index].start < name)
            if firm is not None and firm.company is not None and next(between, None) is None:
                inside = (t.text for t in clause.roles if firm.end <= t.start < name)
                yield replace(phrase, role=next(inside, None)), firm.company, clause, "zh.former"


def _told(article: Scanned) -> Iterator[Told]:
    """People with the company a clause about the time before names for them."""
    last: list[Phrase] = []
    for group in article.clauses:
        waits = False  # for the clause that says what was before
        for clause in group:
            found = clause.people
            opened, company = waits, _company(article, clause, opened=waits)
            waits = _OPENS.fullmatch(clause.text) is not None
            if company is not None:
                led = last if clause.opener == "," or _refers(clause) else []
                about = found if found and found[0].index < 6 else led
                plural = any(t.has("pronouns") for t in clause.tokens)
                for phrase in about if plural or found else about[-1:]:
                    yield _as_told(phrase, company, clause, opened=opened)
            if found:
                last = [*last, *found] if group[0] is not clause and last and not clause.opener else list(found)


def _as_told(phrase: Phrase, company: CompanyRef, clause: Clause, *, opened: bool) -> Told:
    """What a clause says of the time before; with the post where one of its own, "加盟前", opens it."""
    role = next((t.text for t in clause.roles), None) if opened else None
    return (
        (replace(phrase, role=role), company, clause, "zh.origin") if role else (phrase, company, clause, "zh.previous")
    )


def _refers(clause: Clause) -> bool:
    return any(t.text in _EARLIER or not _PRONOUNS.isdisjoint(t.classes) for t in clause.tokens[:4])


_EARLIER = frozenset({"此前", "之前", "加入前"})
_PRONOUNS = frozenset({"pronoun", "pronouns"})


def _after_name(clause: Clause) -> str:
    """The clause's words without the person it may open with."""
    first = clause.tokens[0]
    return clause.sentence.text[first.end : clause.end] if first.kind is Kind.PERSON else clause.text


_OPENS = re.compile("(?:在)?(?:此次|本次)?(?:加入|加盟|入职|履新|上任|此)(?:之)?前")
"""A clause that only says that the next is about the time before: "加盟前,他是…"."""


def _company(article: Scanned, clause: Clause, *, opened: bool) -> CompanyRef | None:
    """The house of the time before that the clause names; `opened` where the clause before it sets that time."""
    before = article.lex.certainty["previous"].search(clause.text)
    if (before is None and not opened) or article.lex.certainty["older"].match(_after_name(clause)):
        return None
    since = clause.start + (before.end() if before is not None else 0)
    for index, token in enumerate(clause.tokens):
        if token.kind is Kind.COMPANY and token.start >= since:
            return token.company if any(t.text in _LINKS for t in clause.tokens[:index]) else None
    return None
