"""The words after `/moves` to a question. Pure: names are looked up by `bot.commands`.

The grammar is one name, in any case and script; `help` and nothing at all are the two special words.
"""

import enum
import unicodedata
from dataclasses import dataclass

LONGEST = 80
"""Characters of a query: what still fits, with its verb and page, into a button of Discord (100 less our mark of 6)."""


class Ask(enum.Enum):
    """What sort of question it is."""

    LATEST = "latest"
    HELP = "help"
    NAME = "name"
    PERSON = "person"
    """One person by id, as the buttons of an asked-back question say it: `#ID`."""
    TOO_LONG = "too long"


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its sort and the name with blanks collapsed, or the person's id."""

    ask: Ask
    name: str = ""


def parse(text: str) -> Question:
    """Read what a person typed. Never refuses: what is no special word is a name."""
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split()).strip("\"'“”‘’「」 ")
    plain = unicodedata.normalize("NFKC", words).casefold()
    if not plain or plain in {"latest", "recent", "最新"}:
        return Question(Ask.LATEST)
    if plain in {"help", "?", "帮助", "幫助"}:
        return Question(Ask.HELP)
    if len(words) > LONGEST:
        return Question(Ask.TOO_LONG, words[:LONGEST])
    if words.startswith("#") and words[1:].isalnum():
        return Question(Ask.PERSON, words[1:])
    return Question(Ask.NAME, words)
