"""Person names in English text: by shape, by the words around, and by the fuller form found elsewhere in the entry.

A name is two or more capitalised words of which none is a common word; a single word counts only where the entry or
the watchlist knows the person, or where a title stands right before it.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from store.model.names import fold
from watchers.extract.english import eastern
from watchers.extract.english.cast import NICKNAME
from watchers.extract.english.lexicon import common_words, load

_UPPER = "A-ZÀ-ÖØ-Þ" + "".join(chr(c) for c in (*range(0x100, 0x250), *range(0x1E00, 0x1F00)) if chr(c).isupper())
_CAPITAL_LETTER = f"[{_UPPER}]"
_WORD_TAIL = r"(?:\w*+(?![-'])|\w*(?:(?:-|'(?!s\b))[^\W\d_]\w*)*)"
"""Most words hold neither hyphen nor apostrophe, which is told at once; counting the joined parts costs more."""
_CAPITALISED = rf"(?:(?:[A-Z]\.-?)+|{_CAPITAL_LETTER}{_WORD_TAIL})"
# The first letter comes before what must not stand before it, so that the search runs from capital to capital.
_FIRST = rf"{_CAPITAL_LETTER}(?<![\w@#.]{_CAPITAL_LETTER})(?:(?<=[A-Z])\.-?(?:[A-Z]\.-?)*|{_WORD_TAIL})"
_ARTICLE = r"(?:(?:al|el|ad|as|ash|ul)-|d')"
"""As in "Layla al-Farsi", "Jean d'Arcy"."""
_PARTICLE = r"(?:de|van|der|von|den|del|della|di|da|la|le|bin|al|el|ben|ibn|du|dos|ter|ten|y)"
_NICK = r"(?:\([A-Z][a-z]+\) |\"[A-Z][a-z]+\" |'[A-Z][a-z]+' )"
RUN = re.compile(
    rf"{_FIRST}(?: {_NICK}?(?:{_PARTICLE} ){{0,2}}(?:St\. )?{_ARTICLE}?{_CAPITALISED})*(?:,? (?:Jr|Sr|II|III|IV)\b\.?)?"
)
_WORDS = re.compile(r"\S+")
_SHOUTED = re.compile(r"[A-Z0-9&]{2,}$|.*\d")
_INNER_CAPITAL = re.compile("[a-z][A-Z]")
_CAMEL = re.compile(r"(?<!^Mc)(?<!^Mac)(?<!^De)(?<!^Di)(?<!^Du)(?<!^La)(?<!^Le)(?<!^Van)(?<!^Fitz)(?<=[a-z])[A-Z][a-z]")
"""As in "HealthCare": a capital within a word, but for those that names have."""
_LEGAL = frozenset(
    {
        "Co",
        "Inc",
        "Corp",
        "Ltd",
        "LLC",
        "Plc",
        "PLC",
        "AG",
        "SA",
        "NV",
        "Group",
        "Holdings",
        "Corporation",
        "Company",
        "Foundation",
        "University",
    }
)
_ADJECTIVES = frozenset(
    [
        "owned",
        "based",
        "backed",
        "led",
        "funded",
        "born",
        "trained",
        "style",
        "focused",
        "powered",
        "driven",
        "listed",
        "run",
        "made",
    ]
)
"""After a hyphen: "GM-Owned" is no name."""
_CONTRACTED = re.compile(r"'(?:s|m|re|ve|ll|d|t)$")
_NEGATED = re.compile(r"[A-Za-z]+n't")
_INITIALS = re.compile(r"(?:[A-Z]\.-?)+$")


def names_in(text: str, *, plain: bool) -> Iterator[tuple[int, int, bool]]:
    """Start, end and whether the span has a full name's shape, of every run of capitalised words.

    `text` has companies and titles blanked out; `plain` says that it is no headline. Common words are cut off, for a
    headline may give every word a capital.
    """
    for run in RUN.finditer(text):
        words = run[0]
        first, last = run.span()
        if " " not in words:  # a word alone is whole or nothing
            if not _is_common(words):
                yield first, last, False
            continue
        for start, end in _pieces(text, first, last, plain=plain):
            yield start, end, _full(text[start:end])


_CASED = re.compile(r"[A-Za-z](?<!\w[A-Za-z])[a-z]{3,}")
_CAPITAL = re.compile(r"[A-Z](?<!\w[A-Z])[a-z]{3,}")
_CAPITALS = 0.6
"""Share of everyday words with a capital from which on a line is a headline in capitals."""


def headline(text: str) -> bool:
    """Whether a line gives most of its words a capital, so that capitals say nothing."""
    common = common_words()  # names have capitals everywhere; every text begins with a capital
    found = _CAPITAL.findall(text, 1)
    # Whole words in small letters are everyday words without a capital; most lines have so many that the rest need not be counted.
    small = len(_long_words().intersection(text.split()[1:]))
    if len(found) <= _CAPITALS * (len(found) + small):
        return False
    capitals = sum(map(common.__contains__, map(str.lower, found)))
    if not capitals or capitals <= _CAPITALS * (capitals + small):
        return False
    return capitals > _CAPITALS * sum(map(common.__contains__, map(str.lower, _CASED.findall(text, 1))))


@cache
def _long_words() -> frozenset[str]:
    """The common words that the patterns of `headline` find."""
    return frozenset(word for word in common_words() if _CASED.fullmatch(word))


def opens_with_given(name: str) -> bool:
    """Whether the first word is a given name that the list has."""
    first: str = name.partition(" ")[0].lower()
    return first in _given() or (not first.isascii() and fold(first) in _given())


@lru_cache(maxsize=4096)
def reads_as_person(name: str) -> bool:
    """Whether a name in a headline in capitals is a person's by its words: a known given name, or a Chinese name."""
    return opens_with_given(name) or eastern.is_chinese(name)


@cache
def _given() -> frozenset[str]:
    return frozenset(str(load("en_names")["given"]).split())


_PRONOUN = re.compile(r"(?:^|\W)(?:He|She|It|They) $")
"""Before a verb in a headline's capitals: "Says He Will Leave", as "Marta Kessler May Leave"."""
_EASTERN = re.compile(r" [A-Z][a-z]+-[a-z]+\b(?!-)")
"""A given name in the Korean or Taiwanese way, which makes the everyday word before it a surname: "Park Soon-cheol"."""


def _pieces(text: str, start: int, end: int, *, plain: bool) -> Iterator[tuple[int, int]]:
    """The run cut at the common words in it; in plain text a common word right after a given name is a surname."""
    piece: list[tuple[int, int]] = []
    for word in _WORDS.finditer(text, start, end):
        written = word[0]
        if written.islower():
            piece += [word.span()] if piece else []
            continue
        modal = written in {"May", "Will"} and (
            len(piece) > 1 or _PRONOUN.search(text, start, word.start()) is not None
        )
        modal = modal or (written == "A" and not plain and not piece)  # "Adds A Quiet Button"
        if (modal or _is_common(written)) and not _is_surname(text, word, piece, plain=plain):
            if piece:
                yield _behind_trade(text, piece), piece[-1][1]
            piece = []
        else:
            piece.append(word.span())
    while piece and (text[slice(*piece[-1])].islower() or text[slice(*piece[-1])] == "A"):
        piece.pop()  # "Names Marta Kessler A Partner"
    if piece:
        yield _behind_trade(text, piece), piece[-1][1]


_NO_PERSON = 3
_TRADE = re.compile(r"[A-Z][a-z]+(?:er|or|ist|ian|ing|able|ent|ive|yst|ant|eur|ary|al|man|ed)")


@cache
def _styles() -> frozenset[str]:
    """Lower-case ranks and offices before a name: "General Jonas Oduya"."""
    return frozenset(load("en_names")["styles"])


def _behind_trade(text: str, piece: list[tuple[int, int]]) -> int:
    """Where the name begins in a run: behind what somebody is, where a known given name follows: "Educator Marta Kessler"."""
    first, second = (text[slice(*at)] for at in (piece[0], piece[1 if len(piece) > 1 else 0]))
    told = len(piece) >= _NO_PERSON and opens_with_given(second) and not opens_with_given(first)
    return (
        piece[1][0]
        if told and (first.lower() in _styles() or first.startswith("Ex-") or _TRADE.fullmatch(first))
        else piece[0][0]
    )


def _is_surname(text: str, word: re.Match[str], piece: list[tuple[int, int]], *, plain: bool) -> bool:
    """Whether an everyday word is the surname of the one given name before it, or the name of an eastern person."""
    too = word[0].lower() in surnames_too()
    if not piece:
        return too and _EASTERN.match(text, word.end()) is not None
    if plain and len(piece) == 2 and word[0].lower() in eastern.last_syllables():  # "Chan Tai Man"
        return text[slice(*piece[0])].lower() in eastern.southern_surnames()
    # "Raymond A. Low"; who has more words before a surname has it already
    given = [at for at in piece if not _INITIALS.match(text[slice(*at)])] if len(piece) < 4 else piece
    if len(given) != 1 or given[0] != piece[0]:
        return False
    if word[0].lower() in _things():
        return False
    seated = plain or (_SEATED.match(text, word.end()) is not None and word[0].lower() not in _deeds())
    return too or (seated and opens_with_given(text[slice(*given[0])]))


@cache
def _things() -> frozenset[str]:
    """What a given name may stand before and nobody is called: "HBO Max Series", "Elliott Management"."""
    return frozenset(load("en_names")["no_surnames"])


@cache
def _deeds() -> frozenset[str]:
    """Verbs of headlines, which are nobody's surname: "Marta Quits Veldora"."""
    return frozenset(load("en_words")["seats"]["no_verbs"])


_SEATED = re.compile(
    r",? (?:\x00|Joins|Joined|to Join|Named|Appointed|Promoted|Elected|as\b|As\b|to (?:Lead|Head|Step|Retire|Leave|Join|Become|the)\b|Steps|Resigns|M\.D|Ph\.D)"
)
"""Behind a given name and an everyday word in a headline, where the two are somebody: "Jonas Wall Joins Veldora"."""


@lru_cache(maxsize=16384)
def _is_common(word: str) -> bool:
    bare = _CONTRACTED.sub("", word.strip(",.()\"'"))
    if _NEGATED.fullmatch(word) is not None:
        return True  # "Marta Kessler Isn't Leaving"
    parts = bare.lower().split("-")
    if len(parts) > 1 and (parts[-1] in _ADJECTIVES or all(part in common_words() for part in parts)):
        return True
    return bare.lower() in common_words() or (
        bool(_SHOUTED.match(bare)) and not _INITIALS.match(word) and len(bare) > 2
    )


_SHOUT = re.compile(r"[A-Z]{2,}s?")
_DIGIT = re.compile(r"\d")
_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})


@lru_cache(maxsize=4096)
def _full(name: str) -> bool:
    """Whether a run has a full name's shape; remembers, for an entry names its people again and again."""
    if " " not in name:
        return False
    bare = NICKNAME.sub("", name)
    words = [w for w in bare.split() if w.strip(".,") not in _SUFFIXES]
    if (_INNER_CAPITAL.search(bare) and any(_CAMEL.search(word) for word in words)) or (
        words and words[-1].strip(".,") in _LEGAL
    ):
        return False
    if _DIGIT.search(bare) is not None or (len(words) > 1 and _SHOUT.fullmatch(words[-1])):
        return bare.isupper() and _DIGIT.search(bare) is None  # "Veldora X2", "Veldora PI"
    return 2 <= len(words) <= 5 and not _INITIALS.match(words[-1]) and not _opens_place(bare.lower())


def _opens_place(name: str) -> bool:
    """Whether the first word makes the run a place or a body: "Hong Kong", but not "Hong Tao"."""
    first, _, rest = name.partition(" ")
    return first in places() and not (first == "hong" and rest != "kong" and eastern.is_chinese(name))


@cache
def places() -> frozenset[str]:
    """Lower-case first words of places and institutions that look like persons."""
    return frozenset(load("en_names")["places"])


@cache
def no_houses() -> frozenset[str]:
    """Lower-case capitalised words that are never companies: countries, peoples, creeds, parties, diseases."""
    data = load("en_names")
    return frozenset(str(data["no_houses"]).split()) | frozenset(data["no_houses_of_words"])


@cache
def regions() -> frozenset[str]:
    """Lower-case words that a title may be followed by and that are parts of the world: "director North America"."""
    return frozenset(load("en_names")["regions"])


@cache
def surnames_too() -> frozenset[str]:
    """Lower-case common words that are also surnames, and count as such right after a given name."""
    return frozenset(load("en_names")["surnames_too"])


@cache
def leaders() -> frozenset[str]:
    """Lower-case surnames of people so well known that the bare surname stands for them."""
    return frozenset(load("en_names")["leaders"])


@cache
def politicians() -> frozenset[str]:
    """Those of them who hold offices of state."""
    return frozenset(load("en_names")["politicians"])
