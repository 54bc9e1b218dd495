"""Threads: the one under an alert, where what becomes of it is said, and archived ones that have to be opened first."""

import discord

from bot.on_discord import limits, markup
from bot.on_discord.errors import MISSING_PERMISSIONS, THREAD_EXISTS, UNKNOWN_MESSAGE

_NOT_HERE = {MISSING_PERMISSIONS, UNKNOWN_MESSAGE, 50024, 160006, 160007}
"""Refusals after which a plain reply is tried: no right, no message, no threads in this kind of channel, too many."""


async def under(home: object, message: int, title: str) -> int | None:
    """The thread of a message, begun if there is none; None where Moves may not or people locked it.

    A thread begun at a message has that message's id. Raises discord.HTTPException for what may pass.
    """
    if not isinstance(home, discord.TextChannel):
        return None
    rights = granted(home)
    if not (rights.create_public_threads and rights.send_messages_in_threads):
        return None
    known = home.get_thread(message)
    if known is not None:
        return None if known.locked else known.id
    name = markup.fit(title, limits.THREAD_NAME, markup.plain) or "…"
    try:
        return (await home.get_partial_message(message).create_thread(name=name)).id
    except discord.HTTPException as error:
        if error.code == THREAD_EXISTS:
            return message
        if error.code in _NOT_HERE:
            return None
        raise


async def exists(home: object, message: int) -> bool:
    """Say whether a message has a thread, archived ones too. Raises discord.HTTPException."""
    if not isinstance(home, discord.TextChannel):
        return False
    try:
        await home.guild.fetch_channel(message)
    except discord.NotFound:
        return False
    return True


def granted(channel: discord.abc.GuildChannel) -> discord.Permissions:
    """What the bot may do in a channel, as the gateway has told; what it has not told counts as forbidden."""
    me: discord.Member | None = channel.guild.me
    return channel.permissions_for(me) if me is not None else discord.Permissions.none()


async def reopen(client: discord.Client, thread: int) -> None:
    """Take a thread out of the archive, which an edit in it needs; a locked one stays. Raises discord.HTTPException."""
    await client.http.edit_channel(thread, archived=False)
