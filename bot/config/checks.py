"""What no key can say alone: names that must be unique, names that must exist, platforms without a token.

Works on the data as read, not on validated sections, so that one bad key does not hide what is wrong elsewhere.
Anything of an unexpected type is passed over here: `bot.config.refusals` reports it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot import values
from bot.config.places import Path
from bot.config.problems import Locator, Problem
from store.model.names import fold
from store.readings import simplified

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """A text of the file and where it stands."""

    text: str
    path: Path


def tables(data: Data, name: str) -> Iterator[tuple[Path, Data]]:
    """The tables of `[[name]]`, with their paths."""
    listed = data.get(name)
    for index, table in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(table, dict):
            yield (name, index), table


def texts(at: Path, table: Data, *keys: str) -> Iterator[Written]:
    """The texts under these keys, alone or in lists, and those under the keys of a table in turn."""
    for key in keys:
        value = table.get(key)
        if isinstance(value, dict):
            yield from texts((*at, key), value, *value)
        if isinstance(value, str):
            yield Written(value, (*at, key))
        for index, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, str):
                yield Written(item, (*at, key, index))


def same(written: str) -> str:
    """The form in which two names are one: case, width, accents, punctuation and the two Chinese scripts aside."""
    return fold(simplified(written))


def problems(data: Data, at: Locator) -> Iterator[Problem]:
    """Everything that is wrong between keys."""
    yield from _shared(data, at, "companies", ("name", "aliases", "units", "unit_aliases", "ambiguous"))
    yield from _unit_aliases(data, at)
    yield from _shared(data, at, "people", ("name", "also"))
    yield from _unknown_companies(data, at)


def _shared(data: Data, at: Locator, section: str, keys: tuple[str, ...]) -> Iterator[Problem]:
    """Names that lead to two companies, or to two people; a company's whole name written twice too."""
    owners: dict[str, tuple[Path, str, Written]] = {}
    for path, table in tables(data, section):
        for written in texts(path, table, *keys):
            first_path, owner, first = owners.setdefault(
                same(written.text), (path, str(table.get("name", "")), written)
            )
            if first_path != path and same(written.text):
                yield at.problem(
                    written.path,
                    f'"{written.text}" already leads to {owner or "another"} (line {at.line(first.path)})',
                    f"keep it in one of the two{_as_written(written.text, first.text)}",
                )


def _unit_aliases(data: Data, at: Locator) -> Iterator[Problem]:
    """Other names of what is no unit, and names that lead to two units, or to a unit and the company itself."""
    for path, table in tables(data, "companies"):
        units = {same(unit.text): unit.text for unit in texts(path, table, "units")}
        owners: dict[str, tuple[str, str, Written]] = {
            same(own.text): ("", "the company itself", own) for own in texts(path, table, "name", "aliases")
        }
        named = table.get("unit_aliases")
        if not isinstance(named, dict):
            continue
        for unit in named:
            here = (*path, "unit_aliases", unit)
            if same(unit) not in units:
                hint = values.did_you_mean(unit, units.values()) or "add it to units first"
                yield at.problem(here, f'"{values.masked(unit)}" is not among the units', hint)
            for written in texts((*path, "unit_aliases"), named, unit):
                first, owner, place = owners.setdefault(same(written.text), (same(unit), f"the unit {unit}", written))
                if first != same(unit):
                    told = f'"{written.text}" already leads to {owner} (line {at.line(place.path)})'
                    yield at.problem(written.path, told, "keep it in one of the two")


def _as_written(one: str, other: str) -> str:
    return "" if one == other else f' ("{other}" and "{one}" are the same name)'


def _unknown_companies(data: Data, at: Locator) -> Iterator[Problem]:
    whole, units = _owners(data)
    for path, table in (*tables(data, "sources"), *tables(data, "routes")):
        for written in texts(path, table, "companies"):
            if same(written.text) not in whole and written.text != "*":
                yield at.problem(written.path, *_no_company(written.text, whole, units))


def _owners(data: Data) -> tuple[dict[str, str], dict[str, str]]:
    """The company behind every name of a whole company, and behind every name of a unit."""
    whole: dict[str, str] = {}
    units: dict[str, str] = {}
    for path, table in tables(data, "companies"):
        name = table.get("name")
        if isinstance(name, str):
            named = {same(other.text): name for other in texts(path, table, "name", "aliases")}
            doubtful = {same(other.text): name for other in texts(path, table, "ambiguous")}
            units = {same(unit.text): name for unit in texts(path, table, "units", "unit_aliases")} | units
            whole = named | {written: name for written in doubtful if written not in units} | whole
    return whole, units


def _no_company(written: str, whole: Mapping[str, str], units: Mapping[str, str]) -> tuple[str, str]:
    if owner := units.get(same(written)):
        return f'"{written}" is a unit of {owner}', f'name the whole company: "{owner}"'
    near = values.nearest(same(written), [*whole, *units])
    hint = f'did you mean "{whole.get(near) or units[near]}"?' if near else "add it under [[companies]] first"
    return f'no company on the watchlist is called "{values.masked(written)}"', hint


_SECRET_KEYS = ("token", "secret", "password", "passwd", "api_key", "apikey", "credential", "webhook_url")


def secrets(value: object, at: Locator, path: Path = ()) -> Iterator[Problem]:
    """Keys that ask for a secret and values that look like one, at any depth; what was written is never repeated."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if any(word in key.lower() for word in _SECRET_KEYS):
                yield at.problem((*path, key), "secrets do not belong into this file", _variable((*path, key)))
            else:
                yield from secrets(inner, at, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from secrets(inner, at, (*path, index))
    elif isinstance(value, str) and values.SECRET.search(value):
        yield at.problem(path, "this looks like a token, and secrets do not belong into this file", _variable(path))


def _variable(path: Path) -> str:
    """The variable to use, judged by the section and the key alone."""
    told = ".".join(map(str, path)).lower()
    if "discord" in told:
        return (
            "set DISCORD_TOKEN in the environment (or DISCORD_TOKEN_FILE), and make a new token if others saw this file"
        )
    if "client_secret" in told:
        return "set SLACK_CLIENT_SECRET in the environment (or SLACK_CLIENT_SECRET_FILE)"
    if "sign" in told:
        return "set SLACK_SIGNING_SECRET in the environment (or SLACK_SIGNING_SECRET_FILE)"
    if "app_token" in told:
        return "set SLACK_APP_TOKEN in the environment (or SLACK_APP_TOKEN_FILE)"
    if "slack" in told or "bot_token" in told:
        return "set SLACK_BOT_TOKEN in the environment (or SLACK_BOT_TOKEN_FILE), and make a new token if others saw this file"
    return "put it into the environment; known: SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_CLIENT_SECRET, DISCORD_TOKEN"
