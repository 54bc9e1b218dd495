"""What was acknowledged and is under way: behind the wall round one command, finished before Moves stops."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import structlog

from bot import views
from bot.on_discord.embeds import render
from bot.on_discord.errors import FAILURES, words
from bot.on_discord.hearer import Interaction

_log = structlog.get_logger(__name__)

_OUTSIDE = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
"""What Discord or the network does; anything else is a fault of ours, whose place the log has to show."""


class Duties:
    """The answers under way."""

    def __init__(self) -> None:
        self._working: set[asyncio.Task[Any]] = set()

    async def finish(self, within: float) -> None:
        """Wait until what was acknowledged is answered, `within` seconds at most."""
        if self._working:
            await asyncio.wait(self._working, timeout=within)

    @asynccontextmanager
    async def walled(self, what: str, interaction: Interaction) -> AsyncIterator[None]:
        """Count the running task as work to finish; whatever goes wrong in it ends in a sentence with a reference."""
        task = asyncio.current_task()
        assert task is not None  # always inside a coroutine
        self._working.add(task)
        try:
            yield
        except Exception as error:  # noqa: BLE001 - wall: one command
            await _sorry(interaction, _noted(what, error))
        finally:
            self._working.discard(task)


def _noted(what: str, error: Exception) -> str:
    """Keep what went wrong in the log, under the reference that is returned."""
    reference = secrets.token_hex(3)
    if isinstance(error, _OUTSIDE):
        _log.warning("discord_answer_failed", what=what, why=words(error), reference=reference)
    else:
        _log.exception("command_failed", what=what, platform="discord", reference=reference)
    return reference


async def _sorry(interaction: Interaction, reference: str) -> None:
    """Say it to whoever asked alone: in place of “thinking”, else beside what they were looking at."""
    embed = render(views.failed(reference)).embed
    try:
        if interaction.response.is_done():
            await interaction.followup.send(embed=embed, ephemeral=True)
        else:
            await interaction.response.send_message(embed=embed, ephemeral=True)
    except FAILURES as error:
        _log.warning("discord_answer_lost", reference=reference, why=words(error))
