"""Buttons that outlive the process: all a press needs stands in the button's custom id, nothing is kept in memory."""

import re
from collections.abc import Iterable
from typing import Any, cast

import discord

from bot.cards import Action
from bot.on_discord.embeds import PREFIX
from bot.on_discord.hearer import Hearer, Interaction


class MovesButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=re.compile(re.escape(PREFIX) + r"(?P<key>.+)", re.DOTALL),
):
    """One button of a card. discord.py makes it anew from its custom id at every press, also after a restart."""

    def __init__(self, action: Action) -> None:
        super().__init__(
            discord.ui.Button(
                label=action.label,
                custom_id=PREFIX + action.key,
                disabled=not action.enabled,
                style=discord.ButtonStyle.secondary,
            )
        )
        self._key = action.key

    @classmethod
    async def from_custom_id(
        cls,
        interaction: Interaction,  # noqa: ARG003 - discord.py gives it, the custom id is enough
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> "MovesButton":
        """The button behind a press."""
        return cls(Action(getattr(item, "label", None) or "…", match["key"]))

    async def callback(self, interaction: Interaction) -> None:
        """Hand the press to the client."""
        await cast("Hearer", interaction.client).press(interaction, self._key)


def view(actions: Iterable[Action]) -> discord.ui.View | None:
    """The buttons of a card, or None. Made finished, so that discord.py does not keep a copy of every message's view.

    Needs a running loop.
    """
    shown = discord.ui.View(timeout=None)
    for action in actions:
        shown.add_item(MovesButton(action))
    shown.stop()
    return shown if shown.children else None


def pressed(message: discord.Message, key: str) -> discord.ui.View:
    """The buttons of a message with the one named `key` switched off."""
    shown = discord.ui.View.from_message(message, timeout=None)
    for item in shown.children:
        if isinstance(item, discord.ui.Button) and item.custom_id == PREFIX + key:
            item.disabled = True
    shown.stop()
    return shown
