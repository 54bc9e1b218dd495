"""What is shown, free of any platform: a Card is plain text with a few marked spans, rendered elsewhere.

Nothing here is markup. Renderers escape every string; a mention can stand only in `Card.mention`, which comes from
configuration.
"""

import datetime as dt
import enum
from dataclasses import dataclass, field


class Tone(enum.StrEnum):
    """What a card is about; a renderer may colour by it but must never say anything by colour alone."""

    DEPARTURE = "departure"
    HIRE = "hire"
    APPOINTMENT = "appointment"
    DENIED = "denied"
    WRONG = "wrong"
    ANSWER = "answer"
    HELP = "help"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry the line."""

    text: str


@dataclass(frozen=True, slots=True)
class Struck:
    """Words that no longer hold."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; a renderer drops the address unless it is http or https."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Time:
    """A moment, shown in the reader's own zone by the platform's markup; `date_only` hides the time of day."""

    at: dt.datetime
    date_only: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A channel of the platform by its id, shown by its name and leading there; it rings nobody."""

    channel: str


Span = Text | Strong | Struck | Link | Time | Place
Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what is known under it."""

    label: str
    value: Line


@dataclass(frozen=True, slots=True)
class Picture:
    """An image: PNG bytes, and words that say all that it shows, numbers included, to whoever does not see it."""

    png: bytes = field(repr=False)
    alt: str
    """At most 1,000 characters."""
    name: str = "picture.png"


@dataclass(frozen=True, slots=True)
class Action:
    """A button; `key` (at most 94 characters, unique in the card) is all that is needed after a restart.

    A key that begins with `form:` opens a form (`bot.forms`), any other is answered.
    """

    label: str
    key: str
    enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with lines under it: a month of a timeline, a group of a digest."""

    heading: str = ""
    lines: tuple[Line, ...] = ()
    actions: tuple[Action, ...] = ()
    """Buttons that belong to these lines; a platform that shows buttons at the end alone shows them there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One message or answer, in reading order: title, facts, quote, sections, sources, footer, buttons."""

    title: str
    tone: Tone
    struck: bool = False
    """The title no longer holds (a denied move, one marked wrong)."""
    lead: Line = ()
    facts: tuple[Fact, ...] = ()
    quote: str = ""
    sections: tuple[Section, ...] = ()
    sources: tuple[Line, ...] = ()
    footer: Line = ()
    actions: tuple[Action, ...] = ()
    picture: Picture | None = None
    """Shown where the platform can; elsewhere its words stand for it."""
    topic: str = ""
    """The company it is told under where a channel sorts by company (a forum); empty for what belongs to none."""
    mention: str = ""
    """Platform markup from a route of the configuration, or empty; the only string rendered unescaped."""


def offered(card: Card) -> tuple[Action, ...]:
    """Every button of a card in one row: its own, then those of its sections."""
    return (*card.actions, *(action for section in card.sections for action in section.actions))


def void(card: Card) -> str:
    """The word before a struck title, for whoever cannot see the stroke; empty for a title that holds."""
    return ("Wrong: " if card.tone is Tone.WRONG else "Denied: ") if card.struck else ""


def plain(line: Line) -> str:
    """The line as bare text: links as their label, times as UTC; for fallbacks, logs and screen readers."""
    return "".join(_plain(span) for span in line)


def _plain(span: Span) -> str:
    match span:
        case Time(at=at, date_only=True):
            return f"{at:%Y-%m-%d}"
        case Time(at=at):
            return f"{at:%Y-%m-%d %H:%M} UTC"
        case Link(label=label):
            return label
        case Place(channel=channel):
            return f"#{channel}"
        case Text(text=text) | Strong(text=text) | Struck(text=text):
            return text


def summary(card: Card) -> str:
    """The card in one line, as notifications and logs show it."""
    said = plain(card.lead)
    return f"{card.title}: {said}" if said else card.title
