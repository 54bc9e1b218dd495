"""Whether an entry is worth reading: cheap, pure, and in doubt always yes. It says why not, for `moves explain`.

Only one question is asked: is there any word of a change of hands? Companies are not asked for here: what a name means
takes the context that only extraction has, and moves of unwatched companies are stored too.
"""

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from watchers.entries import Entry

NOTHING_TO_READ = "no text in it"
NO_CHANGE_OF_HANDS = "no word of a change of hands"

_OTHER_SCRIPT = re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f\u3400-\u9fff\uf900-\ufaff]")
"""Letters that are neither Latin nor Chinese: no list of ours covers that language."""


@dataclass(frozen=True, slots=True)
class Triggers:
    """The words: beginnings of English words, pieces of Chinese text."""

    english: re.Pattern[str]
    chinese: re.Pattern[str]

    def why_not(self, entry: Entry) -> str | None:
        """Say why this entry need not be read, or None when it should be."""
        text = f"{entry.title}\n{entry.summary}\n{entry.body}"
        if not text.strip():
            return NOTHING_TO_READ
        if self.english.search(text) or self.chinese.search(text) or _OTHER_SCRIPT.search(text):
            return None
        return NO_CHANGE_OF_HANDS


def triggers(english: Iterable[str], chinese: Iterable[str]) -> Triggers:
    """Build from lists of words."""
    return Triggers(
        re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, english))})", re.IGNORECASE),
        re.compile("|".join(map(re.escape, chinese))),
    )


@functools.cache
def bundled() -> Triggers:
    """The words that come with Moves."""
    words = tomllib.loads(files("watchers").joinpath("triggers.toml").read_text(encoding="utf-8"))
    return triggers(words["en"], words["zh"])
