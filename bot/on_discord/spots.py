"""Where a message stands, as one word that is kept for years: its id, behind its thread's where it stands in one.

Pure. A route names a channel; what Moves posts for it may stand in a thread of that channel or in a forum's post, and
whoever edits it later has to name that thread.
"""

from dataclasses import dataclass

_PARTED = "/"


class NotANumber(Exception):
    """A channel or message id that Discord could never have given."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A message and the channel or thread it stands in."""

    channel: int
    message: int

    def word(self, home: int) -> str:
        """What is remembered of it under a route to `home`."""
        return str(self.message) if self.channel == home else f"{self.channel}{_PARTED}{self.message}"


def spot(channel: str, message: str) -> Spot:
    """The spot that was remembered for a route to `channel`. Raises NotANumber."""
    where, parted, inside = message.partition(_PARTED)
    return Spot(number(where), number(inside)) if parted else Spot(number(channel), number(message))


def number(snowflake: str) -> int:
    """An id as a number. Raises NotANumber."""
    if snowflake.isascii() and snowflake.isdigit() and len(snowflake) <= 20:
        return int(snowflake)
    raise NotANumber(f"{snowflake!r} is no Discord id: a channel is named by its number")
