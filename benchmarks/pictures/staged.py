"""The scenes: invented outlets tell invented news, people ask, and what the platforms were sent is kept.

The real people of the seeds stand only in the answer about Alibaba, with what the seeds say of them.
"""

import copy
import datetime as dt
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.flow.scene import DAILY, SLACK_CHANNEL, WIRE, Scene, playing
from tests.stand_ins.discord import Message as DiscordMessage
from tests.stand_ins.slack import Message as SlackMessage

LEAVING = (
    "Qwen technical lead Lin Yuanzhou is leaving Alibaba, sources say",
    "Lin Yuanzhou, technical lead of Alibaba's Qwen team, is leaving the company, two people said.",
)
LEAVING_IN_CHINESE = ("据悉林远舟将离开阿里巴巴", "海港财经")
JOINING = (
    "Lin Yuanzhou joins Tencent from Alibaba as chief scientist",
    "Lin Yuanzhou, until this week technical lead of Qwen at Alibaba, joins Tencent as chief scientist, Tencent said.",
)
RUMOR = (
    "OpenAI infrastructure chief Ravi Menon may leave, people close to him say",
    "Ravi Menon, head of infrastructure at OpenAI, may leave the company, people close to him said.",
)
DENIAL = (
    "OpenAI denies that infrastructure chief Ravi Menon is leaving",
    "OpenAI denied that Ravi Menon, its head of infrastructure, is leaving the company.",
)
WEEK = (
    JOINING,
    ("Vera Holm leaves OpenAI for Anthropic", "Vera Holm, a research lead at OpenAI, joins Anthropic."),
    ("Jonas Berg leaves OpenAI for Anthropic", "Jonas Berg, an engineer at OpenAI, joins Anthropic."),
    ("Mara Quist leaves Meta for OpenAI", "Mara Quist, a scientist at Meta, joins OpenAI."),
    ("Ines Dorn leaves OpenAI", "Ines Dorn, head of safety at OpenAI, has left the company."),
    ("Tomas Okafor leaves Meta for Anthropic", "Tomas Okafor, a director at Meta, joins Anthropic."),
)


@dataclass
class Shown:
    """One picture: messages in order, each as it was sent; `kind` says where they stand."""

    messages: Sequence[Any]
    kind: str = "channel"
    """`channel`, `thread` (the first message and what hangs under it), `private` or `home`."""
    asked: str = ""
    """What was typed."""
    files: dict[str, bytes] = field(default_factory=dict)
    """Uploaded pictures by name."""


@dataclass
class Seen:
    """Everything that was shown, by name, on both platforms."""

    slack: dict[str, Shown] = field(default_factory=dict)
    discord: dict[str, Shown] = field(default_factory=dict)

    def keep(self, name: str, scene: Scene, messages: slice, kind: str = "channel") -> None:
        """Keep some messages of both channels as they stand now."""
        files = {one: file.data for one, file in scene.slack.files.files.items()}
        self.slack[name] = Shown(copy.deepcopy(_in_slack(scene)[messages]), kind, files=files)
        self.discord[name] = Shown(copy.deepcopy(_in_discord(scene)[messages]), kind)

    async def ask(self, name: str, scene: Scene, question: str) -> None:
        """Keep the answers to a question."""
        self.slack[name] = Shown([await scene.slack.slash("/moves", question)], "private", f"/moves {question}")
        answer = await scene.discord.slash("moves", query=question)
        self.discord[name] = Shown([answer], "private", f"/moves {question}")


async def play() -> Seen:
    """Let everything happen."""
    seen = Seen()
    with tempfile.TemporaryDirectory() as folder:
        async with playing(Path(folder)) as scene:
            await seen.ask("timeline", scene, "alibaba")  # before anything invented is told of Alibaba
            await _home(scene, seen)
            await _alerts(scene, seen)
            await seen.ask("person", scene, "林远舟")
    with tempfile.TemporaryDirectory() as folder:
        hour = dt.datetime.now(dt.UTC).replace(second=0, microsecond=0) + dt.timedelta(hours=2)
        async with playing(Path(folder), when=f"daily {hour:%H:%M}") as scene:
            await _tell(scene, WIRE, *WEEK)
            scene.clock.skip_to(hour)
            await scene.app.close_digests()
            await scene.settled()
            seen.keep("digest", scene, slice(0, 1))
    return seen


async def _home(scene: Scene, seen: Seen) -> None:
    """What an admin sees who opens the app."""
    scene.slack.api.admins.add("U7")
    await scene.slack.slash("/moves-admin", "subscribe OpenAI, Anthropic out digest weekly Fri 16:00", user="U7")
    await scene.slack.screens.open_home("U7")
    await scene.slack.until(lambda: "U7" in scene.slack.views.homes)
    seen.slack["home"] = Shown([scene.slack.views.homes["U7"]], "home")


async def _alerts(scene: Scene, seen: Seen) -> None:
    """An alert; the same after two more outlets, with its thread; a rumor that was denied."""
    await _tell(scene, WIRE, LEAVING)
    seen.keep("alert", scene, slice(0, 1))
    await scene.find(*LEAVING_IN_CHINESE)
    await _tell(scene, DAILY, JOINING)
    seen.keep("update", scene, slice(0, None), "thread")
    told = len(_in_slack(scene)), len(_in_discord(scene))
    await _tell(scene, WIRE, RUMOR)
    await _tell(scene, DAILY, DENIAL)
    seen.slack["denial"] = Shown(copy.deepcopy(_in_slack(scene)[told[0] :]), "thread")
    seen.discord["denial"] = Shown(copy.deepcopy(_in_discord(scene)[told[1] :]), "thread")


async def _tell(scene: Scene, outlet: str, *stories: tuple[str, str]) -> None:
    scene.publish(outlet, *stories)
    await scene.look(outlet)
    await scene.settled()


def _in_slack(scene: Scene) -> list[SlackMessage]:
    return scene.slack.channel(SLACK_CHANNEL).messages


def _in_discord(scene: Scene) -> list[DiscordMessage]:
    return scene.discord.channel().messages
