"""A Discord client connected to the stand-in, and answers that only remember what they were asked."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from bot.cards import Action, Card, Picture, Tone
from bot.chat import Answers, Asker, Pressed
from bot.forms import Form
from bot.on_discord.client import Discord, Timing
from bot.on_discord.registry import Memory
from bot.picks import Choice, Pick
from bot.settings import DiscordSettings
from tests.forms import every_field
from tests.stand_ins.discord import DiscordStandIn

QUICK = Timing(backoff=lambda _: 0.01, patience=5.0)


class Recording:
    """Implements `bot.chat.Answers`: says back what was asked. Clear `gate` to make it slow."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Asker]] = []
        self.filled: list[tuple[str, dict[str, str], Asker]] = []
        self.picture: Picture | None = None
        self.names: tuple[str, ...] = ("Alibaba", "Qwen")
        self.gate = asyncio.Event()
        self.gate.set()

    async def answer(self, text: str, asker: Asker) -> Pressed:
        """A card with paging and sharing, as a timeline has."""
        self.asked.append((text, asker))
        await self.gate.wait()
        actions = (Action("Newer", "ask:0:x", enabled=False), Action("Older", "ask:2:x"), Action("Share", "share:1:x"))
        card = Card(title=f"Answer to {text}", tone=Tone.ANSWER, actions=actions, picture=self.picture)
        return Pressed(card, public=text.endswith("share"))

    async def press(self, key: str, asker: Asker) -> Pressed:
        """Public for a key that shares."""
        self.asked.append((key, asker))
        await self.gate.wait()
        return Pressed(
            Card(title=f"Pressed {key}", tone=Tone.ANSWER, picture=self.picture), public=key.startswith("share")
        )

    async def administer(self, text: str, asker: Asker) -> Card:
        """Says back what was ordered."""
        self.asked.append((text, asker))
        return Card(title=f"Ordered {text}", tone=Tone.ANSWER)

    async def form(self, key: str, asker: Asker) -> Form | Card:
        """A form of every sort of field; `form:card` gives a card instead."""
        self.asked.append((key, asker))
        return Card(title="No form", tone=Tone.HELP) if key == "form:card" else every_field(key)

    async def fill(self, key: str, values: Mapping[str, str], asker: Asker) -> Card:
        """Says back what was filled in; refuses a zone."""
        self.filled.append((key, dict(values), asker))
        return Card(title=f"Filled {key}", tone=Tone.HELP if values.get("zone") == "Mars" else Tone.ANSWER)

    async def home(self, asker: Asker) -> Card:
        """Discord has no such place."""
        return Card(title="Home", tone=Tone.ANSWER)

    async def judge(self, text: str, asker: Asker) -> Card:
        """Says back what was pointed at."""
        self.asked.append((f"judge {text}", asker))
        await self.gate.wait()
        return Card(title="No move was found in this", tone=Tone.ANSWER)

    async def suggest(self, typed: str) -> tuple[str, ...]:
        """The names it was given."""
        self.asked.append((typed, Asker(platform="discord", user="")))
        await self.gate.wait()
        return self.names

    async def pick(self, what: Pick, typed: str, asker: Asker) -> tuple[Choice, ...]:
        """Two of what was asked for."""
        self.asked.append((f"pick {what} {typed}", asker))
        await self.gate.wait()
        return tuple(Choice(f"{what[0]}{number}", f"{what.title()} {number}") for number in (1, 2))


def settings(server: DiscordStandIn, **changes: Any) -> DiscordSettings:
    """Settings that lead to the stand-in."""
    there = DiscordSettings(token=server.token, api_base_url=server.url, gateway_url=server.gateway_url)
    return replace(there, **changes)


@asynccontextmanager
async def connected(
    server: DiscordStandIn,
    answers: Answers | None = None,
    *,
    memory: Memory | None = None,
    timing: Timing = QUICK,
    **changes: Any,
) -> AsyncIterator[Discord]:
    """A started client; stopped at the end."""
    chat = Discord(settings(server, **changes), answers or Recording(), memory=memory, timing=timing)
    try:
        await chat.start()
        yield chat
    finally:
        await chat.stop()
