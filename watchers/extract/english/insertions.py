"""The way left over what stands between commas: "X, who …, leaves"."""

import re

_PERSON_THEN = re.compile(r"P[wNO]{0,4}$")

_BROKEN_OFF = re.compile(r"(?:q|s)P$")
"""As in "O announced that X, has joined": the description is left out."""


def before_comma(letters: str, i: int) -> int | None:
    """Over an insertion, or to the person whose description ends here: "X, head of search at O, Lab 9, has left"."""
    if _BROKEN_OFF.search(letters, max(0, i - 2), i) is not None:
        return i - 1
    over = _over_insert(letters, i)
    if over is None and (named := _PERSON_THEN.search(letters[:i])):
        return named.start()
    return over


def _over_insert(letters: str, i: int) -> int | None:
    """From a closing comma to before the opening one: "X, who …, leaves"."""
    opened = letters.rfind(",", 0, i)
    while opened > 0:
        inner = letters[opened + 1 : i]
        if letters[opened - 1] in "PON" and (inner[:1] in "hdpftoRwFOjNcz" or not inner):
            return opened - 1
        opened = letters.rfind(",", 0, opened)
    return None
