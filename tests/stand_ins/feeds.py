"""A web server on loopback that serves feeds, well or badly. Every way a real server fails that we know of is a page."""

import asyncio
import contextlib
import gzip
import hashlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Page:
    """A well-behaved page: what `body` is now, with an ETag of it, answering 304 where the reader has that."""

    body: bytes
    content_type: str = "application/rss+xml"
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        """Quotes belong to it."""
        return f'"{hashlib.sha1(self.body, usedforsecurity=False).hexdigest()[:12]}"'

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        """Answer."""
        headers = {**self.headers, "ETag": self.etag}
        if request.headers.get("If-None-Match") == self.etag:
            return web.Response(status=304, headers=headers)
        return web.Response(body=self.body, headers={**headers, "Content-Type": self.content_type})


def fixed(body: bytes = b"", status: int = 200, **headers: str) -> Handler:
    """Always the same answer; `_` in header names stands for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=body, status=status, headers=named)

    return answer


def redirect(to: str, status: int = 302) -> Handler:
    """Send the reader elsewhere."""
    return fixed(status=status, Location=to)


async def hang(_request: web.Request) -> web.StreamResponse:
    """Accept and never answer."""
    await asyncio.Event().wait()
    raise AssertionError("unreachable")


async def drip(request: web.Request) -> web.StreamResponse:
    """A byte now and then, for ever: no read ever times out."""
    answer = web.StreamResponse()
    await answer.prepare(request)
    with contextlib.suppress(ConnectionError):
        while True:
            await answer.write(b" ")
            await asyncio.sleep(0.02)
    return answer


async def endless(request: web.Request) -> web.StreamResponse:
    """As much as the line takes, for ever, without saying how much."""
    answer = web.StreamResponse()
    await answer.prepare(request)
    with contextlib.suppress(ConnectionError):
        while True:
            await answer.write(b"x" * 65536)
    return answer


def cut(body: bytes, at: int) -> Handler:
    """Announce the whole body and hang up in the middle."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": str(len(body))})
        await response.prepare(request)
        await response.write(body[:at])
        assert request.transport
        request.transport.close()
        return response

    return answer


def zipped(body: bytes, *, keep: int | None = None) -> Handler:
    """The body gzipped; `keep` cuts the stream after so many bytes while HTTP itself ends properly."""
    return fixed(gzip.compress(body)[:keep], Content_Encoding="gzip")


def bomb(size: int = 20 * 2**20) -> Handler:
    """A few kilobytes that unpack into `size` zeros."""
    return fixed(gzip.compress(bytes(size), 9), Content_Encoding="gzip")


class FeedServer:
    """The server. `put` pages while it runs; `seen` has every request, in order of arrival."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, Mapping[str, str]]] = []
        self.at_once = 0
        """Requests being answered now."""
        self.most_at_once = 0
        self._pages: dict[str, Handler] = {}
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def open(self) -> None:
        """Listen on a free port of loopback."""
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        listening = socket.create_server(("127.0.0.1", 0))
        self.port = listening.getsockname()[1]
        await web.SockSite(self._runner, listening).start()

    async def close(self) -> None:
        """Stop; hanging answers are cut."""
        if self._runner is not None:
            await self._runner.cleanup()

    def put(self, path: str, handler: Handler) -> str:
        """Serve this at the path; returns the address."""
        self._pages[path] = handler
        return self.url(path)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """An address of this server."""
        return f"http://{host}:{self.port}{path}"

    @property
    def place(self) -> str:
        """What `allow_private` has to list."""
        return f"127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for path, _ in self.seen]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.seen.append((request.path, dict(request.headers)))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            handler = self._pages.get(request.path)
            return await handler(request) if handler else web.Response(status=404)
        finally:
            self.at_once -= 1


@contextlib.asynccontextmanager
async def serving() -> AsyncIterator[FeedServer]:
    """A server for the length of a block."""
    server = FeedServer()
    await server.open()
    try:
        yield server
    finally:
        await server.close()


def rss(*items: str, title: str = "A feed") -> bytes:
    """An RSS document of these items."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'.encode()


def item(title: str, *, guid: str = "", link: str = "", date: str = "", text: str = "", publisher: str = "") -> str:
    """One item of RSS; what is empty is left out. Values go in as they are."""
    parts = (
        ("title", title),
        ("guid", guid),
        ("link", link),
        ("pubDate", date),
        ("description", text),
        ("source", publisher),
    )
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in parts if value) + "</item>"
