"""What people do in Slack: `/moves …` and buttons. Acknowledged first, answered after, each deed once.

This is Slack's side of the wall round one command: whatever goes wrong after the acknowledgement ends in a sentence
with a reference that stands in the log.
"""

import asyncio
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot import views
from bot.cards import Card
from bot.chat import Answers, Asker, Pressed
from bot.on_slack.blocks import ACTION_PREFIX
from bot.on_slack.mrkdwn import unescape

_log = structlog.get_logger(__name__)

COMMAND = "/moves"
"""The command as the manifest registers it."""
ADMIN_COMMAND = "/moves-admin"
PLATFORM = "slack"

_REMEMBERED = 3600.0  # seconds; replays after more than five minutes are reported
_MOST_REMEMBERED = 20_000
_FINISH = 5.0  # seconds that stopping waits for answers under way
_RESTARTING = "Moves is restarting"


@dataclass(frozen=True, slots=True)
class Reply:
    """Where and how an answer goes: to one person or the channel, in place of the pressed message or anew."""

    asker: Asker
    url: str
    public: bool = False
    replace: bool = False
    thread: str = ""


class Sayer(Protocol):
    """Brings an answer to people; raises nothing for what Slack or the network does."""

    async def __call__(self, card: Card, reply: Reply) -> bool:
        """Say it; False when nobody can have seen it."""


async def nobody(_user: str) -> bool:
    """Knows of no admins."""
    return False


class Listeners:
    """The listeners of one app. `hook` registers them, `finish` waits for what was acknowledged.

    `manages` asks Slack whether a person is an admin of the workspace.
    """

    def __init__(
        self,
        answers: Answers,
        say: Sayer,
        *,
        manages: Callable[[str], Awaitable[bool]] = nobody,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._answers = answers
        self._say = say
        self._manages = manages
        self._seen = Seen(clock)
        self._working: set[asyncio.Task[object]] = set()
        self._stopping = False

    def hook(self, app: AsyncApp) -> None:
        """Register the command and the buttons, and take requests from now on."""
        self._stopping = False
        app.command(COMMAND)(self.command)
        app.command(ADMIN_COMMAND)(self.command)
        app.action(re.compile(rf"^{re.escape(ACTION_PREFIX)}"))(self.button)

    async def command(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """`/moves TEXT` and `/moves-admin TEXT`: the answer is private."""
        if self._stopping:
            await ack(f"{_RESTARTING}; please ask again in a minute.")
            return
        await ack()
        if self._seen.first(_deed(body)):
            self._start(self._answer(body))

    async def button(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A pressed button: private answers change in place, shared ones are posted into the channel."""
        await ack()
        if self._stopping:
            _, reply = _presser(body)
            self._start(self._sorry(views.trouble(_RESTARTING, "Please press again in a minute."), reply))
        elif self._seen.first(_deed(body)):
            self._start(self._press(body))

    async def finish(self) -> None:
        """Take nothing new and wait for the answers under way, but not for long."""
        self._stopping = True
        loop = asyncio.get_running_loop()
        until = loop.time() + _FINISH
        while self._working and loop.time() < until:
            await asyncio.wait(self._working, timeout=until - loop.time())
        late = tuple(self._working)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _start(self, work: Coroutine[Any, Any, object]) -> None:
        """Work outside the listener: bolt forgets an acknowledgement when its listener raises soon after."""
        task = asyncio.get_running_loop().create_task(work)
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    async def _answer(self, body: dict[str, Any]) -> None:
        asker = self._known(
            Asker(PLATFORM, _word(body, "user_id"), _word(body, "channel_id"), _word(body, "user_name"))
        )
        reply = Reply(asker, _word(body, "response_url"))
        text = unescape(_word(body, "text"))

        async def work() -> tuple[Card, Reply]:
            if _word(body, "command") == ADMIN_COMMAND:
                return await self._answers.administer(text, asker), reply
            answered = await self._answers.answer(text, asker)
            return answered.card, _addressed(reply, answered)

        await self._walled(work, reply, asked=text)

    async def _press(self, body: dict[str, Any]) -> None:
        key = _word(_first(body.get("actions")), "value")
        asker, reply = _presser(body)

        async def work() -> tuple[Card, Reply]:
            pressed = await self._answers.press(key, self._known(asker))
            return pressed.card, _addressed(reply, pressed)

        await self._walled(work, reply, asked=key)

    def _known(self, asker: Asker) -> Asker:
        """The asker, and how to learn whether they run the workspace."""
        return replace(asker, manages=partial(self._manages, asker.user))

    async def _walled(
        self, work: Callable[[], Coroutine[Any, Any, tuple[Card, Reply]]], reply: Reply, *, asked: str
    ) -> None:
        """Answer behind the wall."""
        reference = secrets.token_hex(3)
        try:
            card, to = await work()
            said = await self._say(card, to)
        except Exception:  # noqa: BLE001 - wall: one command
            _log.exception("command_failed", reference=reference, asked=asked, platform=PLATFORM)
            said = await self._sorry(
                views.trouble("That did not work", "Please try again in a moment.", reference), reply
            )
        if not said:
            _log.error("answer_lost", reference=reference, asked=asked, platform=PLATFORM)

    async def _sorry(self, card: Card, reply: Reply) -> bool:
        """Say it to the asker alone, beside what they were looking at."""
        return await self._say(card, Reply(reply.asker, reply.url, thread=reply.thread))


class Seen:
    """Deeds of the last hour, by Slack's `trigger_id`: an envelope may come twice."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._when: dict[str, float] = {}

    def first(self, deed: str) -> bool:
        """Say whether this deed is new, and remember it; a deed without a name is always new."""
        now = self._clock()
        while self._when and self._outlived(next(iter(self._when.values())), now):
            del self._when[next(iter(self._when))]
        if deed in self._when:
            return False
        if deed:
            self._when[deed] = now
        return True

    def _outlived(self, oldest: float, now: float) -> bool:
        return now - oldest >= _REMEMBERED or len(self._when) >= _MOST_REMEMBERED


def _addressed(reply: Reply, pressed: Pressed) -> Reply:
    if pressed.public:
        return Reply(reply.asker, reply.url, public=True, thread=reply.thread)
    return reply


def _presser(body: dict[str, Any]) -> tuple[Asker, Reply]:
    """Who pressed and where the answer goes; only a private message is replaced, a public one belongs to all."""
    user, channel, container = _dict(body, "user"), _dict(body, "channel"), _dict(body, "container")
    name = _word(user, "username") or _word(user, "name")
    place = _word(channel, "id") or _word(container, "channel_id")
    asker = Asker(PLATFORM, _word(user, "id"), place, name)
    private = container.get("is_ephemeral") is True
    thread = _word(container, "thread_ts")
    return asker, Reply(asker, _word(body, "response_url"), replace=private, thread=thread)


def _deed(body: dict[str, Any]) -> str:
    """The name of one deed; `trigger_id` is unique for each, and the same in a repeated envelope."""
    return _word(body, "trigger_id")


def _word(body: dict[str, Any], key: str) -> str:
    value = body.get(key)
    return value if isinstance(value, str) else ""


def _dict(body: dict[str, Any], key: str) -> dict[str, Any]:
    value = body.get(key)
    return value if isinstance(value, dict) else {}


def _first(values: object) -> dict[str, Any]:
    found = values[0] if isinstance(values, list) and values else {}
    return found if isinstance(found, dict) else {}
