"""What the words of an entry as a whole say, found once: whether it speaks of anybody, and of which field it is."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from watchers.extract.alternation import one_of
from watchers.extract.english.clauses import Clause
from watchers.extract.english.lexicon import load

_PRONOUNS = frozenset({"he", "she", "his", "her", "him", "wife", "husband"})
_ALONE = re.compile(r"(?:^|[^\w\s'][\"' ]*|\b(?!(?:the|a|an|of) )[a-z]\w* )([A-Z][\w'-]*)(?! [A-Z0-9])", re.MULTILINE)
"""A word with a capital between words without one, as a surname stands: no product's number, no second word of a name."""


@cache
def _words(field: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){one_of(load('en_words')['fields'][field])}(?![\w-])")


class Heard:
    """The words of an entry, counted when they are first asked for."""

    def __init__(self) -> None:
        self._counted: Counter[str] | None = None
        self._pronoun = False
        self._fields: dict[tuple[str, str], bool] = {}
        self._names: dict[str, set[str]] | None = None

    def somebody(self, name: str, clauses: Iterable[Clause]) -> bool:
        """Whether a pronoun or the last word of the name, standing alone, says that somebody is spoken of."""
        if self._counted is None:
            lines = {c.sentence.index: c.line for c in clauses}.values()
            self._pronoun = any(not _PRONOUNS.isdisjoint(one.words) for one in lines)
            text = "\n".join([one.text for one in lines])
            self._counted = Counter(word.removesuffix("'s") for word in _ALONE.findall(text))
        return self._pronoun or self._counted[name.rpartition(" ")[2]] > 0

    def of_field(self, field: str, clause: Clause) -> bool:
        """Whether a word of the field stands in the sentence of this clause."""
        key = (field, clause.line.small)
        if key not in self._fields:
            self._fields[key] = _words(field).search(clause.line.small) is not None
        return self._fields[key]

    def alike(self, word: str, names: Iterable[str]) -> Iterable[str]:
        """The words of these names, always the same ones, that begin as this word does."""
        if self._names is None:
            self._names = {}
            for part in (part for name in names for part in name.split()):
                self._names.setdefault(part[:_BEGINNING], set()).add(part)
        return self._names.get(word[:_BEGINNING], ())


_BEGINNING = 3
