"""Who answers what people choose, type and press in Discord: the one face the commands and buttons talk to."""

from typing import Any, Protocol

import discord
from discord import app_commands

from bot.picks import Pick

Interaction = discord.Interaction[Any]
Choice = app_commands.Choice[str]


class Hearer(Protocol):
    """Answers interactions. Nothing is raised to discord.py for what Discord or the network can do."""

    async def ask(self, interaction: Interaction, query: str, *, share: bool = False) -> None:
        """Answer `/moves QUERY`, for the asker or for everybody."""

    async def administer(self, interaction: Interaction, order: str) -> None:
        """Answer an order of `/moves-admin` in the words all platforms share, privately."""

    async def complete(self, interaction: Interaction, typed: str) -> list[Choice]:
        """Names for what is being typed, at most 25."""

    async def judge(self, interaction: Interaction, message: discord.Message) -> None:
        """Say privately whether a message tells of a move."""

    async def pick(self, interaction: Interaction, what: Pick, typed: str) -> list[Choice]:
        """Companies, moves, persons or routes for what is being typed, at most 25; the value is what an order takes."""

    async def mistaken(self, interaction: Interaction, error: app_commands.AppCommandError) -> None:
        """Say that a command is not as Discord showed it, or went wrong before it was heard."""

    async def press(self, interaction: Interaction, key: str) -> None:
        """Answer the press of the button named `key`."""
