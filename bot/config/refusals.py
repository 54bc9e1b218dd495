"""Turns what pydantic refuses into problems an admin can act on: the line, the key, what was found, what to write."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot import values
from bot.config import model
from bot.config.places import Path
from bot.config.problems import Locator, Problem

_EXPECTED = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "list_type": "a list",
    "model_type": "a table",
    "dict_type": "a table",
}


def refusals(data: Mapping[str, Any], at: Locator) -> Iterator[Problem]:
    """Everything that is wrong with single keys; nothing when the file has the right shape."""
    try:
        model.ConfigFile.model_validate(data)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            yield _problem(details, at)


def _problem(details: ErrorDetails, at: Locator) -> Problem:
    path: Path = details["loc"]
    kind, found = details["type"], details["input"]
    if kind == "extra_forbidden":
        return at.problem(path, "there is no such key", _unknown(path))
    if kind == "missing":
        return at.problem(path[:-1], f"{path[-1]} is missing", f"every [[{path[0]}]] needs {_needed(path)}")
    if kind == "value_error":
        unfit = details.get("ctx", {}).get("error")
        return at.problem(path, str(unfit), getattr(unfit, "hint", ""))
    if kind in _EXPECTED:
        return at.problem(path, f"expected {_EXPECTED[kind]}, found {values.shown(found)}", _retype(path, kind, found))
    return at.problem(
        path, details["msg"].replace("Input should", "the value should").replace("List should", "it should")
    )


def _needed(path: Path) -> str:
    section = model.section_of(path[:-1])
    required = [name for name, field in section.model_fields.items() if field.is_required()] if section else []
    return " and ".join(required)


def _unknown(path: Path) -> str:
    """The nearest key of this section, else the section the key belongs to, else all there are."""
    section, written = model.section_of(path[:-1]), str(path[-1])
    known = tuple(section.model_fields) if section else ()
    if near := values.nearest(written, known, least=65, whole=True):
        return f"did you mean {near}?"
    homes = [_header(name) for name, keys in model.keys().items() if written in keys]
    if homes and len(path) > 1:
        return f"{written} belongs under {' or '.join(homes)}"
    if homes:
        return f"{written} belongs under {' or '.join(homes)}, after that line"
    return f"known here: {', '.join(known)}"


def _header(name: str) -> str:
    return f"[{name}]" if model.section_of((name,)) else f"[[{name}]]"


def _retype(path: Path, kind: str, found: object) -> str:
    """What to write instead of a value of the wrong type, where that is plain."""
    number = isinstance(found, int | float) and not isinstance(found, bool)
    digits = found.strip() if isinstance(found, str) and found.strip().isdecimal() else ""
    hints = (
        (
            kind == "list_type" and isinstance(found, dict),
            f"write [[{path[0]}]] with two brackets: there can be several",
        ),
        (kind == "model_type" and isinstance(found, list), f"write [{path[0]}] with one bracket: there is only one"),
        (kind == "list_type" and isinstance(found, str), f'put brackets around it: ["{values.masked(str(found))}"]'),
        (kind == "dict_type", f'say whose names they are: {path[-1]} = {{ "Qwen" = ["通义千问"] }}'),
        (kind == "string_type" and number, f'put quotes around it: "{found}"'),
        (kind == "string_type" and isinstance(found, list), "write one text, without the brackets"),
        (kind == "int_type" and bool(digits), f"leave the quotes out: {digits}"),
    )
    return next((hint for holds, hint in hints if holds), "")
