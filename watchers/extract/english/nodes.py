"""An English sentence as a row of typed nodes, each with one letter, so that a clause has a shape a pattern can match.

Letters: P persons, O company, N unknown proper name, R title, B board, c "the company", V trigger, D date, and those of
`lexicon.KINDS`; punctuation stands for itself ("," also for dashes), w is any other word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from store.model.companies import CompanyRef
from watchers.extract.english import people as english_people
from watchers.extract.english import roles as english_roles
from watchers.extract.english.lexicon import Form, common_words, load, phrases
from watchers.extract.english.orgs import blank
from watchers.extract.english.people import People
from watchers.extract.mentions import CompanyMention
from watchers.extract.when import DateMention

_TOKEN = re.compile(
    r"[Ee]x-|\d+(?:[.,]\d+)*\w*|n't\b|(?:[^\W\d_]|\d)[\w]*?(?=n't\b)|[^\W_]\w*(?:[&./+-][^\W_]\w*)*|'(?:s|re|ve|ll|d|m)\b|[^\w\s]"
)
_COMPANY_WORD = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]his|[Hh]is|[Hh]er|[Tt]heir)(?: own| old| former| new)? (?:(?!to |of |and |his |her |their |for |from |at |in |on |with |by |as |who |\w+ing )[\w'’.-]+ ){0,3}?(?:%s)\b(?! (?:of|chief|head|boss|CEO))"
)
_BOARD = re.compile(
    r"(?:(?:the|its|their|company's|our) )?(?:(?:corporate |supervisory |advisory )?boards?(?: of (?:directors|trustees|managers))?(?: seats?)?|seats? on (?:the|its) board)(?! (?:meeting|member|chair|observer|game))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What a phrase says of a person's place: "OpenAI's chief scientist X", "X, formerly of Meta"."""

    company: CompanyRef | None
    role: str | None
    former: bool = False
    """Said of the past: no sign that the person is there now."""
    sure: bool = True
    """False where the company is only a capitalised word nobody knows."""
    aside: bool = False
    """Told in an apposition: "X, a former researcher at OpenAI,"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A person at one place in a sentence."""

    name: str
    tie: Tie | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One unit of a sentence: what it is, where it stands, and what it carries."""

    kind: str
    start: int
    end: int
    low: str = ""
    """The words in small letters."""
    people: tuple[Who, ...] = ()
    company: CompanyRef | None = None
    certain: bool = True
    role: str | None = None
    forms: tuple[Form, ...] = ()
    date: DateMention | None = None
    vague: bool = False
    """A company named only as the owner of what is meant ("Alphabet's self-driving unit")."""


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    kind: str
    node: Node


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence whose companies and titles have been found: what names are looked for in."""

    text: str
    mentions: tuple[CompanyMention, ...]
    boards: tuple[tuple[int, int], ...]
    titles: tuple[tuple[int, int], ...]
    bare: str
    """The text with both blanked out."""


def mark(text: str, found: Sequence[CompanyMention]) -> Marked:
    """Find the titles in a sentence whose companies are known."""
    mentions = tuple(m for m in found if not _is_given_name(text, m))
    bare = blank(text, [(m.start, m.end) for m in mentions])
    boards = tuple(match.span() for match in _BOARD.finditer(bare))
    bare = blank(bare, boards)
    titles = tuple(span for span in english_roles.find(bare) if not _is_verb(bare, *span))
    return Marked(text, mentions, boards, titles, blank(bare, titles))


def build(marked: Marked, people: People, dates: Sequence[DateMention]) -> list[Node]:
    """Cut a sentence into nodes."""
    return list(_words_between(marked.text, _spans(marked, people, dates)))


def people_in(marked: Marked) -> Iterator[str]:
    """Full names in a sentence, to learn whom an entry speaks of."""
    for start, end, full in english_people.names_in(marked.bare):
        if full:
            yield marked.text[start:end]


def _spans(marked: Marked, people: People, dates: Sequence[DateMention]) -> list[_Span]:
    text, mentions, bare = marked.text, marked.mentions, marked.bare
    spans = [_span("O", m.start, m.end, company=m.ref, certain=m.certain) for m in mentions]
    spans += [_span("R", start, end, role=text[start:end]) for start, end in marked.titles]
    for match in _company_words().finditer(text):
        inside = [m for m in mentions if match.start() <= m.start and m.end <= match.end()]
        spans = [s for s in spans if not (match.start() <= s.start and s.end <= match.end())]
        ref = _epithet(match.group(), inside)
        spans.append(_span("O" if ref else "c", match.start(), match.end(), company=ref))
        bare = blank(bare, [match.span()])
    spans += [_span("B", start, end) for start, end in marked.boards]
    for d in dates:
        if "\x00" not in bare[d.start : d.end]:
            spans.append(_span("D", d.start, d.end, date=d))
            bare = blank(bare, [(d.start, d.end)])
    spans.extend(_names(text, bare, people, {end for _, end in marked.titles}))
    return sorted(spans, key=lambda s: (s.start, -s.end))


_VERB_BEFORE = re.compile(
    r"(?:\b(?:to|will|would|who|help|jointly|shall|should|now|also|can|'ll)|\bto (?:jointly|now)) $"
)


def _is_verb(text: str, start: int, end: int) -> bool:
    """Whether a title's word is used as a verb: "to lead", "will head up"."""
    word = text[start:end].lower()
    return word in english_roles.verbs() and _VERB_BEFORE.search(text[max(0, start - 12) : start].lower()) is not None


def _is_given_name(text: str, mention: CompanyMention) -> bool:
    """Whether a doubtful company name is the first half of a person's name ("Harvey Keitel")."""
    if mention.certain:
        return False
    following = re.match(r" ([A-Z][a-zà-ÿ]+)", text[mention.end :])
    return following is not None and mention.written in _given() and following.group(1).lower() not in common_words()


def _given() -> frozenset[str]:
    return frozenset({"Harvey", "Jasper", "Sierra", "Ford", "Otto", "Devin", "Claude", "Lambda", "Aurora", "Visa"})


_ACRONYM = 3
_TICKER = re.compile(r"(?:Inc|Co|Corp|Ltd|PLC)\.?(?:'s)? (?:[A-Z]{3,5} )?$")
"""Before a stock's ticker: "Alphabet Inc's GOOG"."""
_CAPITAL_BEFORE = re.compile(r"[a-z,] [A-Z][a-z]+ $")
_CAPITAL_AFTER = re.compile(r" [A-Z][a-z]")


def _cut_short(bare: str, start: int, end: int) -> bool:
    """Whether the name goes on in words that are no names: "Air" of "Air Canada", "Reserve" of "the Federal Reserve"."""
    return bool(_CAPITAL_AFTER.match(bare, end) or _CAPITAL_BEFORE.search(bare[max(0, start - 24) : start]))


def _names(text: str, bare: str, people: People, titles: set[int]) -> Iterator[_Span]:
    plain = not english_people.headline(text)
    for start, end, full in english_people.names_in(bare):
        written = text[start:end]
        name = written if full and written not in people.no_names else None
        if name is None and " " not in written:
            name = people.resolve(written)
        if name is not None or _is_person(bare, start, end, written, titles):
            yield _span("P", start, end, people=(Who(name=name or written),))
        elif not _no_house(text, start, written) and not (plain and _cut_short(bare, start, end)):
            yield _span("N", start, end, company=CompanyRef(written), certain=False)


def _is_person(bare: str, start: int, end: int, written: str, titles: set[int]) -> bool:
    """Whether a word is a person though the whole name is never said: by a title before it, or as a company's owner."""
    if written.isupper() and len(written) <= _ACRONYM:
        return False
    if start - 1 in titles and written.isalpha():
        return True
    return written.lower() in english_people.leaders() and bare[end : end + 4] == "'s \x00"


def _no_house(text: str, start: int, written: str) -> bool:
    """Whether a name is no company: a country, a well-known surname, "EV" or "VR", a stock's ticker."""
    low = written.lower()
    if low in english_people.leaders() or low in english_people.no_houses():
        return True
    # the listed companies among acronyms were found before
    acronym = len(written) <= _ACRONYM and written != "X"
    return written.isupper() and (acronym or _TICKER.search(text[max(0, start - 8) : start]) is not None)


def _span(kind: str, start: int, end: int, **values: object) -> _Span:
    return _Span(start, end, kind, Node(kind=kind, start=start, end=end, **values))  # type: ignore[arg-type]  # checked by Node


@cache
def _company_words() -> re.Pattern[str]:
    nouns = sorted(load("en_words")["company_words"]["nouns"], key=len, reverse=True)
    return re.compile(_COMPANY_WORD.pattern % "|".join(map(re.escape, nouns)))


def _epithet(words: str, inside: Sequence[CompanyMention]) -> CompanyRef | None:
    """The company behind "the ChatGPT maker"; None for "the company"."""
    for product, company in load("en_words")["products"].items():
        if re.search(rf"\b{re.escape(product)}\b", words):
            return CompanyRef(str(company))
    owners = words.rsplit(" ", 1)[-1]
    if inside and owners in {"maker", "developer", "owner", "parent", "creator", "operator"}:
        return CompanyRef(inside[-1].ref.company)
    return inside[-1].ref if inside else None


def _words_between(text: str, spans: Sequence[_Span]) -> Iterator[Node]:
    position = 0
    for span in [*spans, _Span(len(text), len(text), "", Node(kind="", start=len(text), end=len(text)))]:
        if span.start > position:
            yield from _words_in(text, position, span.start)
        if span.kind and span.start >= position:
            yield replace(span.node, kind=span.kind[0], low=text[span.start : span.end].lower())
        position = max(position, span.end)


def _words_in(text: str, start: int, end: int) -> Iterator[Node]:
    """The words between two spans: phrases of the lexicon, longest first, and single words; honorifics are left out."""
    table = phrases()
    tokens = _tokens(text, start, end)
    lows = [low for low, _, _ in tokens]
    position = 0
    while position < len(tokens):
        low, at, stop = tokens[position]
        found = next((p for p in table.get(low, ()) if _stands(p.words, lows, position)), None)
        if found is None:
            yield Node(kind=_other(low), start=at, end=stop, low=low)
            position += 1
            continue
        last = position + len(found.words) - 1
        yield Node(kind=found.kind, start=at, end=tokens[last][2], low=" ".join(found.words), forms=found.forms)
        position = last + 1


def _stands(words: tuple[str, ...], lows: list[str], position: int) -> bool:
    return len(words) == 1 or tuple(lows[position : position + len(words)]) == words


def _tokens(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    tokens = [(m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]
    if not any(low in _HONORIFICS for low, _, _ in tokens):
        return tokens
    return [
        token
        for i, token in enumerate(tokens)
        if token[0] not in _HONORIFICS and not (token[0] == "." and i and tokens[i - 1][0] in _HONORIFICS)
    ]


_HONORIFICS = frozenset({"mr", "mrs", "ms", "dr", "prof", "sir", "messrs"})


def _other(low: str) -> str:
    if low == "'s":
        return "'"
    if low in {"—", "-", "–"}:
        return ","
    if low.endswith("ly") and len(low) > 4:
        return "j"
    if low[0] in ",;:()?!.'\"":
        return low[0]
    return "w"
