"""Text as search tokens, the same on both databases: words, and each run of Chinese characters as overlapping pairs.

阿里巴巴 becomes 阿里 里巴 巴巴, so that a name of two characters is found and no dictionary is needed; one character
alone stays itself.
"""

import itertools

from store.model.names import fold, has_han
from store.readings import simplified


def tokens(text: str) -> tuple[str, ...]:
    """The tokens of a text, each once, in order of appearance."""
    return tuple(dict.fromkeys(token for word in fold(simplified(text)).split() for token in _cut(word)))


def _cut(word: str) -> list[str]:
    """Split a word where Chinese characters begin and end; pairs of those, the rest whole."""
    found: list[str] = []
    for han, letters in itertools.groupby(word, key=has_han):
        run = "".join(letters)
        found += [run[at : at + 2] for at in range(len(run) - 1)] if han and len(run) > 1 else [run]
    return found
