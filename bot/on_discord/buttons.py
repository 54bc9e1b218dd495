"""Buttons and menus that outlive the process: all a press needs stands in what is pressed, nothing is kept in memory."""

import re
from collections.abc import Iterable
from typing import Any, cast

import discord

from bot.cards import Action
from bot.on_discord.embeds import MENU, PREFIX, Message
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


class MovesMenu(
    discord.ui.DynamicItem[discord.ui.Select[discord.ui.View]],
    template=re.compile(re.escape(MENU)),
):
    """The menu of a card, for more choices than a row of buttons holds; the value of an option is its key."""

    def __init__(self, actions: Iterable[Action]) -> None:
        options = [discord.SelectOption(label=action.label, value=action.key) for action in actions]
        super().__init__(
            discord.ui.Select(custom_id=MENU, placeholder=f"{len(options)} to choose from", options=options)
        )

    @classmethod
    async def from_custom_id(
        cls,
        interaction: Interaction,  # noqa: ARG003 - discord.py gives it
        item: discord.ui.Item[Any],
        match: re.Match[str],  # noqa: ARG003 - the same
        /,
    ) -> "MovesMenu":
        """The menu behind a choice."""
        return cls(Action(option.label, option.value) for option in getattr(item, "options", ()))

    async def callback(self, interaction: Interaction) -> None:
        """Hand the choice to the client as the press of a button."""
        for key in self.item.values[:1]:
            await cast("Hearer", interaction.client).press(interaction, key)


def view(message: Message) -> discord.ui.View | None:
    """The menu and the buttons of a card, or None. Made finished, so that discord.py does not keep a copy of every message's view.

    Needs a running loop.
    """
    shown = discord.ui.View(timeout=None)
    if message.menu:
        shown.add_item(MovesMenu(message.menu))
    for action in message.actions:
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
