"""Dates in Chinese text, relative to the day of publication. Own table: general date readers miss most of these forms."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from store.model.dates import PartialDate

_NUMBERS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
    "半": 0,
}
_N = r"\d{1,2}|十[一二]?|[一二两三四五六七八九半几多数]"
_WHEN = re.compile(
    r"(?P<year>(?:19|20)\d\d) ?年 ?(?:底|末|初|尾|年底|年末|年初|年尾|春|夏|秋|冬)?(?:(?P<ym>\d{1,2}) ?月 ?(?:份|底|末|初|中旬|上旬|下旬)?(?:(?P<ymd>\d{1,2}) ?[日号])?)?(?:前后|以来|起|左右|间)?"
    r"|(?P<rel>今年|去年|前年|明年|上年|当年|同年|次年)(?:的)?(?:年?[初底末](?=\d{1,2}月))?(?: ?(?P<rm>\d{1,2}) ?月 ?(?:份|底|末|初|中旬|上旬|下旬)?(?:(?P<rmd>\d{1,2}) ?[日号])?|(?P<rpart>年?[初底末中]|[上下]半年|春[天节]?|夏[天季]?|秋[天季]?|冬[天季]?))?"
    r"|(?P<m>\d{1,2}) ?月 ?(?:份|底|末|初|中旬|上旬|下旬)?(?:(?P<md>\d{1,2}) ?[日号])?(?:凌晨|上午|下午|晚间|晚|起|以来)?"
    r"|(?P<tw>[今昨前明本]?[日天]?\((?P<twd>\d{1,2})(?:\)日|日\)))"
    r"|(?P<day>即日起?|今(?=决议|宣布|公告|召开|证实|公布|通过)|今日|今天|今晨|今早|今晚|昨日|昨天|昨晚|昨夜|前天|前日|明日|明天|当日|当天)"
    r"|(?P<wk>本周|上周|这周|上个?星期|本星期|这个?星期|下周|下个?星期|上上周)(?P<wd>[一二三四五六日天末])?"
    r"|(?:周|星期)(?P<bare>[一二三四五六日天])"
    r"|(?P<mon>本月|上月|上个月|这个月|下月|下个月|当月)(?:底|初|末|中旬|上旬|下旬)?(?:(?P<mond>\d{1,2})[日号])?"
    rf"|(?P<n>{_N})(?P<unit>个?多?月|年多?|天|周|个?多?星期|日|个半月|年半)(?P<ago>以?前|之前)"
    r"|(?P<recent>近日|日前|近期|新近|不久前)"
    r"|(?P<plain>年初|年底|年末|年尾|年中|月初|月底)"
    r"|(?P<d>\d{1,2})[日号](?:凌晨|上午|下午|晚间|晚)?"
)


_HEAD = re.compile(
    "[(0-9今即去前明上当同次昨本这下周星近日新不年月十一二两三四五六七八九半几多数]"
    "(?:(?<=[0-9])|(?<=[(])(?=[0-9]{1,2}(?:[)]日|日[)]))|(?<=[今昨前明本])(?=[(])|(?<=今)(?=[年日天晨早晚决宣公召证通])|(?<=即)(?=日)|(?<=[去同次])(?=年)|(?<=前)(?=[年天日])|(?<=明)(?=[年日天])"
    "|(?<=上)(?=[年周个星上月])|(?<=当)(?=[年日天月])|(?<=昨)(?=[日天晚夜])|(?<=本)(?=[周星月])|(?<=这)(?=[周个星])"
    "|(?<=下)(?=[周个星月])|(?<=周)(?=[一二三四五六日天])|(?<=星)(?=期)|(?<=近)(?=[日期])|(?<=日)(?=前)|(?<=新)(?=近)"
    "|(?<=不)(?=久)|(?<=年)(?=[初底末尾中])|(?<=月)(?=[初底])|(?<=[十一二两三四五六七八九半几多数])(?=[一二个多月年天周星日]))"
)
"""How every date begins: most places of a text need no further look."""


class When(NamedTuple):
    """A date at its place; `date` is None where the words tell an age but no date ("几年前")."""

    start: int
    end: int
    date: PartialDate | None
    past: bool
    """True where the words alone put it well before publication."""


def dates(text: str, published: dt.date | None) -> tuple[When, ...]:
    """Every date in a normalised text; without a day of publication only full dates can be told."""
    return tuple(_found(text, published))


def _found(text: str, published: dt.date | None) -> Iterator[When]:
    end = 0
    for head in _HEAD.finditer(text):
        match = _WHEN.match(text, head.start()) if head.start() >= end else None
        if match is None:
            continue
        end = match.end()
        if match.start() and text[match.start() - 1] in "0123456789.":
            continue
        date = _date(match, published)
        yield When(match.start(), match.end(), date, _is_past(match, date, published))


_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d) ?年")
_AGES = 2
"""Years before the latest one that an article names, which tell its own age where nothing else does."""


def told_long_ago(texts: Iterable[str]) -> int | None:
    """Up to which year an article without a day of publication tells history: its latest year says how old it is itself."""
    years = [int(year) for text in texts if "年" in text for year in _YEAR.findall(text)]
    return max(years) - _AGES if years else None


def _date(match: re.Match[str], published: dt.date | None) -> PartialDate | None:
    groups = match.groupdict()
    try:
        if groups["year"]:
            return _partial(int(groups["year"]), groups["ym"], groups["ymd"])
        if published is None:
            return None
        reader = next(read for key, read in _READERS if groups[key])
        return reader(match, published)
    except (ValueError, StopIteration):
        return None


def _partial(year: int, month: str | None, day: str | None) -> PartialDate:
    return PartialDate(year, int(month) if month else None, int(day) if day else None)


def _relative_year(match: re.Match[str], published: dt.date) -> PartialDate:
    shift = {"去年": -1, "上年": -1, "前年": -2, "明年": 1, "次年": 1}.get(match["rel"], 0)
    return _partial(published.year + shift, match["rm"], match["rmd"])


def _month_day(match: re.Match[str], published: dt.date) -> PartialDate:
    """A month without a year is the nearest one, past before future, yet a few months ahead counts as announced."""
    month = int(match["m"])
    year = published.year
    if month - published.month > 6:
        year -= 1
    elif published.month - month > 9:
        year += 1
    return _partial(year, match["m"], match["md"])


def _near_day(match: re.Match[str], published: dt.date) -> PartialDate:
    shift = {"昨": -1, "前": -2, "明": 1}.get(match["day"][0], 0)
    return PartialDate.of(published + dt.timedelta(days=shift))


def _week_day(match: re.Match[str], published: dt.date) -> PartialDate:
    weeks = {"上上": -2, "上": -1, "下": 1}
    shift = next((n for word, n in weeks.items() if match["wk"].startswith(word)), 0)
    monday = published - dt.timedelta(days=published.weekday()) + dt.timedelta(weeks=shift)
    day = match["wd"]
    if day is None or day == "末":
        return PartialDate(monday.year, monday.month) if shift else PartialDate(published.year, published.month)
    return PartialDate.of(monday + dt.timedelta(days="一二三四五六日天".index(day) if day != "天" else 6))


def _bare_week_day(match: re.Match[str], published: dt.date) -> PartialDate:
    wanted = min("一二三四五六日天".index(match["bare"]), 6)
    return PartialDate.of(published - dt.timedelta(days=(published.weekday() - wanted) % 7))


def _near_month(match: re.Match[str], published: dt.date) -> PartialDate:
    shift = -1 if match["mon"].startswith("上") else 1 if match["mon"].startswith("下") else 0
    first = published.replace(day=15) + dt.timedelta(days=30 * shift)
    return _partial(first.year, str(first.month), match["mond"])


def _ago(match: re.Match[str], published: dt.date) -> PartialDate | None:
    count = _NUMBERS.get(match["n"]) if not match["n"].isdigit() else int(match["n"])
    if count is None:
        return None
    unit = match["unit"]
    if "年" in unit:
        return PartialDate(published.year - count)
    days = {"月": 30, "周": 7, "期": 7}
    step = next((n for word, n in days.items() if word in unit), 1)
    day = published - dt.timedelta(days=step * count)
    return PartialDate.of(day) if step == 1 else PartialDate(day.year, day.month)


def _part_of_now(match: re.Match[str], published: dt.date) -> PartialDate:
    return PartialDate(published.year, published.month if match["plain"].startswith("月") else None)


def _this_month(_match: re.Match[str], published: dt.date) -> PartialDate:
    """Take "recently" for the month of publication; early in a month it may be wrong by one."""
    return PartialDate(published.year, published.month)


def _day_of_month(match: re.Match[str], published: dt.date) -> PartialDate:
    return _last_such_day(int(match["d"]), published)


def _last_such_day(day: int, published: dt.date) -> PartialDate:
    """The latest day of this number, a week ahead at most."""
    month = published if day <= published.day + 7 else published.replace(day=1) - dt.timedelta(days=1)
    return PartialDate(month.year, month.month, day)


def _bracketed_day(match: re.Match[str], published: dt.date) -> PartialDate:
    """The day of "今(14)日", as Taiwan's papers write it."""
    return _last_such_day(int(match["twd"]), published)


_READERS: tuple[tuple[str, Callable[[re.Match[str], dt.date], PartialDate | None]], ...] = (
    ("rel", _relative_year),
    ("m", _month_day),
    ("day", _near_day),
    ("wk", _week_day),
    ("bare", _bare_week_day),
    ("mon", _near_month),
    ("n", _ago),
    ("recent", _this_month),
    ("plain", _part_of_now),
    ("d", _day_of_month),
    ("tw", _bracketed_day),
)
# A move told with a date more than this long before publication is history.
_OLD = dt.timedelta(days=75)


def _is_past(match: re.Match[str], date: PartialDate | None, published: dt.date | None) -> bool:
    if match["rel"] in {"当年", "同年", "次年"}:
        return match["rel"] != "次年" or not match.string[: match.start()].endswith(("将", "将于", "拟于"))
    if (
        match["rel"] in {"去年", "上年", "前年"}
        and match["rm"] is None
        and match["rpart"] not in {"年底", "底", "年末", "末"}
    ):
        return True
    if match["ago"]:
        return "年" in match["unit"] and match["n"] != "半"
    if date is None or published is None:
        return False
    if date.precision == 1 and _EARLY.search(match.group()):
        return published - dt.date(date.year, 4, 1) > _OLD
    return published - date.last > _OLD


_EARLY = re.compile("初|春")
"""In a date that names no month, what puts it into the first months of its year."""
