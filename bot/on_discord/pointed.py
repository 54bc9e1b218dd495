"""The words of a message somebody points at: what it says, what it forwards, and where its embeds lead. Pure."""

from collections.abc import Iterable, Iterator

import discord

from bot.chat import MOST_READ


def told(message: discord.Message) -> str:
    """Everything there is to read, the message's own words first, each piece once.

    An embed counts with its address, title and text, so that a link whose preview alone is left is still followed.
    """
    pieces = [message.content, *_embedded(message.embeds)]
    for forwarded in message.message_snapshots:
        pieces += [forwarded.content, *_embedded(forwarded.embeds)]
    return "\n".join(dict.fromkeys(piece.strip() for piece in pieces if piece and piece.strip()))[:MOST_READ]


def _embedded(embeds: Iterable[discord.Embed]) -> Iterator[str]:
    for embed in embeds:
        yield from (text for text in (embed.url, embed.title, embed.description) if text)
        yield from (field.value for field in embed.fields if field.value)
