"""Houses that no list has and that open a clause of Chinese: before what only houses do, or before the colon of a notice.

"琥球资源:沈知行辞任董事长", "哒啦哩公告,沈知行…", "远山(中国)有限公司发生工商变更". Persons, outlets and kinds of houses open none.
The words are in `lexicon/zh_seats.toml`.
"""

import re
from collections.abc import Iterator
from functools import cache

from watchers.extract.alternation import one_of
from watchers.extract.chinese.lexicon import Lexicon
from watchers.extract.chinese.stems import FEW, fine, lead, listed, named, tailed, unknown, with_tail, words

_HAN = "\u4e00-\u9fff"
_LONGEST = 6
"""Characters of a name that nothing but its place tells."""


def opening(text: str, lex: Lexicon, *, in_title: bool) -> Iterator[str]:
    """A house that opens the sentence or a part of a headline, before what only houses do or before a colon."""
    for start in _starts(text, in_title=in_title):
        opened = lead().match(text, start)
        yield from _opened(text, opened.end() if opened is not None else start, lex)
    if in_title and (colon := text.find(":")) > 0:
        yield from _noticed(text, colon, lex)


_REACH = 24
"""Characters in which a house that opens a clause does what only houses do."""
_DATED = re.compile(
    r"(?:(?:据?[^,。;]{2,14}(?:显示|披露|获悉|消息|讯)|[^,。;]{0,8}[0-9]{1,2} ?[日号月][^,。;]{0,4}|近日|日前|近期|晚间|今日|昨日),)+"
)
"""What tells the day or the source before a house opens its sentence."""
_SENTENCES, _CLAUSES = re.compile("[;。!|]"), re.compile("[;。!| ]")
"""What stands before a clause of its own; in headlines a blank too."""


def _starts(text: str, *, in_title: bool) -> list[int]:
    """Where a clause begins that soon tells what only houses do."""
    done = [m.start() for m in _deeds().finditer(text)]
    starts = [0, *(m.end() for m in (_CLAUSES if in_title else _SENTENCES).finditer(text))] if done else []
    if starts and (dated := _DATED.match(text)) is not None:
        starts.append(dated.end())
    return [start for start in starts if any(1 < at - start <= _REACH for at in done)]


@cache
def _deeds() -> re.Pattern[str]:
    return re.compile(rf"(?:{listed('lately')})?(?:{one_of([*words('deeds'), *words('changes')])})")


def _opened(text: str, begin: int, lex: Lexicon) -> Iterator[str]:
    """The house that begins at this place, by its tail or by what it announces."""
    hard, soft = tailed()
    found = hard.match(text, begin) or soft.match(text, begin)
    if found is not None and _deeds().match(text, found.end()) and (name := with_tail(found, lex)) is not None:
        yield name
    elif (registered := _registered().match(text, begin)) is not None and fine(registered[1], lex):
        yield registered[1]
    elif (announced := _announced().match(text, begin)) is not None and _speaker(announced[1], lex):
        yield announced[1]
    elif (notice := _notice().match(text, begin)) is not None and _signs(notice[1], lex):
        yield notice[1]


@cache
def _registered() -> re.Pattern[str]:
    """A legal name, with the place in brackets that many have, before a change in the register."""
    return re.compile(
        rf"([{_HAN}A-Za-z0-9]{{2,16}}?(?:集团|(?=有限|股份|公司|\()))(?:\([{_HAN}]{{2,4}}\)[{_HAN}]{{0,8}}?)?(?:股份)?(?:有限(?:责任)?)?公司"
        rf"(?:{listed('lately')})?(?:{listed('changes')})"
    )


@cache
def _announced() -> re.Pattern[str]:
    """Letters that open a clause, before a notice or before the post of whom a house announces something."""
    told = rf"(?:宣布|任命|聘任|聘请)(?:原|前)?(?:{listed('posts')})|宣布(?:任命|聘任|聘请|委任)|(?<!法院)(?:拟|将|已|正式)?(?:任命|聘任|聘请|委任)[{_HAN}·A-Za-z ]{{2,12}}为"
    return re.compile(
        rf"([{_HAN}]{{2,6}}?)(?:(?:{listed('lately')})?(?:发布公告|发公告|公告称|公告,|{listed('changes')})|{told}|换帅|换将|易帅|迎来新)"
    )


@cache
def _notice() -> re.Pattern[str]:
    """Letters that open a clause, before the notice of a house at an exchange, however everyday they are."""
    return re.compile(
        rf"([{_HAN}]{{3,6}}?)(?:{listed('lately')}|\d{{1,2}}月\d{{1,2}}日(?:晚间)?)?(?:发布公告|公告称?[,:])"
    )


def _speaker(name: str, lex: Lexicon) -> bool:
    """Whether a name that no tail tells can be a house's: unknown letters, none of them a person's surname in front."""
    person = (name[0] in lex.surnames or lex.sound.issuperset(name)) and len(name) <= _NAME
    return not person and not name.endswith(_no_speaker()) and unknown(name, lex) and fine(name, lex)


_NAME = 3
"""Characters of the names of most people."""


def _signs(name: str, lex: Lexicon) -> bool:
    """Whether a notice can be this house's: nothing that names a kind of house, a part of one or an outlet."""
    return not name.endswith(_no_speaker()) and named(name, lex)


def _noticed(text: str, colon: int, lex: Lexicon) -> Iterator[str]:
    """The house before the colon of a headline: "琥球资源:沈知行辞任董事长", "中岭通辰:聘任沈知行为总裁"."""
    name = text[:colon]
    if (
        not 3 <= colon <= _LONGEST
        or _deeds().search(name)
        or name.endswith(_no_speaker())
        or not re.fullmatch(rf"(?:\*?ST)?[{_HAN}]+", name)
    ):
        return
    hard, soft = tailed()
    whole = hard.fullmatch(name) or soft.fullmatch(name)
    tells = _posted().match(text, colon + 1) is not None
    posted = tells and len(name) >= FEW and unknown(name, lex)
    told = (name.startswith(("*ST", "ST")) or whole or posted) and fine(whole[1] if whole else name, lex)
    if told or (tells and not whole and named(name, lex) and not _calls(name, text, colon, lex)):
        yield name


def _calls(name: str, text: str, colon: int, lex: Lexicon) -> bool:
    """Whether the name before a colon is rather a speaker's, with a surname in front or told again behind it."""
    return name[0] in lex.surnames and (len(name) <= _NAME or name in text[colon:])


@cache
def _posted() -> re.Pattern[str]:
    """What a notice of a house begins with: its own word for itself, a post, or the giving of one."""
    return re.compile(
        rf"(?:公司|(?:原|前)?{listed('posts')}|{listed('gives')}|[{_HAN}·A-Za-z ]{{2,12}}(?:先生|女士)?{listed('takes')})"
    )


@cache
def _no_speaker() -> tuple[str, ...]:
    return tuple(words("no_speaker"))
