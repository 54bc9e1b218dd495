"""Articles in our own words, as long as wanted, to be read against the clock: who moves where, and much that moves nobody."""

import datetime as dt
from itertools import count

from watchers.entries import Article

_PUBLISHED = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
_GIVEN = ("Marta", "Tobias", "Ilse", "Ravi", "Noor", "Pavel", "Greta", "Hiro", "Lena", "Oskar", "Selma")
_FAMILY = ("Kessler", "Oduya", "Lindqvist", "Marchetti", "Sandoval", "Brandt", "Okafor", "Vance", "Halloran")
_HOUSES = ("OpenAI", "Google DeepMind", "Meta", "Anthropic", "Apple", "Nvidia", "Mistral")
_ENGLISH = (
    "{a}, who led the speech group at {o}, is leaving for {p}, two people with knowledge of the plan said on Tuesday.",
    "The lab has spent the winter rebuilding its data centers, and few of its customers have noticed any of it so far.",
    "\"We wish {a} well,\" a spokesperson for {o} wrote, adding that the search for a successor would begin in April 2026.",
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
        names = [
            _SURNAMES[(number + k) % len(_SURNAMES)] + _NAMES[(number * 3 + k) % len(_NAMES)] for k in (0, 5)
        ]
        houses = [_FIRMS[(number + k) % len(_FIRMS)] for k in (0, 3)]
        made.append(_CHINESE[number % len(_CHINESE)].format(a=names[0], b=names[1], o=houses[0], p=houses[1]))
        if sum(map(len, made)) >= letters:
            break
    return _article("zh", "大模型公司人才流动加快", _paragraphs(made, ""))


def _article(lang: str, title: str, body: str) -> Article:
    return Article(id="1", title=title, body=body, published=_PUBLISHED, lang=lang)


def _paragraphs(sentences: list[str], between: str) -> str:
    return "\n\n".join(between.join(sentences[at : at + 5]) for at in range(0, len(sentences), 5))
