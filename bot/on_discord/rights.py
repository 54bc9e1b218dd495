"""What the bot must be allowed: the invitation that asks for it, and the look whether it was granted.

Asks Discord over REST only; needs a logged-in client, no gateway.
"""

from collections.abc import Iterable

import discord

from bot.on_discord.errors import FAILURES, MISSING_ACCESS, UNKNOWN_CHANNEL, words
from bot.on_discord.forums import ALL
from store.model.names import fold

NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
}
"""discord.py's names and those of Discord's settings. Replies and looking for a lost post need the history."""
_IN_THREADS = {**NEEDED, "send_messages_in_threads": "Send Messages in Threads"}
del _IN_THREADS["send_messages"]
_IN_FORUMS = {**NEEDED, "send_messages": "Create Posts", "send_messages_in_threads": "Send Messages in Posts"}
_USED = ("attach_files", "create_public_threads", "send_messages_in_threads")
"""What Moves makes use of where it is granted, and does without where it is not: pictures, a thread under an alert."""

_OPEN = (
    "anybody may add the bot to a server of theirs and correct there what every channel is told: switch Public Bot off "
    "on the page Bot of the developer portal (first set Install Link to None on the page Installation)"
)

PERMISSIONS = discord.Permissions(**dict.fromkeys((*NEEDED, *_USED), True))
"""Exactly the bits above."""


def invite_link(application_id: int) -> str:
    """The address that adds the bot to a server with its commands and exactly the rights it uses."""
    return discord.utils.oauth_url(application_id, permissions=PERMISSIONS, scopes=("bot", "applications.commands"))


def advice(application: discord.AppInfo | None) -> tuple[str, ...]:
    """That anybody may add a public bot to a server of theirs, and whoever runs one may correct what all are told. Pure."""
    if application is None or not application.bot_public:
        return ()
    return (_OPEN,)


async def problems(client: discord.Client, channels: Iterable[str], guild_ids: Iterable[int] = ()) -> tuple[str, ...]:
    """What is wrong with each channel and each trial server, in words a person can act on. Never raises."""
    found = [problem for channel in channels for problem in await _channel(client, channel)]
    found += [problem for guild in guild_ids for problem in await _guild(client, guild)]
    return tuple(found)


async def _channel(client: discord.Client, channel: str) -> list[str]:
    if not channel.isascii() or not channel.isdigit():
        return [f"discord:{channel}: a channel is named by its number (right-click it, Copy Channel ID)"]
    try:
        missing = await _missing(client, int(channel))
    except discord.HTTPException as error:
        return [f"discord:{channel}: {_unreachable(client, error)}"]
    except FAILURES as error:
        return [f"discord:{channel}: could not be looked at ({words(error)})"]
    return [f"discord:{channel}: the bot lacks {', '.join(missing)}; grant it in the channel's settings"] * bool(
        missing
    )


def _unreachable(client: discord.Client, error: discord.HTTPException) -> str:
    link = invite_link(client.application_id or 0)
    if error.code == UNKNOWN_CHANNEL:
        return f"no such channel. Is the number right, and is the bot in that server? Invite it: {link}"
    if error.code == MISSING_ACCESS:
        return f"the bot cannot see this channel; grant View Channel, or invite it: {link}"
    return f"could not be looked at ({words(error)})"


async def _missing(client: discord.Client, channel: int) -> list[str]:
    """The names of the rights that are missing. Direct messages need none."""
    found = await client.fetch_channel(channel)
    if isinstance(found, discord.abc.PrivateChannel):
        return []
    if not isinstance(found, discord.abc.Messageable | discord.ForumChannel):
        return ["a channel that takes messages: this one does not"]
    guild = await client.fetch_guild(found.guild.id, with_counts=False)
    home = await guild.fetch_channel(found.parent_id if isinstance(found, discord.Thread) else channel)
    assert client.user is not None  # logged in
    assert not isinstance(home, discord.Thread)  # a thread's parent is none
    granted = home.permissions_for(await guild.fetch_member(client.user.id))
    needed = _IN_THREADS if isinstance(found, discord.Thread) else NEEDED
    if isinstance(found, discord.ForumChannel):
        needed = _IN_FORUMS
    missing = {bit: name for bit, name in needed.items() if not getattr(granted, bit)}
    if needed is not NEEDED and not granted.send_messages:
        missing.pop("embed_links", None)  # discord.py takes it for forbidden then, whatever was granted for threads
    return [*missing.values(), *_closed(found, granted)]


def _closed(place: object, granted: discord.Permissions) -> list[str]:
    """What else keeps messages out: a lock, or the wish for tags that are not there."""
    match place:
        case discord.Thread(locked=True) if not granted.manage_threads:
            return ["Manage Threads, since the thread is locked"]
        case discord.ForumChannel() if place.flags.require_tag and not granted.manage_channels:
            serves = any(fold(tag.name) == fold(ALL) for tag in place.available_tags)
            return [f"Manage Channels, or a tag “{ALL}”, since the forum takes only tagged posts"] * (not serves)
        case _:
            return []


async def _guild(client: discord.Client, guild: int) -> list[str]:
    try:
        await client.fetch_guild(guild, with_counts=False)
    except FAILURES as error:
        link = invite_link(client.application_id or 0)
        return [f"discord.guild_ids: the bot is not in server {guild} ({words(error)}). Invite it: {link}"]
    return []
