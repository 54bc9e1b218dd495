"""What a pattern over letters cannot do without, so that most sentences need not be searched."""

import re

_QUANTIFIED = r"(?:[?*+]|\{[^}]*\})?"


def needed(pattern: re.Pattern[str]) -> frozenset[str]:
    """Letters without which the pattern matches nothing: those outside its classes and groups, in all its branches.

    A letter that must stand before, `(?<=V)`, is one of them.
    """
    plain = re.sub(r"\(\?<=(\w)\)", r"\1", re.sub(r"\\.", "", pattern.pattern))
    bare = re.sub(rf"\[[^\]]*\]{_QUANTIFIED}", "", plain)
    while (flat := re.sub(rf"\([^()]*\){_QUANTIFIED}", "", bare)) != bare:
        bare = flat
    branches = re.sub(r".(?:[?*]|\{0[^}]*\})", "", bare).split("|")
    return frozenset.intersection(*(frozenset(re.sub(r"\{[^}]*\}|[+^$]", "", branch)) for branch in branches))
