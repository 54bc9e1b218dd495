"""The two ways in which Slack reaches the app: a socket that the app opens, or requests to a door of its own."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from bot.chat import ChatTrouble
from bot.on_slack import web as clients
from bot.on_slack.errors import FAILURES, failed
from bot.settings import SlackSettings

_log = structlog.get_logger(__name__)

_CONNECT = 30.0  # seconds for the first connection
_LARGEST = 1_048_576  # bytes of a request: a view has at most 250 kB, which signs of other scripts treble on their way
STUCK = 15.0
"""Seconds without a connection after which the socket's address is given up: its single-use ticket is spent."""


Page = Callable[[web.Request], Awaitable[web.StreamResponse]]
"""What the door shows under a path of its own, to people."""


class Way(Protocol):
    """How Slack reaches the app."""

    async def open(self) -> None:
        """Take requests from now on. Raises ChatTrouble."""

    async def close(self) -> None:
        """Take no more."""

    async def is_open(self) -> bool:
        """Say whether requests arrive at this moment."""


class Socket:
    """Socket Mode through slack-bolt's handler, with a watchdog over the address it keeps."""

    def __init__(
        self,
        app: AsyncApp,
        settings: SlackSettings,
        *,
        stuck: float = STUCK,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._settings = settings
        self._stuck = stuck
        self._clock = clock
        self._handler: AsyncSocketModeHandler | None = None
        self._watch: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Ask for a socket, which proves the app token, and connect to it."""
        client = clients.client(self._settings)
        try:
            opened = await client.apps_connections_open(app_token=self._settings.app_token)
        except FAILURES as error:
            raise ChatTrouble(f"Slack gives no socket: {failed(error).why}; check SLACK_APP_TOKEN") from None
        handler = self._handler = AsyncSocketModeHandler(
            self._app, self._settings.app_token, web_client=client, ping_interval=self._settings.ping_interval
        )
        handler.client.proxy = self._settings.proxy or None
        handler.client.wss_uri = str(opened["url"])
        self._watch = asyncio.create_task(self._watched(handler))
        try:
            await asyncio.wait_for(_connect(handler), _CONNECT)
        except TimeoutError:
            raise ChatTrouble("Slack's socket cannot be reached; is a websocket allowed by the network?") from None

    async def close(self) -> None:
        """Close the connection and wait for the handler's tasks to end."""
        handler, self._handler = self._handler, None
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
            self._watch = None
        if handler is None:
            return
        client = handler.client
        with contextlib.suppress(*FAILURES):
            await handler.close_async()  # type: ignore[no-untyped-call]  # slack-bolt leaves it bare
        tasks = (client.message_processor, client.current_session_monitor, client.message_receiver)
        await asyncio.gather(*(task for task in tasks if task is not None), return_exceptions=True)

    async def is_open(self) -> bool:
        """Ask the connection itself, not the task that keeps it."""
        return self._handler is not None and await self._handler.client.is_connected()

    async def _watched(self, handler: AsyncSocketModeHandler) -> None:
        """Drop the address when it leads nowhere: the client would repeat it for ever (python-slack-sdk 1379, 1446)."""
        alive = self._clock()
        while True:
            await asyncio.sleep(self._stuck / 15)
            if await handler.client.is_connected():
                alive = self._clock()
            elif self._clock() - alive >= self._stuck:
                _log.warning("slack_socket_given_up", after_seconds=round(self._clock() - alive))
                handler.client.wss_uri = None
                alive = self._clock()


async def _connect(handler: AsyncSocketModeHandler) -> None:
    await handler.connect_async()  # type: ignore[no-untyped-call]  # slack-bolt leaves it bare


@web.middleware
async def _readable(request: web.Request, handler: Page) -> web.StreamResponse:
    """Refuse what names an encoding that there is not: slack-bolt would stumble over it, whoever sent it."""
    try:
        "".encode(request.charset or "utf-8")
    except LookupError:
        raise web.HTTPUnsupportedMediaType from None
    return await handler(request)


class Door:
    """HTTP: Slack's requests arrive at our own server, signed; behind a reverse proxy as a rule."""

    def __init__(self, app: AsyncApp, settings: SlackSettings, pages: Mapping[str, Page]) -> None:
        self._app = app
        self._settings = settings
        self._pages = pages
        self._verifier = SignatureVerifier(settings.signing_secret)
        self._runner: web.AppRunner | None = None
        self.port = 0
        """The bound port, once open."""

    async def open(self) -> None:
        """Bind the address."""
        server = web.Application(client_max_size=_LARGEST, middlewares=[_readable])
        server.router.add_post(self._settings.http_path, self._receive)
        server.router.add_get("/healthz", self._health)
        for path, page in self._pages.items():
            server.router.add_get(path, page, allow_head=False)
        runner = web.AppRunner(server, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, self._settings.http_host, self._settings.http_port)
        try:
            await site.start()
        except OSError as error:
            await runner.cleanup()
            place = f"{self._settings.http_host}:{self._settings.http_port}"
            raise ChatTrouble(f"cannot listen on {place}: {error.strerror or error}") from None
        self._runner = runner
        self.port = int(runner.addresses[0][1])

    async def close(self) -> None:
        """Finish running requests and unbind."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def is_open(self) -> bool:
        """Say whether the port is bound."""
        return self._runner is not None

    async def _receive(self, request: web.Request) -> web.Response:
        if not await self._signed(request):
            return web.json_response({"error": "invalid request"}, status=401)
        answered = await self._app.async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(answered)

    async def _signed(self, request: web.Request) -> bool:
        """Check Slack's signature, at most five minutes old. Bolt does too, but reads the body before it looks."""
        try:
            return self._verifier.is_valid_request(await request.text(), dict(request.headers))
        except (ValueError, TypeError):  # a body that is no text, a time that is no number, a signature beyond ASCII
            return False

    async def _health(self, _request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "platform": "slack", "api": self._settings.api_base_url})
