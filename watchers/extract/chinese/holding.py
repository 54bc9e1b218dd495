"""Which clauses with a word for taking a post only tell who holds it: "现担任O教授", "一直由X担任R", "执掌海信30年"."""

import re

from watchers.extract.chinese.scene import Scene
from watchers.extract.chinese.tokens import Kind

_ONCE = frozenset({"曾", "历任", "先后", "曾任", "历"})
_FOR_YEARS = re.compile(
    "(?:还|才|仅|刚)?(?:不足|不到|未满|刚满|仅|才)[^,。]{1,3}(?:年|月|周|天)|(?:了)?[^,。、]{0,6}?(?:超过|近|约|长达|已逾|逾)?(?:[0-9一二三四五六七八九十两半]{1,3}|数|几)余?(?:多)?(?:年|载|个多?月|月|周|天)(?:[,。;!的]|$| )"
)
"""As in "执掌海信30年", "掌舵10年"."""
_HOLDS = frozenset({"担任", "任"})
_HEADS = frozenset({"掌舵", "执掌", "掌管", "领衔", "坐镇", "挂帅", "统领"})
"""Before "的", what somebody heads: "由X掌舵的O"."""
_NEWS = ("消息", "传闻", "新闻", "决定")
_NOW_OR_AT = re.compile("(?:^|[^发表出])(?:现|目前|现在|现时|至今)$|从在[^,。的]{2,14}$")
"""As in "现担任O助理教授"; and in "从在O担任高管的老同学那里"."""
_IS = re.compile("^[^,。;]{2,12}?(?:就|也|都|曾)?是[^,。;]+,$")
"""A clause that says who somebody is: "X是供职八年的员工," before "担任R"."""


def _introduced(scene: Scene) -> bool:
    """Whether the clause before only introduces the person, and this one has no subject of its own."""
    text, start = scene.clause.sentence.text, scene.clause.start
    before = text[text.rfind(",", 0, max(start - 1, 0)) + 1 : start]
    bare = not any(p.index < scene.at for p in scene.found)
    return bare and scene.at == 0 and _IS.match(before) is not None


_BESIDES = frozenset({"除", "除了"})
"""Before a post that somebody has already: "除掌舵资讯部,还兼任…"."""
_ALSO = re.compile("(?:^|[,。;])除了?(?:担任|任|兼任|是)[^,。;]{2,24},[ ]?$")
"""Before "X还担任R2": all of it is told of what X is, "除了担任R,"."""
_ALL_ALONG = re.compile("(?:一直|始终|长期|仍|仍然|依然|依旧|继续)(?:都)?(?:是|将|会)?由[^,。]*$")
"""As in "管理层一直由X担任R、Y担任R2"."""
_EXAMPLE = re.compile(
    "[^,。]{2,30}的(?:最新|又一|一个|典型|最好|代表)?(?:例证|例子|案例|缩影|象征|写照|标志|牺牲品|代名词|焦点)|[^,。]{2,24}(?:接班人|继任者|继承人)"
)
"""As in "成为高管流失的最新例证"."""
_DESCRIBED = re.compile(
    "(?:近期|最近)?继[^。]{2,140}?(?:之后|以后|后),|[^,。]{0,6}(?:第[一二三四五六七八九十\\d]+|又一|首)(?:位|名|个)[^,。]{0,10}(?:离职|离开|辞职|出走|加入)"
)
"""As in "成为年内第三位从O离职的高管"."""


_TERM = re.compile(
    "\\d ?(?:年|月|日) ?(?:底|初|中)?(?:至|到|-|~|—)+ ?(?:(?:\\d|今|现|目前)[^。;]{0,14},?)[^。;,]{0,12}$"
)
"""Before the verb, from when to when: "2016年2月至2025年1月,X担任O的R"."""


_BEFOREHAND = re.compile(
    " ?(?:公司|集团)?(?:之前|以前|前(?![往进台端期者沿锋来去后途行身妻夫任首瞻卫线景提员置述程])(?=[\u4e00-\u9fff,。;]))"
)
"""Behind the house that somebody takes over: "接管O前现身总部"."""


def _told_end(scene: Scene) -> int:
    """Where the house right behind the verb ends, or the verb itself."""
    after = scene.next
    return after.end if after is not None and after.kind is Kind.COMPANY else scene.word.end


def not_news(scene: Scene, role: str | None) -> str:
    """Why the clause tells no change of post; empty where it may."""
    text, end, word = scene.clause.sentence.text, scene.word.end, scene.word.text
    before = told_before(scene)
    once = any(t.text in _ONCE for t in scene.clause.tokens[max(0, scene.at - 3) : scene.at])
    also = scene.clause.start > 0 and "除" in text and _ALSO.search(text[: scene.clause.start]) is not None
    beside = also or any(t.text in _BESIDES for t in scene.before) or _ALL_ALONG.search(before) is not None
    holds = word in _HOLDS and (_NOW_OR_AT.search(before) is not None or _introduced(scene))
    example = word == "成为" and _EXAMPLE.match(text[: scene.clause.end], end) is not None
    newly = word == "上任" and before.endswith("新") and any(p.index > scene.at for p in scene.found)
    plain = role is not None and role.endswith("员工") and word in {"成为", "转为", "转做"}
    led = word in _HEADS and text.startswith("的", end) and not text.startswith(_NEWS, end + 1)
    term = word in _HOLDS and _TERM.search(text, max(0, end - 60), scene.word.start) is not None
    checks = (
        (term, "tells a term of office"),
        (once, "a post of the past"),
        (led, "describes whose house it is"),
        (_BEFOREHAND.match(text, _told_end(scene)) is not None, "only sets a time"),
        (beside, "tells a post that was held before"),
        (holds or _descriptive(scene, role), "describes who holds the post"),
        (example, "describes something, gives no post"),
        (plain, "is no post"),
        (newly, "describes who came lately"),
        (_FOR_YEARS.match(text, end) is not None, "tells for how long, not that it happens"),
        (_DESCRIBED.match(text, end) is not None, "describes somebody's rank among others"),
    )
    return next((reason for found, reason in checks if found), "")


def told_before(scene: Scene) -> str:
    """The clause's words before the verb."""
    return scene.clause.sentence.text[scene.clause.start : scene.word.start]


_TIME = re.compile(" ?(?:一职|职务)?的?(?:期间|时(?![任隔间])|时候|以来|之时|时期|任内)")
"""Behind a post: "担任O CEO时", "任R期间" set a time."""
_THING = re.compile("的(?!(?:消息|传闻|传言|决定|新闻|计划|公告|通知|职务|任命|[他她]|人是|是))")


def _descriptive(scene: Scene, role: str | None) -> bool:
    """Whether the post only describes who or what stands behind it, or sets a time: "担任CTO的张三说", "担任R的企业"."""
    tokens, text = scene.clause.tokens, scene.clause.sentence.text
    near = [i for i in range(scene.at, len(tokens)) if tokens[i].start - scene.word.end < 24]
    last = max((i for i in near if tokens[i].kind is Kind.ROLE), default=scene.at)
    if role is None:
        return False
    end = tokens[last].end
    described = any(p.index > last for p in scene.found) or scene.word.text in _HOLDS
    return (described and _THING.match(text, end) is not None) or _TIME.match(text, end) is not None
