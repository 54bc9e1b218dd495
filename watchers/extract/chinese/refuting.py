"""What the person concerned denies: "针对其将卸任的传闻,X予以否认" makes every rumour of X's going untrue, wherever told."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from store.model.moves import Status
from watchers.extract.chinese.clauses import Clause
from watchers.extract.engine import Claim, Direction

_DENIES = re.compile(
    "否认|辟谣|没有这回事|没这回事|没有此事|并无此事|无此事|没有的事|子虚乌有|无稽之谈|不属实|不实|是谣言|纯属谣|假消息|"
    "(?:没有|并无|无意|从未|暂无|不会|没)[^,。;]{0,14}(?:离开|离职|卸任|辞职|退休|退任|跳槽|下台|辞任)"
)
_GOING = re.compile("离职|离开|卸任|辞职|辞任|退休|退任|下台|下课|出走|跳槽|去职|离任|交棒|接班")
_HEARSAY = re.compile("传闻|传言|猜测|猜想|谣言|流言|报道|说法|消息|风声|网传|有传|爆料")
_NOT_RECEIVED = re.compile("(?:未|没有|并未|从未)(?:曾)?收到[^,。;]{0,16}(?:辞呈|辞职)")
"""What a house says of a resignation that others report."""
_ONCE = re.compile("曾(?!表示)|此前.{0,4}否认|先前.{0,4}否认|没有否认|未否认|并未否认|不否认|未予否认|不置可否|拒绝")
_WEAK = frozenset({Status.RUMORED, Status.REPORTED})


def refuted(
    clauses: Sequence[Sequence[Clause]], claims: Sequence[Claim], original: Callable[[str], str]
) -> list[Claim]:
    """The claims, those of a going that the person denies in the text told as denied."""
    if not any(_weak(claim) for claim in claims):
        return list(claims)
    who: set[str] = set()
    asked: set[str] = set()
    for group in clauses:
        if not group or group[0].sentence.in_title:
            continue
        text = group[0].sentence.text
        people = {original(p.name) for clause in group for p in clause.people}
        raised = _GOING.search(text) is not None and _HEARSAY.search(text) is not None
        if _DENIES.search(text) and not _ONCE.search(text) and len(people) <= 1 and (raised or asked):
            who |= people or asked
        asked = people if raised and len(people) == 1 else asked if raised else set()
    unheard = any(group and _NOT_RECEIVED.search(group[0].sentence.text) for group in clauses)
    return [_denied(c) if (unheard or c.person in who) and _weak(c) else c for c in claims]


def _weak(claim: Claim) -> bool:
    return claim.direction is Direction.OUT and claim.status in _WEAK and not claim.background


def _denied(claim: Claim) -> Claim:
    return replace(claim, status=Status.DENIED)
