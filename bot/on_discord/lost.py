"""Was it posted? How a post is found again whose answer never came.

Discord answers a repeat with the same nonce by the first message, for "the past few minutes" as its documentation has
it; two are trusted. Later the channel's history is read: our own messages need no privileged intent for that.
"""

import datetime as dt

import discord

from bot.chat import Absent, Sent, TryAgain, Unknowable
from bot.on_discord.embeds import KEY_MARK
from bot.on_discord.errors import FAILURES, outcome

_TRUSTED = dt.timedelta(minutes=2)
_CLOCKS_APART = dt.timedelta(minutes=1)
_MOST_READ = 500


def harmless(since: dt.datetime, now: dt.datetime) -> bool:
    """Whether repeating the post first tried at `since` can do no harm, because Discord still knows its nonce. Pure."""
    return dt.timedelta(0) <= now - since < _TRUSTED


async def look(
    place: discord.PartialMessageable, me: int, key: str, since: dt.datetime
) -> Sent | Absent | Unknowable | TryAgain:
    """Read what was posted since then. Not there among our own messages means not there, if each shows its key."""
    nameless = False
    read = 0
    try:
        async for message in place.history(after=since - _CLOCKS_APART, limit=_MOST_READ, oldest_first=True):
            read += 1
            if message.author.id != me or message.interaction_metadata is not None:
                continue
            if key in keys_of(message):
                return Sent(str(message.id))
            nameless = nameless or not keys_of(message)
    except FAILURES as error:
        found = outcome(error)
        return found if isinstance(found, TryAgain) else Unknowable(f"the channel's history: {found.why}")
    if read >= _MOST_READ:
        return Unknowable(f"more than {_MOST_READ} messages were posted since")
    return Unknowable("a message of ours since then carries no key") if nameless else Absent()


def keys_of(message: discord.Message) -> set[str]:
    """The keys a message shows: its nonce where Discord still tells it, and what follows the `#` of its title's link."""
    keys = {str(message.nonce)} if message.nonce else set()
    shown = (str(embed.url).partition(f"#{KEY_MARK}")[2] for embed in message.embeds)
    return keys | {key for key in shown if key}
