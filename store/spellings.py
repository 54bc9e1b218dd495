"""What is known of the spelling of names: `spellings.toml`, read once. Facts only; `store.readings` and its like use them."""

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Spellings:
    """The tables of the file, in the form in which they are asked."""

    surnames: Mapping[str, tuple[str, ...]]
    """Chinese surname in characters: its readings."""
    titles: frozenset[str]
    suffixes: frozenset[str]
    honorifics: tuple[str, ...]
    """What follows a Chinese name."""
    nicknames: Mapping[str, tuple[str, ...]]
    """Short given name: the full ones, the usual one first."""
    romanised: frozenset[str]
    """Chinese surnames in pinyin."""
    elsewhere: Mapping[str, frozenset[str]]
    """Chinese surname as spelled outside the mainland: the pinyin it may stand for."""
    korean: frozenset[str]
    """Korean surnames."""
    western: frozenset[str]
    """Surnames that very many people bear, beside the Chinese and Korean ones."""
    given: frozenset[str]
    """Given names of the West and of India that very many people bear, short ones included."""
    written_out: frozenset[str]
    """Of those, the ones that are no short form: Daniel is not short for Daniela."""
    common_surnames: str
    common_given: frozenset[str]
    """Chinese surnames and given names, in characters, that make namesakes even at three characters."""
    transcribed: Mapping[str, frozenset[str]]
    """Western given name in Chinese characters: what it stands for, where the sound does not tell."""


@functools.cache
def spellings() -> Spellings:
    """Read the file."""
    read: dict[str, str] = tomllib.loads(files("store").joinpath("spellings.toml").read_text(encoding="utf-8"))
    nicknames = {name: tuple(ways.split("/")) for name, ways in _rows(read["nicknames"])}
    full = frozenset(name for names in nicknames.values() for name in names)
    given = frozenset(read["given"].split()) | full | frozenset(nicknames)
    return Spellings(
        surnames={name: tuple(ways.split("/")) for name, ways in _rows(read["surnames"])},
        titles=frozenset(read["titles"].split()),
        suffixes=frozenset(read["suffixes"].split()),
        honorifics=tuple(read["honorifics"].split()),
        nicknames=nicknames,
        romanised=frozenset(read["romanised"].split()),
        elsewhere=_sets((way, name) for name, ways in _rows(read["elsewhere"]) for way in ways.split("/")),
        korean=frozenset(read["korean"].split()),
        western=frozenset(read["western"].split()),
        given=given,
        written_out=given - frozenset(nicknames),
        common_surnames=read["common_surnames"],
        common_given=frozenset(read["common_given"].split()),
        transcribed=_sets(_rows(read["transcribed"])),
    )


def _rows(text: str) -> list[tuple[str, str]]:
    """Read `name:ways name:ways …`."""
    return [(name, ways) for name, _, ways in (row.partition(":") for row in text.split())]


def _sets(rows: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Collect all ways of a name; a name may stand in several rows."""
    found: dict[str, frozenset[str]] = {}
    for name, ways in rows:
        found[name] = found.get(name, frozenset()) | frozenset(ways.split("/"))
    return found
