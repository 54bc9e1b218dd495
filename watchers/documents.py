"""Documents a person hands over: a date, perhaps a view count, a title, and the text. Pure.

The shape is that of the seed documents: the first line is a date (`03/13 2026`, `2026-03-13` or `2026/03/13`), the
second may be a bare number (a view count, ignored), the first line after them is the title.
"""

import datetime as dt
import hashlib
import re

from watchers.entries import Article

_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})[ /](\d{4})")
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_NUMBER = re.compile(r"[\d,. ]+")


class DocumentTrouble(ValueError):
    """A document that cannot be read; the message says which line and what was expected there."""


def article(text: str, *, name: str, publisher: str = "") -> Article:
    """Read a document. `name` (a file name) is who tells it where no publisher is given.

    Raises DocumentTrouble when the date or the text is missing.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    numbered = [(at, line.strip()) for at, line in enumerate(lines, start=1) if line.strip()]
    if not numbered:
        raise DocumentTrouble(f"{name}: the document is empty")
    published = _date(numbered[0][1])
    if published is None:
        raise DocumentTrouble(
            f"{name}:{numbered[0][0]}: expected a date such as 2026-03-13 or 03/13 2026, found {numbered[0][1][:40]!r}"
        )
    rest = numbered[2:] if len(numbered) > 1 and _NUMBER.fullmatch(numbered[1][1]) else numbered[1:]
    if not rest:
        raise DocumentTrouble(f"{name}: there is a date but no text after it")
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    title, body = rest[0][1], "\n".join(line for _, line in rest[1:])
    return Article(id=f"doc:{digest}", title=title, body=body, published=published, publisher=publisher or name)


def _date(line: str) -> dt.datetime | None:
    """The day at noon UTC, so that no zone turns it into a neighbour."""
    if found := _AMERICAN.fullmatch(line):
        month, day, year = (int(part) for part in found.groups())
    elif found := _ISO.fullmatch(line):
        year, month, day = (int(part) for part in found.groups())
    else:
        return None
    try:
        return dt.datetime(year, month, day, 12, tzinfo=dt.UTC)
    except ValueError:
        return None
