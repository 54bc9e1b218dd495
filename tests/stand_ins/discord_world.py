"""What the stand-in Discord remembers: one server, its channels and messages, people, commands, interactions."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import discord

from tests.stand_ins.discord_message import (
    APPLICATION,
    BOT,
    CHANNEL,
    EDITORS,
    EPHEMERAL,
    GUILD,
    PERSON,
    TOKEN,
    Message,
    snowflake,
    user_json,
)
from tests.stand_ins.discord_rules import JSON, Refused, check_message, check_not_empty

__all__ = [
    "ALL_RIGHTS",
    "APPLICATION",
    "BOT",
    "CHANNEL",
    "EDITORS",
    "EPHEMERAL",
    "FORUM",
    "GUILD",
    "MORE_RIGHTS",
    "NEWS",
    "NONCE_KNOWN",
    "PERSON",
    "TEXT",
    "THREAD",
    "TOKEN",
    "Channel",
    "Interaction",
    "Message",
    "World",
    "guild_json",
    "snowflake",
    "user_json",
]

NONCE_KNOWN = 300.0
"""Seconds for which a nonce is known; Discord says "the past few minutes"."""
_LONG_AGO = "2026-01-01T00:00:00+00:00"
ALL_RIGHTS = (
    "view_channel",
    "send_messages",
    "embed_links",
    "attach_files",
    "read_message_history",
    "send_messages_in_threads",
)
"""What everybody may unless a test says otherwise."""
MORE_RIGHTS = ("create_public_threads", "manage_channels", "manage_threads")
TEXT, NEWS, THREAD, FORUM = 0, 5, 11, 15


@dataclass
class Channel:
    """A channel, thread or forum. Take a name out of `rights` to forbid it to the bot, put one in to allow more."""

    id: int
    name: str = "news"
    type: int = 0
    parent: int | None = None
    """The channel a thread (type 11) belongs to; its rights count."""
    rights: set[str] = field(default_factory=lambda: set(ALL_RIGHTS))
    messages: list[Message] = field(default_factory=list)
    guild: int = GUILD
    owner: int = BOT
    archived: bool = False
    locked: bool = False
    tags: list[JSON] = field(default_factory=list)
    """Tags that a forum has."""
    applied: list[str] = field(default_factory=list)
    """Ids of the tags of a post."""
    needs_tag: bool = False

    def json(self) -> JSON:
        """As the API answers, rights as an overwrite for everyone."""
        denied = [right for right in ALL_RIGHTS if right not in self.rights]
        deny = discord.Permissions(**dict.fromkeys(denied, True)).value
        allow = discord.Permissions(**dict.fromkeys(self.rights - {*ALL_RIGHTS}, True)).value
        return {
            **(self._thread() if self.parent else {}),
            **({"available_tags": self.tags} if self.type == FORUM else {}),
            "flags": 16 if self.needs_tag else 0,
            "last_message_id": self.messages[-1].id if self.messages else None,
            "id": str(self.id),
            "type": self.type,
            "guild_id": str(self.guild),
            "name": self.name,
            "position": 0,
            "nsfw": False,
            "parent_id": str(self.parent) if self.parent else None,
            "permission_overwrites": [{"id": str(self.guild), "type": 0, "allow": str(allow), "deny": str(deny)}],
        }

    def _thread(self) -> JSON:
        shut = {"archived": self.archived, "auto_archive_duration": 60, "locked": self.locked}
        return {
            "owner_id": str(self.owner),
            "message_count": len(self.messages),
            "total_message_sent": len(self.messages),
            "member_count": 1,
            "applied_tags": self.applied,
            "thread_metadata": {**shut, "archive_timestamp": _LONG_AGO},
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
    answered_after: float | None = None
    """Seconds from the deed to that response."""
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

    @property
    def guilds(self) -> list[int]:
        """The servers, in order of their channels."""
        return list(dict.fromkeys([GUILD, *(channel.guild for channel in self.channels.values())]))

    def channel(self, channel: int) -> Channel:
        """The channel, or 10003."""
        if channel not in self.channels:
            raise Refused(404, 10003, "Unknown Channel")
        return self.channels[channel]

    def post(self, channel: Channel, body: JSON) -> Message:
        """Take a message of the bot; a known nonce gives the first message instead of a second."""
        above = self.channels[channel.parent] if channel.parent else channel
        above.require("send_messages_in_threads" if channel.parent else "send_messages")
        if channel.type == FORUM:
            raise Refused(400, 50008, "Cannot send messages in a non-text channel")
        self.reopen(channel, above)
        check_message(body)
        if body.get("attachments") and "attach_files" not in above.rights:
            raise Refused(403, 50013, "Missing Permissions")
        nonce = body.get("nonce")
        if nonce is not None and body.get("enforce_nonce") and (known := self._known(channel.id, str(nonce))):
            return known
        shown = _without_embeds(body) if "embed_links" not in above.rights else body
        check_not_empty(shown)
        message = Message(channel.id, shown, nonce=nonce, reply_to=self._reference(channel, body))
        if nonce is not None:
            self._nonces[channel.id, str(nonce)] = (time.monotonic(), message)
        channel.messages.append(message)
        self.notify()
        return message

    def reopen(self, thread: Channel, above: Channel) -> None:
        """A message takes a thread out of the archive, unless it is locked and the bot may not manage threads."""
        if thread.locked and "manage_threads" not in above.rights:
            if thread.archived:
                raise Refused(400, 50083, "Thread is archived")
            raise Refused(400, 160005, "Thread is locked")
        thread.archived = False

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


def guild_json(guild: int = GUILD) -> JSON:
    """A server, as GUILD_CREATE and the API tell it; its everyone role grants all."""
    everyone = {
        "id": str(guild),
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
        "id": str(guild),
        "name": "Stand-in",
        "owner_id": "1",
        "roles": [everyone, editors],
        "emojis": [],
        "features": [],
    }
