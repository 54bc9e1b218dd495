"""Who did something in Slack, and where its answer goes: read from what Slack sent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from bot.chat import Asker
from bot.on_slack.address import joined
from bot.on_slack.bodies import Body, place, presser, table, word
from bot.on_slack.duties import PLATFORM
from bot.on_slack.screens import About
from bot.on_slack.speaking import Reply

Manages = Callable[[str, str], Awaitable[bool]]
"""Asks Slack whether a person, in a workspace, is an admin there."""


@dataclass(frozen=True, slots=True)
class People:
    """Makes askers. `named` writes a workspace as destinations do, `manages` asks Slack about admins."""

    named: Callable[[str], str]
    manages: Manages

    def typist(self, body: Body, team: str) -> Reply:
        """Whoever typed a command; answered privately."""
        asker = self.asker(team, word(body, "user_id"), word(body, "channel_id"), word(body, "user_name"))
        return Reply(asker, word(body, "response_url"), self.named(team))

    def presser(self, body: Body, team: str) -> Reply:
        """Whoever pressed or picked something; only a private message is replaced, a public one belongs to all."""
        user, name = presser(body)
        container = table(body, "container")
        return Reply(
            self.asker(team, user, place(body), name),
            word(body, "response_url"),
            self.named(team),
            replace=container.get("is_ephemeral") is True,
            thread=word(container, "thread_ts"),
        )

    def before(self, body: Body, team: str, about: About) -> Reply:
        """Whoever does something in a modal or in the App Home; the channel is the one it is about."""
        user, name = presser(body)
        return Reply(self._person(team, user, about.channel, name), "", self.named(team), thread=about.thread)

    def asker(self, team: str, user: str, channel: str, name: str = "") -> Asker:
        """The person, and how to learn whether they run the workspace."""
        return self._person(team, user, joined(self.named(team), channel), name)

    def _person(self, team: str, user: str, written: str, name: str) -> Asker:
        there = self.named(team)
        return Asker(PLATFORM, user, written, name, workspace=there, manages=partial(self.manages, there, user))
