"""Learn from labelled entries how often a reading like another one is right, and write `lexicon/trust.toml`.

`python -m benchmarks.trust FILE…` reads files in the form of `benchmarks/gold/`, of either language, and prints for every
language how right alerts would be and how many of the true moves they would hold, at several bars; each entry is judged
by weights learned without it. `--write` keeps the weights of all, with the lowest bar that holds the mark of precision;
the labelled texts, which may be other people's, are not kept. An entry with `"judged": true` has labels only for what
was found in it: it teaches, and counts in no figure. Logistic regression with a pull towards nought, by plain
stochastic gradient descent in a fixed order: the same files always give the same weights.
"""

import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import score
from bot import config, measure
from store.model.moves import Finding, Status
from store.model.names import fold
from watchers.extract import choose, trust
from watchers.extract.engine import Claim, Direction, Reading
from watchers.extract.mentions import CompanyFinder
from watchers.extract.trust import Weights

KEPT = Path("watchers/extract/lexicon/trust.toml")
MARK, SHARE = 0.98, 0.82
"""Precision wanted of alerts among left-out entries, and the share of true moves they hold: each above its mark (.97, .60), for
the rules were written with most of these entries in sight, and tell less of what nobody has seen."""
_FOLDS, _ROUNDS, _RATE = 8, 40, 0.2
_PULLS = (3.0, 10.0, 30.0)
"""How strongly a weight may be drawn back to nought, shared out over the sides that show its sign; each language takes the
one by whose weights left-out entries are told best, which is weaker the more it has to learn from."""
_OFTEN = 4
"""Entries that must show a word before it is learned."""
_WORDS = ("word ", "before ", "behind ")
_BARS = tuple(round(0.5 + 0.05 * step, 2) for step in range(10))


class Side(NamedTuple):
    """One side of a finding that no fixed rule keeps from interrupting, and whether the labels have it."""

    entry: str
    signs: tuple[str, ...]
    right: bool
    whole: bool = True
    """All moves of its entry are labelled; where only what was found was judged, it teaches and counts in no figure."""


class Lesson(NamedTuple):
    """What the labelled entries of a language teach."""

    sides: tuple[Side, ...]
    moves: int
    """True sides of moves, found or not."""


def lessons(lines: Sequence[str]) -> Mapping[str, Lesson]:
    """Read the labelled entries as they stand now, and sort what was found by language."""
    watchlist = config.default_watchlist()
    engine, houses = choose.engine(watchlist), CompanyFinder(watchlist).houses
    sides: dict[str, list[Side]] = {}
    moves: dict[str, int] = {}
    for line, article in zip(filter(str.strip, lines), measure.articles(lines), strict=True):
        gold = json.loads(line)
        reading = engine.read(article)
        moves[gold["lang"]] = moves.get(gold["lang"], 0) + (0 if gold.get("judged") else _required(gold))
        sides.setdefault(gold["lang"], []).extend(_sides(gold, reading, houses))
    return {code: Lesson(tuple(sides[code]), moves[code]) for code in sides}


def _required(gold: dict[str, object]) -> int:
    return sum(not record["neutral"] for record in score.gold_records(gold))


def _sides(gold: dict[str, object], reading: Reading, houses: frozenset[str]) -> Iterator[Side]:
    """The sides of the findings that only the learned part may keep from interrupting."""
    told = measure.extracted(str(gold["id"]), reading.findings)
    wrong = {tuple(each) for each in score.score_row(gold, told)["fp"]}
    for finding in reading.findings:
        if finding.background or finding.status is Status.DENIED or not _may(finding):
            continue
        for direction, position in ((Direction.OUT, finding.left), (Direction.IN, finding.joined)):
            inside = finding.left and finding.joined and finding.left.company == finding.joined.company
            if position is None or (inside and direction is Direction.OUT):
                continue
            claims = _claims(finding, reading.claims, direction, position.company)
            if claims:
                whole = finding.left is not None and finding.joined is not None
                shown = tuple(trust.signs(claims, houses, finding.status, whole=whole))
                right = (finding.person, position.company, str(direction)) not in wrong
                yield Side(str(gold["id"]), shown, right, whole=not gold.get("judged"))


def _may(finding: Finding) -> bool:
    """Whether no fixed rule objects: what is left are the doubts of the learned part itself."""
    return all(not reason.startswith("no alert: ") or " like this was right in " in reason for reason in finding.tier)


def _claims(finding: Finding, claims: Sequence[Claim], direction: Direction, company: str) -> list[Claim]:
    names = {fold(name) for name in (finding.person, *finding.also)}
    return [
        claim
        for claim in claims
        if claim.direction is direction
        and claim.company is not None
        and claim.company.company == company
        and (fold(claim.person) in names or any(fold(name) in names for name in claim.also))
    ]


def learned(sides: Sequence[Side], pull: float) -> Weights:
    """The weights of these sides, by as many rounds over them in one order, each step smaller where a sign was seen often."""
    kept = _frequent(sides)
    taught = [(side.right, tuple(sign for sign in side.signs if sign in kept)) for side in sides]
    weights = dict.fromkeys(sorted(kept), 0.0)
    shown_by = Counter(sign for _, shown in taught for sign in shown)
    pulls = {name: pull / shown_by[name] for name in weights}
    slopes = dict.fromkeys(weights, 1.0)
    base, steep = 0.0, 1.0
    for _ in range(_ROUNDS):
        for right, shown in taught:
            error = right - trust.likelihood(Weights(0, base, weights), shown)
            steep += error * error
            base += _RATE * error / math.sqrt(steep)
            for sign in shown:
                slope = error - pulls[sign] * weights[sign]
                slopes[sign] += slope * slope
                weights[sign] += _RATE * slope / math.sqrt(slopes[sign])
    return Weights(0.0, base, weights)


def _frequent(sides: Sequence[Side]) -> frozenset[str]:
    """The signs to learn: all but rare words."""
    seen: dict[str, set[str]] = {}
    for side in sides:
        for sign in side.signs:
            seen.setdefault(sign, set()).add(side.entry)
    return frozenset(sign for sign, entries in seen.items() if not sign.startswith(_WORDS) or len(entries) >= _OFTEN)


def judged(lesson: Lesson, pull: float) -> list[tuple[float, bool]]:
    """How likely each side is right by the weights of other entries, and whether it is."""
    made: list[tuple[float, bool]] = []
    folds = {entry: number % _FOLDS for number, entry in enumerate(sorted({side.entry for side in lesson.sides}))}
    for fold_ in range(_FOLDS):
        weights = learned([side for side in lesson.sides if folds[side.entry] != fold_], pull)
        left_out = (side for side in lesson.sides if folds[side.entry] == fold_ and side.whole)
        made += [(trust.likelihood(weights, side.signs), side.right) for side in left_out]
    return made


def surprise(found: Iterable[tuple[float, bool]]) -> float:
    """How badly likelihoods told what was right: the mean of the negative logarithm, 0.0 where all were certain and right."""
    told = [math.log(max(likely if right else 1 - likely, 1e-9)) for likely, right in found]
    return -sum(told) / len(told) if told else 0.0


def at_bar(found: Iterable[tuple[float, bool]], bar: float, moves: int) -> tuple[float, float]:
    """Precision and share of the true moves, at a bar."""
    above = [right for likely, right in found if likely >= bar]
    return (sum(above) / len(above) if above else 1.0), sum(above) / max(1, moves)


def chosen(found: Sequence[tuple[float, bool]], moves: int) -> float:
    """The lowest bar that holds the mark of precision and the share; where none does, the highest that holds the share."""
    rows = [(bar, *at_bar(found, bar, moves)) for bar in _BARS]
    wide = [(bar, precision) for bar, precision, share in rows if share >= SHARE]
    right = [bar for bar, precision in wide if precision >= MARK]
    return min(right, default=max((bar for bar, _ in wide), default=_BARS[0]))


def _written(code: str, weights: Weights) -> str:
    lines = [f"[{code}]", f"bar = {weights.bar}", f"base = {weights.base:.2f}", "", f"[{code}.signs]"]
    return "\n".join(
        [
            *lines,
            *(
                f"{json.dumps(sign, ensure_ascii=False)} = {weight:.2f}"
                for sign, weight in weights.signs.items()
                if abs(weight) >= 0.005
            ),
        ]
    )


_HEAD = """\
# How often a reading with these signs was right: written by `python -m benchmarks.trust --write`, not by hand.
# `watchers/extract/trust.py` says what the signs are; `docs/extraction.md` how it was measured.
"""


def main(arguments: list[str]) -> None:
    """Print what the files teach; with `--write` keep it."""
    lines = [
        line for name in arguments if not name.startswith("--") for line in Path(name).read_text("utf-8").splitlines()
    ]
    tables: list[str] = []
    for code, lesson in sorted(lessons(lines).items()):
        by_pull = {pull: judged(lesson, pull) for pull in _PULLS}
        pull = min(_PULLS, key=lambda each: surprise(by_pull[each]))
        found = by_pull[pull]
        bar = chosen(found, lesson.moves)
        right = sum(side.right for side in lesson.sides)
        print(f"{code}: {len(lesson.sides)} sides, {right} right; {lesson.moves} true; pull {pull}; bar {bar}")
        for at in _BARS:
            precision, share = at_bar(found, at, lesson.moves)
            print(f"  bar {at:.2f}  precision {precision:.3f}  share {share:.3f}")
        tables.append(_written(code, learned(lesson.sides, pull)._replace(bar=bar)))
    if "--write" in arguments:
        KEPT.write_text(_HEAD + "\n" + "\n\n".join(tables) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
