"""The press as it is known: reads `publishers.toml` and `phrases.toml`, which ship with the program."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from store.model.phrases import Leaning, Voucher, Vouching
from store.model.press import Family, Press, Voice


@cache
def known() -> Press:
    """Everything in the two files."""
    houses, phrases = _read("publishers.toml"), _read("phrases.toml")
    return Press(
        families=tuple(
            Family(
                name=row["name"],
                names=tuple(row.get("names", ())),
                domains=tuple(row.get("domains", ())),
                kind=Voice(row.get("kind", "outlet")),
            )
            for row in houses["families"]
        ),
        leaning=tuple(Leaning(_pattern(row["words"]), row["named"]) for row in phrases["leaning"]),
        vouching=tuple(Vouching(_pattern(row["words"]), Voucher(row["by"])) for row in phrases["vouching"]),
    )


def _read(name: str) -> dict[str, list[dict[str, str]]]:
    return tomllib.loads((files("store") / name).read_text(encoding="utf-8"))


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)
