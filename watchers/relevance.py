"""Whether an entry is worth reading: cheap, pure, and in doubt always yes. It says why not, for `moves explain`.

Only one question is asked: is there any word of a change of hands? Companies are not asked for here: what a name means
takes the context that only extraction has, and moves of unwatched companies are stored too. The words are the triggers
of extraction itself, so that nothing it could read is kept from it, and a list of wider ones.
"""

import functools
import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files

from store.model.names import has_han
from watchers.entries import Entry

NOTHING_TO_READ = "no text in it"
NO_CHANGE_OF_HANDS = "no word of a change of hands"

_NEVER = r"(?!)"
"""An empty list of words finds nothing; an empty pattern would find everything."""
_OTHER_SCRIPT = re.compile(r"[^\W\d_a-zA-Z\u00aa-\u024f\u3400-\u9fff\uf900-\ufaff\u2100-\u214f]")
"""Letters that are neither Latin nor Chinese: no list of ours covers that language."""


@dataclass(frozen=True, slots=True)
class Triggers:
    """The words: beginnings of English words, pieces of Chinese text."""

    english: re.Pattern[str]
    """In lower case, as is the text it is held to."""
    chinese: re.Pattern[str]

    def why_not(self, entry: Entry) -> str | None:
        """Say why this entry need not be read, or None when it should be."""
        text = f"{entry.title}\n{entry.summary}\n{entry.body}"
        if not text.strip():
            return NOTHING_TO_READ
        if self.found(text) or (not text.isascii() and _OTHER_SCRIPT.search(text)):
            return None
        return NO_CHANGE_OF_HANDS

    def found(self, text: str) -> bool:
        """Say whether one of the words stands in a text."""
        # Lower case first: a pattern that ignores case looks at every letter, and takes three times as long.
        return bool(self.english.search(text.lower()) or (not text.isascii() and self.chinese.search(text)))


def triggers(english: Iterable[str], chinese: Iterable[str]) -> Triggers:
    """Build from lists of words."""
    return Triggers(
        re.compile(rf"(?<![a-z])(?:{_branches(word.lower() for word in english)})"),
        re.compile(_branches(chinese)),
    )


@functools.cache
def bundled() -> Triggers:
    """The words that come with Moves."""
    ours = tomllib.loads(files("watchers").joinpath("triggers.toml").read_text(encoding="utf-8"))
    weak = frozenset(ours["weak"])
    read = [word for word in _lexicon() if word not in weak]
    return triggers(
        [*ours["en"], *(word for word in read if not has_han(word))],
        [*ours["zh"], *(word for word in read if has_han(word))],
    )


def _lexicon() -> Iterator[str]:
    """Every trigger of extraction, whatever its language; lists of words, or words parted by blanks."""
    for data in (files("watchers.extract") / "lexicon").iterdir():
        if not data.name.endswith("_triggers.toml"):
            continue
        for trigger in tomllib.loads(data.read_text(encoding="utf-8"))["trigger"]:
            for words in (trigger.get("words", ()), trigger.get("past", ())):
                yield from words.split() if isinstance(words, str) else words


def _branches(words: Iterable[str]) -> str:
    """A pattern of hundreds of words that looks at each letter once: common beginnings are written once."""
    ordered = sorted(set(words))
    kept: list[str] = []
    for word in ordered:
        if not (kept and word.startswith(kept[-1])):  # "leav" already finds "leaving"
            kept.append(word)
    words = [word for word in kept if word]
    return _tree(words) if words else _NEVER


def _tree(words: list[str]) -> str:
    parts: list[str] = []
    for letter, group in itertools.groupby(words, key=lambda word: word[0]):
        rest = [word[1:] for word in group]
        parts.append(re.escape(letter) + (_tree(rest) if all(rest) else ""))
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
