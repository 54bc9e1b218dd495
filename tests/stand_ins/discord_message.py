"""A message of the stand-in Discord as people see it and as the API tells it, and the ids of its one server."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import count

import discord

from tests.stand_ins.discord_rules import JSON, MENU, check_message, check_not_empty

TOKEN = "stand-in.discord.token"
APPLICATION = 4001
BOT = 4001
GUILD = 2001
EDITORS = 3001
"""A role beside everyone's."""
PERSON = 3001
CHANNEL = 123
EPHEMERAL = 64

_numbers = count(1)


def snowflake() -> str:
    """A new id that tells its time, as Discord's do."""
    return str((discord.utils.time_snowflake(dt.datetime.now(dt.UTC)) & ~0xFFF) | (next(_numbers) & 0xFFF))


def user_json(user: int, name: str) -> JSON:
    """Somebody, as the API tells."""
    named = {"id": str(user), "username": name, "discriminator": "0", "global_name": None, "avatar": None}
    return {**named, "flags": 0, "public_flags": 0}


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
    def attachments(self) -> list[JSON]:
        """The files: `filename`, `description`, and `data` in hexadecimal."""
        return list(self.body.get("attachments") or [])

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
    def placeholder(self) -> str:
        """What the menu shows before anything is chosen; empty where there is none."""
        return next((str(each.get("placeholder", "")) for each in self._components if each["type"] == MENU), "")

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
            "author": user_json(self.author, "somebody"),
            "content": self.content,
            "embeds": [_resolved(embed) for embed in self.embeds],
            "components": self.body.get("components") or [],
            "flags": self.flags,
            "timestamp": moment,
            "edited_timestamp": moment if self.edits else None,
            "mentions": [],
            "mention_roles": [],
            "mention_everyone": False,
            "attachments": [
                {"id": str(at), "size": 9, "url": _cdn(each["filename"]), "proxy_url": "", "filename": each["filename"]}
                for at, each in enumerate(self.attachments)
            ],
            "pinned": False,
            "tts": False,
            **({"nonce": self.nonce} if with_nonce and self.nonce else {}),
            **({"message_reference": self._referred()} if self.reply_to else {}),
            **({"interaction_metadata": self._asked()} if self.interaction else {}),
        }

    def _referred(self) -> JSON:
        return {"type": 0, "message_id": self.reply_to, "channel_id": str(self.channel), "guild_id": str(GUILD)}

    def _asked(self) -> JSON:
        user = user_json(PERSON, "ada")
        return {"id": self.interaction, "type": 2, "user": user, "authorizing_integration_owners": {}}


def _cdn(name: str) -> str:
    return f"https://cdn.example/{name}"


def _resolved(embed: JSON) -> JSON:
    """An embed as it is told back: what it shows of an attachment has an address then."""
    shown = str((embed.get("image") or {}).get("url", ""))
    return {**embed, "image": {"url": _cdn(shown.removeprefix("attachment://"))}} if shown else embed
