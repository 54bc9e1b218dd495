"""Foreign names in Chinese text: of several parts, in Latin letters, with a gloss in brackets, Japanese.

Says nothing of Chinese names; `names` finds them in what these leave.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from watchers.extract.chinese.borders import Name, borders_of
from watchers.extract.chinese.lexicon import Lexicon
from watchers.extract.chinese.tokens import Kind, Token

_HAN = "\u4e00-\u9fff"


def foreign_names(text: str, tokens: Sequence[Token], lex: Lexicon) -> list[Name]:
    """Every foreign name that stands plainly in the sentence."""
    return [
        *_dotted(text, tokens, lex),
        *_latin(text, tokens, lex),
        *_capitals(text, tokens, lex),
        *_glossed(text, tokens, lex),
        *_japanese(text, tokens, lex),
    ]


DOTS = "·•‧・."
"""Marks between the parts of a foreign name."""
_PART = "[\u4e00-\u4e0d\u4e0f-\u53c9\u53cb-\u548b\u548d-\u8dde\u8de0-\u9fff]"
"""Any character but 与, 及, 和 and 跟."""
_DOTTED = re.compile(
    rf"{_PART}{{1,9}}(?:(?: [·•‧・] |[{DOTS}])(?:{_PART}{{1,8}}(?:-{_PART}{{1,8}})?|[A-Z]\.?(?=[{DOTS}])))+"
)
_LATIN = re.compile(
    r"[A-ZŁŠŽČÖÉ](?:(?<![A-Za-z0-9][A-ZŁŠŽČÖÉ])|(?<=C[ETFO]O[A-Z]))[a-zà-ž]{0,40}[a-zà-ž'][A-Za-zà-ž'-]{0,40}"
    r"(?: (?:[A-Z]\.|van|von|Bin|Van|Von|De|de|der|el|al|bin|di|da|la))*(?: (?:[ae]l-)?[A-ZŁŠŽČÖÉ][A-Za-zà-ž'-]{0,40}[a-zà-ž]){1,2}(?![A-Za-z0-9])"
)
_OTHER = re.compile(rf"[^{_HAN}]")
_SHUTTING = frozenset({Kind.MARK, Kind.COMPANY})
_STRONG = frozenset({Kind.COMPANY, Kind.ROLE, Kind.TRIGGER, Kind.DATE})
_DOT = re.compile(rf"[{DOTS}]")


def shut_map(text: str, tokens: Iterable[Token]) -> list[str]:
    """A map of the sentence: "#" where no Chinese name can stand, the character where it can."""
    shut = list(_OTHER.sub("#", text))  # every mark among them
    company = Kind.COMPANY
    for token in tokens:
        length = len(token.text)
        if length > 1 or token.kind is company:
            shut[token.start : token.end] = "#" * length
    return shut


def _closed(text: str, tokens: Iterable[Token]) -> list[str]:
    """The same for foreign names, which may hold everyday words: "米兰" in "米兰·科瓦奇"."""
    strong = [t for t in tokens if t.kind in _STRONG or t.has("say", "adverb")]
    return shut_map(text, [t for t in strong if len(t.text) > 1])


def _true_end(text: str, stop: int, shut: Sequence[str]) -> int:
    """Where a name written by sound ends: rare characters before its Latin form belong to it, "in" and "because" do not."""
    if (glossed := _TO_GLOSS.match(text, stop)) is not None and "#" not in shut[stop : glossed.end()]:
        return glossed.end()
    if text[stop - 1] == "于" and _WHEN.match(text, stop):
        return stop - 1
    return stop - 1 if text[stop - 1] == "因" and _REASON.match(text, stop) else stop


def _dotted(text: str, tokens: Sequence[Token], lex: Lexicon) -> Iterator[Name]:
    """Names of several parts joined by a dot, cut to the characters that write sounds."""
    if not _DOT.search(text) or not _DOTTED.search(text):
        return
    shut = _closed(text, tokens)
    open_text = "".join("#" if s == "#" and char >= "\u4e00" else char for char, s in zip(text, shut, strict=True))
    for match in _DOTTED.finditer(open_text):
        start, end = match.start(), match.end()
        first = min(i for i in range(start, end) if text[i] in DOTS)
        last = max(i for i in range(start, end) if text[i] in DOTS)
        first, last = first - (text[first - 1] == " "), last + (text[last + 1 : last + 2] == " ")
        start += text[start] == "当" and start + 1 < first  # "当史蒂夫·乔布斯离开"
        begin = start
        while start < first and not all_sound(text[start:first], shut[start:first], lex):
            start += 1
        start -= start == begin + 1 and _rare(text, begin, shut, lex)
        stop = last + 1
        while stop < end and (_sounds(text, stop, shut, lex) or _goes_on(text, stop, shut, lex)):
            stop += 1
        if stop == last + 1 and end - stop <= 4:  # a rare character: take what the borders give
            while stop < end and shut[stop] != "#" and text[stop] not in _NO_GIVEN:
                stop += 1
        if stop > last + 1:
            stop = _true_end(text, stop, shut)
        if start < first and stop > last + 1:
            yield Name(start, stop, text[start:stop], 9.0)


def _sounds(text: str, at: int, shut: Sequence[str], lex: Lexicon) -> bool:
    """Whether a name written by sound goes on with this character; a double name is joined by a hyphen: "萨帕塔-戈麦斯"."""
    if text[at] == "-":
        return text[at - 1] in lex.sound and text[at + 1 : at + 2] in lex.sound
    if text[at] == "因" and _REASON.match(text, at + 1):
        return False
    return text[at] in lex.sound and shut[at] != "#"


def _rare(text: str, at: int, shut: Sequence[str], lex: Lexicon) -> bool:
    """Whether a character that rarely writes a sound can be a name's first: right behind a known word, no word itself."""
    known = at > 0 and shut[at - 1] == "#" and text[at - 1] > "\u4e00"
    return known and shut[at] != "#" and text[at] not in lex.classes and text[at] not in _NO_GIVEN


def _goes_on(text: str, at: int, shut: Sequence[str], lex: Lexicon) -> bool:
    """Whether such a character stands amid those that write sounds: 代 in "科尔代罗"."""
    inside = text[at - 1] in lex.sound and text[at + 1 : at + 2] in lex.sound and text[at + 1 : at + 2] != ""
    word = text[at] in lex.classes or text[at] in _NO_GIVEN or text[at : at + 2] in lex.classes
    return inside and shut[at] != "#" and shut[at + 1] != "#" and not word


_WHEN = re.compile(" ?(?:[0-9]|今年|去年|前年|上月|本月|昨|近日|周)")
"""Behind 于, which also writes a sound, what makes it "in": "哈斯廷斯于1997年"."""
_TO_GLOSS = re.compile(rf"[{_HAN}]{{1,3}}(?= ?\([A-Z][a-z])")
"""Rare characters between a name written by sound and its Latin form: "迪特·蔡澈(Dieter Zetsche)"."""
_REASON = re.compile(
    "对|不满|不当|担心|担忧|未能|其|遭|被|科学|学术|研究|行为|业绩|丑闻|涉|个人|身体|健康|家|病|故|与|工作|性|违|年龄|公司|合同|任期"
)
"""Behind 因, which also writes a sound, what makes it "because": "马克·赫德因涉嫌…被迫辞职"."""


def all_sound(part: str, shut: Sequence[str], lex: Lexicon) -> bool:
    """Whether only characters that write sounds stand there, none of them part of another word."""
    return lex.sound.issuperset(part) and "#" not in shut


_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z]{2,}(?: [A-Z]{2,}){1,3}(?![A-Za-z])")


_FORMS = frozenset(
    [
        "CORPORATION",
        "LIMITED",
        "COMPANY",
        "HOLDING",
        "HOLDINGS",
        "GROUP",
        "PTE",
        "LTD",
        "LLC",
        "INC",
        "CO",
        "INTERNATIONAL",
        "INVESTMENT",
        "INVESTMENTS",
    ]
)
"""What houses in capitals are called."""


def _capitals(text: str, tokens: Sequence[Token], lex: Lexicon) -> Iterator[Name]:
    """A name in capitals, as registers have it, right before a deed of persons: "由FABIO SALA接任"."""
    deeds = {t.start for t in tokens if t.kind is Kind.TRIGGER and len(t.text) > 1}
    for match in _CAPITALS.finditer(text) if deeds else ():
        if match.end() in deeds and not any(
            word.title() in lex.latin_no or word in _FORMS for word in match.group().split()
        ):
            yield Name(match.start(), match.end(), match.group(), 7.0)


def _latin(text: str, tokens: Sequence[Token], lex: Lexicon) -> Iterator[Name]:
    """Two or three capitalised words that no list knows as a company, product or place."""
    found = list(_LATIN.finditer(text))
    companies = [(t.start, t.end) for t in tokens if t.kind is Kind.COMPANY] if found else []
    for match in found:
        words = match.group().split()
        under = any(start < match.end() and match.start() < end for start, end in companies)
        tail = text[match.end() : match.end() + 4].strip()
        headed = text[match.end() : match.end() + 1] == " " and tail.startswith(_HEADS)
        housed = text[: match.start()].rstrip().endswith(_HOUSES)
        if under or headed or housed or not _of_person(words, lex) or text.startswith(lex.latin_tail, match.end()):
            continue
        yield Name(match.start(), match.end(), match.group(), 7.0)


_HOUSES = ("初创公司", "创业公司", "初创企业", "新公司", "创办", "创立", "独角兽")
"""Right before Latin words that name what somebody founds: "离职创办AI初创公司Discovery Loop"."""
_HEADS = ("CEO", "CTO", "COO", "CFO")
"""Behind Latin words and a blank: they name the house whose head follows."""


def _of_person(words: Sequence[str], lex: Lexicon) -> bool:
    """Whether no word is one of things; a few are first names before another word: "Max Schwarzer"."""
    return not any(word in lex.latin_no for word in words[words[0] in lex.latin_first :])


_GLOSSED = re.compile(
    rf"[{_HAN}]{{2,8}}(?= ?\((?:音译[,:]? ?)?[A-Z][A-Za-z'.-]+(?: [A-Z(][A-Za-z'.)-]*)+(?:[,;][^()]{{0,12}})?\))"
)


def _glossed(text: str, tokens: Sequence[Token], lex: Lexicon) -> Iterator[Name]:
    """A Chinese name with its Latin form in brackets: the gloss makes up for a name that looks like a word."""
    found = list(_GLOSSED.finditer(text)) if "(" in text else []
    if not found:
        return
    ends = {
        t.end
        for t in tokens
        if len(t.text) > 1 or t.text == "的" or t.kind in _SHUTTING or t.has("join", "preposition")
    } | {0}
    ends |= {i + 1 for i, char in enumerate(text) if char == " "}
    plain = {t.end for t in tokens if t.text == "的" or t.kind is Kind.ROLE}
    shut = shut_map(text, tokens)
    for match in found:
        longer = range(match.start(), match.end() - 3)
        foreign = (i for i in longer if i in ends and lex.sound.issuperset(text[i : match.end()]))
        if (start := next(foreign, None)) is not None:
            yield Name(start, match.end(), text[start : match.end()], 8.0)
            continue
        for start in range(max(match.end() - 3, match.start()), match.end() - 1):
            whole = text[start : match.end()]
            titled = start in plain and "#" not in shut[start : match.end()]
            named = whole[0] in lex.surnames or (start in ends and lex.sound.issuperset(whole)) or titled
            if named and (start in ends or start == match.end() - 2):
                yield Name(start, match.end(), whole, 8.0)
                break


def _japanese(text: str, tokens: Sequence[Token], lex: Lexicon) -> Iterator[Name]:
    """A Japanese surname with one to three characters of a given name, up to the last plain border."""
    found = [m for m in lex.japanese.finditer(text) if text[m.end() : m.end() + 1] not in _PLACES]
    if not found:
        return
    borders, shut = borders_of(text, tokens, text, lex), shut_map(text, [t for t in tokens if t.kind is not Kind.DATE])
    firms = [t for t in tokens if t.kind is Kind.COMPANY]
    for match in found:
        start, given = match.start(), match.end()
        if borders.left.get(start, 0.0) < 2 or any(t.start < given and start < t.end for t in firms):
            continue
        last = next(
            (i for i in range(given, given + 3) if i >= len(text) or shut[i] == "#" or text[i] in _NO_GIVEN), given + 3
        )
        stops = [i for i in range(given + 1, last + 1) if borders.right.get(i, 0.0) >= 2.5]
        if stops:
            yield Name(start, stops[-1], text[start : stops[-1]], 8.0)


_PLACES = frozenset(["", *"县市区镇町村社院寺站路港湾公的"])
_NO_GIVEN = frozenset(
    "不的了们个这那吗呢吧啊你我他她它没么什被把给让及或但却而且与就都还又已将会能要说称该此其者间里来着过到从于对比则也仍曾任为是在由并即先等等"
)
