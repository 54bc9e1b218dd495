"""Discord's documented limits of modals as the stand-in server enforces them, and how people fill them in."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.stand_ins.discord_rules import JSON, MENU, Flaw, custom_id, invalid, menu, text

_LABEL, _INPUT = 18, 4


def check_modal(data: JSON) -> None:
    """Refuse a modal that Discord would refuse."""
    invalid(_modal(data))


def _modal(data: JSON) -> Iterator[Flaw]:
    path, seen = ("data",), set[str]()
    yield from custom_id(path, data, set())
    yield from text((*path, "title"), data.get("title"), 1, 45)
    parts = data.get("components") or []
    if not 1 <= len(parts) <= 5:
        yield (*path, "components"), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length."
    for at, part in enumerate(parts):
        here = (*path, "components", str(at))
        if part.get("type") != _LABEL:
            yield (*here, "type"), "BASE_TYPE_CHOICES", "This stand-in knows labels only."
        yield from text((*here, "label"), part.get("label"), 1, 45)
        yield from text((*here, "description"), part.get("description"), 0, 100)
        yield from _part((*here, "component"), part.get("component") or {}, seen)


def _part(path: tuple[str, ...], part: JSON, seen: set[str]) -> Iterator[Flaw]:
    if part.get("disabled"):
        yield (*path, "disabled"), "BASE_TYPE_BAD", "Not in a modal."
    match part.get("type"):
        case 3:
            yield from menu(path, part, seen)
            chosen = sum(bool(option.get("default")) for option in part["options"])
            if chosen > part.get("max_values", 1):
                yield (*path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULTS", "More defaults than values"
            if part.get("required", True) and part.get("min_values", 1) == 0:
                yield (*path, "min_values"), "NUMBER_TYPE_MIN", "A required menu asks for a value"
        case 4:
            yield from custom_id(path, part, seen)
            yield from text((*path, "placeholder"), part.get("placeholder"), 0, 100)
            yield from text((*path, "value"), part.get("value"), 0, 4000)
            if part.get("style") not in {1, 2}:
                yield (*path, "style"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2}."
        case 8:
            yield from custom_id(path, part, seen)
            if not {*part.get("channel_types", ())} <= {0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15}:
                yield (*path, "channel_types"), "BASE_TYPE_CHOICES", "Value must be a channel type."
        case _:
            yield (*path, "type"), "BASE_TYPE_CHOICES", "This stand-in knows inputs, menus and channels only."


def fill(modal: JSON, values: Mapping[str, Any]) -> JSON:
    """What Discord sends when somebody submits: their values, elsewhere what stood there; nothing required is empty."""
    parts = [part["component"] for part in modal["components"]]
    unknown = values.keys() - {part["custom_id"] for part in parts}
    assert not unknown, f"the form has no field {unknown}"
    components = [{"type": _LABEL, "id": at, "component": _filled(part, values)} for at, part in enumerate(parts, 1)]
    return {"custom_id": modal["custom_id"], "components": components}


def _filled(part: JSON, values: Mapping[str, Any]) -> JSON:
    told = {"type": part["type"], "custom_id": part["custom_id"], "id": 50}
    given = values.get(part["custom_id"], _before(part))
    assert given or not part.get("required", True), f"{part['custom_id']} is required"
    if part["type"] == _INPUT:
        return {**told, "value": given}
    chosen = [given] if isinstance(given, str) else list(given)
    if part["type"] == MENU:
        assert {*chosen} <= {option["value"] for option in part["options"]}, f"{chosen} cannot be chosen"
        assert part.get("min_values", 1) <= len(chosen) <= part.get("max_values", 1)
    return {**told, "values": chosen}


def _before(part: JSON) -> Any:
    if part["type"] == _INPUT:
        return part.get("value") or ""
    return [option["value"] for option in part.get("options") or [] if option.get("default")]
