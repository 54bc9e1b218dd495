"""Discord's documented limits of application commands and completions, as the stand-in server enforces them."""

import re
from collections.abc import Iterator

from tests.stand_ins.discord_rules import JSON, Flaw, invalid, length, text

CHAT_INPUT, MESSAGE = 1, 3
SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, ROLE = 1, 2, 3, 4, 5, 8
_NAME = re.compile(r"[-_'\w]{1,32}")
_MOST_WORDS = 8000
"""All names, descriptions and choices of one command with its subcommands."""


def check_commands(commands: list[JSON]) -> None:
    """Refuse a bulk overwrite of commands that Discord would refuse."""
    invalid(_commands(commands))


def size(command: JSON) -> int:
    """What counts towards the 8,000 characters of a command."""
    inner = sum(map(size, command.get("options") or []))
    chosen = sum(length(choice["name"]) + length(choice["value"]) for choice in command.get("choices") or [])
    return length(command.get("name")) + length(command.get("description")) + inner + chosen


def _commands(commands: list[JSON]) -> Iterator[Flaw]:
    for kind, most in ((CHAT_INPUT, 100), (MESSAGE, 15)):
        told = [command.get("name") for command in commands if command.get("type", CHAT_INPUT) == kind]
        if len(told) > most:
            yield (), "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length."
        if len(set(told)) < len(told):
            yield (), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"
    for at, command in enumerate(commands):
        yield from _command((str(at),), command)


def _command(path: tuple[str, ...], command: JSON) -> Iterator[Flaw]:
    if command.get("type", CHAT_INPUT) != CHAT_INPUT:
        yield from text((*path, "name"), command.get("name"), 1, 32)
        if command.get("description") or command.get("options"):
            yield (*path, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED", "No description."
        return
    yield from _named(path, command)
    if size(command) > _MOST_WORDS:
        yield path, "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({_MOST_WORDS})"
    yield from _options(path, command, depth=0)


def _options(path: tuple[str, ...], command: JSON, depth: int) -> Iterator[Flaw]:
    """Options of a command, or the subcommands of a group; groups hold no groups, and the two are never mixed."""
    options = command.get("options") or []
    if len(options) > 25:
        yield (*path, "options"), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length."
    if len({option.get("name") for option in options}) < len(options):
        yield (*path, "options"), "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option names must be unique"
    nested = [option.get("type") in {SUBCOMMAND, GROUP} for option in options]
    if any(nested) and not all(nested):
        yield (*path, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Subcommands and options are not mixed"
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield (*path, "options"), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options come first"
    for place, option in enumerate(options):
        here = (*path, "options", str(place))
        yield from _named(here, option)
        if option.get("type") == GROUP and depth:
            yield (*here, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "A group holds subcommands only"
        if option.get("type") in {SUBCOMMAND, GROUP}:
            yield from _options(here, option, depth + 1 if option["type"] == GROUP else 2)
        else:
            yield from _option(here, option)


def _option(path: tuple[str, ...], option: JSON) -> Iterator[Flaw]:
    if option.get("type") not in range(3, 12):
        yield (*path, "type"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2, …, 11}."
    picked = option.get("choices") or []
    if option.get("autocomplete") and picked:
        yield path, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE", "Not both."
    yield from _choices((*path, "choices"), picked)


def _named(path: tuple[str, ...], named: JSON) -> Iterator[Flaw]:
    name = str(named.get("name") or "")
    if not _NAME.fullmatch(name) or name != name.lower():
        yield (*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid"
    yield from text((*path, "description"), named.get("description"), 1, 100)


def check_choices(choices: list[JSON]) -> None:
    """Refuse completions that Discord would refuse."""
    invalid(_choices(("data", "choices"), choices))


def _choices(path: tuple[str, ...], choices: list[JSON]) -> Iterator[Flaw]:
    if len(choices) > 25:
        yield path, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length."
    for at, choice in enumerate(choices):
        yield from text((*path, str(at), "name"), choice.get("name"), 1, 100)
        yield from text((*path, str(at), "value"), choice.get("value"), 1, 100)
