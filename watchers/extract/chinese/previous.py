"""Where somebody who comes was before: "她此前在DeepSeek参与V2的研发" beside "加入小米"."""

from collections.abc import Iterator, Sequence

from store.model.companies import CompanyRef
from watchers.extract.chinese.article import Scanned
from watchers.extract.chinese.clauses import Clause, Phrase
from watchers.extract.chinese.tokens import Kind
from watchers.extract.engine import Claim, CompanySource, Direction

_COMINGS = frozenset({"zh.join", "zh.switch", "zh.hire"})
_LINKS = frozenset(["在", "是", "为", "任", "于", "担任", "供职于", "任职于", "就职于", "效力"])


def previous_places(article: Scanned, claims: Sequence[Claim]) -> Iterator[Claim]:
    """A departure for everybody who arrives as news, leaves nowhere else, and is told to have worked elsewhere before."""
    arrivals = [c for c in claims if c.direction is Direction.IN and not c.background]
    if not arrivals:
        return
    gone = {c.person for c in claims if c.direction is Direction.OUT and not c.background}
    for phrase, company, clause, pattern in (*_told(article), *_formerly(article)):
        person = article.original(phrase.name)
        arrival = next((c for c in arrivals if c.person == person), None)
        if arrival is None or person in gone or arrival.company is None or arrival.company.company == company.company:
            continue
        if pattern == "zh.former" or arrival.pattern in _COMINGS:
            gone.add(person)
            yield Claim(
                person=person,
                also=arrival.also,
                direction=Direction.OUT,
                company=company,
                company_source=CompanySource.SENTENCE,
                unit=company.unit,
                status=arrival.status,
                date=arrival.date,
                pattern=pattern,
                evidence=clause.sentence.original,
                at=clause.sentence.index,
            )


Told = tuple[Phrase, CompanyRef, Clause, str]


def _formerly(article: Scanned) -> Iterator[Told]:
    """People called "前O研究员" anywhere in the article."""
    for clause in (clause for group in article.clauses for clause in group):
        for phrase in clause.people:
            if phrase.former and phrase.company is not None and not phrase.academic:
                yield phrase, phrase.company, clause, "zh.former"


def _told(article: Scanned) -> Iterator[Told]:
    """People with the company a clause about the time before names for them."""
    last: list[Phrase] = []
    for group in article.clauses:
        for clause in group:
            found = clause.people
            company = _company(article, clause)
            about = found if found and found[0].index < 6 else last if _refers(clause) or clause.opener == "," else []
            if company is not None:
                plural = any(t.has("pronouns") for t in clause.tokens)
                for phrase in about if plural or found else about[-1:]:
                    yield phrase, company, clause, "zh.previous"
            if found:
                last = [*last, *found] if group[0] is not clause and last and not clause.opener else list(found)


def _refers(clause: Clause) -> bool:
    return any(t.has("pronoun", "pronouns") or t.text in {"此前", "之前", "加入前"} for t in clause.tokens[:4])


def _after_name(clause: Clause) -> str:
    """The clause's words without the person it may open with."""
    first = clause.tokens[0]
    return clause.sentence.text[first.end : clause.end] if first.kind is Kind.PERSON else clause.text


def _company(article: Scanned, clause: Clause) -> CompanyRef | None:
    before = article.lex.certainty["previous"].search(clause.text)
    if before is None or article.lex.certainty["older"].match(_after_name(clause)):
        return None
    for index, token in enumerate(clause.tokens):
        if token.kind is Kind.COMPANY and token.start >= clause.start + before.end():
            return token.company if any(t.text in _LINKS for t in clause.tokens[:index]) else None
    return None
