"""Telling Discord of the commands, only when their shape changed.

Discord counts registrations (200 creations a day and server) and a bulk overwrite is slow, so a hash is remembered.
"""

import asyncio
import hashlib
import json
from typing import Any, Protocol

import discord
import structlog
from discord import app_commands

from bot.on_discord.errors import words

_log = structlog.get_logger(__name__)

_KEY = "discord.commands"


class Memory(Protocol):
    """A few strings that outlive the process. May block: it is asked in a thread."""

    def get(self, key: str) -> str | None:
        """What was set, or None."""

    def set(self, key: str, value: str) -> None:
        """Remember it."""


class Forgetful:
    """A Memory for one process: commands are told to Discord once at every start."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """What was set in this process."""
        return self._known.get(key)

    def set(self, key: str, value: str) -> None:
        """Remember it until the process ends."""
        self._known[key] = value


def fingerprint(tree: app_commands.CommandTree[Any], application_id: int, guild_ids: tuple[int, ...]) -> str:
    """A hash of what would be told, and where."""
    shapes = [command.to_dict(tree) for command in tree.get_commands()]
    told = json.dumps([application_id, sorted(guild_ids), shapes], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


async def tell(tree: app_commands.CommandTree[Any], memory: Memory, guild_ids: tuple[int, ...], when: str) -> None:
    """Register the commands if they changed, or as `when` says: `on_change`, `always`, `never`.

    A refusal (the bot is not in that server) is logged and costs only the commands; what may pass is raised.
    """
    mark = fingerprint(tree, tree.client.application_id or 0, guild_ids)
    if when == "never" or (when == "on_change" and await asyncio.to_thread(memory.get, _KEY) == mark):
        return
    try:
        await _sync(tree, guild_ids)
    except discord.HTTPException as error:
        if error.status >= 500 or error.status in {401, 429}:
            raise
        _log.warning("discord_commands_refused", why=words(error), guilds=guild_ids)
        return
    await asyncio.to_thread(memory.set, _KEY, mark)


async def _sync(tree: app_commands.CommandTree[Any], guild_ids: tuple[int, ...]) -> None:
    for guild_id in guild_ids:
        guild = discord.Object(guild_id)
        tree.copy_global_to(guild=guild)
        await tree.sync(guild=guild)
    if not guild_ids:
        await tree.sync()
