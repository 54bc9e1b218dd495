"""The values of the outbox: what a delivery is and how rows are listed."""

import datetime as dt
import enum
import secrets
from dataclasses import dataclass

UNTOLD = ("pending", "failed")
"""States of a row in which surely nothing stands in the channel yet."""


class Action(enum.StrEnum):
    """What is to be done at the destination."""

    POST = "post"
    EDIT = "edit"
    REPLY = "reply"
    ANEW = "anew"
    """A correction: a message of its own where the post can no longer be edited, linked to it and edited from then on."""
    DIGEST = "digest"
    """A message about several moves; never edited, and nothing is replied to it."""
    NOTICE = "notice"
    """A message about Moves itself; the same."""


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def fresh_key() -> str:
    """`mv-` and 60 random bits: unlike a row's number it is never used again, not even by a store begun anew."""
    number = secrets.randbits(60)
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return f"mv-{digits.rjust(12, '0')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A claimed row: ours until its lease ends."""

    id: int
    token: str
    """Names the claim; settling needs it."""
    key: str
    """Names the row for ever, at most 25 characters; where a platform knows idempotency it is passed on."""
    destination: str
    move_id: str
    """Empty for a digest and a notice."""
    about: str
    """The move that changed: the one whose message it is, or another of its story."""
    revision: int
    action: Action
    change: str
    """A ChangeKind's value."""
    differs: tuple[str, ...]
    attempts: int
    """This one included."""
    first_attempt_at: dt.datetime
    doubtful: bool
    """An earlier attempt may have been taken: look it up before sending."""
    root: str | None
    """The platform's id of the message that is edited or replied to: the correction where there is one, else the post.

    None for a post or a correction itself, and where the post never came.
    """
    earlier: str | None
    """The id of the post that a correction is linked to: of this row, or of the correction that `root` is; else None."""
    mention: str
    when: str = "now"
    """The rhythm of the route it was made for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many rows are in each state."""

    pending: int = 0
    sending: int = 0
    uncertain: int = 0
    failed: int = 0
    sent: int = 0
    dead: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A row as `moves outbox` shows it."""

    id: int
    key: str
    destination: str
    move_id: str
    revision: int
    action: Action
    state: str
    due_at: dt.datetime
    attempts: int
    message: str | None
    error: str | None
