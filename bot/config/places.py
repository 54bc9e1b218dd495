"""Where in a TOML file each key and each array element stands: 1-based line numbers by path.

A scanner, not a parser: it is given text that `tomllib` has already accepted, so it only has to tell strings, comments
and brackets apart. tomllib keeps no positions, tomlkit gives none to the outside, and tree-sitter would be a compiled
grammar for one number per key. A test holds it against tomllib on generated documents.
"""

import bisect
import re
import tomllib
from collections.abc import Mapping
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Keys and array indices from the top of the document: `("companies", 3, "aliases", 0)`."""

# Longest first; a multi-line string may end in up to two quotes of its own before the closing three (TOML 1.0, Strings).
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'"
    r"|\#[^\n]*"
    r"|[\[\]{}=,.\n]"
    r"|[^\s\[\]{}=,.\#\"']+",
    re.DOTALL,
)


def places(text: str) -> Mapping[Path, int]:
    """Map every path of a valid TOML text to the line its key, header or element starts on.

    Tables that only dotted keys or longer headers imply stand where they are first implied.
    """
    return _Scanner(text).scan()


class _Scanner:
    """One pass over the tokens; `_at` is the next token to read."""

    def __init__(self, text: str) -> None:
        tokens = [(found.group(), found.start()) for found in _TOKEN.finditer(text)]
        self._tokens = [token for token in tokens if not token[0].startswith("#")]
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._at = 0
        self._found: dict[Path, int] = {}
        self._last: dict[Path, int] = {}  # index of the newest element of each array of tables

    def scan(self) -> Mapping[Path, int]:
        table: Path = ()
        while self._at < len(self._tokens):
            if self._peek() == "\n":
                self._at += 1
            elif self._peek() == "[":
                table = self._header()
            else:
                self._pair(table)
        return self._found

    def _peek(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else "\n"

    def _line(self) -> int:
        return bisect.bisect_left(self._breaks, self._tokens[self._at][1]) + 1

    def _header(self) -> Path:
        line = self._line()
        double = self._tokens[self._at + 1][0] == "["
        self._at += 2 if double else 1
        path: Path = ()
        parts = self._key("]")
        self._at += 2 if double else 1
        for depth, part in enumerate(parts, start=1):
            path = (*path, part)
            if double and depth == len(parts):
                self._found.setdefault(path, line)
                self._last[path] = self._last.get(path, -1) + 1
            self._found.setdefault(path, line)
            if path in self._last:
                path = (*path, self._last[path])
                self._found.setdefault(path, line)
        return path

    def _key(self, end: str) -> list[str]:
        """Read a bare, quoted or dotted key up to `end`, leaving `end` unread; tomllib undoes the quoting."""
        start = self._at
        while self._at < len(self._tokens) and self._peek() != end:
            self._at += 1
        written = "".join(token for token, _ in self._tokens[start : self._at])
        value = tomllib.loads(f"{written} = 0")
        parts: list[str] = []
        while isinstance(value, dict):
            part, value = next(iter(value.items()))
            parts.append(part)
        return parts

    def _pair(self, table: Path) -> None:
        line = self._line()
        path = table
        for part in self._key("="):
            path = (*path, part)
            self._found.setdefault(path, line)
        self._at += 1
        self._value(path)

    def _value(self, path: Path) -> None:
        opening = self._peek()
        if opening not in {"[", "{"}:
            while self._peek() not in {",", "]", "}", "\n"}:
                self._at += 1
            return
        self._at += 1
        closing = "]" if opening == "[" else "}"
        index = 0
        while self._at < len(self._tokens) and self._peek() != closing:
            if self._peek() in {"\n", ","}:
                self._at += 1
            elif opening == "{":
                self._pair(path)
            else:
                self._found[*path, index] = self._line()
                self._value((*path, index))
                index += 1
        self._at += 1
