"""How often a reading like another was right: the signs of a side, what their weights come to, and how they are learned."""

import pytest

from benchmarks import trust as learning
from store.model.companies import CompanyRef
from store.model.moves import Status
from watchers.extract import trust
from watchers.extract.engine import Claim, CompanySource, Direction
from watchers.extract.trust import Weights


def _claim(
    company: str = "Veldora Labs",
    *,
    direction: Direction = Direction.IN,
    source: CompanySource = CompanySource.SUBJECT,
    role: str | None = "finance chief",
    pattern: str = "en.appoint",
    personal: bool = True,
) -> Claim:
    return Claim(
        person="Marta Kessler",
        direction=direction,
        company=CompanyRef(company),
        company_source=source,
        role=role,
        status=Status.CONFIRMED,
        in_title=True,
        pattern=pattern,
        evidence="Veldora Labs names Marta Kessler finance chief",
        personal=personal,
    )


def _signs(*side: Claim) -> set[str]:
    return set(trust.signs(side, frozenset({"OpenAI"}), Status.CONFIRMED, whole=False))


def test_the_signs_of_a_side() -> None:
    """House, place, name, post and whereabouts, each in words."""
    assert {"house long", "found subject", "long in", "name known", "name of 2", "title tells"} <= _signs(_claim())
    assert {"house listed", "listed subject"} <= _signs(_claim("OpenAI"))
    assert {"house camel"} <= _signs(_claim("MetaVel"))
    assert {"house short", "name strange", "post untold"} <= _signs(_claim("Veldora", role=None, personal=False))


def test_the_company_told_best_gives_the_signs() -> None:
    """Of several clauses the one whose company is found best, and their number."""
    both = _signs(_claim(source=CompanySource.MAIN), _claim(source=CompanySource.EXPLICIT))
    assert {"found explicit", "clauses 2"} <= both
    assert "found main" not in both


def test_weights_add_up_in_log_odds() -> None:
    """Nought is even; a sign nobody learned counts nothing."""
    weights = Weights(0.9, 0.0, {"house long": 2.0})
    assert trust.likelihood(weights, []) == pytest.approx(0.5)
    assert trust.likelihood(weights, ["house long", "never learned"]) == pytest.approx(0.881, abs=0.001)


def test_a_side_below_the_bar_is_doubted_and_says_why() -> None:
    """What English news showed to be seldom right does not interrupt; a plain appointment does."""
    plain = [_claim()]
    odd = [_claim("Veldora", direction=Direction.OUT, source=CompanySource.MODIFIER, role=None, personal=False)]
    listed = frozenset({"OpenAI"})
    assert list(trust.doubts([[], plain], listed, Status.CONFIRMED)) == []
    (reason,) = trust.doubts([odd, []], listed, Status.CONFIRMED)
    assert reason.startswith("out like this was right in ")


def test_a_language_nobody_taught_is_not_doubted() -> None:
    """A new language keeps to the fixed rules until entries of it are labelled."""
    odd = [_claim("Veldora", source=CompanySource.MODIFIER, role=None, pattern="xx.rule", personal=False)]
    assert list(trust.doubts([odd], frozenset(), Status.CONFIRMED)) == []


def _side(number: int, sign: str, *, right: bool) -> learning.Side:
    return learning.Side(f"entry {number}", ("house long", sign), right)


_SIDES = [
    *(_side(n, "found subject", right=n % 20 != 0) for n in range(100)),
    *(_side(n, "found modifier", right=n % 2 == 0) for n in range(100, 160)),
]


def test_learning_tells_good_signs_from_bad_ones_and_is_repeatable() -> None:
    """A sign that goes with right sides weighs more, and the same sides give the same weights."""
    weights = learning.learned(_SIDES, 10.0)
    assert weights.signs["found subject"] > 0.3 > -0.3 > weights.signs["found modifier"]
    assert learning.learned(_SIDES, 10.0) == weights
    assert trust.likelihood(weights, ["house long", "found subject"]) > 0.85


def test_likelihoods_that_tell_right_from_wrong_surprise_less() -> None:
    """What chooses how strongly weights are drawn back."""
    assert learning.surprise([(0.9, True), (0.1, False)]) < learning.surprise([(0.6, True), (0.4, False)])
    assert learning.surprise([]) == 0.0


def test_what_touches_the_name_is_a_sign_with_its_place() -> None:
    """Beside the words around it; at the sentence's edge there is none."""
    shown = _signs(_claim())
    assert {"word names", "before names", "behind finance"} <= shown
    assert not any(sign.startswith("before finance") for sign in shown)


def test_the_bar_is_the_lowest_that_holds_the_mark() -> None:
    """Judged by weights learned without the entry; where no bar holds the mark, the share decides."""
    found = learning.judged(learning.Lesson(tuple(_SIDES), 200), 10.0)
    assert len(found) == len(_SIDES)
    assert learning.at_bar([(0.9, True), (0.8, False), (0.6, True)], 0.7, 4) == (0.5, 0.25)
    sure = [(0.95, True)] * 85 + [(0.55, False)] * 10
    assert learning.chosen(sure, 100) == pytest.approx(0.6)
    never = [(0.95, True)] * 85 + [(0.95, False)] * 30
    assert learning.chosen(never, 100) == pytest.approx(0.95)


def test_what_ships_was_learned_from_signs_that_exist() -> None:
    """Weights of a sign that no side can show would be dead data."""
    heads = {
        "both", "camel", "clauses", "found", "house", "length", "listed", "long", "name", "post", "rule", "short", "status",
        "title", "unit", "word", "before", "behind",
    }  # fmt: skip
    for code in ("en", "zh"):
        weights = trust._learned().get(code)
        for sign in weights.signs if weights is not None else ():
            assert sign.partition(" ")[0] in heads
