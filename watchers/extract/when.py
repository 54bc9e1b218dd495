"""Dates as news writes them, relative to the day of publication.

English here; the Chinese table stands with the Chinese rules. A date is as precise as its words, never more.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from store.model.dates import PartialDate

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PREFIX = r"(?:effective(?: as of| on| from)?|(?:early |late |late in |mid-|on|by|in|since|from|until|as of|before|after|[Ll]ast|[Nn]ext|[Tt]his|that|the end of|at the end of|starting|beginning))"
_CORE = (
    rf"(?:(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y1>\d{{4}}))?\b|"
    rf"(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MONTH})(?:,?\s+(?P<y2>\d{{4}}))?\b|"
    rf"(?P<m3>{_MONTH})(?:\s+of)?,?\s+(?P<y3>(?:19|20)\d{{2}})\b|"
    rf"(?P<wd>{_DAY})\b|"
    rf"(?P<iso>(?:19|20)\d{{2}}-\d{{2}}-\d{{2}})\b|"
    rf"(?P<y4>(?:19|20)\d{{2}})(?![\d,.]\d|\w)|"
    rf"(?P<m5>(?<=\bin )(?:{_MONTH})|(?<=\b[Ll]ast )(?:{_MONTH})|(?<=\b[Nn]ext )(?:{_MONTH})|(?<=\bsince )(?:{_MONTH})|(?<=\bof )(?:{_MONTH})|(?<=\b[Tt]hat )(?:{_MONTH})|(?<=\b[Tt]his )(?:{_MONTH}))\b)"
)
_HEAD = re.compile(
    r"[JFMASONDTW0-9](?<!\w[JFMASONDTW0-9])(?:(?<=J)(?:an|un|ul)|(?<=F)(?:eb|ri)|(?<=M)(?:ar|ay|on)|(?<=A)(?:pr|ug)|"
    r"(?<=S)(?:ep|at|un)|(?<=O)ct|(?<=N)ov|(?<=D)ec|(?<=T)(?:ues|hurs)|(?<=W)ed|(?<=[0-9]))"
)
"""How every date of the calendar begins, the words before it apart."""
_CALENDAR = re.compile(_CORE)
_WITH_PREFIX = re.compile(rf"(?:(?P<pre>{_PREFIX})\s+)*{_CORE}")
_PREFIX_BEFORE = re.compile(rf"(?<!\w){_PREFIX}\s+$")
_BEFORE = 20
"""Letters before a date in which one of the words before it stands."""
_TIMES = (
    r"[Tt]oday|[Yy]esterday|[Tt]omorrow|effective immediately|with immediate effect|(?:[Ll]ast|[Nn]ext|[Tt]his|[Ee]arlier this|[Ll]ater this) (?:week|month|year|spring|summer|autumn|fall|winter|quarter)|(?:[Ll]ast|[Tt]his|[Nn]ext) (?:night|weekend)",
    r"(?P<ago>\w+) (?P<unit>days?|weeks?|months?|years?) (?:ago|earlier)",
    r"(?:(?:just|only|a few|few|several|two|three|four|five|six|\d+) )?(?:hours|days|weeks|months) later|(?:a|the) (?:day|week|month) later|(?:a|the) (?:year|month|week) (?:ago|earlier)|the previous (?:year|month)|years ago|in the past",
)
"""Times that no calendar names, those counted back from today in the middle."""
_SPOKEN = re.compile(rf"\b(?:{'|'.join(_TIMES)})\b")
_COUNTED = frozenset({"ago", "earlier"})
_SPOKEN_SOON = re.compile(rf"\b(?=[TtYyewLlNnEjafostihdm\d])(?:{_TIMES[0]}|{_TIMES[2]})\b")
"""The same where neither of those words stands, so that nothing is counted back: that could begin with any word."""
_ALONE = frozenset({"today", "yesterday", "tomorrow", "immediately", "immediate", "past"})
_UNITS = frozenset(
    [
        "day",
        "days",
        "hours",
        "week",
        "weeks",
        "weekend",
        "month",
        "months",
        "quarter",
        "spring",
        "summer",
        "autumn",
        "fall",
        "winter",
        "year",
        "years",
        "night",
    ]
)
_NAMED_DAYS = frozenset(
    [
        *_DAYS,
        *_MONTHS,
        "sept",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
_DIGIT = re.compile("[0-9]")
"""One of those words or a digit stands in every date of the calendar."""
_SIDES = frozenset({"last", "next", "this", "ago", "earlier", "later", "previous"})
_AHEAD = re.compile(r"\b(?:will|to|would|plans?|until|effective|expected)\b")
_LONG_AGO = re.compile(
    r"\byears? ago\b|\blast (?:spring|summer|autumn|fall|winter|year)|previous year|in the past|year earlier"
)
_NUMBERS = {
    w: n
    for n, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
} | {"a": 1, "an": 1}


class DateMention(NamedTuple):
    """A date at its place in a text."""

    start: int
    end: int
    date: PartialDate | None
    """None: a time that no calendar date can stand for ("last summer")."""
    effective: bool
    """Said to be the day on which something takes effect."""
    past: bool
    """Clearly before the days the news is about."""


def find(text: str, published: dt.date | None, words: frozenset[str] | None = None) -> list[DateMention]:
    """Every date in an English text, in order; relative ones need the day of publication.

    `words` are the text's words in small letters, where the caller has them.
    """
    found: list[DateMention] = []
    spoken = words is None or _may_speak(words)
    if not spoken and words is not None and _NAMED_DAYS.isdisjoint(words) and _DIGIT.search(text) is None:
        return found
    counted = words is None or not _COUNTED.isdisjoint(words)
    for match in _matches(text, (_SPOKEN if counted else _SPOKEN_SOON) if spoken else None):
        try:
            date = _read(match, published)
        except ValueError:
            continue
        said = match.group().lower()
        found.append(
            DateMention(match.start(), match.end(), date, "effective" in said, _is_past(said, date, published))
        )
    return found


def _may_speak(words: frozenset[str]) -> bool:
    """Whether a time that no calendar names ("last week") can stand in a sentence of these words."""
    return not (_ALONE.isdisjoint(words) and (_UNITS.isdisjoint(words) or _SIDES.isdisjoint(words)))


def _matches(text: str, spoken: re.Pattern[str] | None) -> Iterator[re.Match[str]]:
    """Dates of the calendar and spoken ones, by this pattern where there can be any, in order, none overlapping another."""
    day = _calendar(text, 0)
    word = spoken.search(text) if spoken is not None else None
    while day is not None or word is not None:
        found = [match for match in (day, word) if match is not None]
        first = min(found, key=re.Match.start)
        yield first
        if day is not None and day.start() < first.end():
            day = _calendar(text, first.end())
        if spoken is not None and word is not None and word.start() < first.end():
            word = spoken.search(text, first.end())


def _calendar(text: str, position: int) -> re.Match[str] | None:
    """The first date of the calendar from here on, with the words before it ("since late in", "effective as of")."""
    for head in _HEAD.finditer(text, position):
        start = head.start()
        if _CALENDAR.match(text, start) is None:
            continue
        while (before := _PREFIX_BEFORE.search(text[max(position, start - _BEFORE) : start])) is not None:
            start -= len(before.group())
        return _WITH_PREFIX.match(text, start)
    return None


def _is_past(words: str, date: PartialDate | None, published: dt.date | None) -> bool:
    if date is None:
        return _LONG_AGO.search(words) is not None
    return published is not None and date.last < published - dt.timedelta(days=62)


def _read(match: re.Match[str], published: dt.date | None) -> PartialDate | None:
    if match.re in {_SPOKEN, _SPOKEN_SOON}:
        return None if published is None else _word(published, match)
    group = match.groupdict()
    month, year = group["m1"] or group["m2"], group["y1"] or group["y2"]
    if group["iso"]:
        return PartialDate.parse(group["iso"])
    if month:
        return _near(published, int(year) if year else None, _month(month), int(group["d1"] or group["d2"]), match)
    if group["m3"]:
        return PartialDate(int(group["y3"]), _month(group["m3"]))
    if group["y4"]:
        return PartialDate(int(group["y4"]))
    return None if published is None else _relative(match, group, published)


def _relative(match: re.Match[str], group: dict[str, str | None], published: dt.date) -> PartialDate | None:
    if group["m5"]:
        return _near(published, None, _month(group["m5"]), None, match)
    return _weekday(published, group["wd"] or "", group["pre"] or "")


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def _near(
    published: dt.date | None, year: int | None, month: int, day: int | None, match: re.Match[str]
) -> PartialDate | None:
    """The year of a date without one: the nearest such date, the past preferred but for a short way ahead."""
    if year is not None:
        return PartialDate(year, month, day)
    if published is None:
        return None
    words = match.group().lower() + match.string[max(0, match.start() - 5) : match.start()].lower()
    candidates = [PartialDate(y, month, day) for y in (published.year - 1, published.year, published.year + 1)]
    if "last" in words:
        candidates = [c for c in candidates if c.last < published]
    if day is None and "next" not in words and not _AHEAD.search(match.string.lower(), 0, match.start()):
        candidates = [c for c in candidates if c.first <= published]
    if "next" in words:
        candidates = [c for c in candidates if c.first > published]
    return min(candidates, key=lambda c: c.days_apart(PartialDate.of(published)), default=None)


def _weekday(published: dt.date, word: str, before: str) -> PartialDate:
    wanted = _DAYS.index(word.lower())
    back = (published.weekday() - wanted) % 7
    if "next" in before:
        return PartialDate.of(published + dt.timedelta(days=(7 - back) if back else 7))
    return PartialDate.of(published - dt.timedelta(days=back))


def _word(published: dt.date, match: re.Match[str]) -> PartialDate | None:
    word = match.group().lower()
    if match.re is _SPOKEN and match["unit"]:
        return _ago(published, match["ago"].lower(), match["unit"].lower())
    days = {
        "today": 0,
        "yesterday": -1,
        "tomorrow": 1,
        "effective immediately": 0,
        "with immediate effect": 0,
        "last night": -1,
    }
    if word in days:
        return PartialDate.of(published + dt.timedelta(days=days[word]))
    if word.endswith("month"):
        return _shifted(published, {"last": -1, "next": 1, "the ": -1}.get(word[:4], 0))
    if word.endswith("week"):
        return _shifted(published - dt.timedelta(days={"last": 7}.get(word[:4], 0)), 0)
    if word.endswith("year"):
        return PartialDate(published.year + {"last": -1, "next": 1, "the ": -1}.get(word[:4], 0))
    return None


def _ago(published: dt.date, number: str, unit: str) -> PartialDate | None:
    count = _NUMBERS.get(number) or (int(number) if number.isdigit() and len(number) < 4 else None)
    if count is None:
        return None
    if unit.startswith("year"):
        return PartialDate(published.year - count)
    if unit.startswith("month"):
        return _shifted(published, -count)
    return PartialDate.of(published - dt.timedelta(days=count)) if unit.startswith("day") else None


def _shifted(published: dt.date, months: int) -> PartialDate:
    index = published.year * 12 + published.month - 1 + months
    return PartialDate(index // 12, index % 12 + 1)
