"""Frames of a time at a company that ends: "结束了七年的O生涯", "今天是X在O的最后一天"."""

import re

from watchers.extract.chinese.objects import Organisation
from watchers.extract.chinese.places import departure
from watchers.extract.chinese.scene import Result, Scene
from watchers.extract.chinese.tokens import Kind

_CAREER = re.compile(r"[^,。;!?]{0,30}?(?:生涯|任期|旅程|征程|任职|职业之旅|之旅|时光|岁月|历程)")
_NEW_HEAD = re.compile("换帅|换将|接任|接棒|接班|交棒|将任|出任")
"""Beside a term that ends, what tells that it is one at the head of the house that is spoken of."""
_OTHERS = re.compile("求学|学生|单身|留学|大学|高中|军旅|球员|婚姻|假期|休假|试用|过渡|职业生涯$")
"""Times of another kind."""


def end(scene: Scene) -> Result:
    """P … T … [O] … 生涯: the career at O that ends."""
    clause = scene.clause
    career = _CAREER.match(clause.sentence.text[: clause.end], scene.word.end)
    if career is None or _OTHERS.search(career.group()):
        return
    who = scene.who()
    if not who.people:
        yield from filter(None, [who.stop])
        return
    inside = [t for t in clause.tokens[scene.at + 1 :] if t.start < career.end()]
    firm = next((t for t in inside if t.kind is Kind.COMPANY and t.company is not None), None)
    target = Organisation(ref=firm.company, known=firm.known) if firm is not None and firm.company else None
    role = next((t.text for t in reversed(inside) if t.kind is Kind.ROLE), None)
    held = target is not None or role is not None or any(p.company for p in who.people)
    if not held and not (career.group().endswith("任期") and _NEW_HEAD.search(clause.sentence.text)):
        yield "whose time ends where is not told"
        return
    yield from (departure(scene, phrase, target, phrase.role or role) for phrase in who.people)


_AT = frozenset({"在", "于"})


def last_day(scene: Scene) -> Result:
    """P 在 O 的 T: the last day at O; at nothing else ("大会的最后一天")."""
    before = scene.before
    if not before or before[-1].text != "的":
        return
    at = next((i for i in range(len(before) - 2, max(-1, len(before) - 5), -1) if before[i].text in _AT), None)
    firm = next((t for t in before[at or 0 :] if t.kind is Kind.COMPANY and t.company is not None), None)
    who = scene.who()
    if at is None or firm is None or firm.company is None or not who.people:
        yield from filter(None, [who.stop])
        return
    target = Organisation(ref=firm.company, known=firm.known)
    yield from (departure(scene, phrase, target, phrase.role) for phrase in who.people)
