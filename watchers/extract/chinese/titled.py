"""Organisations that no list knows, told by a post that only houses have: "首汽约车" before "CEO"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from store.model.companies import CompanyRef
from watchers.extract.chinese.lexicon import Lexicon
from watchers.extract.chinese.tokens import Kind, Token

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
_HOUSE = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,8}")
_REGION = re.compile("(?:大中华|中国|亚太|亚洲|欧洲|北美|华东|华南|华北|全球|海外|大)区$")
"""Behind a company's name: where, not who."""
_TRADES = frozenset(
    [
        "零售",
        "物流",
        "健康",
        "科技",
        "消费",
        "国际",
        "金融",
        "保险",
        "供应链",
        "支付",
        "出行",
        "外卖",
        "酒旅",
        "到家",
        "到店",
    ]
)
"""Before a post, parts of a house and no houses: "原零售CEO X"."""
_PLACE_OR_PART = ("区", "业务", "条线", "团队", "部门", "市场")
"""Ends of what is a part of a house: "非洲区" before "总经理"."""


def before_role(token: Token, role: Token, behind: Sequence[Token], lex: Lexicon) -> Token | None:
    """Like "首汽约车" before "CEO": unknown characters before a post that only companies have are its company."""
    if (
        next((t.kind for t in behind if t.kind is not Kind.ROLE and t.text not in {"、", "兼", "和", "("}), None)
        is not Kind.PERSON
    ):
        return None
    written = token.text.removeprefix("继").removeprefix("由")
    name = _REGION.sub("", written)
    if not role.text.startswith(_TOP) or token.end != role.start or not _HOUSE.fullmatch(name):
        return None
    if (
        name in _TRADES
        or name.endswith(_PLACE_OR_PART)
        or (name[0] in lex.surnames and len(name) <= 3)
        or any(char in "的了是与和及在被将由请让向" for char in name)
    ):
        return None
    start = token.end - len(written)
    end = start + len(name)
    return replace(token, kind=Kind.COMPANY, text=name, start=start, end=end, company=CompanyRef(name), known=False)
