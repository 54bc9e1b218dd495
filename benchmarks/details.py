"""What the scorer does not look at: roles, status and dates of the right tuples, and how many findings are sure enough.

The scorer (`score.py`) counts tuples of person, company and direction; outside scorers use it word for word, so what is
counted beside it stands here.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from benchmarks import score

Item: TypeAlias = dict[str, Any]
"""A labelled entry, or what was read in one: an object with `moves`."""

_SIDES = ("from", "to")
_SHORT = {
    "ceo": "chief executive officer",
    "cto": "chief technology officer",
    "cfo": "chief financial officer",
    "coo": "chief operating officer",
    "cmo": "chief marketing officer",
    "cpo": "chief product officer",
    "vp": "vice president",
    "svp": "senior vice president",
    "evp": "executive vice president",
    "cofounder": "co founder",
}
_HEADS = dict.fromkeys(("boss", "head", "lead", "leader", "chief", "heads"), "head")
"""Words for whoever is in charge: "AI chief", "head of AI" and "AI boss" are one post."""
_FILLING = re.compile(r"[\W及和与兼的]|团队|方向|部门")
"""What a Chinese title may have more or less of and be the same."""
_EMPTY = frozenset(["of", "the", "and", "for", "at", "a", "an", "in", "its", "officer", "global", "group"])


@dataclass(frozen=True, slots=True)
class Share:
    """So many right of so many that had something to be right about."""

    right: int
    of: int

    def __str__(self) -> str:
        return f"{self.right / self.of:.2f} ({self.right}/{self.of})" if self.of else "none"

    @property
    def value(self) -> float:
        """Between 0 and 1; 1 where there was nothing to be right about."""
        return self.right / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True)
class Details:
    """Of right tuples: how many have the labelled role, status and date; and how denials came out."""

    roles: Share
    status: Share
    dates: Share
    wrong_denials: int
    """Sides of denied moves that came out as anything but denied."""


def details(gold: Sequence[Item], read: Sequence[Item]) -> Details:
    """Compare labelled entries with what was read in them, in the same order."""
    pairs = [pair for item, row in zip(gold, read, strict=True) for pair in _pairs(item, row)]
    roles = [same_role(g[side]["role"], m[side].get("role")) for g, m, side in pairs if g[side].get("role")]
    dated = [(g, m) for item, row in zip(gold, read, strict=True) for g, m, _ in _pairs(item, row) if _told(item, g)]
    dates = [same_date(g["date"], m.get("date")) for g, m in dated]
    status = [g["status"] == m["status"] for g, m, _ in pairs]
    wrong = sum(_told_otherwise(item, row) for item, row in zip(gold, read, strict=True))
    return Details(_share(roles), _share(status), _share(dates), wrong)


def same_role(labelled: str, read: str | None) -> bool:
    """The same words, or a fair form of them: the shorter role's words all stand in the longer one."""
    one, other = _role_words(labelled), _role_words(read or "")
    if not one or not other:
        return False
    if all(word.isascii() for word in one | other):
        return one <= other or other <= one
    a, b = _FILLING.sub("", labelled), _FILLING.sub("", read or "")
    return a in b or b in a


def same_date(labelled: str, read: str | None) -> bool:
    """Equal as far as the coarser of the two goes, and two days at most a day apart."""
    if not read:
        return False
    size = min(len(labelled), len(read))
    if labelled[:size] == read[:size]:
        return True
    return len(labelled) == len(read) == len("YYYY-MM-DD") and abs(_day(labelled) - _day(read)) <= 1


_TIME = re.compile(
    r"\b(?:today|yesterday|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|this (?:week|month|year)|last (?:week|month)|"
    r"effective|immediate)|\d月|\d[日号]|今[天日年晨早晚]|昨[天日晚]|明[天日]|本[周月]|上[周月]|周[一二三四五六日]|即日",
    re.IGNORECASE,
)
_MONTHS = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")


def _told(item: Item, move: Item) -> bool:
    """Whether title or summary give the labelled date: labels of undated news carry the day or month of publication."""
    date = move.get("date")
    if not date or not (item.get("published") or "").startswith(date[: len("YYYY-MM")]):
        return bool(date)
    text = " ".join(filter(None, (item["title"], item.get("summary"))))
    return _TIME.search(text) is not None or _MONTHS.search(text) is not None


def _day(date: str) -> int:
    return dt.date.fromisoformat(date).toordinal()


def _role_words(role: str) -> frozenset[str]:
    words = " ".join(
        _SHORT.get(word, word) for word in score.words(role.replace("-", " ").replace("co founder", "cofounder"))
    )
    return frozenset(_HEADS.get(word, word) for word in words.split()) - _EMPTY


def _share(right: Sequence[bool]) -> Share:
    return Share(sum(right), len(right))


def _pairs(item: Item, row: Item) -> Iterator[tuple[Item, Item, str]]:
    """Every labelled side that counts, with the move it was read as."""
    for gold in item["moves"]:
        if gold.get("background") or gold.get("optional") or gold["status"] == "denied":
            continue
        for side in _SIDES:
            found = next((m for m in row["moves"] if m["status"] != "denied" and same_side(gold, m, side)), None)
            if found is not None:
                yield gold, found, side


def _told_otherwise(item: Item, row: Item) -> int:
    denied = [m for m in item["moves"] if m["status"] == "denied"]
    told = [m for m in row["moves"] if m["status"] != "denied"]
    return sum(same_side(gold, m, side) for gold in denied for m in told for side in _SIDES)


def same_side(gold: Item, read: Item, side: str) -> bool:
    """The same person and the same company on this side."""
    one, other = gold[side], read[side]
    if one is None or other is None:
        return False
    names, companies = [gold["person"], *gold.get("aliases", ())], [one["company"], *one.get("company_aliases", ())]
    return bool(score.same_person(names, read["person"]) and score.same_company(companies, other["company"]))
