"""Discord as a chat platform: posts and edits over REST, answers over the gateway, starts again when either breaks.

Knows nothing of moves or the store. One per process, since discord.py's addresses belong to the process.
"""

import asyncio
import datetime as dt
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import discord
import structlog

from bot.cards import Card
from bot.chat import Absent, Answers, ChatTrouble, Outcome, Rejected, Sent, TryAgain, Unknowable
from bot.on_discord import address, lost
from bot.on_discord.address import Addresses
from bot.on_discord.conversation import LONGEST_WAIT, Conversation, Sharded, intents
from bot.on_discord.errors import FAILURES, fatal, outcome, words
from bot.on_discord.forums import Forums
from bot.on_discord.posting import Posting
from bot.on_discord.registry import Forgetful, Memory, tell
from bot.on_discord.rights import advice, invite_link, problems
from bot.on_discord.spots import NotANumber
from bot.settings import DiscordSettings

_log = structlog.get_logger(__name__)

_SOON = dt.timedelta(seconds=10)
_SHARD_TIME = 6.0
_MANY_SHARDS = 20
"""Waited for where Discord says how many."""
_AFTER_REPAIR = dt.timedelta(minutes=10)


def utc_now() -> dt.datetime:
    """The wall clock."""
    return dt.datetime.now(dt.UTC)


def backoff(attempt: int) -> float:
    """Seconds before attempt `attempt` + 1: doubling up to a minute, a random half of it, so that bots do not march."""
    return min(60.0, 2.0**attempt) * (0.5 + random.random() / 2)  # noqa: S311 - spreads load, guards nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """What varies in tests: the clock, the pauses, and how long `start` and `stop` wait."""

    clock: Callable[[], dt.datetime] = utc_now
    backoff: Callable[[int], float] = backoff
    patience: float = 45.0
    """Seconds until `start` gives up on a Discord that cannot be reached."""
    farewell: float = 5.0
    """Seconds `stop` gives to what was acknowledged."""


class Discord:
    """Implements `bot.chat.Chat`. `memory` keeps the hash of the registered commands over restarts."""

    platform = "discord"

    def __init__(
        self, settings: DiscordSettings, answers: Answers, *, memory: Memory | None = None, timing: Timing | None = None
    ) -> None:
        self._settings = settings
        self._answers = answers
        self._memory = memory or Forgetful()
        self._forums = Forums(self._memory)
        self._timing = timing or Timing()
        self._client: Conversation | None = None
        self._ready = asyncio.Event()
        self._connection: asyncio.Task[None] | None = None
        self._trouble: ChatTrouble | None = None
        self._online = False

    async def start(self) -> None:
        """Connect and register `/moves`; returns once ready.

        Raises ChatTrouble if Discord refuses the bot, or cannot be reached for `patience` seconds; may be called again.
        """
        await self.stop()
        self._trouble = None
        self._connection = asyncio.create_task(self._stay_connected(), name="discord")
        ready = asyncio.create_task(self._ready.wait(), name="discord ready")
        try:
            await asyncio.wait({self._connection, ready}, timeout=self._patience(), return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
        if not self._ready.is_set():
            await self.stop()
            raise self._why()

    def _patience(self) -> float:
        """Discord lets a bot open one connection in five seconds."""
        shards = self._settings.shards
        return self._timing.patience + _SHARD_TIME * (_MANY_SHARDS if shards is None else shards)

    def _why(self) -> ChatTrouble:
        return self._trouble or ChatTrouble(f"Discord cannot be reached at {self._settings.api_base_url}")

    def _usable(self) -> Conversation | None:
        """The client that is logged in and not about to be replaced; REST works even while its gateway reconnects."""
        client = self._client
        return None if client is None or client.is_closed() else client

    def _offline(self) -> TryAgain:
        if self._trouble is not None:
            return TryAgain(_AFTER_REPAIR, str(self._trouble))
        return TryAgain(_SOON, "not connected to Discord at the moment")

    async def stop(self) -> None:
        """Finish what was acknowledged, then close; twice is as good as once."""
        client, self._client = self._client, None
        self._ready.clear()
        if client is not None:
            await client.finish(self._timing.farewell)
        if self._connection is not None:
            self._connection.cancel()
            with suppress(asyncio.CancelledError):
                await self._connection
            self._connection = None
            address.reset()

    async def post(self, channel: str, card: Card, *, key: str, thread: str | None = None) -> Outcome:
        """Post a card, or say something under message `thread`. The key is the nonce: a repeat within minutes posts nothing new."""
        client = self._usable()
        if client is None:
            return self._offline()
        try:
            return Sent(await Posting(client, self._forums).post(channel, card, key=key, thread=thread))
        except NotANumber as error:
            return Rejected(str(error), gone=True)
        except FAILURES as error:
            return outcome(error)

    async def edit(self, channel: str, message: str, card: Card) -> Outcome:
        """Replace what a message of ours shows; an edit mentions nobody anew."""
        client = self._usable()
        if client is None:
            return self._offline()
        try:
            await Posting(client, self._forums).edit(channel, message, card)
        except NotANumber as error:
            return Rejected(str(error), gone=True)
        except FAILURES as error:
            return outcome(error)
        return Sent(message)

    async def link(self, channel: str, message: str) -> str | None:
        """The address of a message; None where there is none, or the message is not there any more."""
        client = self._usable()
        if client is None:
            return None
        try:
            return await Posting(client, self._forums).link(channel, message)
        except (*FAILURES, NotANumber):
            return None

    async def find(
        self, channel: str, *, key: str, since: dt.datetime, thread: str | None = None
    ) -> Sent | Absent | Unknowable | TryAgain:
        """Look for a post whose answer was lost; `Absent` also while the nonce makes a repeat harmless."""
        client = self._usable()
        if client is None or client.user is None:
            return self._offline()
        if lost.harmless(since, self._timing.clock()):
            return Absent()
        try:
            posting = Posting(client, self._forums)
            return await posting.find(channel, client.user.id, key=key, since=since, thread=thread)
        except NotANumber as error:
            return Unknowable(str(error))
        except FAILURES as error:
            found = outcome(error)
            return found if isinstance(found, TryAgain) else Unknowable(f"the channel: {found.why}")

    async def check(self, channels: tuple[str, ...]) -> tuple[str, ...]:
        """Problems of the token and of each channel's rights. Needs no gateway and no `start`."""
        try:
            async with self._logged_in() as client:
                return await problems(client, channels, self._settings.guild_ids)
        except FAILURES as error:
            return (
                str(fatal(error) or f"Discord cannot be reached at {self._settings.api_base_url} ({words(error)})"),
            )
        except ChatTrouble as trouble:
            return (str(trouble),)

    async def invitation(self) -> str:
        """The link that adds this bot to a server. Raises ChatTrouble when Discord does not say who we are."""
        try:
            async with self._logged_in() as client:
                return invite_link(client.application_id or 0)
        except FAILURES as error:
            raise fatal(error) or self._why() from error

    async def advice(self) -> tuple[str, ...]:
        """What is open to more people than it need be; where Discord cannot be asked, `check` says so."""
        try:
            async with self._logged_in() as client:
                return advice(client.application)
        except (*FAILURES, ChatTrouble):
            return ()

    @asynccontextmanager
    async def _logged_in(self) -> AsyncIterator[discord.Client]:
        if self._client is not None and self._client.is_ready():
            yield self._client
            return
        self._addresses().use()
        client = discord.Client(
            intents=intents(), proxy=self._settings.proxy or None, max_ratelimit_timeout=LONGEST_WAIT
        )
        try:
            await client.login(self._settings.token)
            yield client
        finally:
            await client.close()
            if self._connection is None:
                address.reset()

    def _addresses(self) -> Addresses:
        return Addresses.of(self._settings.api_base_url, self._settings.gateway_url)

    async def _stay_connected(self) -> None:
        """Connect, and connect again for as long as that makes sense, each time with a new client.

        discord.py reconnects by itself once connected, but its first failure is final: its `connect` then dies of an
        AttributeError (its issue 10520).
        """
        failures = 0
        while self._trouble is None:
            self._online = False
            try:
                await self._connect()
            except (*FAILURES, AttributeError, ChatTrouble) as error:
                self._trouble = fatal(error)
                _log.warning("discord_disconnected", why=str(self._trouble or words(error)), final=bool(self._trouble))
            if self._trouble is None:
                failures = 0 if self._online else failures + 1
                await asyncio.sleep(self._timing.backoff(failures))

    async def _connect(self) -> None:
        """One client from login until its connection ends."""
        self._addresses().use()
        kind = Conversation if self._settings.shards == 0 else Sharded
        own = frozenset(self._settings.guild_ids)
        client = kind(self._answers, self._register, proxy=self._settings.proxy, own=own)
        client.on_ready = self._on_ready  # type: ignore[attr-defined]  # how discord.py takes a listener
        try:
            await client.login(self._settings.token)
            (await self._addresses().complete(client.http)).use()
            if isinstance(client, Sharded):
                client.shard_count = self._settings.shards or (await client.http.get_bot_gateway())[0]
            self._client = client
            await client.connect()
        finally:
            if self._client is client:
                self._client = None
            await client.close()

    async def _on_ready(self) -> None:
        self._online = True
        self._ready.set()
        _log.info("discord_connected", **address.in_use())

    async def _register(self, client: Conversation) -> None:
        await tell(client.tree, self._memory, self._settings.guild_ids, self._settings.sync_commands)
