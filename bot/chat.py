"""What a chat platform is to the rest of Moves: somewhere to post and edit cards, and someone who asks.

A platform's folder holds its client, which implements `Chat` and is handed an `Answers`, and its renderer.
"""

import datetime as dt
import enum
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from bot.cards import Card
from bot.forms import Form
from bot.picks import Choice, Pick

MOST_READ = 20_000
"""Characters of a message that are read where somebody asks what it tells."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform took it; `message` is the id by which it can be edited and replied to."""

    message: str


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Surely not taken (a rate limit, a refused connection): the same call may be made again after the delay."""

    after: dt.timedelta
    why: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nobody knows whether it was taken (a timeout, a 5xx, a reset after the request went out)."""

    why: str


class Stale(enum.StrEnum):
    """Why a message can never be edited again."""

    REMOVED = "removed"
    """It is not there any more."""
    FIXED = "fixed"
    """It stands, but is too old to be changed, or not ours."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Never going to work as asked (channel gone, no right, message deleted); `gone` when the channel itself is lost.

    `stale` where it is only the message asked for that cannot be changed or answered.
    """

    why: str
    gone: bool = False
    stale: Stale | None = None


Outcome = Sent | TryAgain | Unclear | Rejected


@dataclass(frozen=True, slots=True)
class Absent:
    """Looked up at the platform: the post is surely not there."""


@dataclass(frozen=True, slots=True)
class Unknowable:
    """The platform gives no way to look (no scope, no right, too long ago); `why` says what would allow it."""

    why: str


class Chat(Protocol):
    """One platform. Posting never raises for what a platform can answer: it returns an Outcome."""

    platform: str
    """The word before the colon of a destination: `slack`, `discord`, `terminal`."""

    async def start(self) -> None:
        """Connect, register commands; returns once posts and commands work. Raises ChatTrouble if that cannot be."""

    async def stop(self) -> None:
        """Stop taking commands, finish what was acknowledged, close connections. Safe to call twice."""

    async def post(self, channel: str, card: Card, *, key: str, thread: str | None = None) -> Outcome:
        """Post a card to a channel, or as a reply under message `thread`.

        `key` (at most 25 characters) names this delivery for ever; where the platform knows idempotency it is passed on.
        """

    async def edit(self, channel: str, message: str, card: Card) -> Outcome:
        """Replace what message `message` shows."""

    async def link(self, channel: str, message: str) -> str | None:
        """The address at which people find a message; None where there is none, or the message is not there any more."""

    async def find(
        self, channel: str, *, key: str, since: dt.datetime, thread: str | None = None
    ) -> Sent | Absent | Unknowable | TryAgain:
        """Look whether the post named `key`, tried first at `since`, is there: asked before an unclear post is repeated.

        `thread` is the message it was to reply under, as given to `post`.
        """

    async def check(self, channels: tuple[str, ...]) -> tuple[str, ...]:
        """Problems of token, scopes and each channel's rights, in words a person can act on; empty when all is well."""


@runtime_checkable
class Invites(Protocol):
    """A platform that has to be invited by a link (Discord)."""

    async def invitation(self) -> str:
        """The link that adds the bot with exactly the rights it needs. Raises ChatTrouble where nobody knows it."""


@runtime_checkable
class Advises(Protocol):
    """A platform that works with less than it can be granted (Slack), or is open to more people than need be (Discord)."""

    async def advice(self) -> tuple[str, ...]:
        """What is gone without or stands open, in words a person can act on; none of it is a problem. Raises nothing."""


class ChatTrouble(Exception):
    """A platform cannot start or go on; the message says what to do and never holds a secret."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: platform and ids only, no personal data; `name` is how the platform lets us mention sharing."""

    platform: str
    user: str
    channel: str = ""
    name: str = ""
    roles: tuple[str, ...] = ()
    """Ids of the roles this person has where the question was asked."""
    workspace: str = ""
    """The workspace by which the channel is written (`T0123/C0456`); empty where channels need none."""
    away: bool = False
    """Whether this person reads the answer elsewhere than in `channel`, which the answer then has to name."""
    manages: Callable[[], Awaitable[bool]] | None = field(default=None, compare=False, repr=False)
    """Asks the platform whether this person runs the place; asked only where it matters, never raises."""

    @property
    def here(self) -> str:
        """The destination this person speaks about."""
        return f"{self.platform}:{self.channel if self.platform != 'terminal' else ''}"


class Answers(Protocol):
    """The command surface a platform's client talks to. Never raises to the platform; but for `judge` the store suffices."""

    async def answer(self, text: str, asker: Asker) -> "Pressed":
        """Answer `/moves TEXT`; public where the text says `share`."""

    async def press(self, key: str, asker: Asker) -> "Pressed":
        """Answer a button whose `Action.key` is `key`."""

    async def administer(self, text: str, asker: Asker) -> Card:
        """Answer `/moves-admin TEXT`, for those who may."""

    async def form(self, key: str, asker: Asker) -> Form | Card:
        """The form that a button with a key of `form:…` opens, quickly; a Card where there is nothing to fill in.

        `Asker.channel` is the channel it is about, empty where it is opened outside of one.
        """

    async def fill(self, key: str, values: Mapping[str, str], asker: Asker) -> Card:
        """Do as a form filled in says; `values` by the fields' names, `asker.channel` as when it was opened."""

    async def home(self, asker: Asker) -> Card:
        """What Moves does on the asker's platform: what every channel hears of, how sources are, who is watched."""

    async def judge(self, text: str, asker: Asker) -> Card:
        """Say whether a message tells of a move: the page behind its first link, else the text itself.

        Alone among the answers it may wait for the network, some seconds.
        """

    async def suggest(self, typed: str) -> tuple[str, ...]:
        """Names that complete what was typed, at most 25, best first; empty text gives the watchlist."""

    async def pick(self, what: Pick, typed: str, asker: Asker) -> tuple[Choice, ...]:
        """What is asked for and may be meant by what was typed, at most 25, best first; empty text gives the newest."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a question or a button leads to: the asker's private answer, or one posted into the channel for all."""

    card: Card
    public: bool = False
