"""What was chosen in the options of `/moves-admin`, as the one order in words that every platform's admins give.

Pure. Reads nothing into what was typed: whether a date is one, or a name known, is said by whoever carries the order out.
"""

import re
import shlex
from collections.abc import Iterable

_BOTH = re.compile(r"\s*(?:[,;+&，、]|\band\b)\s*")
_LIST = re.compile(r"\s*[,;，、；]\s*")
_NUMBERS = re.compile(r"[\d\s#]+")


def subscribe(
    *,
    companies: str = "",
    what: str = "",
    status: str = "",
    when: str = "",
    quiet: str = "",
    zone: str = "",
    mention: str = "",
) -> str:
    """`subscribe …`: empty options are left out. `when` is `now`, a digest's rhythm, or both with a comma."""
    return _route("subscribe", companies, what, status, when, quiet=quiet, zone=zone, mention=mention)


def change(
    number: str,
    *,
    companies: str = "",
    what: str = "",
    status: str = "",
    when: str = "",
    quiet: str = "",
    zone: str = "",
    mention: str = "",
    clear: str = "",
) -> str:
    """`change NUMBER …`: as `subscribe`; `clear` is a setting to take away."""
    asked = _route("change", companies, what, status, when, number=number, quiet=quiet, zone=zone, mention=mention)
    return _said(asked, *([clear, "none"] if clear else ()))


def _route(verb: str, companies: str, what: str, status: str, when: str, *, number: str = "", **settings: str) -> str:
    return _said(
        verb,
        number.strip().removeprefix("#"),
        *_quoted([companies]),
        what,
        *([f"status:{status}"] if status else ()),
        *map(_moment, _BOTH.split(when.strip())),
        *(word for name, value in settings.items() if value.strip() for word in (name, *_quoted([value]))),
    )


def _moment(written: str) -> str:
    """`now`, or a digest."""
    words = written.split()
    bare = words[1:] if words[:1] == ["digest"] else words
    return " ".join(_quoted(bare if bare[:1] == ["now"] or not bare else ["digest", *bare]))


def fix(verb: str, *names: str, side: str = "", value: str = "", note: str = "") -> str:
    """`fix VERB NAMES [from|to] [VALUE] [note: …]`; each name and the value stay one word whatever they hold."""
    remark = note.strip()
    return _said(
        "fix", verb, *_quoted(names), side, *_quoted([value]), *(("note:", *_quoted([remark])) if remark else ())
    )


def sources(written: str) -> tuple[str, ...]:
    """Several sources of a move: parted by commas, numbers by blanks too; an outlet's name may hold blanks."""
    if _NUMBERS.fullmatch(written):
        return tuple(written.replace("#", " ").split())
    return tuple(filter(None, _LIST.split(written.strip())))


def plain(verb: str, rest: str = "") -> str:
    """An order whose rest is taken as it is: a reason, a name that is looked for, numbers."""
    return _said(verb, rest.strip())


def _quoted(words: Iterable[str]) -> Iterable[str]:
    return (shlex.quote(word.strip()) for word in words if word.strip())


def _said(*words: str) -> str:
    return " ".join(word for word in words if word)
