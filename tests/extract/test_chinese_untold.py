"""What a Chinese sentence says to tell no news of a person: every rule against its own sentences."""

import pytest

from watchers.extract.chinese.untold import Untold, marked, no_houses, rules, strikes
from watchers.extract.text import normalise

_YES = [(rule, who, text) for rule in rules() for who, text in rule.test_yes]
_NO = [(rule, who, text) for rule in rules() for who, text in rule.test_no]


def _named(case: object) -> str | None:
    return case.id if isinstance(case, Untold) else None


@pytest.mark.parametrize(("rule", "who", "text"), _YES, ids=_named)
def test_strikes_what_is_no_news(rule: Untold, who: str, text: str) -> None:
    """The sentence takes back what was claimed."""
    assert strikes(rule, marked((who,), normalise(text)))


@pytest.mark.parametrize(("rule", "who", "text"), _NO, ids=_named)
def test_leaves_news(rule: Untold, who: str, text: str) -> None:
    """News beside words like these stays news."""
    assert not strikes(rule, marked((who,), normalise(text)))


def test_every_rule_has_both_kinds_of_sentence() -> None:
    """No rule stands without both."""
    assert all(rule.test_yes and rule.test_no for rule in rules())


@pytest.mark.parametrize("name", ["公司联席公司", "弥补网络", "管理局", "合并后公司"])
def test_pieces_of_a_sentence_are_no_houses(name: str) -> None:
    """A name cut out of a sentence names no house."""
    assert no_houses().match(name) is not None


@pytest.mark.parametrize("name", ["远山智能", "合众汽车", "管理局域网络公司"])
def test_houses_are_left(name: str) -> None:
    """Real names stay, even where one opens like such a piece."""
    assert no_houses().match(name) is None
