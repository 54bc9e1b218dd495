"""A Discord on loopback, for tests and pictures: REST, gateway, and people who ask and press buttons.

    async with DiscordStandIn() as discord:
        settings = DiscordSettings(token=discord.token, api_base_url=discord.url, gateway_url=discord.gateway_url)
        …start the bot…
        answer = await discord.slash("moves", query="alibaba")
        answer.embeds[0]["title"]
        await discord.click(answer, "Share")
        discord.channel(123).messages[-1]

It speaks API version 10 as documented, refuses what breaks documented limits, and does wrong what it is told to
(`fail`, `gateway`). One server (2001) and one channel (123) until more are added,
one bot. Threads archive only when a test says so; nothing is compressed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import discord
from aiohttp import web

from tests.stand_ins.discord_api import Api, Request
from tests.stand_ins.discord_command_rules import GROUP, MESSAGE, SUBCOMMAND
from tests.stand_ins.discord_deeds import deed, invoked, member, options_of
from tests.stand_ins.discord_faults import Fault
from tests.stand_ins.discord_gateway import Gateway
from tests.stand_ins.discord_modal_rules import fill
from tests.stand_ins.discord_replies import DEFERRED_UPDATE, SUBMIT, UPDATE
from tests.stand_ins.discord_rules import JSON, MENU
from tests.stand_ins.discord_world import (
    CHANNEL,
    GUILD,
    PERSON,
    TOKEN,
    Channel,
    Interaction,
    Message,
    World,
)

__all__ = ["CHANNEL", "GUILD", "PERSON", "Channel", "DiscordStandIn", "Message"]

_COMMAND, _PRESS, _COMPLETION = 2, 3, 4
_PATIENCE = 5.0
_DEADLINE = 3.0


class DidNotRespond(AssertionError):
    """What people see as «The application did not respond»."""


@dataclass(frozen=True, slots=True)
class Modal:
    """A form as it opened for somebody, and the message it was opened from."""

    data: JSON
    message: Message


class DiscordStandIn:
    """The server; an async context manager that listens on free ports while entered."""

    token = TOKEN

    def __init__(self) -> None:
        self._world = World()
        self._api = Api(self._world)
        self.gateway = Gateway(self._world)
        self._runners: list[web.AppRunner] = []
        self.rights: dict[int, discord.Permissions] = {}
        """What people may do in the channel, by user; nothing unless told."""
        self.roles: dict[int, tuple[int, ...]] = {}
        """Roles of people, by user."""
        self.url = ""
        """REST address, as `api_base_url`."""
        self.gateway_url = ""

    async def __aenter__(self) -> Self:
        self.url = f"http://127.0.0.1:{await self._serve(self._api.app())}/api/v10"
        self.gateway_url = f"ws://127.0.0.1:{await self._serve(self.gateway.app())}"
        self._api.gateway_url = self.gateway.url = self.gateway_url
        self._api.threads.tell = self.gateway.tell
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.gateway.close(1001)
        for runner in self._runners:
            await runner.cleanup()

    async def _serve(self, app: web.Application) -> int:
        runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        self._runners.append(runner)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return int(runner.addresses[0][1])

    # What there is

    def channel(self, channel: int = CHANNEL) -> Channel:
        """A channel and its public messages; made if it was not there."""
        return self._world.channels.setdefault(channel, Channel(channel))

    def threads(self, channel: int = CHANNEL) -> list[Channel]:
        """The threads of a channel or the posts of a forum, the oldest first."""
        return [each for each in self._world.channels.values() if each.parent == channel]

    def remove_channel(self, channel: int) -> None:
        """Delete a channel."""
        del self._world.channels[channel]

    def advise(self, shards: int) -> None:
        """Let `/gateway/bot` advise so many connections."""
        self._api.shards = shards

    @property
    def requests(self) -> list[Request]:
        """Everything that was asked over REST."""
        return self._api.requests

    @property
    def commands(self) -> dict[str, list[JSON]]:
        """The registered commands by server id; the empty one is global."""
        return self._world.commands

    @property
    def syncs(self) -> int:
        """How often commands were overwritten."""
        return self._world.syncs

    @property
    def acknowledgements(self) -> list[float]:
        """Seconds until each command, press or completion had its first response, in order."""
        return [each.answered_after for each in self._world.interactions.values() if each.answered_after is not None]

    # What goes wrong

    def fail(self, method: str, path: str, *faults: Fault) -> None:
        """Let the next requests of that method whose path holds `path` go wrong, one fault each (`discord_faults`)."""
        self._api.script.add(method, path, *faults)

    async def close_rest(self) -> None:
        """Stop listening for REST: connections are refused from now on."""
        await self._runners[0].cleanup()

    def forget_nonces(self) -> None:
        """Let the few minutes pass for which Discord knows a nonce."""
        self._world.forget_nonces()

    def say(self, words: str, channel: int = CHANNEL) -> Message:
        """Somebody else posts."""
        message = Message(channel, {"content": words}, author=PERSON)
        self.channel(channel).messages.append(message)
        return message

    # What people do

    async def posted(self, number: int = 1, channel: int = CHANNEL) -> list[Message]:
        """Wait until a channel holds so many messages."""
        messages = self.channel(channel).messages
        await self._world.until(lambda: len(messages) >= number, f"{number} messages in {channel}")
        return messages

    async def connected(self, identifies: int = 1) -> None:
        """Wait until a bot is connected, having identified so often."""
        await self._world.until(
            lambda: self.gateway.connected and self.gateway.identifies >= identifies, "a bot identified"
        )

    async def left(self) -> None:
        """Wait until the bot has been turned away from the gateway."""
        await self._world.until(lambda: not self.gateway.connected and self.gateway.resumes, "the bot turned away")

    async def resumed(self, resumes: int = 1) -> None:
        """Wait until a session was resumed so often."""
        await self._world.until(lambda: self.gateway.connected and self.gateway.resumes >= resumes, "a session resumed")

    async def acknowledged(self, number: int = 1) -> None:
        """Wait until so many interactions have their first response."""
        asked = self._world.interactions
        await self._world.until(
            lambda: sum(each.answered is not None for each in asked.values()) >= number, f"{number} acknowledged"
        )

    async def slash(
        self, command: str, *, user: int = PERSON, channel: int = CHANNEL, within: float = _DEADLINE, **options: Any
    ) -> Message:
        """Type a slash command (`moves`, `moves-admin fix wrong`); waits for the final answer, a private one as a rule.

        Raises DidNotRespond when nothing is heard `within` Discord's three seconds.
        """
        data = invoked(self._world.commands, command, options)
        asked = options_of(self._world.commands, command)
        missing = {name for name, option in asked.items() if option.get("required")} - options.keys()
        assert not missing, f"/{command} asks for {missing}"
        interaction = self._interaction(_COMMAND, data, user, channel)
        await self._ask(interaction, within)
        assert interaction.original is not None
        return interaction.original

    async def autocomplete(
        self, command: str, *, user: int = PERSON, channel: int = CHANNEL, **typed: str
    ) -> list[str]:
        """Type into an option; the names offered."""
        data = invoked(self._world.commands, command, typed)
        inner = data
        while inner["options"][0]["type"] in {SUBCOMMAND, GROUP}:
            inner = inner["options"][0]
        inner["options"][-1]["focused"] = True
        interaction = self._interaction(_COMPLETION, data, user, channel)
        await self._ask(interaction)
        return [choice["name"] for choice in interaction.choices]

    async def point(self, message: Message, command: str, *, user: int = PERSON) -> Message:
        """Pick a command from a message's menu; its words come with it, whatever intents the bot has."""
        known = [c for c in self._world.commands.get("", []) if (c["name"], c.get("type")) == (command, MESSAGE)]
        assert known, f"{command!r} is not registered"
        resolved = {"messages": {message.id: message.json(with_nonce=False)}}
        data = {"id": known[0]["id"], "name": command, "type": MESSAGE, "target_id": message.id, "resolved": resolved}
        interaction = self._interaction(_COMMAND, data, user, message.channel)
        await self._ask(interaction)
        assert interaction.original is not None
        return interaction.original

    async def click(self, message: Message, label: str, *, user: int = PERSON) -> Message:
        """Press a button; waits for what it leads to: the same message changed, or a new answer."""
        button = next((b for b in message.buttons if b["label"] == label), None)
        assert button is not None, f"no button {label!r} among {[b['label'] for b in message.buttons]}"
        assert not button.get("disabled"), f"button {label!r} is switched off"
        return await self._pressed(message, {"custom_id": button["custom_id"], "component_type": 2}, user)

    async def choose(self, message: Message, label: str, *, user: int = PERSON) -> Message:
        """Choose an option of the message's menu; waits as `click` does."""
        return await self._pressed(message, self._choice(message, label), user)

    def _choice(self, message: Message, label: str) -> JSON:
        row = next(row for row in message.body["components"] if row["components"][0]["type"] == MENU)
        option = next((option for option in message.options if option["label"] == label), None)
        assert option is not None, f"no option {label!r} among {[each['label'] for each in message.options]}"
        return {"custom_id": row["components"][0]["custom_id"], "component_type": MENU, "values": [option["value"]]}

    async def open(self, message: Message, label: str, *, user: int = PERSON) -> Modal:
        """Press a button, or choose an option of the menu, that opens a form."""
        button = next((b for b in message.buttons if b["label"] == label), None)
        press = {"custom_id": button["custom_id"], "component_type": 2} if button else self._choice(message, label)
        pressed = self._pressing(message, press, user)
        await self._ask(pressed)
        assert pressed.modal is not None, f"{label!r} opened no form"
        return Modal(pressed.modal, message)

    async def submit(self, modal: Modal, *, user: int = PERSON, **values: str | Sequence[str]) -> Message:
        """Fill in fields of a form by their custom ids, the others as they stood; waits for the answer."""
        interaction = self._pressing(modal.message, fill(modal.data, values), user, SUBMIT)
        await self._ask(interaction)
        assert interaction.original is not None
        return interaction.original

    async def _pressed(self, message: Message, data: JSON, user: int) -> Message:
        interaction = self._pressing(message, data, user)
        await self._ask(interaction)
        assert interaction.original is not None
        return interaction.original

    def _pressing(self, message: Message, data: JSON, user: int, kind: int = _PRESS) -> Interaction:
        interaction = self._interaction(kind, data, user, message.channel)
        interaction.data["message"] = message.json(with_nonce=False)
        interaction.original = message
        return interaction

    def _interaction(self, kind: int, data: JSON, user: int, channel: int) -> Interaction:
        may, roles = self.rights.get(user, discord.Permissions.none()), self.roles.get(user, ())
        interaction = Interaction(deed(kind, data, member(user, may, roles), self.channel(channel)))
        self._world.interactions[interaction.id] = interaction
        return interaction

    async def _ask(self, interaction: Interaction, within: float = _DEADLINE) -> None:
        """Send it and wait for a complete answer."""
        told = {**interaction.data, "id": interaction.id, "token": interaction.token}
        await self.gateway.tell("INTERACTION_CREATE", told)
        try:
            await self._world.until(lambda: interaction.answered is not None, "a first response", within)
        except AssertionError:
            raise DidNotRespond(str(interaction.data["data"])) from None
        await self._world.until(lambda: not interaction.loading, "the deferred answer", _PATIENCE)
        assert interaction.answered not in {DEFERRED_UPDATE, UPDATE} or interaction.original is not None
