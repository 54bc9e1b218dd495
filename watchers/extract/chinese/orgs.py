"""Organisations that no list knows, harvested from one Chinese article by how it writes of them.

A stock code in brackets, a tail such as 科技 or 集团, an announcement, or a name before "CEO" makes an organisation;
`seats` finds those that only stand where houses stand.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter

from store.model.companies import CompanyRef
from watchers.extract.chinese.lexicon import Lexicon
from watchers.extract.chinese.tokens import Kind, Token
from watchers.extract.chinese.trades import traded

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,6}")
_CODE = re.compile(
    r"([\u4e00-\u9fff]{2,8})\((?:\d{4,6}(?:[.,]? ?(?:HK|SH|SZ|US))?|(?:NASDAQ|NYSE|HKEX|HK|SH|SZ|SSE|SZSE): ?[A-Z0-9]{1,6}|[A-Z]{2,5}(?:[.:][A-Z0-9]+)?|[a-z]+:\d+)\)"
)
_PRICED = re.compile(r"(?:^|[,。;\n])([\u4e00-\u9fff]{2,6}) ?\( ?(?:SH|SZ)\d{6}[,)]")
"""A house opening a clause before its code at an exchange of the mainland: "中科星图(SH688568,收盘价…)"."""
_HEADED = re.compile("(?<=现任|申请)(?:辞去)?([\u4e00-\u9fff]{2,4}?)(?=董事长|CEO|总裁|总经理|首席执行官)")
"""A house before a head's title, "现任远山居董事长"; it counts where the article names it often."""
_OFTEN = 3
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
        "基因",
    ]
)
_PARTS = (
    "事业群",
    "事业群组",
    "群组",
    "事业组",
    "事业本部",
    "本部",
    "业务群",
    "事业部",
    "部",
    "部门",
    "业务",
    "中心",
    "团队",
    "业务线",
)
"""A part of a company, whatever stands in brackets behind it."""
NO_STEM = frozenset(
    [
        "顶级",
        "头部",
        "控股",
        "创投",
        "风投",
        "投资",
        "金融",
        "商业",
        "产业",
        "智慧",
        "智能",
        "数字",
        "互联网",
        "该",
        "本",
        "母",
        "子",
        "分",
        "人形",
        "工业",
        "服务",
        "扫地",
        "仿生",
        "类人",
        "四足",
        "双足",
        "协作",
        "陪伴",
        "电动",
        "燃油",
        "新能源",
        "两大",
        "三大",
    ]
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
_LEGAL = re.compile(
    r"(?:^|[\n。;:])(?:北京|上海|深圳|广州|杭州|苏州|南京|成都|武汉|重庆|天津|合肥|厦门|西安|无锡|珠海|宁波|青岛|长沙|福建|浙江|江苏|广东|安徽|山东|四川)?(?:市|省)?"
    r"([\u4e00-\u9fff]{3,9}?)(?:集团)?(?:股份)?有限(?:责任)?公司(?=关于|\(以下简称)"
)
"""The full legal name with which a notice to an exchange begins."""


def harvest(sentences: Iterable[tuple[str, Sequence[Token]]], lex: Lexicon) -> frozenset[str]:
    """Names of unlisted organisations, from sentences with their tokens."""
    listed = list(sentences)
    whole = "\n".join(text for text, _ in listed)
    found = {name for text, tokens in listed for name in (*_by_tail(tokens), *_by_speech(tokens, lex, whole))}
    if "有限" in whole:
        found.update(match[1] for match in _LEGAL.finditer(whole))
    found.update(name for text, tokens in listed for name in traded(text, tokens))
    bracketed = "(" in whole
    if bracketed:
        found.update(match[1] for match in _PRICED.finditer(whole))
    headed = list(_HEADED.finditer(whole)) if "现任" in whole or "申请" in whole else []
    codes = list(_CODE.finditer(whole)) if bracketed else []
    plain = {t.text for _, tokens in listed for t in tokens if t.kind is Kind.TEXT} if headed or codes else set()
    found.update(m[1] for m in headed if m[1] in plain and whole.count(m[1]) >= _OFTEN)
    for match in codes:
        run = match[1]
        if match.group().removeprefix(run).strip("()") in lex.classes:  # "执行长(CEO)" has no stock code
            continue
        ends = [run[i:] for i in range(len(run) - 1) if len(run) - i <= 6]
        name = next((end for end in ends if whole.count(end) > 1 or (end in plain and len(end) > 2)), None)
        if name is not None and name not in lex.classes and not name.endswith(_PARTS):
            found.add(name)
    return frozenset(without_place(name, frozenset(found), whole) for name in found)


_PLACES = "北京|上海|深圳|广州|杭州|苏州|南京|成都|武汉|重庆|天津|合肥|厦门|西安|无锡|珠海|宁波|青岛|长沙|福建|浙江|江苏|广东|安徽|山东|四川|湖南|湖北|中国|郑州|常州|东莞|佛山"
PLACE = re.compile(f"(?:{_PLACES})(?:市|省)?")
"""Where a house sits, as its legal name begins."""
_CITY = re.compile(f"(?:{_PLACES})(?=.{{3}})")


_TOWNS_OWN = ("大学", "学院", "研究院", "医院")
"""Houses that bear their town's name: "南京理工大学"."""


def without_place(name: str, others: frozenset[str], whole: str) -> str:
    """The name without the town it begins with, where the article also uses it so: "长沙" before "远山汽车"."""
    found = None if name.endswith(_TOWNS_OWN) else _CITY.match(name)
    short = name[found.end() :] if found else name
    bare = short in others or whole.count(short) > whole.count(name)
    return short if found and bare else name


_TEXT = attrgetter("text")


def _by_tail(tokens: Sequence[Token]) -> Iterable[str]:
    """Like "千里" + "科技"."""
    if _TAILS.isdisjoint(map(_TEXT, tokens)):
        return
    for at, (before, tail) in enumerate(pairwise(tokens)):
        if tail.text not in _TAILS or before.kind is not Kind.TEXT:
            continue
        verb = at > 0 and tokens[at - 1].has("no") and tokens[at - 1].end == before.start  # "无法拉拢银行"
        if (
            not verb
            and before.end == tail.start
            and _HAN_RUN.fullmatch(before.text)
            and len(before.text) <= 4
            and before.text not in NO_STEM
            and before.text[0] not in "第首某了岁"
            and not _goes_on(tokens, at + 2)
        ):
            town = tokens[at - 1] if at and tail.text in _TOWNS_OWN else None
            placed = town is not None and town.end == before.start and PLACE.fullmatch(town.text) is not None
            yield (town.text if town is not None and placed else "") + before.text + tail.text


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether the tail belongs to a longer word: "美中科技战" is a war, "中国科技业" a trade."""
    after = tokens[at] if at < len(tokens) else None
    return after is not None and after.start == tokens[at - 1].end and _LONGER.match(after.text) is not None


_LONGER = re.compile("战(?![略队投])|业(?![绩务者])|界(?!面)|圈|园|馆|股(?![份价东权票民])|周报|日报|人才|竞赛|政策")


def inside_word(text: str, start: int, end: int, lex: Lexicon) -> bool:
    """Whether a company's name only begins or ends an everyday word: "书生" in "书生气", "金山" in "旧金山"."""
    classes_of = lex.classes.get
    for before in range(max(0, start - 2), start):
        if "common" in classes_of(text[before:end], ()):
            return True
    for length in lex.lengths.get(text[start : start + 2], ()):
        if length > end - start and "common" in classes_of(text[start : start + length], ()):
            return True
    return False


def _by_speech(tokens: Sequence[Token], lex: Lexicon, whole: str) -> Iterable[str]:
    """A clause that opens with unknown characters and goes on with an announcement."""
    unknown = Kind.TEXT
    for index, token in enumerate(tokens):
        if token.kind is not unknown:
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
    for name in sorted(names, key=lambda n: (-len(n), n)):
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                found.append(
                    Token(kind=Kind.COMPANY, start=start, end=end, text=name, company=CompanyRef(name), known=False)
                )
            start = text.find(name, end)
    return found
