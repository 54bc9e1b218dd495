"""When two texts are one newsroom's words: wire copies, reprints, and titles with another outlet's name behind them. Pure.

Theory. A copy keeps the run of the words; a second newsroom on the same news shares names and a few words with the
first, but not their run. So what houses add (labels, datelines, bylines, their own name) is taken off, and what is left
is compared by its runs of characters: five for letters, two for Chinese ones, which say as much. Two measures: how many
runs the two share of all they have, for small edits; and how much of the shorter stands in the longer, for what was cut
short, which counts only where the shorter one is long enough to be nobody else's by chance.

Measured on the pairs of tests/data/likeness.toml; they stand there with the nearest misses on both sides.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from store.model.names import fold, has_han

ALIKE = 0.55
"""Likeness from which two texts are one: of our pairs the least like copies have 0.60, the most like rewrites 0.46."""
ALIKE_HAN = 0.82
"""The same for Chinese, whose titles are made by one pattern, and where an edit breaks fewer runs: 0.94 against 0.70."""
_CUT_SHORT = 0.92
"""Share of the shorter text that has to stand in the longer one."""
_LONG = 40
"""Weight from which a text is specific enough to be known by its beginning; a letter weighs one, an ideograph three."""

_LABEL = re.compile(
    r"^\s*(?:(?:exclusive|breaking|scoop|update ?\d*|updated|correction|report|just in|独家|快讯|突发|最新|重磅|独家消息)"
    r"\s*[:：|丨｜\-–—]\s*|【[^】]{0,30}】)+",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^\s*(?:by (?:[A-Z][\w.'’-]+ ?){2,3}[.:—–-] ?"
    r"|[A-Z][A-Za-z.'’ ]{1,30}(?:, [A-Z][a-z]+\.? ?\d{0,2})?,? ?(?:\([A-Z][\w ]{1,20}\))? ?(?:--|[-–—]) "
    r"|[（(](?:记者|作者|文|编辑)[^）)]{1,20}[）)]"
    r"|(?:[\w ]{2,12}?)(?:讯|电|消息|获悉|报道)[，,：: ]\s*(?:\d{1,2} ?月 ?\d{1,2} ?日(?:上午|下午|晚间|早间|消息)*[，,]?)?)"
)
_SUFFIX = re.compile(r"(?:\s+[-–—|｜]\s*|\s*[|｜_丨]\s*|-(?=[^\s-]*[\u3400-\u9fff]))[^|｜_丨–—]{2,30}$")
_SPECIFIC = 24
"""Weight below which only equal texts are one: "X leaves Y" is everybody's."""
_HAN = re.compile(r"[\u3400-\u9fff]")


def alike(one: str, other: str) -> bool:
    """Say whether the two texts are one newsroom's words."""
    return likeness(one, other) >= (ALIKE_HAN if has_han(one) or has_han(other) else ALIKE)


def likeness(one: str, other: str) -> float:
    """How much of the two texts is one, from 0 to 1."""
    a, b = _text(one), _text(other)
    least = min(a.weight, b.weight)
    if least < _SPECIFIC:
        return float(a.plain == b.plain != "")
    shared = len(a.runs & b.runs)
    contained = shared / min(len(a.runs), len(b.runs))
    if contained >= _CUT_SHORT and least >= _LONG:
        return contained
    return shared / (len(a.runs) + len(b.runs) - shared)


def stripped(text: str) -> str:
    """The text without what houses put around it; the whole text where nothing else would be left."""
    core = _DATELINE.sub("", _LABEL.sub("", text), count=1)
    core = _SUFFIX.sub("", core.strip())
    return core if 2 * len(core) > len(text) else text


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as it is compared."""

    plain: str
    weight: int
    runs: frozenset[str]


@lru_cache(maxsize=4096)
def _text(text: str) -> _Text:
    """Remembers, for one claim is compared with many."""
    core = stripped(text)
    plain = fold(core).replace(" ", "")
    length = 2 if has_han(plain) else 5
    runs = frozenset(plain[at : at + length] for at in range(max(1, len(plain) - length + 1)))
    return _Text(plain, len(core) + 2 * len(_HAN.findall(core)), runs)
