"""Posting, editing and finding in channels, threads and forums, on a client that is logged in. Raises what discord.py raises.

A text channel takes messages, and what becomes of one is said in its thread or as a reply; a thread takes replies; a
forum takes posts, one a company.
"""

import datetime as dt

import discord

from bot.cards import Card
from bot.chat import Absent, Sent, TryAgain, Unknowable
from bot.on_discord import lost, pictures, threads
from bot.on_discord.buttons import view
from bot.on_discord.embeds import Message
from bot.on_discord.errors import ARCHIVED, LOCKED, UNKNOWN_CHANNEL
from bot.on_discord.forums import Forums, active
from bot.on_discord.spots import Spot, number, spot

Home = discord.abc.GuildChannel | discord.abc.PrivateChannel | discord.Thread
_CLOCKS_APART = dt.timedelta(minutes=1)


class Posting:
    """What can be done with messages through one client. Raises NotANumber for ids that are none."""

    def __init__(self, client: discord.Client, forums: Forums) -> None:
        self._client = client
        self._forums = forums

    async def post(self, channel: str, card: Card, *, key: str, thread: str | None) -> str:
        """Post a card, or say something under message `thread`; the word it is remembered by. The key is the nonce."""
        home = await self._home(channel)
        if thread is not None:
            sent = await self._under(home, spot(channel, thread), card, key)
        elif isinstance(home, discord.ForumChannel):
            sent = await self._filed(home, card, key)
        else:
            sent = await self._send(home.id, card, key)
        return sent.word(home.id)

    async def edit(self, channel: str, message: str, card: Card) -> None:
        """Replace what a message of ours shows, in an archived thread too; an edit mentions nobody anew."""
        where = spot(channel, message)
        try:
            await self._change(where, card)
        except discord.HTTPException as error:
            if error.code != ARCHIVED:
                raise
            await threads.reopen(self._client, where.channel)
            await self._change(where, card)

    async def link(self, channel: str, message: str) -> str | None:
        """The address of a message, after a look whether it is there: a link to nothing only opens the channel."""
        where = spot(channel, message)
        place = self._client.get_channel(where.channel) or await self._client.fetch_channel(where.channel)
        if not isinstance(place, discord.abc.Messageable):
            return None
        return (await place.fetch_message(where.message)).jump_url

    async def find(
        self, channel: str, me: int, *, key: str, since: dt.datetime, thread: str | None
    ) -> Sent | Absent | Unknowable | TryAgain:
        """Look for a post wherever it may have gone."""
        home = await self._home(channel)
        doubt: Absent | Unknowable | TryAgain = Absent()
        for place in await self._places(home, since, spot(channel, thread) if thread is not None else None):
            found = await lost.look(self._client.get_partial_messageable(place), me, key, since)
            if isinstance(found, Sent):
                return Sent(Spot(place, int(found.message)).word(home.id))
            doubt = doubt if isinstance(found, Absent) else found
        return doubt

    async def _home(self, channel: str) -> Home:
        """The channel a route names. Discord tells of all but archived threads and direct messages by itself."""
        return self._client.get_channel(number(channel)) or await self._client.fetch_channel(number(channel))

    async def _under(self, home: Home, root: Spot, card: Card, key: str) -> Spot:
        """In the message's own thread where that is allowed, else as a reply beside it."""
        room = await threads.under(home, root.message, card.title) if root.channel == home.id else None
        if room is not None:
            try:
                return await self._send(room, card, key)
            except discord.HTTPException as error:
                if error.code not in {ARCHIVED, LOCKED}:  # people closed it
                    raise
        return await self._send(root.channel, card, key, under=root.message)

    async def _filed(self, forum: discord.ForumChannel, card: Card, key: str) -> Spot:
        """Into its company's post; one that people deleted is made anew."""
        me = self._client.user.id if self._client.user is not None else 0  # logged in
        try:
            return await self._send(await self._forums.room(forum, card.topic, me), card, key)
        except discord.NotFound as error:
            if error.code != UNKNOWN_CHANNEL:
                raise
        await self._forums.forget(forum, card.topic)
        return await self._send(await self._forums.room(forum, card.topic, me), card, key)

    async def _send(self, channel: int, card: Card, key: str, *, under: int | None = None) -> Spot:
        place = self._client.get_partial_messageable(channel)
        replied = place.get_partial_message(under).to_reference(fail_if_not_exists=False) if under else None

        async def send(message: Message) -> discord.Message:
            return await place.send(
                message.content or None,
                embed=message.embed,
                files=pictures.files(message),
                view=view(message),  # type: ignore[arg-type]  # None is fine, the overloads forget it
                nonce=key,
                allowed_mentions=message.mentions,
                reference=replied,  # type: ignore[arg-type]  # the same
                mention_author=False,
            )

        return Spot(channel, (await pictures.shown(card, send, key=key)).id)

    async def _change(self, where: Spot, card: Card) -> None:
        place = self._client.get_partial_messageable(where.channel).get_partial_message(where.message)

        async def send(message: Message) -> None:
            await place.edit(
                content=message.content or None,
                embed=message.embed,
                attachments=pictures.files(message),
                view=view(message),
                allowed_mentions=message.mentions,
            )

        await pictures.shown(card, send)

    async def _places(self, home: Home, since: dt.datetime, root: Spot | None) -> list[int]:
        """Where a post that was first tried at `since` can stand."""
        if root is not None:
            return [root.channel, *([root.message] if await threads.exists(home, root.message) else [])]
        if not isinstance(home, discord.ForumChannel):
            return [home.id]
        earliest = discord.utils.time_snowflake(since - _CLOCKS_APART)
        return [thread.id for thread in await active(home) if (thread.last_message_id or 0) >= earliest]
