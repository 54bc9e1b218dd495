"""The commands as Discord knows them: `/moves` and “Is this a move?” for everybody, `/moves-admin` for those who may.

Only their shape; what is chosen is handed to a `Hearer`. Discord counts the names, descriptions and choices of one
command, all its subcommands included: 8,000 characters at most, which the tests hold this to.
"""

from typing import Any

import discord
from discord import app_commands

from bot.on_discord.admin_commands import AdminCommands
from bot.on_discord.hearer import Choice, Hearer, Interaction


def command_tree(client: discord.Client, hearer: Hearer) -> app_commands.CommandTree[Any]:
    """Everything that can be typed or picked. Discord offers `/moves-admin` to those with the right Manage Server."""
    tree = app_commands.CommandTree(client)

    @app_commands.command(name="moves", description="Who joined, left or changed role at AI companies")
    @app_commands.describe(
        query="A company, team or person; empty shows the latest moves",
        share="Answer everybody in this channel, not you alone",
    )
    async def moves(interaction: Interaction, *, query: str = "", share: bool = False) -> None:
        await hearer.ask(interaction, query, share=share)

    @moves.autocomplete("query")
    async def suggest(interaction: Interaction, typed: str) -> list[Choice]:
        return await hearer.complete(interaction, typed)

    @app_commands.context_menu(name="Is this a move?")
    async def judge(interaction: Interaction, message: discord.Message) -> None:
        await hearer.judge(interaction, message)

    tree.error(hearer.mistaken)
    tree.add_command(moves)
    tree.add_command(judge)
    tree.add_command(AdminCommands(hearer))
    return tree
