"""Many words as one pattern that looks at each letter once, longest word first.

Python tries the words of a plain "a|b|c" one after the other; here words with the same beginning share it.
"""

import re
from collections.abc import Iterable
from typing import TypeAlias

_Tree: TypeAlias = "dict[str, _Tree]"
_END = ""
"""The key under which a tree says that a word ends here."""


def one_of(words: Iterable[str]) -> str:
    """A group that matches what "longest|shorter|…" would, in the same order."""
    tree: _Tree = {}
    for word in words:
        here = tree
        for letter in word:
            here = here.setdefault(letter, {})
        here[_END] = {}
    return _pattern(tree) if tree else "(?!)"


def _pattern(tree: _Tree) -> str:
    """What may follow, the longer before the end of a word."""
    longer = [re.escape(letter) + _pattern(after) for letter, after in tree.items() if letter != _END]
    if not longer:
        return ""
    whole = longer[0] if len(longer) == 1 and _END not in tree else f"(?:{'|'.join(longer)})"
    return f"{whole}?" if _END in tree else whole
