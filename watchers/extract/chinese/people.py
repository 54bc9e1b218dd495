"""The people of a Chinese article: a name believed once is found everywhere, and every form leads to the fullest one.

How a name is told from other words is `names`' affair. Knows no verbs' meanings and no companies.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from watchers.extract.chinese.borders import Name
from watchers.extract.chinese.foreign import DOTS
from watchers.extract.chinese.lexicon import Lexicon
from watchers.extract.chinese.tokens import Kind, Token

_GLOSS = re.compile(r" ?\(([^()]{2,40})\)")
_NICKNAME = re.compile(
    r",?\(?(?:花名|人称|江湖人称|昵称|英文名|中文名|本名|原名|网名)(?:为|是|叫|:)?\"?([^\"(),。;、]{2,12})\"?\)?"
)
_CALLED_FIRST = re.compile(r"(?:^|[,。;:、!\"由和与及])([\u4e00-\u9fff]{2,3})\($")
"""A nickname with the name behind it: "处端(吴泽明)"."""
_TOLD = re.compile(r"\(|花名|人称|昵称|英文名|中文名|本名|原名|网名")
"""What stands in every gloss and before every nickname."""
_PARTED = re.compile(rf"[{DOTS} ]")
_HAN_ONLY = re.compile(r"[\u4e00-\u9fff]{2,4}")
_LISTED = re.compile("[,;、]")
_CALLED = ("哥", "总", "叔", "姐", "师", "爷", "神", "子", "公")
# Least score of a name that is believed beyond its own sentence.
_REGISTERED = 6.0


_FEW = 12
"""Forms up to this number are looked for one by one, which is quicker than to look at every letter of the text."""


@dataclass(slots=True)
class People:
    """The names of one article: every form leads to the fullest one."""

    full: dict[str, str] = field(default_factory=dict)
    also: dict[str, set[str]] = field(default_factory=dict)
    """Other forms the article gives for a full name: a gloss in brackets, a nickname."""
    _forms: dict[str, list[str]] = field(default_factory=dict)
    """Which forms lead to a full name."""
    _order: dict[str, int] = field(default_factory=dict)
    """As how manieth a form was told."""
    _lengths: set[int] = field(default_factory=set)
    _firsts: set[str] = field(default_factory=set)
    _heads: re.Pattern[str] | None = None

    def add(self, name: str) -> None:
        """Make the name findable everywhere, with the parts it is later called by."""
        self._lead(name, name)
        parts = _PARTED.split(name)
        if len(parts) > 1 and len(parts[-1]) > 1:
            self._lead(parts[-1], name)
            if len(parts[0]) > 2 or not parts[0].isascii():
                self._lead(parts[0], name)

    def _lead(self, form: str, name: str, *, anew: bool = False) -> None:
        """Let a form lead to a name, where it leads to none yet or is led anew."""
        if form in self.full and not anew:
            return
        self.full[form] = name
        self._forms.setdefault(name, []).append(form)
        self._order.setdefault(form, len(self._order))
        self._lengths.add(len(form))
        if form[:1] not in self._firsts:
            self._firsts.add(form[:1])
            self._heads = None

    def places(self, text: str) -> list[tuple[int, int, str]]:
        """Where its forms stand in a text: start, end and form, in the order in which they were told."""
        found: list[tuple[int, int, str]] = []
        if len(self.full) <= _FEW:
            for form in self.full:
                start = text.find(form)
                while start >= 0:
                    found.append((start, start + len(form), form))
                    start = text.find(form, start + len(form))
            return found
        ends: dict[str, int] = {}
        lengths = sorted(self._lengths)
        if self._heads is None:
            self._heads = re.compile(f"[{re.escape(''.join(self._firsts))}]")
        for start in [head.start() for head in self._heads.finditer(text)]:
            for length in lengths:
                form = text[start : start + length]
                if form in self.full and ends.get(form, 0) <= start:
                    ends[form] = start + length
                    found.append((start, start + length, form))
        return sorted(found, key=lambda place: (self._order[place[2]], place[0]))

    def link(self, alias: str, name: str) -> None:
        """Make another form lead to the same person."""
        target = self.full.get(name, name)
        if not alias or alias == target or self.full.get(target) == alias:
            return
        for known in self._forms.pop(alias, []):
            if self.full[known] == alias:
                self._lead(known, target, anew=True)
        self._lead(alias, target, anew=True)
        self.also.setdefault(target, set()).add(alias)


Plain = tuple[str, Sequence[Token], Sequence[Name]]
"""A sentence with its known words and the names that stand plainly in it."""


def collect(texts: Sequence[Plain], lex: Lexicon) -> People:
    """Gather the names of an article from those that stand plainly in its sentences."""
    people = People()
    found: dict[str, float] = {}
    for _, _, plain in texts:
        for name in plain:
            found[name.text] = max(found.get(name.text, 0.0), name.score)
    for form, score in sorted(found.items(), key=lambda item: -len(_PARTED.split(item[0]))):
        if score >= _REGISTERED and not _grown(form, found):
            people.add(form)
    for short, long in _shorter(people, lex):
        people.link(short, long)
    for text, _, _ in texts:
        _glosses(text, people, lex)
    for nickname in _nicknames([text for text, _, _ in texts], lex):
        people.add(nickname)
    return people


_SEATED = re.compile(
    r"(?:负责人|总裁|CEO|CTO|COO|CFO|总经理|VP|主管|总监|一号位)([\u4e00-\u9fff]{2,3}?)"
    r"(?=(?:已|将|即将|宣布|确认|被曝|正式|从)?(?:离职|辞职|卸任|离开|加入|加盟|转岗|调任|离任))"
)
"""What fills the place between a post and a deed."""
_NO_NICKNAMES = frozenset(
    [
        "频繁",
        "密集",
        "大量",
        "批量",
        "先行",
        "率先",
        "带头",
        "涉嫌",
        "主动",
        "自愿",
        "提前",
        "正常",
        "集体",
        "全员",
        "轮番",
        "扎堆",
        "火速",
        "闪电",
        "任内",
        "任期",
        "期间",
        "变动",
        "换人",
        "调整",
        "引咎",
        "同日",
        "当日",
        "次日",
        "本月",
        "本周",
        "今日",
        "昨日",
        "因病",
        "刚刚",
    ]
)


def _nicknames(texts: Sequence[str], lex: Lexicon) -> Iterator[str]:
    """Names by which a house calls its people, "山童", where an article has them twice between a post and a deed."""
    whole = "\n".join(texts)
    for name in {found[1] for found in _SEATED.finditer(whole)}:
        told = whole.count(name) > 1 and not any(word in lex.classes for word in (name, name[:2], name[-2:]))
        if told and name[0] not in lex.surnames and name not in _NO_NICKNAMES:
            yield name


_LEAST_SOUND = 3
"""Characters of a foreign surname that alone can only be the end of a fuller name."""


def _shorter(people: People, lex: Lexicon) -> list[tuple[str, str]]:
    """Foreign names written without a dot that end with another one: "谢丽尔桑德伯格" and "桑德伯格"."""
    sounds = [n for n in people.full if len(n) >= _LEAST_SOUND and lex.sound.issuperset(n)]
    longest = sorted((n for n in sounds if len(n) > _LEAST_SOUND + 2), key=len, reverse=True)
    ends = ((s, next((n for n in longest if n != s and n.endswith(s)), None)) for s in sounds)
    return [(short, long) for short, long in ends if long is not None]


def _grown(name: str, found: dict[str, float]) -> bool:
    """Whether the last character of a three-character name belongs to the next word, judged by another sentence."""
    if not "\u4e00" <= name[-1] <= "\u9fff" or any(dot in name for dot in DOTS):
        return False
    return any(found.get(name[:n], 0.0) > found[name] for n in range(2, len(name)))


_CLOSED = frozenset({Kind.COMPANY, Kind.DATE})


def mark(sentence: Plain, people: People) -> list[Token]:
    """The people of one sentence as tokens: those who stand plainly here and those known from elsewhere."""
    text, tokens, plain = sentence
    full = people.full
    spans = [
        (n.start, n.end, n.text)
        for n in plain
        if n.text in full or not any(n.text[:k] in full for k in range(2, len(n.text)))
    ]
    known = [*_known(text, people), *spans]
    if not known:
        return []
    taken = [False] * len(text)
    for token in tokens:
        if token.kind in _CLOSED:
            taken[token.start : token.end] = [True] * (token.end - token.start)
    found: list[Token] = []
    for start, end, name in sorted(known, key=lambda s: (s[0] - s[1], s[0])):
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            found.append(Token(kind=Kind.PERSON, start=start, end=end, text=name, person=people.full.get(name, name)))
    return found


def _known(text: str, people: People) -> Iterator[tuple[int, int, str]]:
    for start, end, name in people.places(text):
        if not name.isascii() or not (text[start - 1 : start].isalpha() and text[start - 1].isascii()):
            yield start, end, name


def _glosses(text: str, people: People, lex: Lexicon) -> None:
    """Harvest "林俊旸(Justin Lin)", "张勇(花名逍遥子)" and "陈航,花名无招"."""
    if not _TOLD.search(text):
        return
    for start, end, name in people.places(text):
        if (called := _CALLED_FIRST.search(text, max(0, start - 6), start)) is not None and text[end : end + 1] == ")":
            if called[1] not in lex.classes and called[1] not in people.full:
                people.link(called[1], name)
        elif (nickname := _NICKNAME.match(text, end)) is not None:
            people.link(nickname[1].strip(), name)
        elif (gloss := _GLOSS.match(text, end)) is not None:
            _link_gloss(gloss[1].strip(), name, people, lex)


def _link_gloss(gloss: str, name: str, people: People, lex: Lexicon) -> None:
    first = _LISTED.split(gloss, 1)[0].strip()
    if first in lex.classes or any(word in lex.latin_no for word in first.split()):
        return
    latin = first.replace(" ", "").replace("-", "").replace(".", "").replace("'", "")
    if (latin.isalpha() and first[0].isupper() and not latin.isupper() and len(first.split()) <= 4) and first.isascii():
        people.link(first, name)
    elif name.isascii() and _HAN_ONLY.fullmatch(first) and first[0] in lex.surnames:
        people.link(name, first)
        people.add(first)
    elif (not first.isascii() and _HAN_ONLY.fullmatch(first) and (name.isascii() or first in people.full)) or (
        not name.isascii() and 2 <= len(first) <= 3 and _HAN_ONLY.fullmatch(first) and first.endswith(_CALLED)
    ):
        people.link(first, name)
