"""What a person orders to be corrected: words to an order, one grammar for every platform. Carried out by `bot.editing`.

    wrong MOVE · merge MOVE MOVE · split MOVE SOURCE… · role|unit|company MOVE [from|to] VALUE · date|status MOVE VALUE
    same PERSON PERSON · different PERSON PERSON · undo [NUMBER] · log

Everything after `note:` or `--note` is a note for the log.
"""

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from store.model.corrections import EDITS, Fix, Side

USAGE: Mapping[str, str] = {
    Fix.WRONG: "MOVE",
    Fix.MERGE: "MOVE MOVE",
    Fix.SPLIT: "MOVE SOURCE…",
    Fix.ROLE: "MOVE [from|to] VALUE",
    Fix.DATE: "MOVE VALUE",
    Fix.STATUS: "MOVE VALUE",
    Fix.UNIT: "MOVE [from|to] VALUE",
    Fix.COMPANY: "MOVE [from|to] VALUE",
    Fix.SAME: "PERSON PERSON",
    Fix.DIFFERENT: "PERSON PERSON",
    "undo": "[NUMBER]",
    "log": "",
}
"""What follows each word."""
TOLD: Mapping[str, str] = {
    Fix.WRONG: "not a move: hide it and strike it through",
    Fix.MERGE: "two moves are one; the first id stays",
    Fix.SPLIT: "some sources (number, address or outlet) tell of another move",
    Fix.ROLE: "say the role; “unknown” empties it, “clear” goes back to what outlets tell",
    Fix.DATE: "say when: YYYY, YYYY-MM or YYYY-MM-DD",
    Fix.STATUS: "rumored, reported, confirmed or denied",
    Fix.UNIT: "say the team or lab",
    Fix.COMPANY: "say the company of a side",
    Fix.SAME: "two persons are one; the first id stays",
    Fix.DIFFERENT: "two persons are two, whatever their names",
    "undo": "take a correction back; without a number your newest",
    "log": "who corrected what, newest first",
}
"""What each word does."""
_NOTES = ("--note", "note:")
_NOTE = re.compile(r"(?<!\S)(?:--note|note:)", re.IGNORECASE)
_LONGEST_NOTE = 300


class WrongUse(ValueError):
    """Words that are no order; the message is a sentence with the form that is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order: the word, what it names, and a note."""

    verb: str
    names: tuple[str, ...] = ()
    side: Side | None = None
    value: str = ""
    note: str = ""

    @property
    def number(self) -> int | None:
        """Which correction is to be undone."""
        return int(self.names[0]) if self.names else None


def words(text: str) -> list[str]:
    """The words of what was typed; quotes keep several together, and one that is left open is a letter like others."""
    plain = text.replace("“", '"').replace("”", '"')
    try:
        return shlex.split(plain)
    except ValueError:  # most often an apostrophe in the note: what stands before it keeps its quotes
        order, mark, note = _noteless(plain)
    try:
        return [*shlex.split(order), mark, *note.split()]
    except ValueError:
        return plain.split()


def _noteless(plain: str) -> tuple[str, str, str]:
    """What stands before the word that begins a note, that word, and what is behind it; all of it before nothing else."""
    found = _NOTE.search(plain)
    return (plain[: found.start()], found.group(), plain[found.end() :]) if found else (plain, "", "")


def read(typed: Sequence[str]) -> Order:
    """Read words as an order. Raises WrongUse where they are none."""
    told, note = _noted(typed)
    verb, rest = (told[0].casefold(), told[1:]) if told else ("", [])
    if verb not in USAGE:
        raise WrongUse(f"“{verb}” is no correction; there are {', '.join(USAGE)}" if verb else "say what to correct")
    if not _fits(verb, rest):
        raise WrongUse(f"write it as: fix {verb} {USAGE[verb]}".rstrip())
    if verb in EDITS:
        side = Side(rest[1].casefold()) if rest[1].casefold() in set(Side) and len(rest) > 2 else None
        return Order(
            verb=verb, names=(rest[0],), side=side, value=" ".join(rest[1 if side is None else 2 :]), note=note
        )
    return Order(verb=verb, names=tuple(rest), note=note)


def _noted(typed: Sequence[str]) -> tuple[list[str], str]:
    at = next((at for at, word in enumerate(typed) if word.casefold().startswith(_NOTES)), len(typed))
    rest = " ".join(typed[at:])
    mark = next((mark for mark in _NOTES if rest.casefold().startswith(mark)), "")
    return list(typed[:at]), " ".join(rest[len(mark) :].split())[:_LONGEST_NOTE]


def _fits(verb: str, rest: Sequence[str]) -> bool:
    """Say whether so many words, and such, can follow the verb."""
    if verb == "undo":
        return not rest or (len(rest) == 1 and rest[0].isdecimal() and len(rest[0]) < 10)
    least = {"log": 0, Fix.WRONG: 1}.get(verb, 2)
    return len(rest) >= least if verb in EDITS or verb == Fix.SPLIT else len(rest) == least
