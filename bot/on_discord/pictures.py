"""The picture of a card: an attachment that the embed shows, with its words for whoever does not see it.

Where Discord does not take it (the right Attach Files is missing, it is too large) the words stand in its place.
"""

import io
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import discord

from bot.cards import Card, Section, Text
from bot.on_discord.embeds import Message, render
from bot.on_discord.errors import MISSING_PERMISSIONS, TOO_LARGE

_Shown = TypeVar("_Shown")


def files(message: Message) -> list[discord.File]:
    """What is uploaded with a message; empty without a picture. A file can be sent once."""
    picture = message.picture
    if picture is None:
        return []
    return [discord.File(io.BytesIO(picture.png), filename=picture.name, description=picture.alt or None)]


async def shown(card: Card, send: Callable[[Message], Awaitable[_Shown]], *, key: str = "") -> _Shown:
    """Send a card; where its picture is refused, once more with the picture's words. `send` makes one request."""
    try:
        return await send(render(card, key=key))
    except discord.HTTPException as error:
        if card.picture is None or error.code not in {MISSING_PERMISSIONS, TOO_LARGE}:
            raise
    return await send(render(in_words(card), key=key))


def in_words(card: Card) -> Card:
    """The card with the picture's words instead of it."""
    words = card.picture.alt if card.picture else ""
    return replace(card, picture=None, sections=(*card.sections, Section(lines=((Text(words),),))))
