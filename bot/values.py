"""Single values as people write them, in the configuration and in chat: durations, times of day, zones, addresses, destinations. Pure.

Each function takes what was written and gives the value in its canonical form, or raises `Unfit` with what is wrong and
what to write instead. None of them looks at any other key.
"""

import datetime as dt
import ipaddress
import re
import zoneinfo
from collections.abc import Iterable

import yarl
from rapidfuzz import fuzz, process

from store.model.names import fold
from watchers import guard

SECRET = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|[MNO][\w-]{23,27}\.[\w-]{6,7}\.[\w-]{27,}")
"""What a Slack token or a Discord bot token looks like: their documented prefixes, the three parts of the latter."""

RINGS_IN_SLACK = "write <!here>, <!channel>, <@USER> or <!subteam^GROUP>"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_UNITS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
_DURATION = re.compile(r"(?:(\d+)w)? ?(?:(\d+)d)? ?(?:(\d+)h)? ?(?:(\d+)m)? ?(?:(\d+)s)?")
_LOOSE = re.compile(
    r"(\d+) ?(?:(w)eeks?|(d)ays?|(h)(?:ou)?rs?|(m)in(?:ute)?s?|(s)ec(?:ond)?s?|([wdhms])|(周)|(天)|(小时)|(分钟?)|(秒))?",
    re.IGNORECASE,
)
_HAN_UNITS = {"周": "w", "天": "d", "小时": "h", "分": "m", "分钟": "m", "秒": "s"}
_LONGEST = dt.timedelta(days=3650)
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_CHANNEL = {
    "slack": re.compile(r"(T[A-Z0-9]+/)?[CGDUW][A-Z0-9]+"),
    "discord": re.compile(r"[1-9][0-9]{0,19}"),
    "terminal": re.compile(r""),
}
_WHERE = {
    "slack": 'use the channel\'s id, as in "slack:C0123456789": channel name → About → Channel ID',
    "discord": 'use the channel\'s id, as in "discord:998877": Developer Mode on, right-click the channel → Copy Channel ID',
    "terminal": 'write "terminal:"',
}


class Unfit(ValueError):
    """A value that cannot be used; `hint` says what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def nearest(written: str, known: Iterable[str], *, least: float = 70, whole: bool = False) -> str | None:
    """The known name most like what was written, or None where none is like it; `whole`: a part of one is not enough."""
    scorer = fuzz.ratio if whole else fuzz.WRatio
    found = process.extractOne(written, tuple(known), scorer=scorer, processor=fold, score_cutoff=least)
    return found[0] if found else None


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known value, else all of a short list, else nothing."""
    names = tuple(known)
    if near := nearest(written, names):
        return f'did you mean "{near}"?'
    return f"one of {', '.join(names)}" if 0 < len(names) <= 12 else ""


def duration(written: object) -> dt.timedelta:
    """Read `"90s"`, `"5m"`, `"1h30m"`, `"14d"`, `"2w"`: whole numbers, longest unit first, from 1 second to 10 years."""
    return _duration(written, least=dt.timedelta(seconds=1))


def pause(written: object) -> dt.timedelta:
    """Read a duration that may be nothing: `"0s"` too."""
    return _duration(written, least=dt.timedelta(0))


def _duration(written: object, *, least: dt.timedelta) -> dt.timedelta:
    if not isinstance(written, str):
        raise Unfit(f"expected a length of time in quotes, found {shown(written)}", _number_hint(written))
    found = _DURATION.fullmatch(written.strip())
    if found is None or not any(found.groups()):
        digits = int(written) if re.fullmatch(r"[0-9]{1,9}", written) else None
        raise Unfit(
            f"{masked(written)!r} is no length of time",
            _loose_hint(written) if digits is None else _number_hint(digits),
        )
    # Numbers beyond any sense are cut before they can overflow a timedelta.
    seconds = sum(
        min(int(number or 0), 10**9) * size for number, size in zip(found.groups(), _UNITS.values(), strict=True)
    )
    if seconds < least.total_seconds():
        raise Unfit(f"{written!r} is too short", 'the least is "1s"')
    if seconds > _LONGEST.total_seconds():
        raise Unfit(f"{written!r} is too long", "the most is 3650d")
    return dt.timedelta(seconds=seconds)


def _number_hint(written: object) -> str:
    if isinstance(written, int) and not isinstance(written, bool):
        return f'say the unit: "{written}s", "{written}m" or "{written}h"'
    return 'such as "5m", "1h30m", "90s", "14d"'


def _loose_hint(written: str) -> str:
    """Rebuild "5 min", "2 Hours" or "1小时30分钟" as they should be written, where that is certain."""
    parts = list(_LOOSE.finditer(written.strip()))
    rest = _LOOSE.sub("", written).strip(" ,")
    units = [next((unit for unit in part.groups()[1:] if unit), "") for part in parts]
    if parts and not rest and all(units):
        short = "".join(
            f"{part[1]}{_HAN_UNITS.get(unit, unit.lower())}" for part, unit in zip(parts, units, strict=True)
        )
        if _DURATION.fullmatch(short):
            return f'write "{short}"'
    return 'write numbers with w, d, h, m, s and no blanks or fractions: "5m", "1h30m", "90s", "14d"'


def span(length: dt.timedelta) -> str:
    """Write a duration as the file does: `1h30m`."""
    rest, text = int(length.total_seconds()), ""
    for unit, size in _UNITS.items():
        number, rest = divmod(rest, size)
        text += f"{number}{unit}" if number else ""
    return text or "0s"


def moment(written: str) -> str:
    """Read when a route speaks: `now`, `daily 09:00`, `weekly Mon 09:00`; any case, `Monday` too."""
    words = written.split()
    kind = words[0].lower() if words else ""
    if kind == "now" and len(words) == 1:
        return "now"
    if kind == "daily" and len(words) == 2:
        return f"daily {_clock(words[1])}"
    if kind == "weekly" and len(words) == 3:
        return f"weekly {_weekday(words[1])} {_clock(words[2])}"
    raise Unfit(f"{written!r} is no time to post", 'write "now", "daily 09:00" or "weekly Mon 09:00"')


def _clock(written: str) -> str:
    found = _TIME.fullmatch(written)
    if found is None:
        raise Unfit(f"{written!r} is no time of day", 'write hours and minutes of 24 hours, such as "09:00" or "17:30"')
    return f"{int(found[1]):02d}:{found[2]}"


def _weekday(written: str) -> str:
    short = written[:3].title()
    full = dt.date(2024, 1, 1 + WEEKDAYS.index(short)).strftime("%A").lower() if short in WEEKDAYS else ""
    if not full or not full.startswith(written.lower()):
        raise Unfit(f"{written!r} is no day of the week", did_you_mean(written, WEEKDAYS))
    return short


def quiet(written: str) -> str:
    """Read the quiet hours: `22:00-07:00` in the route's zone, or nothing."""
    if not written.strip():
        return ""
    ends = [end.strip() for end in re.split(r"[-–—~]", written)]
    if len(ends) != 2:
        raise Unfit(f"{written!r} is no span of hours", 'write "22:00-07:00"')
    start, end = (_clock(end) for end in ends)
    if start == end:
        raise Unfit(f"{written!r} starts where it ends", "leave the key out to have no quiet hours")
    return f"{start}-{end}"


def zone(written: str) -> str:
    """Check an IANA time zone such as `Asia/Shanghai`."""
    known = zoneinfo.available_timezones()
    if written not in known:
        same = next((name for name in sorted(known) if fold(name) == fold(written)), None)
        hint = f'did you mean "{same}"?' if same else _zone_hint(written, known)
        raise Unfit(f"no time zone is called {written!r}", hint)
    return written


def _zone_hint(written: str, known: Iterable[str]) -> str:
    cities = {name.rpartition("/")[2]: name for name in sorted(known) if "/" in name and not name.startswith("Etc/")}
    city = nearest(written.rpartition("/")[2], cities, least=80)
    return (
        f'did you mean "{cities[city]}"?'
        if city
        else 'write an IANA name such as "Asia/Shanghai", "Europe/Berlin", "UTC"'
    )


def destination(written: str) -> str:
    """Check `slack:CHANNEL`, `discord:CHANNEL` or `terminal:`."""
    platform, colon, channel = written.partition(":")
    if platform not in _CHANNEL or not colon:
        near = nearest(platform, _CHANNEL) or _platform_of(written)
        hint = _WHERE[near] if near else 'write "slack:CHANNEL", "discord:CHANNEL" or "terminal:"'
        raise Unfit(f"{masked(written)!r} is no destination", hint)
    if not _CHANNEL[platform].fullmatch(channel):
        raise Unfit(f"{masked(written)!r} names no {platform} channel", _WHERE[platform])
    return written


def _platform_of(written: str) -> str | None:
    return next((name for name in ("discord", "slack") if _CHANNEL[name].fullmatch(written)), None)


def private_place(written: str) -> str:
    """Check an exception for the request guard: a network, an address, or exactly host:port."""
    try:
        guard.parse((written,))
    except ValueError:
        hint = 'write a network ("10.0.0.0/8"), an address ("10.1.2.3") or host and port ("rsshub.local:1200")'
        if "://" in written and (parsed := _parsed(written)) is not None and parsed.host:
            hint = f'write "{parsed.host}:{parsed.port}"'
        raise Unfit(f"{masked(written)!r} is no network and no host:port", hint) from None
    return written


def address(written: str, schemes: tuple[str, ...]) -> str:
    """Check an absolute address with a host. What is written in front of an `@` is never repeated in a message."""
    parsed = _parsed(written)
    first = schemes[-1]
    if parsed is None or not parsed.host or re.search(r"\s", written):
        raise Unfit(
            f"{masked(written)!r} is no complete address", f'write it with its scheme, as in "{first}://host/path"'
        )
    if parsed.scheme not in schemes:
        raise Unfit(
            f"{masked(written)!r} starts with {parsed.scheme}:", f"use {' or '.join(f'{s}://' for s in schemes)}"
        )
    return written


def _parsed(written: str) -> yarl.URL | None:
    try:
        parsed = yarl.URL(written)
    except ValueError:
        return None
    return parsed if parsed.port != 0 else None


def host(url: str) -> str:
    """The host name of an address that `address` let through."""
    return yarl.URL(url).host or ""


def loopback(name: str) -> bool:
    """Say whether a host is this machine itself."""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def store_url(written: str) -> str:
    """Check the store's address: `sqlite:///file` or `postgresql+psycopg://…`. A relative file stays relative here."""
    from sqlalchemy.engine import make_url  # noqa: PLC0415 - half a second that `--help` and `extract` can spare
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415

    try:
        url = make_url(written)
    except ArgumentError:
        raise Unfit(
            "this is no database address", 'write "sqlite:///moves.db" or "postgresql+psycopg://user@host/name"'
        ) from None
    if url.drivername in {"postgres", "postgresql"}:
        raise Unfit(f"{url.drivername}:// does not name the driver", "write postgresql+psycopg:// in front instead")
    if url.drivername not in {"sqlite", "postgresql+psycopg"}:
        raise Unfit(f"{url.drivername}:// is not supported", "use sqlite:///FILE or postgresql+psycopg://")
    if url.drivername == "sqlite" and (url.host or not url.database or url.database == ":memory:"):
        raise Unfit(
            "this names no file",
            'three slashes for a file beside this one: "sqlite:///moves.db"; four for an absolute path',
        )
    return written


def masked(written: str) -> str:
    """What may be repeated in a message: no token, no user and password of an address, no query, at most 80 characters."""
    plain = SECRET.sub("…", re.sub(r"(://)[^/@\s]*@", r"\1…@", written))
    plain = re.sub(r"\?.*", "?…", plain, flags=re.DOTALL)
    return plain if len(plain) <= 80 else plain[:79] + "…"


def shown(value: object) -> str:
    """Name a TOML value of any type for a message."""
    if isinstance(value, str):
        return f"the text {masked(value)!r}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, list):
        return "a list"
    return "a table" if isinstance(value, dict) else "a date or time"
