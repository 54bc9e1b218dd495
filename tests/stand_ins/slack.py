"""A Slack on loopback, strict as the real one: Web API, Socket Mode or signed HTTP, and people who type and click.

    async with SlackStandIn() as slack:
        slack.channel("C0123")                          # exists, the bot is a member
        bot = Slack(slack.settings(), answers)          # or any SlackSettings with slack.url and its tokens
        await bot.start()
        answer = await slack.slash("/moves", "alibaba", user="U1", channel="C0123")
        answer = await slack.click(answer, "Older")     # the private answer, replaced in place
        slack.channel("C0123").messages                 # what everybody sees
        slack.fail("chat.postMessage", Failure(status=429, retry_after=3))

Messages that break Slack's documented limits are refused with Slack's own error words. Nothing here sleeps for luck:
`slash`, `click` and `until` wait for the change itself, at most `deadline` seconds.
"""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from bot.settings import SlackSettings
from tests.stand_ins.slack_api import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, Api, parameters
from tests.stand_ins.slack_rules import refusal
from tests.stand_ins.slack_screens import Screens
from tests.stand_ins.slack_socket import Sockets
from tests.stand_ins.slack_state import TEAM, Channel, Failure, Message

__all__ = ["Channel", "Failure", "Message", "SlackStandIn"]

_USES = 5  # answers by one response_url


@dataclass
class _Response:
    """One response_url: who it answers, the pressed message, how often it was used, what came."""

    user: str
    channel: str
    origin: Message | None = None
    uses: int = 0
    answer: Message | None = None


class SlackStandIn:
    """The whole of Slack, for one app in one workspace."""

    def __init__(self, *, deadline: float = 15.0) -> None:
        self.deadline = deadline
        self.api = Api()
        self.views, self.files, self.oauth = self.api.views, self.api.files, self.api.oauth
        self.screens = Screens(self.views, self._deed, lambda user, channel: self._response(user, channel)[0])
        """What people do in modals and in the App Home."""
        self.sockets = Sockets(self.api.changed)
        self.request_url = ""
        """Set it to the app's door, and people's deeds go there signed instead of over the socket."""
        self.port = 0
        self.name = ""
        """Host by which this Slack names itself in addresses it gives out, where it is reached through a proxy."""
        self.refused: list[tuple[str, list[str]]] = []
        """Answers by response_url that broke a rule, with their faults."""
        self._responses: dict[str, _Response] = {}
        self._numbers = count(1)
        self._last: tuple[str, dict[str, Any]] = ("", {})
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/api/apps.connections.open", self._connections_open)
        app.router.add_route("*", "/api/{method}", self.api.handle)
        app.router.add_get("/link/", self.sockets.serve)
        app.router.add_post("/respond/{name}", self._respond)
        app.router.add_post("/upload/{name}", self._upload)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = int(self._runner.addresses[0][1])
        self.files.base = self.base
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.sockets.close()
        assert self._runner is not None
        await self._runner.cleanup()

    @property
    def base(self) -> str:
        """Where this Slack is."""
        return f"http://{self.name or f'127.0.0.1:{self.port}'}"

    @property
    def url(self) -> str:
        """The `api_base_url` of this Slack."""
        return f"{self.base}/api/"

    def settings(self, **changes: Any) -> SlackSettings:
        """Settings of an app that is installed here; every field can be changed."""
        usual: dict[str, Any] = {"bot_token": BOT_TOKEN, "app_token": APP_TOKEN, "signing_secret": SIGNING_SECRET}
        usual |= {"api_base_url": self.url, "http_port": 0, "ping_interval": 1.0}
        return SlackSettings(**(usual | changes))

    def channel(self, name: str) -> Channel:
        """The channel of this id, made on first asking."""
        return self.api.channel(name)

    @property
    def posts(self) -> list[Message]:
        """Every message that was posted anywhere, in order."""
        return self.api.posts

    def calls(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every call of a method, in order."""
        return [params for called, params in self.api.calls if called == method]

    def fail(self, method: str, failure: Failure, times: int = 1) -> None:
        """Let the next calls of a method go wrong; `respond` stands for answers by response_url, `upload` for bytes."""
        self.api.fail(method, failure, times)

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait for a state of this Slack; TimeoutError after the deadline."""
        async with asyncio.timeout(self.deadline), self.api.changed:
            await self.api.changed.wait_for(lambda: bool(holds()))

    async def slash(
        self,
        command: str,
        text: str = "",
        *,
        user: str = "U1",
        channel: str = "C0123",
        name: str = "ada",
        team: str = TEAM,
    ) -> Message:
        """Somebody types a command; returns the answer that comes for it."""
        url, response = self._response(user, channel)
        payload = {"command": command, "text": _typed(text), "user_id": user, "user_name": name, "channel_id": channel,
                   "channel_name": "moves", "team_id": team, "team_domain": "team", "api_app_id": "A1",
                   "trigger_id": self.views.trigger(user), "response_url": url}  # fmt: skip
        return await self._told("slash_commands", payload, response)

    async def click(self, message: Message, which: str, *, user: str = "U1", name: str = "ada") -> Message:
        """Somebody presses the button of this label or action_id; returns the answer that comes of it."""
        return await self._told("interactive", *self._press(message, which, user, name))

    async def press(self, message: Message, which: str, *, user: str = "U1", name: str = "ada") -> None:
        """Somebody presses a button that opens a modal; returns once it is acknowledged."""
        await self._deed("interactive", self._press(message, which, user, name)[0])

    def _press(self, message: Message, which: str, user: str, name: str) -> tuple[dict[str, Any], _Response]:
        button = message.button(which)
        url, response = self._response(user, message.channel, message)
        container: dict[str, Any] = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
        container |= {"is_ephemeral": bool(message.ephemeral_to)}
        container |= {"thread_ts": message.thread_ts} if message.thread_ts else {}
        action = {"action_id": button["action_id"], "block_id": "b1", "value": button["value"], "type": "button"}
        payload = {"type": "block_actions", "user": {"id": user, "username": name, "team_id": TEAM},
                   "channel": {"id": message.channel, "name": "moves"}, "team": {"id": TEAM, "domain": "team"},
                   "api_app_id": "A1", "container": container, "trigger_id": self.views.trigger(user),
                   "actions": [action], "response_url": url}  # fmt: skip
        return payload, response

    async def repeat(self) -> None:
        """Deliver the last deed again, as Slack does after a lost acknowledgement; returns once it is acknowledged."""
        await self._deliver(*self._last, retry=1)

    async def _told(self, kind: str, payload: dict[str, Any], response: _Response) -> Message:
        before = len(self.posts)
        spoken = str((await self._deed(kind, payload)).get("text") or "")
        if spoken:
            return Message(response.channel, self.api.next_ts(), spoken, [], ephemeral_to=response.user)

        def otherwise() -> list[Message]:
            return [m for m in self.posts[before:] if m.ephemeral_to == response.user or response.uses >= _USES]

        await self.until(lambda: response.answer or otherwise())
        return response.answer or otherwise()[0]

    async def _deed(self, kind: str, payload: dict[str, Any]) -> dict[str, Any]:
        self._last = (kind, payload)
        return await self._deliver(kind, payload)

    async def _deliver(self, kind: str, payload: dict[str, Any], *, retry: int = 0) -> dict[str, Any]:
        """Bring a deed to the app until it is acknowledged, again where a connection broke; returns what that held."""
        if self.request_url:
            return await self._deliver_http(kind, payload)
        ack = None
        while ack is None:
            await self.until(lambda: self.sockets.count)
            envelope, socket = await self.sockets.deliver(kind, payload, retry=retry)
            await self.until(lambda: self.sockets.acknowledged(envelope) or not self.sockets.holds(socket))  # noqa: B023 - waited for within this round
            ack, retry = self.sockets.acknowledged(envelope), retry + 1
        return ack.payload

    async def _deliver_http(self, kind: str, payload: dict[str, Any]) -> dict[str, Any]:
        body = urlencode(payload if kind == "slash_commands" else {"payload": json.dumps(payload)})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if kind == "events_api":
            body, headers = json.dumps(payload), {"Content-Type": "application/json"}
        headers |= signed(body)
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.request_url, data=body, headers=headers) as got,
        ):
            assert got.status == 200, f"not acknowledged: {got.status}"
            told = await got.text()
        return dict(json.loads(told)) if told.startswith("{") else {"text": told}

    async def _connections_open(self, request: web.Request) -> web.StreamResponse:
        method, params = "apps.connections.open", await parameters(request)
        self.api.calls.append((method, params))
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(params.get("token") or "")
        failed = await self.api.failing(request, method)
        if failed is not None:
            return failed
        if token != APP_TOKEN:
            return web.json_response({"ok": False, "error": "invalid_auth"})
        return web.json_response({"ok": True, "url": self.sockets.address(self.base.replace("http", "ws"))})

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        return await self.api.failing(request, "upload") or await self.files.receive(request)

    def _response(self, user: str, channel: str, origin: Message | None = None) -> tuple[str, _Response]:
        name = f"r{next(self._numbers)}"
        response = self._responses[name] = _Response(user, channel, origin)
        return f"{self.base}/respond/{name}", response

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        """An answer by response_url: a private one, a shared one, or the pressed message replaced."""
        failed = await self.api.failing(request, "respond")
        if failed is not None:
            return failed
        response = self._responses[request.match_info["name"]]
        payload = await request.json()
        response.uses += 1
        if response.uses > _USES:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        error, faults = refusal(payload)
        faults = faults or self.files.faults(payload.get("blocks") or [])
        if error or faults:
            self.refused.append((error, faults))
            return web.Response(status=400, text=error or "invalid_blocks")
        response.answer = self._placed(response, payload)
        await self.api.tell()
        return web.Response(text="ok")

    def _placed(self, response: _Response, payload: dict[str, Any]) -> Message:
        blocks, text = list(payload.get("blocks") or []), str(payload.get("text") or "")
        if payload.get("replace_original") and response.origin is not None:
            origin = response.origin
            origin.edits.append(origin.blocks)
            origin.blocks, origin.text, origin.payload = blocks, text, payload
            return origin
        if payload.get("response_type") == "in_channel":
            return self.api.add(self.channel(response.channel), payload, thread=str(payload.get("thread_ts") or ""))
        return Message(response.channel, self.api.next_ts(), text, blocks, str(payload.get("thread_ts") or ""),
                       payload=payload, ephemeral_to=response.user)  # fmt: skip


def _typed(text: str) -> str:
    """What somebody typed, as Slack hands it on."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def signed(body: str, *, secret: str = SIGNING_SECRET, at: float | None = None) -> dict[str, str]:
    """Headers by which Slack signs a request."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}
