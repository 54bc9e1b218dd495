"""Houses no list has, told by where a Chinese text puts them: before a post, behind a verb of moving, before a stock code.

"青桐股份董事长X辞任", "X出任月桥资本总裁", "沐棠利(830011)董事会收到…", "Veldora任命X为R": the seat beside the deed decides,
so known words count as part of the name. Persons, outlets, kinds of houses and parts of one never sit there as houses.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from watchers.extract.chinese.codes import coded
from watchers.extract.chinese.firms import NO_HOUSE
from watchers.extract.chinese.lexicon import Lexicon
from watchers.extract.chinese.openings import opening
from watchers.extract.chinese.orgs import without_place
from watchers.extract.chinese.stems import (
    HARD,
    SINGLE,
    fine,
    latin_house,
    listed,
    tailed,
    unknown,
    with_tail,
    without_lead,
    words,
)
from watchers.extract.mentions import CompanyFinder, CompanyMention
from watchers.extract.text import Sentence

_HAN = "\u4e00-\u9fff"
_ENDS_CLAUSE = ",。;:!?、|丨︰/()\"'《》【】[]—…\n"
_ROOM = 26
"""Characters before a post in which its house begins."""


@cache
def _post() -> re.Pattern[str]:
    return re.compile(listed("posts") + "(?!会|任期|们|换届)")


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"(?:{listed('between')})+$")


_LATIN = r"[A-Z](?<![A-Za-z0-9.&-][A-Z])[A-Za-z0-9&.+-]{1,20}(?: [A-Z][A-Za-z0-9&.+-]{0,20}){0,3}"


@cache
def _latin() -> re.Pattern[str]:
    """A house in Latin letters before a post or a verb of hiring."""
    tops = "CEO|CTO|COO|CFO|CPO|CMO|首席|总裁|创始人|联合创始人|联席|董事长|执行长|前CEO|原CEO|前高管|高管"
    return re.compile(
        rf"({_LATIN}) ?(?=(?:(?:前|原|新任|现任|联席|全球|中国区?) ?)*(?:{tops})|(?:已|正式|宣布|今日)?(?:任命|聘请|聘任|委任|挖来|换帅|完成[^,。]{{0,14}}融资))"
    )


def seated_houses(
    sentences: Sequence[Sentence], mentions: Sequence[Sequence[CompanyMention]], companies: CompanyFinder, lex: Lexicon
) -> frozenset[str]:
    """Houses that only their seats tell: none that a list knows, no part written right behind one that it knows."""
    names = {
        n
        for s, known in zip(sentences, mentions, strict=True)
        if s.in_title or lex.may_tell(s.text)
        for n in seated(s.text, lex, [(m.start, m.end) for m in known], in_title=s.in_title)
    }
    names = {name for name in names if all(NO_HOUSE.match(name, m.end) for m in companies.find(name))}
    if not names:
        return frozenset()
    ends = [(s.text, m.end) for s, known in zip(sentences, mentions, strict=True) for m in known]
    names = {n for n in names if not any(text.startswith((n, f" {n}"), end) for text, end in ends)}
    whole = "\n".join(s.text for s in sentences)
    return frozenset(without_place(name, frozenset(names), whole) for name in names)


def seated(text: str, lex: Lexicon, known: Sequence[tuple[int, int]] = (), *, in_title: bool) -> Iterator[str]:
    """The names in this sentence that only houses bear, by their seats; the sentence tells of a move.

    `known` are the places of listed houses, beside which no other is looked for.
    """
    if "(" in text:
        yield from coded(text, lex)
    last = 0
    for post in _post().finditer(text):
        start = max(_clause_start(text, post.start()), last)
        last = post.end()
        if post.start() - start > 1 and not any(start <= a < post.start() for a, _ in known):
            yield from _before_post(text, post.start(), start, lex)
    yield from _behind_verbs(text, lex)
    yield from opening(text, lex, in_title=in_title)
    yield from (m[1] for m in _latin().finditer(text) if latin_house(m[1], lex))


def _clause_start(text: str, at: int) -> int:
    start = max(at - _ROOM, 0)
    marks = (i for i in range(at - 1, start - 1, -1) if text[i] in _ENDS_CLAUSE or (text[i] == " " and i < at - 1))
    return next(marks, start - 1) + 1


def _before_post(text: str, at: int, start: int, lex: Lexicon) -> Iterator[str]:
    """The house before a post: from where the clause or the verb before it begins."""
    if text[at - 1] == "的" and (charge := _IN_CHARGE.search(text, start, at)) is not None:
        at = charge.start()
    begin, verb = _hard_begin(text, start, at, lex)
    run = _TRAIL.sub("", text[begin:at].strip())
    bare = without_lead(run)
    if len(bare) < 2 or not (verb or _tells(text, at, lex)):
        return
    name = _house(bare, lex, opens=begin == start, taken=verb == "person")
    if name is not None:
        yield name


_TRAIL = re.compile("(?:称|系|提升|提拔|新任)+$")
"""Between a house and the post that it tells of, no part of its name: "远山称CEO X离职"."""
_IN_CHARGE = re.compile("(?:分管|负责|主管)[^,。的]{1,12}的$")
"""Between a house and a post, what its holder has charge of."""


def _hard_begin(text: str, start: int, end: int, lex: Lexicon) -> tuple[int, str]:
    """Where the words before a post begin that belong together, and what the verb before them takes, if there is one."""
    begin, verb = start, ""
    words = [(at, word) for at, word in lex.words(text, start, end) if len(word) > 1]
    words = [(at, word) for at, word in words if word != "管理" or not text.startswith(_MANAGES, at + 2)]
    inside = {i for at, word in words for i in range(at, at + len(word))}
    single = [(i, text[i]) for i in range(start + 1, end) if text[i] in SINGLE and i not in inside]
    for at, word in sorted([*words, *single]):
        if (word in "和与及" and at - begin < _LEAST) or (word == "未来" and at - begin >= _LEAST):
            continue  # "金和软件", "远舟未来"
        classes = lex.classes.get(word, frozenset())
        if len(word) == 1 or word in _OWNS or ("role" not in classes and not classes.isdisjoint(HARD)):
            begin, verb = at + len(word), "house" if word in "任为" else _takes(word, lex)
    return begin, verb


def _takes(word: str, lex: Lexicon) -> str:
    """What stands behind a verb of moving: a house, or a person whom somebody takes or lets go; empty behind other words."""
    triggers = lex.triggers.get(word, ())
    person = any(trigger.frame in _OF_PERSONS for trigger in triggers)
    return "person" if person else "house" if triggers else ""


_MANAGES = ("有限", "股份", "公司", "集团", "中心", "顾问", "投资", "咨询")
"""Behind 管理, what makes it a part of a house's name."""
_OF_PERSONS = frozenset({"hire", "fire", "replace", "become", "charge"})
_LEAST = 2
"""Characters of what stands before a word for "and"."""
_OWNS = frozenset({"旗下", "子公司", "关联公司"})
"""Behind the owner of the house that is meant."""


def _tells(text: str, at: int, lex: Lexicon) -> bool:
    """Whether a verb of moving follows in the same clause."""
    end = next((i for i in range(at, min(at + 40, len(text))) if text[i] in ",。;:!?|\n"), at + 40)
    return lex.any_trigger.search(text, at, end) is not None


def _house(run: str, lex: Lexicon, *, opens: bool, taken: bool) -> str | None:
    """The name with which these words before a post begin, where they can be a house and its part."""
    hard, soft = tailed()
    found = hard.match(run) or (soft.match(run) if opens else None)
    if found is not None:
        rest = run[found.end() :]
        fits = len(rest) <= _PART and not any(char in SINGLE for char in rest)
        if found.re is soft:
            fits = not rest or _between().fullmatch(rest) is not None
        return with_tail(found, lex) if fits and not (taken and found[2] == "公司") else None
    if taken:
        return None
    name = _between().sub("", run)
    if not 2 <= len(name) <= _LONGEST or name.endswith(_parts()) or name[0] in _NUMBERS:
        return None
    if name.isascii():
        return name if len(name) > 2 and name[0].isupper() and latin_house(name, lex) else None
    return name if unknown(name, lex) and fine(name, lex) else None


_NUMBERS = "一二两三四五六七八九十几多数首第"


@cache
def _parts() -> tuple[str, ...]:
    return tuple(words("parts"))


_PART = 10
"""Characters of a part of the house between its name and the post."""
_LONGEST = 6


@cache
def _towards() -> re.Pattern[str]:
    return re.compile(rf"(?:{listed('towards')})(?:了|到|至)? ?")


_JOINED = re.compile(
    rf"(?:加盟|加入|入职|跳槽至|跳槽到|转投)([{_HAN}]{{3,5}}?)(?=任(?!职|何|务)|担任|出任|,(?:任|担任|出任)|[。;]?$)"
)
"""Letters between a verb of joining and the post there, or the end."""
_FOUNDED = re.compile(rf"(?:合伙|共同|联合|联手|一起)(?:创立|创办|成立)(?:了)?([{_HAN}]{{3,5}}?)(?=[,。;]|$)")
"""Letters between several people's founding and the end of its clause."""


def _strange(name: str, lex: Lexicon) -> bool:
    """Whether these letters hold no word and look like no part of a house."""
    worded = any(len(word) > 1 for _, word in lex.words(name, 0, len(name)))
    return not worded and fine(name, lex) and not name.endswith(_parts())


def _behind_verbs(text: str, lex: Lexicon) -> Iterator[str]:
    """A house with a tail right behind a verb of coming or going, or letters that no list has before the post there."""
    hard, _ = tailed()
    for joined in _JOINED.finditer(text):
        name = joined[1]
        begin = _clause_start(text, joined.start())
        posted = joined.end() < len(text) or _post().search(text, begin, joined.start()) is not None
        if posted and not lex.sound.issuperset(name) and _strange(name, lex):
            yield name
    yield from (founded[1] for founded in _FOUNDED.finditer(text) if _strange(founded[1], lex))
    for verb in _towards().finditer(text):
        found = hard.match(text, verb.end())
        if (
            found is not None
            and len(found[1]) <= _LONGEST
            and unknown(found[1], lex)
            and (name := with_tail(found, lex)) is not None
        ):
            yield name
