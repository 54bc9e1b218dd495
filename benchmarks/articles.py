"""Articles in our own words, as long as wanted, to be read against the clock: who moves where, and much that moves nobody."""

import datetime as dt
from itertools import count

from watchers.entries import Article

_SIZE = 100_000
_PUBLISHED = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
_GIVEN = ("Marta", "Tobias", "Ilse", "Ravi", "Noor", "Pavel", "Greta", "Hiro", "Lena", "Oskar", "Selma")
_FAMILY = ("Kessler", "Oduya", "Lindqvist", "Marchetti", "Sandoval", "Brandt", "Okafor", "Vance", "Halloran")
_HOUSES = ("OpenAI", "Google DeepMind", "Meta", "Anthropic", "Apple", "Nvidia", "Mistral")
_ENGLISH = (
    "{a}, who led the speech group at {o}, is leaving for {p}, two people with knowledge of the plan said on Tuesday.",
    "The lab has spent the winter rebuilding its data centers, and few of its customers have noticed any of it so far.",
    '"We wish {a} well," a spokesperson for {o} wrote, adding that the search for a successor would begin in April 2026.',
    "Prices for the newest chips fell again last month, while orders from carmakers rose by a third over the year before.",
    "{b} joined {p} as vice president of research in 2023 and became its chief scientist a year later.",
    "Engineers in Zurich, Toronto and Singapore share one cluster, which is why a change at night is felt by all of them.",
    "{o} has hired {b}, formerly head of product at {p}, to run its new unit for robots in warehouses.",
    "Nobody outside the building knows what the next model will be called, or whether it will be sold at all.",
    "He said that the board had not discussed the matter, and that the company expects to grow by half this year.",
    "Analysts at three banks raised their targets, although the cost of power remains the largest risk to the plan.",
)
_SURNAMES, _NAMES = "王李张刘陈杨黄赵周吴徐孙", ("思远", "若琳", "浩然", "子墨", "雨桐", "文博", "嘉怡", "俊杰")
_FIRMS = ("阿里", "腾讯", "字节跳动", "百度", "小米", "华为", "智谱")
_CHINESE = (
    "据知情人士透露，{o}语音团队负责人{a}已于近日离职，下一站是{p}。",
    "今年以来，各家公司都在压缩成本，把更多的钱投到算力和数据上，外界对此看法不一。",
    "{p}方面表示，{b}将出任首席科学家，向公司总裁汇报，具体分工会在下个月公布。",
    "从去年底开始，新一代模型的训练已经用上了自研的芯片，效果比预想的还要好一些。",
    "{b}此前在{o}工作多年，2021年加入{p}，负责大模型的研发。",
    "业内普遍认为，人才的流动会让竞争更加激烈，也会让产品更快地走到用户面前。",
    "对于上述消息，{o}没有作出回应，记者也没有联系到{a}本人。",
    "一位不愿具名的工程师说，最忙的那几个星期，办公室的灯到凌晨还亮着，外卖堆满了前台。",
    "按照计划，新的数据中心会建在水电便宜的地方，第一批机柜要等到秋天才能装好。",
    "开源还是闭源，收费还是免费，这些问题在行业里争论了很久，至今没有一个所有人都同意的答案。",
    "市场研究机构估计，明年企业在这方面的开支还会增加三成，其中一半用在推理上。",
    "不少用户在社区里抱怨，更新之后回答变短了，也有人觉得速度比过去快了许多。",
)


def english(words: int) -> Article:
    """An English article of at least this many words."""
    made: list[str] = []
    for number in count():
        names = [f"{_GIVEN[(number + k) % len(_GIVEN)]} {_FAMILY[(number * 3 + k) % len(_FAMILY)]}" for k in (0, 4)]
        houses = [_HOUSES[(number + k) % len(_HOUSES)] for k in (0, 3)]
        made.append(_ENGLISH[number % len(_ENGLISH)].format(a=names[0], b=names[1], o=houses[0], p=houses[1]))
        if sum(len(sentence.split()) for sentence in made) >= words:
            break
    return _article("en", "A spring of comings and goings among the labs", _paragraphs(made, " "))


def chinese(letters: int) -> Article:
    """A Chinese article of at least this many characters."""
    made: list[str] = []
    for number in count():
        names = [_SURNAMES[(number + k) % len(_SURNAMES)] + _NAMES[(number * 3 + k) % len(_NAMES)] for k in (0, 5)]
        houses = [_FIRMS[(number + k) % len(_FIRMS)] for k in (0, 3)]
        made.append(_CHINESE[number % len(_CHINESE)].format(a=names[0], b=names[1], o=houses[0], p=houses[1]))
        if sum(map(len, made)) >= letters:
            break
    return _article("zh", "大模型公司人才流动加快", _paragraphs(made, ""))


def endless() -> list[Article]:
    """Texts of 100 kB that are one thing said again and again, such as a pattern or a loop can run away on."""
    pieces = (
        ("en", "Anna Lindqvist joins leaves hires "),
        ("en", "Anna Lindqvist (Meta, "),
        ("en", "Abcdef"),
        ("en", "chief executive officer and "),
        ("en", "Ab! "),
        ("en", "Anna Lindqvist leaves OpenAI. "),
        ("zh", "离职加入任命"),
        ("zh", "王伟离职，"),
        ("zh", "王伟（花名"),
        ("zh", "2024年3月，"),
        ("zh", "王伟。"),
    )
    openings = {"en": "Anna Lindqvist leaves OpenAI. ", "zh": "王伟从阿里离职。"}
    made = ((lang, openings[lang], piece * (_SIZE // len(piece.encode()))) for lang, piece in pieces)
    return [_article(lang, opening, opening + text) for lang, opening, text in made]


def _article(lang: str, title: str, body: str) -> Article:
    return Article(id="1", title=title, body=body, published=_PUBLISHED, lang=lang)


def _paragraphs(sentences: list[str], between: str) -> str:
    return "\n\n".join(between.join(sentences[at : at + 5]) for at in range(0, len(sentences), 5))
