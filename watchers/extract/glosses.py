"""Other names of a person that an article gives in brackets: Zhou Hao (周浩), Roh Tae-moon (TM Roh).

Only what can be a name of the same person is taken: the sound agrees, or the surname does. A company, an age or a title in
the brackets is none. The Chinese reader finds the glosses of Chinese names itself.
"""

import re
from collections.abc import Iterable

from store.model.names import fold, has_han
from store.namesakes import chinese_surnames, nicknamed
from store.readings import person_keys

_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,6})*")
_LATIN_NAME = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}")


def glosses(names: Iterable[str], texts: Iterable[str]) -> tuple[str, ...]:
    """What stands in brackets right behind one of the names, in one of the texts, and may name the same person."""
    told = tuple(text for text in texts if "(" in text or "（" in text)
    found = (
        inside.strip()
        for name in names
        for text in told
        for inside in re.findall(rf"{re.escape(name)} ?[(（]([^()（）]{{2,40}})[)）]", text)
        if _names_the_same(name, inside.strip())
    )
    return tuple(dict.fromkeys(found))


def _names_the_same(name: str, gloss: str) -> bool:
    if has_han(name):
        return False
    if _HAN_NAME.fullmatch(gloss):
        alike = person_keys(name) & person_keys(gloss)
        return bool(alike or chinese_surnames(gloss) & (chinese_surnames(name) | nicknamed(name)))
    words, others = fold(name).split(), fold(gloss).split()
    same = {words[0], words[-1]} & {others[0], others[-1]} if words and others else set()
    return _LATIN_NAME.fullmatch(gloss) is not None and bool(same) and words != others
