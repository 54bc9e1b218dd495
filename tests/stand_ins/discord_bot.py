"""A Discord client connected to the stand-in, and answers that only remember what they were asked."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from bot.cards import Action, Card, Tone
from bot.chat import Answers, Asker, Pressed
from bot.on_discord.client import Discord, Timing
from bot.on_discord.registry import Memory
from bot.settings import DiscordSettings
from tests.stand_ins.discord import DiscordStandIn

QUICK = Timing(backoff=lambda _: 0.01, patience=5.0)


class Recording:
    """Implements `bot.chat.Answers`: says back what was asked. Clear `gate` to make it slow."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Asker]] = []
        self.names: tuple[str, ...] = ("Alibaba", "Qwen")
        self.gate = asyncio.Event()
        self.gate.set()

    async def answer(self, text: str, asker: Asker) -> Card:
        """A card with paging and sharing, as a timeline has."""
        self.asked.append((text, asker))
        await self.gate.wait()
        actions = (Action("Newer", "ask:0:x", enabled=False), Action("Older", "ask:2:x"), Action("Share", "share:1:x"))
        return Card(title=f"Answer to {text}", tone=Tone.ANSWER, actions=actions)

    async def press(self, key: str, asker: Asker) -> Pressed:
        """Public for a key that shares."""
        self.asked.append((key, asker))
        await self.gate.wait()
        return Pressed(Card(title=f"Pressed {key}", tone=Tone.ANSWER), public=key.startswith("share"))

    async def administer(self, text: str, asker: Asker) -> Card:
        """Says back what was ordered."""
        self.asked.append((text, asker))
        return Card(title=f"Ordered {text}", tone=Tone.ANSWER)

    async def suggest(self, typed: str) -> tuple[str, ...]:
        """The names it was given."""
        self.asked.append((typed, Asker(platform="discord", user="")))
        await self.gate.wait()
        return self.names


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
