"""Titles in Chinese text: a listed one with the words before it that belong to it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from watchers.extract.chinese.lexicon import Lexicon
from watchers.extract.chinese.titled import before_role
from watchers.extract.chinese.tokens import Kind, Token

_MODIFIER_LENGTH = 16
_GLOSS = ["(", "AI", ")"]
_JOINS = frozenset({"join"})


def with_roles(text: str, tokens: Sequence[Token], lex: Lexicon) -> list[Token]:
    """Let every role swallow its modifier to the left: "自动驾驶中心" before "负责人"."""
    grown: list[Token] = []
    trigger, role = Kind.TRIGGER, Kind.ROLE
    for index, listed in enumerate(tokens):
        token = (
            _as_role(listed, tokens[max(0, index - 1) : index], tokens[index + 1 : index + 2])
            if listed.kind is trigger
            else listed
        )
        if token.kind is role and grown:
            start = token.start
            if (
                grown[-1].kind is Kind.TEXT
                and not _of_a_house(grown)
                and (company := before_role(grown[-1], token, tokens[index + 1 : index + 6], lex)) is not None
            ):
                grown[-1] = company
            while grown and not _parted(text, start):
                if grown[-1].text == ")" and [t.text for t in grown[-3:]] == _GLOSS and grown[-1].end >= start - 1:
                    start = grown[-3].start  # "首席人工智能(AI)科学家"
                    del grown[-3:]
                elif _modifies(grown[-1], start, token, lex):
                    start = grown.pop().start
                else:
                    break
            if text[start] in "与及和":  # a list goes on here; the word is none of the role's
                grown.append(
                    replace(token, kind=Kind.WORD, start=start, end=start + 1, text=text[start], classes=_JOINS)
                )
                start += 1
            token = Token(
                kind=Kind.ROLE, start=start, end=token.end, text=text[start : token.end], classes=token.classes
            )
        grown.append(token)
    return grown


_EVERYWHERE = frozenset({"全球", "中国", "海外", "亚太"})


def _of_a_house(grown: Sequence[Token]) -> bool:
    """Whether the last word stands right behind a house and names its part: "腾讯看点", "OPPO全球营销"."""
    house = grown[-3] if len(grown) > 2 and grown[-2].text in _EVERYWHERE else grown[-2] if len(grown) > 1 else None
    if house is None or house.kind is not Kind.COMPANY or not house.known:
        return False
    return house.end >= grown[-1].start - 2


def _parted(text: str, start: int) -> bool:
    """Whether a blank before Latin capitals or between two Chinese words parts a headline: "料获800亿股票 CTO请辞"."""
    return start > 0 and text[start - 1] == " " and _PARTED.match(text, start - 1) is not None


_PARTED = re.compile("(?<=[\u4e00-\u9fff]) (?:[A-Z]{3,4})?(?=[\u4e00-\u9fff])")


def _as_role(token: Token, before: Sequence[Token], behind: Sequence[Token]) -> Token:
    """The word "主管" is a verb, and a post where a name follows at once or a field stands before it and nothing behind."""
    if not token.has("role"):
        return token
    named = behind and behind[0].kind is Kind.PERSON
    ends = not behind or behind[0].kind is Kind.MARK
    field = before and (before[0].kind is Kind.TEXT or (before[0].has("common", "stop") and len(before[0].text) > 1))
    return replace(token, kind=Kind.ROLE) if named or (ends and field and not before[0].has("adverb", "no")) else token


def _modifies(before: Token, start: int, role: Token, lex: Lexicon) -> bool:
    if before.end < start - 1 or role.end - before.start > _MODIFIER_LENGTH + len(role.text):
        return False
    if before.kind is Kind.TEXT:
        return not any(char in "了是" for char in before.text)
    if before.kind is Kind.ROLE:
        return before.end == start or (before.text.endswith("首席") and before.end == start - 1)
    if before.kind is not Kind.WORD or before.text in "的由任为" or lex.role_stops.fullmatch(before.text):
        return before.text in {"与", "及"}
    if before.text.endswith("是"):
        return False
    plain = before.has("stop", "common", "other_subject", "tail", "of")
    return plain and not before.has("say", "adverb", "preposition", "pronoun", "former", "no", "stay")
