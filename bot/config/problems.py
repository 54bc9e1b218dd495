"""What is wrong with a configuration, in words an admin can act on: where, which key, what, and what to write instead."""

import pathlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.config.places import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to mend, or in a list of warnings one thing to know. Never holds a secret."""

    file: str = ""
    """As the admin named the file; empty for something in the environment."""
    line: int | None = None
    """1-based."""
    key: str
    """`routes[0].companies[1]`, a variable's name, or empty where the whole file is meant."""
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return self._told(self.file)

    @property
    def brief(self) -> str:
        """The same with the file's bare name: a channel is no place for a machine's folders."""
        return self._told(pathlib.Path(self.file).name)

    def _told(self, file: str) -> str:
        where = f"{file}:{self.line}" if file and self.line else file
        told = f"{self.message}; {self.hint}" if self.hint else self.message
        return ": ".join(part for part in (where, self.key, told) if part)


class ConfigTrouble(Exception):
    """A configuration that cannot be used; `problems` holds every one, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(_told(self.problems))


def _told(problems: tuple[Problem, ...]) -> str:
    if len(problems) == 1:
        return str(problems[0])
    return f"{len(problems)} problems in the configuration" + "".join(f"\n  {problem}" for problem in problems)


@dataclass(frozen=True, slots=True)
class Locator:
    """Makes problems of paths: knows the file's name and the line of every key in it."""

    file: str
    places: Mapping[Path, int]

    def problem(self, path: Path, message: str, hint: str = "") -> Problem:
        """Report something at this path; where the path itself is not in the file, at the table that should hold it."""
        return Problem(file=self.file, line=self.line(path), key=dotted(path), message=message, hint=hint)

    def line(self, path: Path) -> int | None:
        """The line of the path, or of the longest part of it that stands in the file."""
        known = (path[:length] for length in range(len(path), 0, -1) if path[:length] in self.places)
        return next((self.places[path] for path in known), None)


def dotted(path: Path) -> str:
    """Write a path as TOML people do: `routes[0].companies`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort by line, the environment's last; two of one place and wording are one."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda problem: (not problem.file, problem.line or 0)))


_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_WORD = re.compile(r"=\s*(yes|no|on|off|none|null|true|false)\b", re.IGNORECASE)
_TYPOGRAPHIC = re.compile(r"[“”„‘’＝，［］【】＂：]")


def syntax(file: str, text: str, error: tomllib.TOMLDecodeError) -> Problem:
    """Report that the text is no TOML. Nothing else can be said of such a file until this is mended."""
    found = _AT.search(str(error))
    message = _AT.sub("", str(error))
    lines = text.split("\n")
    number = int(found[1]) if found and found[1] else len(lines)
    written = lines[number - 1] if number <= len(lines) else ""
    told = f"this is no TOML: {message[:1].lower()}{message[1:]}"  # tomllib quotes keys and single signs, never a value
    return Problem(file=file, line=number, key="", message=told, hint=_hint(message, written))


def _hint(message: str, line: str) -> str:
    bare = re.sub(r'"[^"]*"', "", line)
    hints = (
        (_TYPOGRAPHIC.search(bare), 'use plain signs (" = , [ ]), no typographic or full-width ones'),
        (re.search("overwrite|twice|namespace|Duplicate", message), "it stands in the file twice; keep one"),
        (_WORD.search(bare), "write true or false in small letters, anything else in quotes"),
        (
            "scape" in message and "\\" in line,
            "a backslash starts a special sign; write '…' instead of \"…\" around it",
        ),
        (message == "Invalid value", 'put quotes around text: "…"'),
        (re.match(r"\s*[\w-]+\s*:", line), "join a key and its value by ="),
    )
    return next(
        (hint for holds, hint in hints if holds), "is a quote, a comma or a bracket missing here or just before?"
    )
