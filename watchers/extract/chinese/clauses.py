"""Clauses of a Chinese sentence, and the noun phrases that name a person with company and role.

Cuts at commas, colons, semicolons and dashes; what stands in brackets belongs to no clause. Knows no verbs' meanings.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from store.model.companies import CompanyRef
from watchers.extract.chinese.charge import post_before
from watchers.extract.chinese.tokens import Kind, Token
from watchers.extract.text import Sentence

_LONGEST = 50
"""Tokens; what goes on for longer without a comma is no clause, and its verbs are not to be read with all of it."""
_BREAKS = frozenset(",:;!?。—…|\n")
_SILENT = frozenset(")\"'《》<>「」『』[]【】")
_ACADEMIC = ("教授", "院士", "博士", "博士后", "校长", "副校长", "学者", "学院院长", "系主任")


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Phrase:
    """One mention of a person with what stands before the name. Never changed after it is made."""

    name: str
    written: str
    index: int
    """Of the person's token in its clause."""
    first: int
    """Of the first token that belongs to the phrase."""
    company: CompanyRef | None = None
    company_known: bool = True
    role: str | None = None
    former: bool = False
    """True for "前", "原": the company and role are no longer the person's."""
    also: tuple[str, ...] = field(default=())

    @property
    def academic(self) -> bool:
        """Whether the role is one people keep beside a job."""
        return self.role is not None and self.role.endswith(_ACADEMIC)


_KIND = attrgetter("kind")


def _places(kind: str, letters: str) -> list[int]:
    """Where a kind of token stands, by the letters of all."""
    return [at for at, letter in enumerate(letters) if letter == kind] if kind in letters else []


@dataclass(slots=True)
class Clause:
    """Tokens between two breaks, with the mark before them and the sentence they stand in."""

    tokens: list[Token]
    opener: str
    sentence: Sentence
    closer: str = ""
    people: list[Phrase] = field(default_factory=list)
    """Its people with what stands before their names; set once the article's names are settled."""
    dates: list[Token] = field(init=False)
    roles: list[Token] = field(init=False)
    companies: list[int] = field(init=False)
    """Where its companies stand among its tokens."""
    persons: list[int] = field(init=False)
    """Where its persons stand."""
    tellers: list[int] = field(init=False)
    """Where its triggers stand."""
    dated_past: bool = field(init=False)
    """Whether a date of its own lies well before the article."""
    start: int = field(init=False)
    """Where it begins in the sentence."""
    end: int = field(init=False)
    """Where it ends in the sentence."""
    text: str = field(init=False)
    """Its normalised words, brackets included."""

    def __post_init__(self) -> None:
        self.start, self.end = self.tokens[0].start, self.tokens[-1].end
        self.text = self.sentence.text[self.start : self.end]
        letters = "".join(map(_KIND, self.tokens))  # one for each token, to be searched without a loop
        self.companies = _places(Kind.COMPANY, letters)
        self.persons = _places(Kind.PERSON, letters)
        self.tellers = _places(Kind.TRIGGER, letters)
        self.roles = [t for t in self.tokens if t.kind is Kind.ROLE] if Kind.ROLE in letters else []
        self.dates = [t for t in self.tokens if t.kind is Kind.DATE] if Kind.DATE in letters else []
        self.dated_past = bool(self.dates) and any(t.past for t in self.dates)


def clauses(sentence: Sentence, tokens: Sequence[Token]) -> list[Clause]:
    """Cut a sentence's tokens into clauses; a blank between two headline parts is a break too."""
    found: list[Clause] = []
    current: list[Token] = []
    opener, depth, mark, in_title = "", 0, Kind.MARK, sentence.in_title
    for token in tokens:
        marked = token.kind is mark
        if marked:
            depth = max(depth + _DEPTHS.get(token.text, 0), 0)
        broken = in_title and current and current[-1].end < token.start and _parts(current[-1], token, sentence.text)
        if (marked and token.text in _BREAKS and not depth) or broken or len(current) > _LONGEST:
            closer = token.text if marked else " "
            _close(found, current, opener, sentence, closer)
            opener, current = closer, [] if marked else [token]
        elif not depth and not (token.text in _SILENT if marked else token.text in _ADDRESS and _addresses(current)):
            current.append(token)
    _close(found, current, opener, sentence, "")
    return found


_ASIDE = re.compile(r"\([^()]*\)")
"""A blank in brackets parts nothing."""
_DEPTHS = {"(": 1, ")": -1}
_ADDRESS = frozenset({"先生", "女士", "博士", "小姐"})


def _addresses(before: Sequence[Token]) -> bool:
    """Whether such a word belongs to a name: "A先生、B女士" is a list of two names."""
    return bool(before) and before[-1].kind is Kind.PERSON


def _parts(before: Token, after: Token, text: str) -> bool:
    """Whether a blank in a headline parts two statements: it stands between Chinese characters."""
    if before.text[-1].isascii() or after.text[0].isascii() or " " not in text[before.end : after.start]:
        return False
    offered = before.kind is Kind.TRIGGER and after.kind is Kind.COMPANY  # "加盟 O"
    return not offered and " " in _ASIDE.sub("", text[before.end : after.start])


def _close(found: list[Clause], tokens: list[Token], opener: str, sentence: Sentence, closer: str) -> None:
    if tokens:
        found.append(Clause(tokens=tokens, opener=opener, sentence=sentence, closer=closer))


def phrases(clause: Clause) -> list[Phrase]:
    """Every person of the clause with the company and role written before the name."""
    return [_with_charge(clause, _phrase(clause.tokens, i)) for i in clause.persons]


def _with_charge(clause: Clause, phrase: Phrase) -> Phrase:
    """The person with the post that a verb tells before the name, where no title does."""
    if phrase.role is not None or "的" not in clause.text:
        return phrase
    post = post_before(clause.sentence.text[clause.start : clause.tokens[phrase.index].start])
    return replace(phrase, role=post) if post else phrase


def _phrase(tokens: Sequence[Token], index: int) -> Phrase:
    person = tokens[index]
    company: Token | None = None
    roles: list[str] = []
    former, first = False, index
    for at, token in _leftward(tokens, index):
        if token.kind is Kind.ROLE:
            roles.append(token.text)
        elif token.kind is Kind.COMPANY:
            company = _larger(token, company)
        elif token.has("former") and token.text != "时任":
            former = True
        first = at
    if any(t.text in _ALUMNI for t in tokens[first:index]):
        company = None
    if company is not None and _once_held(tokens, first, index):
        former = True
    elif former and (current := _current_post(tokens, first)) is not None:
        company, former, roles, first = tokens[current], False, [tokens[first - 2].text], current
    return Phrase(
        name=person.person or person.text,
        written=person.text,
        index=index,
        first=first,
        company=company.company if company else None,
        company_known=company.known if company else True,
        role="、".join(reversed(roles)) or None,
        former=former,
    )


_FORMERLY = frozenset(["原先", "原本", "此前", "曾", "之前", "曾经", "先前", "原"])
_HELD = frozenset({"担任", "任", "出任"})


def _once_held(tokens: Sequence[Token], first: int, index: int) -> bool:
    """Whether the description is a post of before: "原先担任O董事长的X"."""
    told = first > 1 and tokens[first - 1].text in _HELD and tokens[index - 1].text == "的"
    return told and tokens[first - 2].text in _FORMERLY


def _current_post(tokens: Sequence[Token], first: int) -> int | None:
    """In "O产品负责人、前O2总监X" the place of O, where X still is."""
    if first < 3 or tokens[first - 1].text != "、" or tokens[first - 2].kind is not Kind.ROLE:
        return None
    near = range(first - 3, max(first - 6, -1), -1)  # "O“星野”产品负责人、前O2总监X"
    at = next((i for i in near if tokens[i].kind is not Kind.TEXT and tokens[i].text != "的"), first)
    return at if tokens[at].kind is Kind.COMPANY and not (at and tokens[at - 1].has("former")) else None


def _larger(token: Token, company: Token | None) -> Token:
    """Of "腾讯" and "AI Lab" the one that names the unit, where both lead to one company."""
    if company is None or company.company is None or token.company is None:
        return token if company is None else company
    return company


def _leftward(tokens: Sequence[Token], index: int) -> Iterator[tuple[int, Token]]:
    """The tokens before a person that describe the person, nearest first."""
    seen_company = seen_of = False
    for at in range(index - 1, -1, -1):
        token = tokens[at]
        if token.kind is Kind.ROLE and not seen_company:
            yield at, token
        elif token.kind is Kind.COMPANY and (
            not seen_company or at + 1 == index or tokens[at + 1].kind is Kind.COMPANY
        ):
            seen_company = True
            yield at, token
        elif token.has("former") or (token.has("of") and not token.has("trigger")):
            seen_of = seen_of or token.text == "的"
            if seen_company and token.text == "的":
                return
            yield at, token
        elif (
            _in_charge(tokens, at, seen_of=seen_of)
            or _joins_roles(tokens, at, index)
            or _filler(token, seen_company=seen_company, seen_of=seen_of)
        ):
            yield at, token
        else:
            return


_IN_CHARGE = frozenset({"分管", "主管", "负责"})


def _in_charge(tokens: Sequence[Token], at: int, *, seen_of: bool) -> bool:
    """Whether the verb only tells of what the person has charge: "O分管技术的副总经理X"."""
    house = at > 0 and tokens[at - 1].kind is Kind.COMPANY
    return seen_of and house and tokens[at].text in _IN_CHARGE and tokens[at + 1].text != "的"


def _joins_roles(tokens: Sequence[Token], at: int, index: int) -> bool:
    """Whether the mark or word stands between two roles of one person."""
    between = 0 < at < index - 1 and tokens[at - 1].kind is Kind.ROLE and tokens[at + 1].kind is Kind.ROLE
    return between and tokens[at].text in {"、", "/", "和", "及", "与", "兼", "以及"}


_ALUMNI = frozenset({"校友", "毕业生", "学霸", "才子", "学子", "同窗", "球迷", "粉丝", "用户", "创业者"})
"""Words behind a house or school that tell of no place in it: "北大校友X"."""


def _filler(token: Token, *, seen_company: bool, seen_of: bool) -> bool:
    """Words between a company and the role or name that neither list knows: "智驾", "机器人AI团队"."""
    if seen_company:
        return False
    if token.kind is Kind.TEXT:
        return len(token.text) <= (12 if seen_of else 8)
    dull = token.has("stop", "common", "other_subject", "tail") and not token.has(
        "adverb", "say", "preposition", "pronoun", "no", "stay"
    )
    return token.kind is Kind.WORD and dull
