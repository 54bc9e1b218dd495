"""The line of every key, held against tomllib on generated documents."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config.places import Path, places

# What might lead a scanner astray inside a string or a comment.
_TRAPS = st.sampled_from(["", "# no", "# ], 7, [", "[x]", "]", "a = 1", "{", "},", "'", "=.,", "\\\\", "阿里", "[[y]]"])
_MULTILINE_TRAPS = st.lists(st.sampled_from(["# no", "[t]", "key = 1", "''", "]", "", '""', "[[u]]"]), max_size=3)


@dataclass
class Pen:
    """Writes TOML with every key and value marked by a number of its own, so that its line can be known by looking."""

    draw: Callable[[st.SearchStrategy[Any]], Any]
    lines: list[str] = field(default_factory=lambda: [""])
    count: int = 0

    def mark(self) -> str:
        """A number no other key or value has."""
        self.count += 1
        return f"m{self.count}x"

    def write(self, text: str) -> None:
        """Append text, keeping count of lines."""
        first, *rest = text.split("\n")
        self.lines[-1] += first
        self.lines += rest

    def key(self) -> str:
        """One simple key, bare or quoted."""
        mark = self.mark()
        forms = [mark, f'"{mark}"', f"'{mark} # ]'", f'"{mark} = [.\\" \\u963f"']
        return str(self.draw(st.sampled_from(forms)))

    def header(self) -> str:
        """A dotted key."""
        return ".".join(self.key() for _ in range(self.draw(st.integers(1, 3))))

    def value(self, depth: int = 0, *, inline: bool = False) -> None:
        """Any value; what stands in an inline table stays on one line."""
        kinds = ["number", "basic", "literal", "date"] + ["long basic", "long literal"] * (not inline)
        kinds += ["array", "table"] * (depth < 3)
        kind, trap = self.draw(st.sampled_from(kinds)), self.draw(_TRAPS)
        if kind in {"array", "table"}:
            self.array(depth, inline=inline) if kind == "array" else self.table(depth)
            return
        mark = self.mark()
        long = "\n".join(self.draw(_MULTILINE_TRAPS))
        more = self.draw(st.integers(0, 2))  # quotation marks that belong to the text, just before the closing three
        self.write(
            {
                "number": f"{mark[1:-1]}",
                "basic": f'"{mark} {trap} \\""',
                "literal": f"'{mark} {trap.replace(chr(39), '')}'",
                "date": f"1979-05-27T07:32:00.{mark[1:-1]}Z",
                "long basic": f'"""{mark} {long} \\" ' + long.replace('"', "") + ' """' + '"' * more,
                "long literal": f"'''{mark} {long.replace(chr(39), '')} '''" + "'" * more,
            }[kind]
        )

    def array(self, depth: int, *, inline: bool) -> None:
        """A list, perhaps over several lines with comments."""
        self.write("[")
        for _ in range(self.draw(st.integers(0, 3))):
            if not inline and self.draw(st.booleans()):
                self.write(self.draw(st.sampled_from(["\n", "  # a comment ] with [ traps\n", "\n\n  "])))
            self.value(depth + 1, inline=inline)
            self.write(" ,")
        self.write("]" if inline or self.draw(st.booleans()) else "\n]")

    def table(self, depth: int) -> None:
        """An inline table."""
        self.write("{ ")
        for index in range(self.draw(st.integers(0, 2))):
            self.write((", " if index else "") + self.header() + " = ")
            self.value(depth + 1, inline=True)
        self.write(" }")

    def pairs(self) -> None:
        """Some keys with values."""
        for _ in range(self.draw(st.integers(0, 3))):
            self.write(self.header() + " = ")
            self.value()
            self.write(self.draw(st.sampled_from(["\n", "  # [not] a = table\n", "\n\n# k = 'x\n"])))

    def document(self) -> str:
        """A whole valid document."""
        self.pairs()
        for _ in range(self.draw(st.integers(0, 4))):
            name = self.header()
            if self.draw(st.booleans()):
                self.write(f"[{name}]\n")
                self.pairs()
                continue
            for _ in range(self.draw(st.integers(1, 3))):
                self.write(f"[[{name}]]  # [[no]]\n")
                self.pairs()
                if self.draw(st.booleans()):
                    self.write(f"[{name}.{self.key()}]\n")
                    self.pairs()
        return "\n".join(self.lines)


@st.composite
def documents(draw: Callable[[st.SearchStrategy[Any]], Any]) -> str:
    """Valid TOML with every trap."""
    return Pen(draw).document()


def _paths(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    if path:
        yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _paths(inner, (*path, index))


@settings(max_examples=150, deadline=None)
@given(documents())
def test_every_path_is_found_on_its_line(text: str) -> None:
    """The scanner knows exactly tomllib's paths, each on a line that holds its mark."""
    found = places(text)
    lines = text.split("\n")
    expected = dict(_paths(tomllib.loads(text)))
    assert found.keys() == expected.keys()
    for path, line in found.items():
        written = lines[line - 1]
        if isinstance(path[-1], str):
            assert path[-1].partition("x")[0] + "x" in written
        elif isinstance(expected[path], str):
            assert str(expected[path]).partition("x")[0] + "x" in written
        elif isinstance(expected[path], int):
            assert str(expected[path]) in written
        else:
            assert "[" in written or "{" in written or "T07:32" in written


def test_tables_and_arrays_of_tables() -> None:
    """Indices count the headers, and a table below one belongs to the newest."""
    text = "[[a]]\nx = 1\n[a.b]\ny = 2\n[[a]]\n\n[a.b]\ny = [\n  3,\n  4 ]\n"
    assert places(text) == {
        ("a",): 1,
        ("a", 0): 1,
        ("a", 0, "x"): 2,
        ("a", 0, "b"): 3,
        ("a", 0, "b", "y"): 4,
        ("a", 1): 5,
        ("a", 1, "b"): 7,
        ("a", 1, "b", "y"): 8,
        ("a", 1, "b", "y", 0): 9,
        ("a", 1, "b", "y", 1): 10,
    }


def test_the_example_stands_where_it_stands() -> None:
    """Every name of the example file is found on the line that writes it."""
    text = (File(__file__).parents[2] / "config.example.toml").read_text(encoding="utf-8")
    found, lines = places(text), text.split("\n")
    data = tomllib.loads(text)
    for index, company in enumerate(data["companies"]):
        assert f'name = "{company["name"]}"' in lines[found["companies", index, "name"] - 1]
    assert found.keys() == dict(_paths(data)).keys()
