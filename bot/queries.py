"""The words after `/moves` to a question. Pure: names are looked up by `bot.commands`.

    [NAME] [in|out] [since:30d | since:2026-01] [until:2026-03] [status:confirmed] [text:"post-training"] [share]

The name may be in any case and script; the rest narrows, in any order, but for `share`, which lets everybody in the
channel see the answer. `help` and nothing at all are special.
"""

import dataclasses
import datetime as dt
import enum
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from store.lookup import MoveQuery
from store.model.dates import PartialDate
from store.model.moves import Status

LONGEST = 80
"""Characters of a query: what still fits, with its verb and page, into a button of Discord (100 less our mark of 6)."""
SAMPLES = (
    "out",
    "in",
    "since:7d",
    "since:30d",
    "since:1y",
    "status:confirmed",
    "status:reported",
    "status:rumored",
)
"""What narrows, as it is offered while somebody types."""

_WORD = re.compile(r"""[a-z]+:["“「][^"”」]*["”」]?|\S+""", re.IGNORECASE)
_QUOTES = "\"'“”‘’「」 "
_SHARE = frozenset(["share", "分享"])
_AGO = re.compile(r"([1-9]\d{0,3})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


class Ask(enum.Enum):
    """What sort of question it is."""

    LATEST = "latest"
    HELP = "help"
    NAME = "name"
    PERSON = "person"
    """One person by id, as the buttons of an asked-back question say it: `#ID`."""
    TOO_LONG = "too long"
    UNFIT = "unfit"
    """A word that narrows makes no sense."""


@dataclass(frozen=True, slots=True)
class Narrow:
    """What a list is narrowed to; `written` are the words that say so."""

    since: dt.date | None = None
    until: dt.date | None = None
    direction: Literal["in", "out"] | None = None
    status: Status | None = None
    text: str | None = None
    written: str = ""

    def of(self, query: MoveQuery) -> MoveQuery:
        """The query, narrowed."""
        return dataclasses.replace(
            query, since=self.since, until=self.until, direction=self.direction, status=self.status, text=self.text
        )

    def said(self) -> str:
        """What it is narrowed to, for people; empty where it is not."""
        ways = {"in": "who joined", "out": "who left"}
        parts = (
            ways.get(self.direction or "", ""),
            f"since {self.since:%Y-%m-%d}" if self.since else "",
            f"until {self.until:%Y-%m-%d}" if self.until else "",
            self.status.value if self.status else "",
            f"with “{self.text}”" if self.text else "",
        )
        return ", ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its sort, the name with blanks collapsed or the person's id, and what narrows the answer."""

    ask: Ask
    name: str = ""
    narrow: Narrow = Narrow()
    share: bool = False
    """The answer is for everybody in the channel."""
    why: str = ""
    """Which word makes no sense, and what to write."""

    @property
    def again(self) -> str:
        """The words that ask the same once more."""
        name = f"#{self.name}" if self.ask is Ask.PERSON else self.name
        return f"{name} {self.narrow.written}".strip()


class _Unfit(ValueError):
    """A word that narrows, and cannot be used."""


def parse(text: str, today: dt.date) -> Question:
    """Read what a person typed on that day; whatever neither narrows nor is a special word is a name."""
    typed = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(typed.strip(_QUOTES)) > LONGEST:
        return Question(Ask.TOO_LONG, typed[:LONGEST])
    try:
        words, narrow = _narrowed(typed, today)
    except _Unfit as why:
        return Question(Ask.UNFIT, why=str(why))
    kept = [word for word in words.split(" ") if word.casefold() not in _SHARE]
    share, name = len(kept) < len(words.split(" ")), " ".join(kept).strip(_QUOTES)
    plain = unicodedata.normalize("NFKC", name).casefold()
    if not plain or plain in {"latest", "recent", "最新"}:
        return Question(Ask.LATEST, narrow=narrow, share=share)
    if plain in {"help", "?", "帮助", "幫助"}:
        return Question(Ask.HELP)
    if name.startswith("#") and name[1:].isalnum():
        return Question(Ask.PERSON, name[1:], narrow, share)
    return Question(Ask.NAME, name, narrow, share)


def _narrowed(typed: str, today: dt.date) -> tuple[str, Narrow]:
    """The words that are left for a name, and what the others say; of one kind said twice the last holds."""
    names: list[str] = []
    said: list[str] = []
    narrow = Narrow()
    for word in _WORD.findall(typed):
        key, colon, value = unicodedata.normalize("NFKC", word).partition(":")
        read = _READ.get(key.casefold() + colon)
        if read is None:
            names.append(word)
        else:
            narrow = read(narrow, value.strip(_QUOTES), today)
            said.append(word)
    return " ".join(names), dataclasses.replace(narrow, written=" ".join(said))


def _since(narrow: Narrow, value: str, today: dt.date) -> Narrow:
    ago = _AGO.fullmatch(value.casefold())
    days = min(int(ago[1]) * _DAYS[ago[2]], 36_500) if ago else 0
    return dataclasses.replace(narrow, since=today - dt.timedelta(days=days) if ago else _day("since", value).first)


def _until(narrow: Narrow, value: str, _today: dt.date) -> Narrow:
    last = _day("until", value).last
    return dataclasses.replace(narrow, until=last if last.year < dt.MAXYEAR else None)


def _day(key: str, value: str) -> PartialDate:
    try:
        return PartialDate.parse(value)
    except ValueError:
        ago = f"{key}:30d, " if key == "since" else ""
        raise _Unfit(f"“{key}:{value}” is no time; write {ago}{key}:2026-01 or {key}:2026-01-15") from None


def _status(narrow: Narrow, value: str, _today: dt.date) -> Narrow:
    known = [status.value for status in Status]
    if value.casefold() not in known:
        raise _Unfit(f"“status:{value}” is no status; there are {', '.join(known)}")
    return dataclasses.replace(narrow, status=Status(value.casefold()))


def _text(narrow: Narrow, value: str, _today: dt.date) -> Narrow:
    if not value:
        raise _Unfit('“text:” needs a word; write text:pretraining or text:"chief scientist"')
    return dataclasses.replace(narrow, text=value)


_READ: Mapping[str, Callable[[Narrow, str, dt.date], Narrow]] = {
    "in": lambda narrow, _value, _today: dataclasses.replace(narrow, direction="in"),
    "out": lambda narrow, _value, _today: dataclasses.replace(narrow, direction="out"),
    "since:": _since,
    "until:": _until,
    "status:": _status,
    "text:": _text,
}
"""Each word that narrows, with its colon, and how it is read."""
