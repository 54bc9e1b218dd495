"""What Discord offers while an option is typed, where the store is not needed: hours, zones, the last name of several.

Pure. At most 25 choices of at most 100 characters, Discord's limits.
"""

import re
import zoneinfo
from collections.abc import Iterable, Sequence
from functools import cache

from bot.on_discord import limits, markup
from bot.on_discord.hearer import Choice

_MOMENTS = ("now", "daily 09:00", "weekly Mon 09:00", "now, daily 09:00", "now, weekly Mon 09:00")
_LAST = re.compile(r"(.*[,，、;；]\s*)?(.*)", re.DOTALL)


def choices(names: Iterable[str]) -> list[Choice]:
    """Names as Discord accepts them: each once, none blank or over-long."""
    return labelled((name, name) for name in names if markup.width(name) <= limits.CHOICE_NAME)


def labelled(offered: Iterable[tuple[str, str]]) -> list[Choice]:
    """Values with labels as Discord accepts them: labels cut, values each once, none blank or over-long."""
    usable = {value: label for value, label in offered if value.strip() and markup.width(value) <= limits.CHOICE_NAME}
    shown = [(value, _cut(label)) for value, label in usable.items()]
    return [Choice(name=label, value=value) for value, label in shown if label][: limits.CHOICES]


def _cut(label: str) -> str:
    return label if markup.width(label) <= limits.CHOICE_NAME else markup.fit(label, limits.CHOICE_NAME, markup.plain)


def last(typed: str) -> tuple[str, str]:
    """What stands before the last name of a list with commas, and that name as far as it is typed."""
    found = _LAST.fullmatch(typed)
    done, current = found.groups("") if found else ("", typed)
    return done, current.strip()


def behind(done: str, names: Sequence[str]) -> list[Choice]:
    """Each name behind those that were typed before it; none of these again."""
    before = {name.strip().casefold() for name in re.split(r"[,，、;；]", done)}
    return choices(f"{done}{name}" for name in names if name.casefold() not in before)


def moments(typed: str) -> list[Choice]:
    """When a channel may be told: what was typed if it is something else, then the usual ones that contain it."""
    plain = typed.strip().casefold()
    return choices([*([typed.strip()] if plain else []), *(m for m in _MOMENTS if plain in m.casefold())])


def zones(typed: str) -> list[Choice]:
    """Time zones that contain what was typed; blanks count as underscores."""
    plain = typed.strip().casefold().replace(" ", "_")
    return choices(name for name in _zones() if plain in name.casefold())


@cache
def _zones() -> tuple[str, ...]:
    """Zones named after a place, the plain ones first; read once, it takes some milliseconds."""
    known = sorted(zoneinfo.available_timezones())
    return ("UTC", *(name for name in known if "/" in name and not name.startswith(("Etc/", "SystemV/", "posix/"))))
