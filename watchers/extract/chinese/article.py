"""A whole Chinese article as clauses of tokens, with what it says of its people and companies anywhere."""

import datetime as dt
import re
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from store.model.companies import CompanyRef
from watchers.entries import Article
from watchers.extract.chinese.certainty import told_as_past
from watchers.extract.chinese.clauses import Clause, clauses, phrases
from watchers.extract.chinese.daughters import owned
from watchers.extract.chinese.firms import coded_names, firms_in
from watchers.extract.chinese.lexicon import Lexicon
from watchers.extract.chinese.names import names
from watchers.extract.chinese.orgs import harvest, named
from watchers.extract.chinese.overlaps import behind_names
from watchers.extract.chinese.people import People, Plain, collect, mark
from watchers.extract.chinese.roles import with_roles
from watchers.extract.chinese.scene import Profile
from watchers.extract.chinese.seats import seated_houses
from watchers.extract.chinese.staff import with_houses
from watchers.extract.chinese.tokens import Kind, Token, in_order, mark_tokens, word_tokens
from watchers.extract.chinese.when import dates, told_long_ago
from watchers.extract.mentions import CompanyFinder, CompanyMention
from watchers.extract.text import Sentence


@dataclass(slots=True)
class Scanned:
    """An article ready for the frames."""

    article: Article
    lex: Lexicon
    people: People
    clauses: list[list[Clause]]
    """One list a sentence."""
    profiles: dict[str, Profile] = field(default_factory=dict)
    main: CompanyRef | None = None
    """The company the title names first, else the one named most."""
    settled: frozenset[str] | None = None
    """Who came to the main company long ago, where the article names it for arrivals alone; None where for more."""
    leaders: dict[str, CompanyRef] = field(default_factory=dict)
    reorganised: bool = False
    """True where title or opening sentences set up new departments."""
    firms: frozenset[str] = frozenset()
    """Every listed company named anywhere."""
    sentences: Sequence[Sentence] = ()
    listed: frozenset[str] = frozenset()
    """Canonical names of all companies on any list."""
    whole: str = field(init=False)
    """All sentences, normalised, each on a line of its own."""
    starts: list[int] = field(init=False)
    """Where each of them begins."""

    def __post_init__(self) -> None:
        self.whole = "\n".join([s.text for s in self.sentences])
        self.starts = [0, *accumulate(len(s.text) + 1 for s in self.sentences)]

    def as_written(self, ref: CompanyRef) -> CompanyRef:
        """The company in the letters of the article, where no list knows it."""
        if ref.company.isascii() or ref.company in self.listed:
            return ref
        return CompanyRef(self.original(ref.company), ref.unit)

    def original(self, name: str) -> str:
        """The name in the letters of the article."""
        start = self.whole.find(name)
        if start < 0:
            return name
        place = bisect(self.starts, start) - 1
        start -= self.starts[place]
        return self.sentences[place].original[start : start + len(name)]


_NEW_DEPARTMENTS = re.compile("职务调整|人事调整|高层异动|人事异动|新设|成立|组织架构|架构调整|组织调整|增设|设立")


def scan(sentences: Sequence[Sentence], article: Article, companies: CompanyFinder, lex: Lexicon) -> Scanned:
    """Find the words, companies, dates and people of every sentence and cut it into clauses."""
    published = article.published.date() if article.published else None
    plain: list[Plain] = []
    coded = coded_names(s.text for s in sentences)
    mentions = [companies.find(s.text) for s in sentences]
    seats = seated_houses(sentences, mentions, companies, lex)
    old = told_long_ago(s.text for s in sentences) if published is None else None
    for sentence, found in zip(sentences, mentions, strict=True):
        tokens = _known_words(sentence.text, found, lex, published, (coded, seats))
        if old is not None:
            tokens = [replace(t, past=True) if t.date is not None and t.date.year <= old else t for t in tokens]
        named_here = [n for n in names(sentence.text, tokens, lex) if not _of_a_house(n.text, seats, lex)]
        plain.append((sentence.text, tokens, named_here))
    people = collect(plain, lex)
    cut: list[list[Clause]] = []
    with_people = [(one[0], [*mark(one, people), *one[1]]) for one in plain]
    ordered = [(text, in_order(text, tokens)) for text, tokens in with_people]
    if unlisted := harvest(ordered, lex):
        ordered = [(text, in_order(text, [*named(text, tokens, unlisted), *tokens])) for text, tokens in with_people]
    for sentence, (text, tokens) in zip(sentences, owned(ordered), strict=True):
        cut.append(clauses(sentence, with_roles(text, tokens, lex)))
    if any("此人" in s.text for s in sentences):
        _identities(cut, people)
    for clause in (clause for group in cut for clause in group):
        if clause.persons:
            clause.people = [
                p if (full := people.full.get(p.name, p.name)) == p.name else replace(p, name=full)
                for p in phrases(clause)
            ]
    for group in cut:
        with_houses(group)
    scanned = Scanned(
        article=article, lex=lex, people=people, clauses=cut, sentences=sentences, listed=companies.listed
    )
    _profile(scanned)
    scanned.main = _main_company(scanned)
    scanned.settled = _settled(scanned)
    led = {name: companies.find(company) for name, company in lex.leaders.items() if name in scanned.whole}
    scanned.leaders = {name: found[0].ref for name, found in led.items() if found}
    opening = " ".join(s.text for s in sentences if s.index <= 1)
    scanned.reorganised = _NEW_DEPARTMENTS.search(opening) is not None
    firms = [clause.tokens[at] for group in cut for clause in group for at in clause.companies]
    scanned.firms = frozenset([t.company.company for t in firms if t.company is not None and t.known])
    return scanned


def _of_a_house(name: str, houses: frozenset[str], lex: Lexicon) -> bool:
    """Whether a name written by sound is a house's: "普洛尔" where the article has "普洛尔投资"."""
    return len(name) > 2 and any(h.startswith(name) for h in houses) and lex.sound.issuperset(name)


def _known_words(
    text: str,
    mentions: Sequence[CompanyMention],
    lex: Lexicon,
    published: dt.date | None,
    houses: tuple[frozenset[str], frozenset[str]],
) -> list[Token]:
    """Everything but people: companies first, then dates, then words outside both."""
    coded, seats = houses
    firms = firms_in(text, mentions, lex, coded)
    if seats:
        firms += named(text, firms, seats)
    closed = [(t.start, t.end) for t in firms]
    days = [
        Token(kind=Kind.DATE, start=d.start, end=d.end, text=text[d.start : d.end], date=d.date, past=d.past)
        for d in dates(text, published)
        if not any(start < d.end and d.start < end for start, end in closed)
    ]
    closed += [(t.start, t.end) for t in days]
    words = behind_names(word_tokens(text, lex, closed), text, lex)
    return [*firms, *days, *words, *mark_tokens(text)]


def _identities(cut: Sequence[Sequence[Clause]], people: People) -> None:
    """After "此人即前OpenAI研究员姚顺雨" the person named last and this one are the same."""
    last: str | None = None
    for group in cut:
        for clause in group:
            named = [t for t in clause.tokens if t.kind is Kind.PERSON and t.person]
            words = [t.text for t in clause.tokens[:3]]
            if (
                named
                and last
                and words[0] == "此人"
                and any(w in {"即", "就是", "正是", "便是", "即是"} for w in words)
            ):
                people.link(last, named[0].person or named[0].text)
            subject = [
                t
                for i, t in enumerate(clause.tokens)
                if t in named and not (i and clause.tokens[i - 1].has("role", "preposition"))
            ]
            last = (subject or named)[0].person if (named and last is None) or subject else last


def _profile(scanned: Scanned) -> None:
    for group in scanned.clauses:
        for clause in group:
            for phrase in clause.people:
                profile = scanned.profiles.setdefault(phrase.name, Profile())
                if phrase.company is None:
                    profile.role = profile.role or phrase.role
                elif phrase.former:
                    profile.former = profile.former or phrase.company
                else:
                    profile.company, profile.role = profile.company or phrase.company, profile.role or phrase.role


def _main_company(scanned: Scanned) -> CompanyRef | None:
    """The first company of the title that is no object of a verb; else the one named most, else any of the title."""
    counts: Counter[CompanyRef] = Counter()
    titled = sum(len(clause.companies) for group in scanned.clauses for clause in group if clause.sentence.in_title)
    for clause in (clause for group in scanned.clauses for clause in group):
        for index in clause.companies:
            token = clause.tokens[index]
            if token.company is None:
                continue
            near = clause.tokens[max(0, index - 2) : index]
            is_object = any(t.kind is Kind.TRIGGER for t in near)
            left = clause.sentence.text[clause.start : token.start]
            past = scanned.lex.certainty["past"].search(left) is not None
            towards = bool(near) and near[-1].text in _TOWARDS
            beside = bool(near) and near[-1].text in _BESIDE and titled > 1
            once = _once_of(clause, index) or any(p.first <= index <= p.index and p.former for p in clause.people)
            if clause.sentence.in_title and not (is_object or beside or towards or past or once):
                return token.company
            career = past or _of_one_person(clause, index) or _owners(clause, index)
            if not clause.sentence.in_title and career:
                continue
            counts[token.company] += 1 if is_object else 3
    return counts.most_common(1)[0][0] if counts else None


_TOWARDS = frozenset({"向", "对标", "效仿", "看齐"})
"""Before a company that the title only compares with: "向O看齐"."""


_BESIDE = frozenset({"与", "和", "同", "跟", "携手", "联手"})
"""Before the partner of the house that a title is about: "与O合并后 O2总裁离职"."""


def _owners(clause: Clause, index: int) -> bool:
    """Whether the company only tells who owns another: "O创始人X旗下的O2"."""
    owner = next((p for p in clause.people if p.first <= index < p.index), None)
    after = clause.tokens[owner.index + 1 : owner.index + 2] if owner is not None else []
    return bool(after) and after[0].text == "旗下"


def _once_of(clause: Clause, index: int) -> bool:
    """Whether people are only told to have been there once: "O前团队创业"."""
    after = clause.tokens[index + 1] if index + 1 < len(clause.tokens) else None
    return after is not None and after.text in {"前", "旧部"} and not clause.people


def _of_one_person(clause: Clause, index: int) -> bool:
    """Whether "自O离职后加入O2" names the company: where one person of the body came from or went to is no other's."""
    left, right = clause.tokens[max(0, index - 8) : index], clause.tokens[index + 1 : index + 4]
    origin = bool(left) and left[-1].text in {"从", "自"} and _tells(right, "leave")
    aim = _tells(left[-2:], "join") and _tells(left, "leave")
    return (origin or aim) and bool(clause.people)


def _tells(tokens: Sequence[Token], frame: str) -> bool:
    return any(trigger.frame == frame for token in tokens for trigger in token.triggers)


_SINCE = re.compile("年|后|以来|时|之初|期间")


def _settled(scanned: Scanned) -> frozenset[str] | None:
    """Who came long ago, where every mention of the main company is an "X加入O"; None where there is another."""
    came: set[str] = set()
    for clause in (clause for group in scanned.clauses for clause in group):
        for index in clause.companies:
            token = clause.tokens[index]
            if token.company is None or scanned.main is None or token.company.company != scanned.main.company:
                continue
            near = clause.tokens[max(0, index - 2) : index]
            meant = clause.people or any(t.has("pronoun", "pronouns") for t in clause.tokens[:index])
            if not meant or not _tells(near, "join"):
                return None
            rest = clause.sentence.text[token.end : clause.end]
            if told_as_past(clause, token.start, scanned.lex) or _SINCE.search(rest):
                came.update(phrase.name for phrase in clause.people)
    return frozenset(came)


_TERM = re.compile(
    "^(?:本行|本公司|该行|现任|(?:汽车|银行|保险|人寿)(?=CEO|CFO|CTO|首席|执行|总裁|总经理|副总|董事|行长|副行长|社长))|^网(?=总编|主编|副总编)|^第.{1,3}届(?:董事会|监事会)|(?:一职|职务|职位)$"
)
"""Around a post: which board it is on, and that it is one."""


def role_as_written(role: str | None, sentence: Sentence) -> str | None:
    """The role in the letters of the article."""
    if role is None:
        return None
    role = _TERM.sub("", role) or role
    pieces = [role] if role in sentence.text else re.split("、", role)
    return "、".join(_cut(piece, sentence) for piece in pieces)


def _cut(piece: str, sentence: Sentence) -> str:
    start = sentence.text.find(piece)
    return sentence.original[start : start + len(piece)] if start >= 0 else piece
