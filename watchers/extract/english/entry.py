"""What an English entry says as a whole: its clauses, whom it names, where they are, which company it is about."""

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from store.model.companies import CompanyRef
from watchers.entries import Article
from watchers.extract import certainty, when
from watchers.extract.engine import Direction
from watchers.extract.english import groups as english_groups
from watchers.extract.english import houses, marks, naming, surnames
from watchers.extract.english import people as english_people
from watchers.extract.english.cast import People
from watchers.extract.english.clauses import Clause
from watchers.extract.english.heard import Heard
from watchers.extract.english.lines import Line, line
from watchers.extract.english.namesakes import without_namesakes
from watchers.extract.english.nodes import Node, Tie, Who
from watchers.extract.english.orgs import aimed_at, companies_in
from watchers.extract.english.places import told_places
from watchers.extract.mentions import CompanyFinder, CompanyMention
from watchers.extract.text import Sentence, normalise


@dataclass
class Entry:
    """What is known of an entry while its sentences are read."""

    published: dt.date | None
    watchlist: frozenset[str]
    """Canonical names of the watched companies."""
    listed: frozenset[str] = frozenset()
    """Canonical names of the companies that a list has."""
    heard: Heard = field(default_factory=Heard)
    clauses: list[Clause] = field(default_factory=list)
    people: People = field(default_factory=People)
    main: CompanyRef | None = None
    """The company the entry is about."""
    filer: CompanyRef | None = None
    """The company whose filing the entry is, by its title: "Company: Item 5.02"."""
    places: dict[tuple[str, Direction], CompanyRef] = field(default_factory=dict)
    """Companies already told as left or joined, by person."""
    vacated: CompanyRef | None = None
    """Where somebody was told last to have left: the place that an interim head takes."""
    vacated_post: tuple[str, int] | None = None
    """The title given up there, and the sentence that says so."""
    newcomer: tuple[CompanyRef, int] | None = None
    """The house that was told last to have hired somebody, and the sentence that says so."""
    left: dict[str, CompanyRef] = field(default_factory=dict)
    """Houses told as left in the news, beside the verb or the person, by person."""
    roles_taken: dict[str, str] = field(default_factory=dict)
    """Titles told to be taken, by person."""
    roles_left: dict[str, str] = field(default_factory=dict)
    """Titles told to be given up, by person."""
    looks_back: bool = False
    """By its title the entry remembers what happened long ago."""
    unnamed: dict[Direction, CompanyRef] = field(default_factory=dict)
    """Houses that the title tells to be left or joined by people it does not name."""
    digest: bool = False
    """By its title the entry is a row of news, of which each has its own company."""
    main_in_title: bool = False
    """The title names it."""
    several: bool = False
    """More than one company is named."""
    _ties: dict[str, list[Tie]] = field(default_factory=dict)
    _labels: dict[int, CompanyRef] = field(default_factory=dict)
    """Houses that stand before their own news, "O: X has left", by sentence; none where only one does."""

    def main_at(self, clause: Clause) -> CompanyRef | None:
        """The company this clause's news is about: in a digest the one named last, elsewhere that of the entry."""
        label = self.label_of(clause) if self._labels else None
        if label is not None:
            return label
        if not self.digest:
            return self.main
        behind = bisect_right(self.clauses, clause.sentence.index, key=lambda c: c.sentence.index)
        earlier = (self.clauses[at] for at in range(behind - 1, -1, -1))
        named = (next((ref for node in c.of("OP") for ref in _companies(node)), None) for c in earlier)
        return next((ref for ref in named if ref is not None), None)

    def label_of(self, clause: Clause) -> CompanyRef | None:
        """The house before whose news the sentence stands, its own or that of the item before."""
        return next((self._labels[i] for i in range(clause.sentence.index, 0, -1) if i in self._labels), None)

    def learn_labels(self) -> None:
        """Learn which sentences open with a house and a colon."""
        found = {
            c.sentence.index: c.nodes[0].company
            for c in self.clauses
            if not c.sentence.in_title and _LABEL.match(c.letters) and c.nodes[0].company is not None
        }
        self._labels = found if len(found) > 1 else {}

    def watched(self, ref: CompanyRef) -> bool:
        """Whether the company is on the watchlist."""
        return ref.company in self.watchlist

    def clause_of(self, index: int) -> Clause | None:
        """The first clause of the sentence with this number."""
        place = bisect_left(self.clauses, index, key=lambda clause: clause.sentence.index)
        found = self.clauses[place : place + 1]
        return found[0] if found and found[0].sentence.index == index else None

    def full(self, name: str) -> str:
        """The fullest form of a name in this entry."""
        found = self.people.resolve(name)
        first = name.partition(" ")[0]
        return found if found is not None and (first == name or found.startswith(f"{first} ")) else name

    def ties(self, who: Who) -> list[Tie]:
        """What is said of the person's place, the words beside this mention first."""
        own = [who.tie] if who.tie is not None else []
        return own + [t for t in self._ties.get(self.full(who.name), []) if t not in own]

    def tie(self, clause: Clause) -> None:
        """Take in what a clause says of anybody's place."""
        for node in clause.of("P") if "P" in clause.letters else ():
            for who in node.people:
                if who.tie is not None:
                    self.tie_to(who, who.tie)

    def tie_to(self, who: Who, tie: Tie) -> None:
        """Remember a place of a person."""
        self._ties.setdefault(self.full(who.name), []).append(tie)


def prepared(sentences: Sequence[Sentence], article: Article, companies: CompanyFinder) -> Entry:
    """Cut every sentence into folded nodes and learn who is where."""
    entry = Entry(article.published.date() if article.published else None, companies.watched, companies.houses)
    lines = [line(s.text) for s in sentences]
    named = [companies_in(one, companies) for one in lines]
    told = naming.told_names(lines)
    listed = {m.written.lower() for mentions in named for m in mentions} if told else set()
    if told_here := {name for name in told if name.lower() not in listed}:
        named = [naming.with_told(found, one.text, told_here) for found, one in zip(named, lines, strict=True)]
    sure = {m.ref.company for mentions in named for m in mentions if m.certain}
    if towns := naming.towns_of(sure):
        named = [naming.with_towns(found, one.text, towns) for found, one in zip(named, lines, strict=True)]
    marked = [_marked(one, mentions, sure, told) for one, mentions in zip(lines, named, strict=True)]
    _meet(entry.people, sentences, marked)
    if any(m.written.endswith("'s") or m.written in marks.family() for mentions in named for m in mentions):
        marked = [without_namesakes(one, entry.people) for one in marked]
    if not entry.people.full:
        return entry  # nobody is named: no clause can be about anybody
    cut = [
        marks.build(one, entry.people, when.find(sentence.text, entry.published, one.line.words))
        for sentence, one in zip(sentences, marked, strict=True)
    ]
    shapes = list(map(english_groups.shape, cut))
    named_here = {name for nodes, letters in zip(cut, shapes, strict=True) for name in houses.told(nodes, letters)}
    known = [houses.known(nodes, named_here) if named_here else nodes for nodes in cut]
    if named_here or any(" " in m.ref.company for mentions in named for m in mentions):
        known = houses.shortened(known)
        shapes = list(map(english_groups.shape, known))
    folded = [
        english_groups.fold(*row, s.text) for row, s in zip(zip(known, shapes, strict=True), sentences, strict=True)
    ]
    rows, shapes = [nodes for nodes, _ in folded], [letters for _, letters in folded]
    houses.meant_house(rows, shapes)
    entry.clauses += map(Clause, sentences, lines, rows, shapes)
    for clause in entry.clauses:
        entry.tie(clause)
    _tie_pronouns(entry)
    for clause in entry.clauses:
        for who, tie in told_places(clause):
            entry.tie_to(who, tie)
    entry.learn_labels()
    houses_of = [[ref for node in c.of("OP") for ref in _companies(node)] for c in entry.clauses]
    entry.several = len({ref.company for refs in houses_of for ref in refs}) > 1
    entry.main = _main_company(entry.clauses, houses_of)
    titles = [(c, refs) for c, refs in zip(entry.clauses, houses_of, strict=True) if c.sentence.in_title]
    entry.main_in_title = any(entry.main in refs for _, refs in titles)
    headline = normalise(article.title).lower()
    entry.filer = _filer(entry.clauses, headline)
    entry.digest = not any("O" in c.letters for c, _ in titles) and any(_DIGEST.search(c.line.small) for c, _ in titles)
    entry.looks_back = certainty.english("looking_back").search(headline) is not None
    return entry


def _meet(people: People, sentences: Sequence[Sentence], marked: Sequence[marks.Marked]) -> None:
    """Learn whom the sentences name: in full, and, where nobody is called so in full, by the surname alone."""
    rest = " ".join([s.text for s in sentences if not s.in_title])
    for sentence, one in zip(sentences, marked, strict=True):
        shouted = sentence.in_title and bool(rest) and not one.plain
        for name in marks.people_in(one):
            if shouted and not (english_people.reads_as_person(name) or name.split()[-1] in rest):
                people.no_names.add(name)
            else:
                people.add(name)
    opener = next((one for s, one in zip(sentences, marked, strict=True) if not s.in_title), None)
    for name in (name for one in marked for name in surnames.alone(one)):
        if people.resolve(name) is None:
            people.add(name)
    for name in surnames.opening(opener) if opener is not None and not people.full else ():
        people.add(name)
        people.doubtful.add(name)


def _marked(one: Line, mentions: list[CompanyMention], sure: set[str], told: AbstractSet[str]) -> marks.Marked:
    """What stands in a sentence, without words that a headline's capitals alone make look like a company: "to Step Down"."""
    shouted = english_people.headline(one.text)
    if shouted:
        text = one.text
        mentions = [
            m
            for m in mentions
            if m.written in told or not (m.ref.company == m.written and m.written.endswith((" Company", " Group")))
        ]
        mentions = [m for m in mentions if m.certain or m.ref.company in sure or aimed_at(text, m)]
    return marks.mark(one, mentions, plain=not shouted)


_DIGEST = re.compile(
    r"\b(?:stories (?:of|this|from) |round-?ups?\b|(?:news|week) in (?:brief|review)|in brief\b|digest\b|headlines\b|on the move\b"
    r"|comings and goings|movers\b|(?:people|personnel|executive|job|latest|this week's) (?:moves|news|changes)\b|newsletter\b|who's moving|(?:notable|key|recent|latest|top|cio|ceo|cfo|cto|executive|new) (?:\w+ )?(?:appointments|hires)\b(?! (?:of|by|at|to)\b))"
)
_LABEL = re.compile(r"[NO](?:\([^()]{1,4}\))?:")
_FROM_TO = re.compile(r"F([ON])T[ON]")
"""As in the title "From O to O2: a founder's farewell"."""
_UNKNOWN_FIRST = re.compile("N[:sVx']")


def _main_company(clauses: Sequence[Clause], houses_of: Sequence[Sequence[CompanyRef]]) -> CompanyRef | None:
    """The title's first company, weighed with how often each is named at the head of the text.

    `houses_of` are the companies that each clause names.
    """
    weights: dict[str, int] = {}
    refs: dict[str, CompanyRef] = {}
    unknown: CompanyRef | None = None
    if clauses and (way := _FROM_TO.match(clauses[0].letters)) and clauses[0].sentence.in_title:
        return clauses[0].nodes[way.start(1)].company
    for clause, named in zip(clauses[:6], houses_of, strict=False):
        headed = clause.sentence.in_title and bool(named) and _OTHERS_TAKEN.match(clause.letters) is None
        for place, ref in enumerate(named):
            weights[ref.company] = weights.get(ref.company, 0) + ((4 if place else 8) if headed else 1)
            refs.setdefault(ref.company, ref)
        if unknown is None and _UNKNOWN_FIRST.match(clause.letters):
            unknown = clause.nodes[0].company
        if not named and clause.sentence.in_title and (owner := _OWNED_POST.search(clause.letters)):
            return clause.nodes[owner.start()].company
    best = max(weights, key=lambda name: weights[name], default=None)
    return CompanyRef(refs[best].company) if best else unknown


_OTHERS_TAKEN = re.compile(r"[^OPNcVs]{1,8}V[dwjft]{0,3}O'?[wjtf]{0,2}R(?!P)")
"""As in the title "A start-up poaches a longtime O scientist": whom O loses, and not what the news is about."""
_OWNED_POST = re.compile(r"(?<=a)N(?='[wjt]{0,2}R)")
"""As in the title "X steps down as Veldora's president", where it names no other company."""
_LATELY_AT = re.compile(r"Hxto[d]?(O)")
_UNTIL_NOW = re.compile(r"(?:t,?Hx|Hxt)[dpw]{0,3}(?:(R)[wR]{0,2}[o][dpw]{0,2}([ON])|(?:[ON]')[w]?R)")
_OPENS_A_PLACE = frozenset("tH")
"""How both of these begin."""


def _tie_pronouns(entry: Entry) -> None:
    """As in "X joins O. Until now she was R at O2": the place told of a pronoun is that of the person just named."""
    last: Who | None = None
    for clause in entry.clauses:
        opens = clause.letters[:1] in _OPENS_A_PLACE  # one look instead of two patterns, for few sentences open so
        found = _UNTIL_NOW.match(clause.letters) if opens else None
        if found is not None and last is not None:
            org = next(n for n in clause.nodes[found.start() : found.end()] if n.kind in "ON")
            role = next(n for n in clause.nodes[found.start() : found.end()] if n.kind == "R")
            entry.tie_to(last, Tie(company=org.company, role=role.role, sure=org.kind == "O"))
        elif opens and (at := _LATELY_AT.match(clause.letters)) is not None and last is not None:
            entry.tie_to(
                last, Tie(company=clause.nodes[at.start(1)].company, role=None)
            )  # "She was most recently at O"
        if (person := clause.letters.find("P")) >= 0:
            last = clause.nodes[person].people[0]


_FILING = re.compile(
    r"^[^:]{2,70}(?::| [-—–]|\|| announces) ?.*?(?:\bitem 5\.0|\b[68]-k\b|current report|leadership|succession|transition|(?:departure|appointment|"
    r"resignation|retirement|election|removal) of|(?:appoints?|departs?|resigns|retires|named)\b|chief \w+ officer|director|officer)"
)


def _filer(clauses: Sequence[Clause], headline: str) -> CompanyRef | None:
    """The company that opens a title of the form "Company: what the filing is about"."""
    title = next((c for c in clauses if c.sentence.in_title), None)
    if title is None or title.letters[:1] != "O" or title.nodes[0].company is None:
        return None
    return CompanyRef(title.nodes[0].company.company) if _FILING.match(headline) else None


def _companies(node: Node) -> list[CompanyRef]:
    """The company a node names, or at which its first tied person is."""
    if node.kind == "O" and node.company is not None:
        return [node.company]
    for who in node.people:
        tie = who.tie
        if tie is not None and tie.company is not None and tie.sure and not tie.former:
            return [tie.company]
    return []
