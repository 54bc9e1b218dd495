"""Organisations that no list knows, harvested from one Chinese article by how it writes of them.

A stock code in brackets, a tail such as 科技 or 集团, an announcement, or a name before "CEO" makes an organisation. Such a
name counts only in articles about technology; the reader sees to that.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from store.model.companies import CompanyRef
from watchers.extract.chinese.lexicon import Lexicon
from watchers.extract.chinese.tokens import Kind, Token

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,6}")
_CODE = re.compile(
    r"([\u4e00-\u9fff]{2,8})\((?:\d{4,6}(?:[.,]? ?(?:HK|SH|SZ|US))?|[A-Z]{2,5}(?:[.:][A-Z0-9]+)?|[a-z]+:\d+)\)"
)
_TAILS = frozenset(
    [
        "科技",
        "集团",
        "股份",
        "资本",
        "汽车",
        "机器人",
        "研究院",
        "实验室",
        "大学",
        "学院",
        "银行",
        "证券",
        "半导体",
        "微电子",
        "电子",
        "通信",
        "智驾",
        "智行",
        "网络",
        "智能",
        "国际",
        "创投",
        "时代",
    ]
)
_PARTS = ("事业群", "事业部", "部", "部门", "业务", "中心", "团队", "业务线")
"""A part of a company, whatever stands in brackets behind it."""
_NO_STEM = frozenset({"控股", "该", "本", "母", "子", "分"})
_TOP = (
    "CEO",
    "首席执行官",
    "首席执行长",
    "董事长",
    "总裁",
    "创始人",
    "联合创始人",
    "联创",
    "总经理",
    "执行长",
    "行政总裁",
    "掌门人",
    "创办人",
    "CTO",
    "COO",
    "CFO",
    "董事会",
)
_SPEAKS = frozenset(
    [
        "宣布",
        "公告",
        "官宣",
        "表示",
        "发布公告",
        "回应",
        "回应称",
        "公布",
        "证实",
        "确认",
        "聘请",
        "任命",
        "聘任",
        "委任",
        "挖来",
        "发公告",
        "通知",
        "通报",
        "换帅",
        "迎来",
        "披露",
        "称",
    ]
)


def harvest(sentences: Iterable[tuple[str, Sequence[Token]]], lex: Lexicon) -> frozenset[str]:
    """Names of unlisted organisations, from sentences with their tokens."""
    listed = list(sentences)
    whole = "\n".join(text for text, _ in listed)
    found = {name for text, tokens in listed for name in (*_by_tail(tokens), *_by_speech(tokens, lex, whole))}
    for match in _CODE.finditer(whole):
        run = match[1]
        name = next((run[i:] for i in range(len(run) - 1) if len(run) - i <= 6 and whole.count(run[i:]) > 1), None)
        if name is not None and name not in lex.classes and not name.endswith(_PARTS):
            found.add(name)
    return frozenset(found)


def _by_tail(tokens: Sequence[Token]) -> Iterable[str]:
    """Like "千里" + "科技"."""
    for before, tail in pairwise(tokens):
        if (
            before.kind is Kind.TEXT
            and tail.text in _TAILS
            and before.end == tail.start
            and _HAN_RUN.fullmatch(before.text)
            and len(before.text) <= 4
            and before.text not in _NO_STEM
        ):
            yield before.text + tail.text


def _by_speech(tokens: Sequence[Token], lex: Lexicon, whole: str) -> Iterable[str]:
    """A clause that opens with unknown characters and goes on with an announcement."""
    for index, token in enumerate(tokens):
        if token.kind is not Kind.TEXT:
            continue
        opens = index == 0 or (tokens[index - 1].kind is Kind.MARK and tokens[index - 1].text in ",:。;!")
        if not opens or not _HAN_RUN.fullmatch(token.text) or whole.count(token.text) < 2:
            continue
        rest = [t for t in tokens[index + 1 : index + 5] if t.kind is not Kind.DATE and not t.has("adverb")]
        if (
            rest
            and (rest[0].text in _SPEAKS or rest[0].text == ":")
            and not all(char in lex.sound for char in token.text)
        ):
            yield token.text


def named(text: str, tokens: Sequence[Token], names: frozenset[str]) -> list[Token]:
    """The harvested names of one sentence as tokens; never inside a person's or a listed company's name."""
    taken = [(t.start, t.end) for t in tokens if t.kind in {Kind.PERSON, Kind.COMPANY}]
    found: list[Token] = []
    for name in names:
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if not any(a < end and start < b for a, b in taken):
                found.append(
                    Token(kind=Kind.COMPANY, start=start, end=end, text=name, company=CompanyRef(name), known=False)
                )
            start = text.find(name, end)
    return found


_REGION = re.compile("(?:大中华|中国|亚太|亚洲|欧洲|北美|华东|华南|华北|全球|海外|大)区$")
"""Behind a company's name: where, not who."""


def before_role(token: Token, role: Token, behind: Sequence[Token], lex: Lexicon) -> Token | None:
    """Like "首汽约车" before "CEO": unknown characters before a post that only companies have are its company."""
    if (
        next((t.kind for t in behind if t.kind is not Kind.ROLE and t.text not in {"、", "兼", "和", "("}), None)
        is not Kind.PERSON
    ):
        return None
    written = token.text.removeprefix("继").removeprefix("由")
    name = _REGION.sub("", written)
    if (
        not role.text.startswith(_TOP)
        or token.end != role.start
        or not re.fullmatch(r"[\u4e00-\u9fffA-Za-z]{2,8}", name)
    ):
        return None
    if (name[0] in lex.surnames and len(name) <= 3) or any(char in "的了是与和及在被将由请让向" for char in name):
        return None
    start = token.end - len(written)
    end = start + len(name)
    return replace(token, kind=Kind.COMPANY, text=name, start=start, end=end, company=CompanyRef(name), known=False)
