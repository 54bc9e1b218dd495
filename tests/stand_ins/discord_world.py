"""What the stand-in Discord remembers: one server, its channels and messages, people, commands, interactions."""

import asyncio
import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import discord

from tests.stand_ins.discord_rules import JSON, MENU, Refused, check_message, check_not_empty

TOKEN = "stand-in.discord.token"
APPLICATION = 4001
BOT = 4001
GUILD = 2001
EDITORS = 3001
"""A role beside everyone's."""
PERSON = 3001
CHANNEL = 123

NONCE_KNOWN = 300.0
"""Seconds for which a nonce is known; Discord says "the past few minutes"."""
EPHEMERAL = 64
_LONG_AGO = "2026-01-01T00:00:00+00:00"
ALL_RIGHTS = ("view_channel", "send_messages", "embed_links", "read_message_history", "send_messages_in_threads")

_numbers = count(1)


def snowflake() -> str:
    """A new id that tells its time, as Discord's do."""
    return str((discord.utils.time_snowflake(dt.datetime.now(dt.UTC)) & ~0xFFF) | (next(_numbers) & 0xFFF))


@dataclass
class Message:
    """A message as people see it. `body` is what was accepted: content, embeds, components, allowed_mentions."""

    channel: int
    body: JSON
    id: str = field(default_factory=snowflake)
    author: int = BOT
    flags: int = 0
    nonce: str | None = None
    reply_to: str | None = None
    interaction: str | None = None
    edits: int = 0

    @property
    def content(self) -> str:
        """The words beside the embeds."""
        return str(self.body.get("content") or "")

    @property
    def embeds(self) -> list[JSON]:
        """The embeds as accepted."""
        return list(self.body.get("embeds") or [])

    @property
    def private(self) -> bool:
        """Whether only the asker sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def buttons(self) -> list[JSON]:
        """All buttons, row by row."""
        return [each for each in self._components if each["type"] == 2]

    @property
    def options(self) -> list[JSON]:
        """The options of the menu."""
        return [option for each in self._components if each["type"] == MENU for option in each["options"]]

    @property
    def _components(self) -> list[JSON]:
        rows: list[JSON] = self.body.get("components") or []
        return [each for row in rows for each in row["components"]]

    def change(self, body: JSON) -> None:
        """Edit: what is not named stays."""
        check_message(body)
        merged = {**self.body, **body}
        check_not_empty(merged)
        self.body = merged
        self.edits += 1

    def json(self, *, with_nonce: bool) -> JSON:
        """As the API answers; history tells no nonce."""
        moment = discord.utils.snowflake_time(int(self.id)).isoformat()
        return {
            "id": self.id,
            "channel_id": str(self.channel),
            "type": 19 if self.reply_to else 0,
            "author": {"id": str(self.author), "username": "somebody", "discriminator": "0", "avatar": None},
            "content": self.content,
            "embeds": self.embeds,
            "components": self.body.get("components") or [],
            "flags": self.flags,
            "timestamp": moment,
            "edited_timestamp": moment if self.edits else None,
            "mentions": [],
            "mention_roles": [],
            "mention_everyone": False,
            "attachments": [],
            "pinned": False,
            "tts": False,
            **({"nonce": self.nonce} if with_nonce and self.nonce else {}),
            **({"message_reference": self._referred()} if self.reply_to else {}),
            **({"interaction_metadata": self._asked()} if self.interaction else {}),
        }

    def _referred(self) -> JSON:
        return {"type": 0, "message_id": self.reply_to, "channel_id": str(self.channel), "guild_id": str(GUILD)}

    def _asked(self) -> JSON:
        user = {"id": str(PERSON), "username": "ada", "discriminator": "0", "avatar": None}
        return {"id": self.interaction, "type": 2, "user": user, "authorizing_integration_owners": {}}


@dataclass
class Channel:
    """A text channel. Take a name out of `rights` to forbid it to the bot."""

    id: int
    name: str = "news"
    type: int = 0
    parent: int | None = None
    """The channel a thread (type 11) belongs to; its rights count."""
    rights: set[str] = field(default_factory=lambda: set(ALL_RIGHTS))
    messages: list[Message] = field(default_factory=list)

    def json(self) -> JSON:
        """As the API answers, rights as an overwrite for everyone."""
        denied = [right for right in ALL_RIGHTS if right not in self.rights]
        deny = discord.Permissions(**dict.fromkeys(denied, True)).value
        archived = {"archived": False, "auto_archive_duration": 60, "locked": False, "archive_timestamp": _LONG_AGO}
        thread = {"owner_id": "1", "message_count": 0, "member_count": 1, "thread_metadata": archived}
        return {
            **(thread if self.parent else {}),
            "id": str(self.id),
            "type": self.type,
            "guild_id": str(GUILD),
            "name": self.name,
            "position": 0,
            "nsfw": False,
            "parent_id": str(self.parent) if self.parent else None,
            "permission_overwrites": [{"id": str(GUILD), "type": 0, "allow": "0", "deny": str(deny)}],
        }

    def message(self, message_id: str) -> Message:
        """The message, or 10008."""
        for message in self.messages:
            if message.id == message_id:
                return message
        raise Refused(404, 10008, "Unknown Message")

    def require(self, *rights: str) -> None:
        """Refuse as Discord does when the bot lacks a right."""
        if "view_channel" not in self.rights:
            raise Refused(403, 50001, "Missing Access")
        if not self.rights.issuperset(rights):
            raise Refused(403, 50013, "Missing Permissions")


@dataclass
class Interaction:
    """One command, press or completion and what the bot made of it."""

    data: JSON
    id: str = field(default_factory=snowflake)
    asked_at: float = field(default_factory=time.monotonic)
    answered: int | None = None
    """The type of the first response."""
    original: Message | None = None
    loading: bool = False
    choices: list[JSON] = field(default_factory=list)
    followups: list[Message] = field(default_factory=list)
    modal: JSON | None = None

    @property
    def token(self) -> str:
        """The secret by which the bot answers."""
        return f"interaction-{self.id}"

    @property
    def channel(self) -> int:
        """Where it happened."""
        return int(self.data["channel_id"])


class World:
    """All state. `changed` wakes whoever waits for something to happen."""

    def __init__(self) -> None:
        self.channels: dict[int, Channel] = {CHANNEL: Channel(CHANNEL)}
        self.commands: dict[str, list[JSON]] = {}
        self.syncs = 0
        self.interactions: dict[str, Interaction] = {}
        self._nonces: dict[tuple[int, str], tuple[float, Message]] = {}
        self._changed = asyncio.Event()

    def channel(self, channel: int) -> Channel:
        """The channel, or 10003."""
        if channel not in self.channels:
            raise Refused(404, 10003, "Unknown Channel")
        return self.channels[channel]

    def post(self, channel: Channel, body: JSON) -> Message:
        """Take a message of the bot; a known nonce gives the first message instead of a second."""
        channel.require("send_messages")
        check_message(body)
        nonce = body.get("nonce")
        if nonce is not None and body.get("enforce_nonce") and (known := self._known(channel.id, str(nonce))):
            return known
        shown = _without_embeds(body) if "embed_links" not in channel.rights else body
        check_not_empty(shown)
        message = Message(channel.id, shown, nonce=nonce, reply_to=self._reference(channel, body))
        if nonce is not None:
            self._nonces[channel.id, str(nonce)] = (time.monotonic(), message)
        channel.messages.append(message)
        self.notify()
        return message

    def _known(self, channel: int, nonce: str) -> Message | None:
        at, message = self._nonces.get((channel, nonce), (-NONCE_KNOWN, None))
        return message if time.monotonic() - at < NONCE_KNOWN else None

    def _reference(self, channel: Channel, body: JSON) -> str | None:
        reference = body.get("message_reference")
        if reference is None:
            return None
        channel.require("read_message_history")
        try:
            return channel.message(str(reference["message_id"])).id
        except Refused:
            if reference.get("fail_if_not_exists", True):
                flaw = {"code": "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "message": "Unknown message"}
                raise Refused(400, 50035, "Invalid Form Body", {"message_reference": {"_errors": [flaw]}}) from None
            return None

    def forget_nonces(self) -> None:
        """As if the few minutes had passed."""
        self._nonces.clear()

    def notify(self) -> None:
        """Wake everybody who waits."""
        self._changed.set()

    async def until(self, happened: Callable[[], Any], what: str, within: float = 5.0) -> None:
        """Wait for a state; fails with `what` when it does not come."""
        try:
            async with asyncio.timeout(within):
                while not happened():
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(f"did not happen within {within} s: {what}") from None


def _without_embeds(body: JSON) -> JSON:
    """Without Embed Links an embed beside words is dropped silently; alone it is refused."""
    if not body.get("embeds"):
        return body
    if not body.get("content"):
        raise Refused(403, 50013, "Missing Permissions")
    return {**body, "embeds": []}


def guild_json() -> JSON:
    """The one server, as GUILD_CREATE and the API tell it; its everyone role grants all."""
    everyone = {
        "id": str(GUILD),
        "name": "@everyone",
        "permissions": str(discord.Permissions(**dict.fromkeys(ALL_RIGHTS, True)).value),
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    editors = {**everyone, "id": str(EDITORS), "name": "Editors", "permissions": "0", "position": 1}
    return {
        "id": str(GUILD),
        "name": "Stand-in",
        "owner_id": "1",
        "roles": [everyone, editors],
        "emojis": [],
        "features": [],
    }
