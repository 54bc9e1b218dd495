"""The listed companies of a Chinese sentence, without the mentions that are none: pieces of names, titles, platforms."""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from store.model.companies import CompanyRef
from watchers.extract.chinese.lexicon import Lexicon
from watchers.extract.chinese.orgs import PLACE, inside_word
from watchers.extract.chinese.tokens import MARKS, Kind, Token
from watchers.extract.engine import Claim
from watchers.extract.mentions import CompanyMention
from watchers.extract.text import normalise

_CODED = re.compile(r"[\u4e00-\u9fff]{3,6}(?=\((?:S[HZ]:?)?[036]\d{5}(?:\.S[HZ])?[),])")
_SAME_HOUSE = ("集团", "控股", "股份", "公司", "国际", "科技", "汽车")


def coded_names(texts: Iterable[str]) -> frozenset[str]:
    """What stands before a stock code of the mainland: "华润微" is another house than "华润"."""
    return frozenset(
        name[i:] for text in texts if "(" in text for name in _CODED.findall(text) for i in range(len(name) - 2)
    )


def firms_in(
    text: str, mentions: Sequence[CompanyMention], lex: Lexicon, coded: frozenset[str] = frozenset()
) -> list[Token]:
    """Every company of the mentions that is one, as a token; a unit right behind its company is told as its unit.

    A name that only begins one of the `coded` names is that one.
    """
    if not mentions:
        return []
    firms = [
        _longer(m, text, coded)
        or Token(kind=Kind.COMPANY, start=m.start, end=m.end, text=text[m.start : m.end], company=m.ref)
        for m in mentions
        if not (
            inside_word(text, m.start, m.end, lex)
            or _part_of_name(text, m, lex)
            or _only_a_platform(text, m, lex)
            or _in_a_title(text, m)
            or NO_HOUSE.match(text, m.end)
            or _outlet(text, m)
            or _anybodys(text, m)
            or _across(text, m, lex)
            or _ends_a_name(text, m, lex)
            or (m.written == "X" and (_NO_X.match(text, m.end) or text[: m.start].endswith("Model ")))
        )
    ]
    return [_inside(firm, before, text) for before, firm in zip([None, *firms], firms, strict=False)]


_CREDIT = re.compile("(?:来源|图源|题图|图片|图|作者|编辑|据|摄影|视频)[为自于]? ?[:/|] ?$")
_CREDITS = frozenset(":/| ")
_DESK = re.compile(" ?(?:财经|科技讯|科技获悉|新闻|体育|娱乐|科技消息|科技报道|理财师|《基金)")
_HAVE_DESKS = frozenset({"新浪", "腾讯", "网易", "搜狐", "凤凰", "百度"})


def _outlet(text: str, mention: CompanyMention) -> bool:
    """Whether the house only publishes here: credited for a picture, or by its newsroom."""
    before = text[mention.start - 1 : mention.start]
    credited = before in _CREDITS and _CREDIT.search(text, max(0, mention.start - 8), mention.start) is not None
    return credited or (mention.written in _HAVE_DESKS and _DESK.match(text, mention.end) is not None)


_ANYBODYS = {"AI Lab": ("字节", "ByteDance")}
"""Names of units that other houses have too, and what must stand in the sentence to mean the one whose they are."""


def _anybodys(text: str, mention: CompanyMention) -> bool:
    """Whether the unit may be any house's: "AI Lab" where nobody names ByteDance."""
    owners = _ANYBODYS.get(mention.written, ())
    return bool(owners) and not any(owner in text for owner in owners)


def _across(text: str, mention: CompanyMention, lex: Lexicon) -> bool:
    """Whether the name only bridges two words: "美团" in "北美团队", "领英" in "带领英国"."""
    start, end = mention.start, mention.end
    if end - start != _SHORTEST or not start:
        return False
    left = text[start - 1 : start + 1]
    return (left in lex.classes or left in _TOWNS) and text[end - 1 : end + 1] in lex.classes


def _ends_a_name(text: str, mention: CompanyMention, lex: Lexicon) -> bool:
    """Whether a name's last character and 为 only look like a house: "华为" in "聘任张华为副总经理,"."""
    given = mention.written.endswith("为") and _GIVEN_POST.match(text, mention.end) is not None
    named = _NAMED_TO.search(text, 0, mention.start) if given else None
    return named is not None and named[1][0] in lex.surnames and named[1] != "原"


_NAMED_TO = re.compile(
    "(?:聘任|聘请|任命|委任|选举|推选|推举|[、,和]|(?:聘任|任命|委任|选举)[^,。;]{2,24}(?:负责人|总裁|经理|总监|主管))"
    "([\u4e00-\u9fff]{1,2})$"
)
_GIVEN_POST = re.compile(
    "(?:本|该)?(?:公司|集团)?(?:第.{1,3}届董事会)?[^,。;、为]{0,8}"
    "(?:总裁|经理|董事|董事长|总监|秘书|代表|负责人|顾问|工程师|会计师|首席[^,。;、]{1,6}官|C[A-Z]O|行长|主席|监事|助理)(?=[,。;、和及兼并(]|$)"
)
"""A post that ends its clause, so that nobody's name follows it."""
_SHORTEST = 2
_TOWNS = frozenset({"上海", "珠海", "威海", "青海"})
"""Places whose last character begins a house's name: "海信" in "上海信息"."""
NO_HOUSE = re.compile(
    r"(?<=思科)技(?!术)|(?<=证券)(?:资产管理|资管)|(?<=北大|清华|复旦|浙大|交大|同济)(?:医药|荒|方正|青鸟|资源|维信|微电|张江|同方|紫光|控股|网新|昂立|光电|环境)|(?<=银行|保险|证券|汽车|石油|石化|航空)(?:业(?![务绩者])|界|监|大学|学院|协会|学会|工程学会)"
)
"""Behind a house's name, what makes it a trade or a body: "中国银行" in "中国银行业"."""


def _longer(mention: CompanyMention, text: str, coded: frozenset[str]) -> Token | None:
    """The longer name that the mention only begins, as a house of its own."""
    for name in coded:
        rest = name.removeprefix(mention.written)
        if rest and len(rest) < len(name) and not rest.startswith(_SAME_HOUSE) and text.startswith(name, mention.start):
            end = mention.start + len(name)
            return Token(Kind.COMPANY, mention.start, end, name, company=CompanyRef(name), known=False)
    return None


_NO_X = re.compile(" ?专案|事业|部门|实验室|项目|计划|系列|射线|光|轴|因子|代|版|世代|工厂|空间|平台事业")
"""Behind the letter, what makes it no house: "X事业部总裁"."""
_NAME_DOTS = frozenset("·•‧・")


_FAMILY = re.compile("丰田(?:章男|喜一郎|章一郎|英二|佐吉|大辅)|本田宗一郎|松下(?:幸之助|正治)|铃木(?:修|俊宏)")
"""People whose surname is their house's name."""


def _part_of_name(text: str, mention: CompanyMention, lex: Lexicon) -> bool:
    """As "阿里" in "阿里·易卜拉欣" or "平安" in "张平安": a dot or a surname beside it makes it a piece of a name."""
    before = text[mention.start - 1 : mention.start]
    if text[mention.end : mention.end + 1] in _NAME_DOTS or before in _NAME_DOTS:
        return bool(before or text[mention.end : mention.end + 1])
    opens = mention.start < 2 or text[mention.start - 2] in MARKS or _MOVES.match(text, mention.end) is not None
    opens = opens or text[: mention.start - 1].endswith(_GIVEN)
    if _FAMILY.match(text, mention.start) or _ends_a_glossed_name(text, mention, lex):
        return True
    named = before in lex.surnames and before not in lex.wary and opens
    return named and not mention.certain and len(mention.written) == 2


_PERSON_GLOSS = re.compile(r"\([A-Z][a-z]+(?: [A-Z]\.)?(?: [A-Z][a-z]+){1,2}\)")
"""A person's name in Latin letters, in brackets."""


def _ends_a_glossed_name(text: str, mention: CompanyMention, lex: Lexicon) -> bool:
    """As "福特" in "拉福特(Christian Laforte)": characters that write sounds, with somebody's Latin name behind them."""
    gloss = _PERSON_GLOSS.match(text, mention.end) if text.startswith("(", mention.end) else None
    if gloss is None or mention.ref.company.split()[0] in gloss.group() or not mention.start:
        return False
    return text[mention.start - 1] in lex.sound and lex.sound.issuperset(mention.written)


_GIVEN = ("聘任", "任命", "选举", "委任", "提名", "增补", "免去", "推选", "聘请", "由")
"""Before a person, what gives or takes a post."""
_MOVES = re.compile("(?:将|已|不再)?(?:任(?!职资格)|出任|担任|接任|兼任|转任|卸任|辞任|辞去|离职|离任)")
"""Behind a person, what houses do not do: "张平安任董事长"."""
_WORK = re.compile("《[^》]{1,30}》")


def _in_a_title(text: str, mention: CompanyMention) -> bool:
    """Whether the name is part of a work's: "荣耀" in "《王者荣耀》"."""
    if "《" not in text:
        return False
    works = (found.span() for found in _WORK.finditer(text))
    inside = next((w for w in works if w[0] < mention.start and mention.end < w[1]), None)
    return inside is not None and inside != (mention.start - 1, mention.end + 1)


def _only_a_platform(text: str, mention: CompanyMention, lex: Lexicon) -> bool:
    """Whether somebody only speaks there: "在领英宣布", "微博上"."""
    if mention.written not in lex.platforms:
        return False
    end = mention.end + (text[mention.end : mention.end + 1] == " ")
    if (not mention.start or text[mention.start - 1] in MARKS) and text.startswith(("宣布", "公告"), end):
        return False  # the house itself speaks
    return text[: mention.start].rstrip(" ").endswith(_SPEAKS_ON) or text.startswith(
        ("上", "档案", "发文", "账号", "平台", "宣布", "公告", "动态", "主页", "扫一扫", "公号", "公众号", "搜一搜"),
        end,
    )


_SPEAKS_ON = ("在", "于", "发", "通过", "个人", "据", "的", "平台", "网站", "社群", "媒体", "软件", "其")


def _inside(firm: Token, before: Token | None, text: str) -> Token:
    """In "腾讯AI Lab" a unit's name directly behind another company's is that company's unit."""
    if (
        before is None
        or text[before.end : firm.start].strip(" ")
        or before.company is None
        or firm.company is None
        or firm.company.unit is None
    ):
        return firm
    if before.company.company == firm.company.company:
        return firm
    return replace(firm, company=CompanyRef(before.company.company, firm.text))


_SHORT = re.compile("([A-Z][A-Za-z]{1,7})")
_FORM = re.compile("(?:基金|管理|证券|保险|集团|股份|科技|投资)*?(?:股份)?(?:有限(?:责任)?)?(?:公司|母公司|智能|科技)$")
"""What a house's fuller name has behind its short one: "远山智能", "远山公司", and "远山基金管理有限公司" of "远山基金"."""


def _fuller(long: str, name: str) -> bool:
    """Whether two names no list has are one house's, the first with its form behind it or its place before."""
    place, found, form = long.partition(name)
    return (
        bool(found)
        and long != name
        and (not place or PLACE.fullmatch(place) is not None)
        and (not form or _FORM.fullmatch(form) is not None)
    )


def of_one_house(claims: list[Claim], whole: str, listed: AbstractSet[str]) -> list[Claim]:
    """The claims, every form of a house's name that no list has led to one.

    A short form in brackets goes to the full name, "加州大学圣迭戈分校(UCSD)"; a name with its legal form to the one without.
    """
    firms = {c.company.company for c in claims if c.company is not None}
    short = {name for name in firms if _SHORT.fullmatch(name)}
    full = {name: long for name in short for long in firms - short if f"{normalise(long)}({name})" in whole}
    full |= {long: name for long in firms - listed for name in firms - listed if _fuller(long, name)}
    if not full:
        return claims
    return [
        replace(c, company=CompanyRef(full[c.company.company]))
        if c.company is not None and c.company.company in full
        else c
        for c in claims
    ]
