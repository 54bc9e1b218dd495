"""Adds a source to the configuration file: one table at its end, every byte before it left as it is.

The file with the table is read and checked whole before it takes the place of the old one, in one step; a file that
would not load is never written.
"""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.config.problems import ConfigTrouble
from bot.config.reading import load


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """What the table says; what is empty is left out."""

    name: str
    url: str
    kind: str = "feed"
    every: str = ""
    companies: Sequence[str] = ()

    def toml(self) -> str:
        """The table. JSON's way to write a text in quotes is one of TOML's."""
        told = (
            ("name", self.name),
            ("url", self.url),
            ("kind", "" if self.kind == "feed" else self.kind),
            ("every", self.every),
            ("companies", list(self.companies)),
        )
        rows = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in told if value)
        return "\n".join(("[[sources]]", *rows)) + "\n"


def append(path: Path, source: NewSource, env: Mapping[str, str]) -> int:
    """Write the table to the end of the file; returns the line it stands on. Raises ConfigTrouble, and then changes nothing."""
    real = path.resolve()
    before = real.read_bytes()
    ending = "\r\n" if b"\r\n" in before else "\n"
    gap = ("" if before.endswith(b"\n") or not before else ending) + (ending if before else "")
    after = before + (gap + source.toml().replace("\n", ending)).encode()
    beside = real.with_name(f".{real.name}.{os.getpid()}")
    try:
        beside.write_bytes(after)
        shutil.copymode(real, beside)
        _check(beside, path, env)
        beside.replace(real)
    finally:
        beside.unlink(missing_ok=True)
    return after[: after.rindex(b"[[sources]]")].count(b"\n") + 1


def _check(written: Path, path: Path, env: Mapping[str, str]) -> None:
    """Told under the name of the file it is to become."""
    try:
        load(written, env)
    except ConfigTrouble as trouble:
        problems = [replace(p, file=str(path) if p.file else "") for p in trouble.problems]
        raise ConfigTrouble(problems) from None
