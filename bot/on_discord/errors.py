"""What went wrong, as an Outcome: was the message surely not taken, never going to be, or does nobody know?

Pure. Codes are those of Discord's documentation, page Opcodes and Status Codes; words are for the person who set this up.
"""

import datetime as dt

import aiohttp
import discord

from bot.chat import ChatTrouble, Rejected, Stale, TryAgain, Unclear

UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
MISSING_ACCESS = 50001
MISSING_PERMISSIONS = 50013
TOO_LARGE = 40005
"""A request entity: the upload."""
ARCHIVED = 50083
THREAD_EXISTS = 160004
LOCKED = 160005


class NeedsTag(Exception):
    """A forum that takes only tagged posts has no tag that fits; a person can add one."""


FAILURES = (
    NeedsTag,
    discord.DiscordException,
    aiohttp.ClientError,
    OSError,
    TimeoutError,
    RuntimeError,  # "Session is closed": the client is being replaced under a request
    KeyError,
    TypeError,
    ValueError,
)
"""What a call of discord.py raises for anything the network or the other side can do, unreadable answers included."""

_SOON = dt.timedelta(seconds=15)
_LATER = dt.timedelta(minutes=10)
"""For what only a person can mend. Discord bans an address after 10,000 refusals in ten minutes; this stays far off."""

_WORDS = {
    UNKNOWN_CHANNEL: "the channel does not exist (any more); correct the route",
    MISSING_ACCESS: "the bot cannot see this channel; invite it to the server and give it View Channel",
    MISSING_PERMISSIONS: "the bot lacks a right here; give it Send Messages, Embed Links and Read Message History",
    UNKNOWN_MESSAGE: "the message was deleted",
    50005: "the message is somebody else's",
    ARCHIVED: "the thread is archived and locked; unlock it or correct the route",
    LOCKED: "the thread is locked; unlock it, give the bot Manage Threads, or correct the route",
    160002: "the bot may not reply here; give it Read Message History",
}
_GONE = {UNKNOWN_CHANNEL, MISSING_ACCESS}
_STALE = {UNKNOWN_MESSAGE: Stale.REMOVED, 50005: Stale.FIXED}
_TOO_MANY_EDITS = 30046  # of messages older than an hour; "try again later"

_FATAL_CLOSES = {
    4004: "Discord refused the token; make a new one in the developer portal (Bot → Reset Token) and set DISCORD_TOKEN",
    4010: "the gateway refused the shard; is [discord] shards right?",
    4011: 'the bot is in too many servers for one connection; set [discord] shards = "auto"',
    4012: "the gateway refused the API version",
    4013: "the gateway refused the intents",
    4014: "the gateway refused an intent that this bot does not even ask for; is something between us and Discord?",
}


def outcome(error: Exception) -> TryAgain | Unclear | Rejected:
    """Decide what an exception of a post or edit means. Anything unknown is unclear, never surely lost."""
    match error:
        case discord.RateLimited(retry_after=after):
            return TryAgain(dt.timedelta(seconds=after), "rate limited by Discord")
        case discord.HTTPException():
            return _refusal(error)
        case NeedsTag():
            return TryAgain(_LATER, str(error))
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            return TryAgain(_SOON, f"Discord cannot be reached ({type(error).__name__})")
        case _:
            return Unclear(f"the connection broke before the answer came ({type(error).__name__})")


def _refusal(error: discord.HTTPException) -> TryAgain | Unclear | Rejected:
    if error.status >= 500:
        return Unclear(f"Discord answered {error.status}")
    if error.code == _TOO_MANY_EDITS:
        return TryAgain(_LATER, "Discord limits edits of messages older than an hour")
    if error.status == 429:
        return TryAgain(_wait(error), "rate limited by Discord or by something before it")
    if error.status == 401:
        return TryAgain(_LATER, "Discord refused the token; set a valid DISCORD_TOKEN")
    if error.status in {403, 404} and not error.code:
        return TryAgain(_LATER, f"something that is not Discord answered {error.status}; check discord.api_base_url")
    words = _WORDS.get(error.code, f"Discord refused it: {error.text[:300]} (code {error.code})")
    return Rejected(words, gone=error.code in _GONE, stale=_STALE.get(error.code))


def _wait(error: discord.HTTPException) -> dt.timedelta:
    """The pause a 429 asks for, between a second and an hour; a minute when it asks for none that can be read."""
    asked = str(error.response.headers.get("Retry-After", ""))
    seconds = float(asked) if asked.replace(".", "", 1).isdigit() else 60.0
    return dt.timedelta(seconds=min(max(seconds, 1.0), 3600.0))


def fatal(error: Exception) -> ChatTrouble | None:
    """The trouble no further attempt can mend, in words for an admin; None where trying again makes sense."""
    match error:
        case discord.LoginFailure():
            return ChatTrouble(_FATAL_CLOSES[4004])
        case discord.PrivilegedIntentsRequired():
            return ChatTrouble(_FATAL_CLOSES[4014])
        case discord.ConnectionClosed(code=code) if code in _FATAL_CLOSES:
            return ChatTrouble(f"{_FATAL_CLOSES[code]} (gateway close code {code})")
        case ChatTrouble():
            return error
        case _:
            return None


def words(error: Exception) -> str:
    """A failure in a few words that hold no address, header or secret."""
    if isinstance(error, discord.HTTPException):
        return f"Discord answered {error.status}" + (f", code {error.code}" if error.code else "")
    return type(error).__name__
