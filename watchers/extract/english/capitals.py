"""Names that are only a part of a run of capitals: "Reserve" of "the Federal Reserve"."""

import re

_CAPITAL_BEFORE = re.compile(r"[a-z,] [A-Z][a-z]+ $")
_CAPITAL_AFTER = re.compile(r" [A-Z][a-z]")


def cut_short(bare: str, start: int, end: int) -> bool:
    """Whether the name goes on in words that are no names: "Air" of "Air Canada", "Reserve" of "the Federal Reserve"."""
    return bool(_CAPITAL_AFTER.match(bare, end) or _CAPITAL_BEFORE.search(bare[max(0, start - 24) : start]))


_CAPITALS = re.compile(r"(?:(?:(?<=^)|(?<=[^\w\x00]))[A-Z][\w&'-]{0,30} )*$")
_MORE_CAPITALS = re.compile(r"(?: [A-Z][\w&'-]{0,30})*")
_AIMED = re.compile(r"\b(?:from|at|join(?:s|ed|ing)?|left|leaves|leaving) $")
_LONGEST = 4


def whole_run(bare: str, start: int, end: int) -> tuple[int, int]:
    """The whole run of capitals in which a name stands behind "from" and the like: "International Metova"; else nothing."""
    before = _CAPITALS.search(bare[max(0, start - 40) : start])
    first = start - len(before.group()) if before is not None else start
    behind = _MORE_CAPITALS.match(bare, end)
    last = behind.end() if behind is not None else end
    whole = bare[first:last]
    aimed = first > 0 and _AIMED.search(bare, max(0, first - 12), first) is not None
    return (first, last) if aimed and whole.count(" ") < _LONGEST and "'s" not in whole else (0, 0)
