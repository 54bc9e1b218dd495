"""What a pattern over letters cannot do without, so that most sentences need not be searched."""

import re

_QUANTIFIED = r"(?:[?*+]|\{[^}]*\})?"


def needed(pattern: re.Pattern[str]) -> frozenset[str]:
    """Letters without which the pattern matches nothing: those outside its classes and groups, in all its branches.

    A letter that must stand before, `(?<=V)`, is one of them.
    """
    plain = re.sub(r"\(\?<=(\w)\)", r"\1", re.sub(r"\\.", "", pattern.pattern))
    bare = _without_groups(plain, "")
    branches = re.sub(r".(?:[?*]|\{0[^}]*\})", "", bare).split("|")
    return frozenset.intersection(*(frozenset(re.sub(r"\{[^}]*\}|[+^$]", "", branch)) for branch in branches))


def stretch(pattern: re.Pattern[str]) -> str:
    """The longest row of letters that stands in all the pattern matches; empty where it has branches.

    To look for it costs far less than to try the pattern.
    """
    plain = pattern.pattern.replace("\\(", _OPENED).replace("\\)", _CLOSED)
    bare = _without_groups(re.sub(r"\\.", _GAP, plain), _GAP)
    if "|" in bare:
        return ""
    optional = re.sub(r".(?:[?*]|\{0[^}]*\})", _GAP, bare)
    rows = re.split(rf"{_GAP}|[+^$.]|\{{[^}}]*\}}", optional)
    return max(rows, key=len).replace(_OPENED, "(").replace(_CLOSED, ")")


_GAP, _OPENED, _CLOSED = "\x00", "\x01", "\x02"
"""In a pattern being read: what may be anything, and the brackets that are letters."""


def _without_groups(pattern: str, gap: str) -> str:
    """The pattern with what stands in classes and groups left out, something else in its place."""
    bare = re.sub(rf"\[[^\]]*\]{_QUANTIFIED}", gap, pattern)
    while (flat := re.sub(rf"\([^()]*\){_QUANTIFIED}", gap, bare)) != bare:
        bare = flat
    return bare
