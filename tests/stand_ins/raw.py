"""A server of bare bytes on loopback: says what no web framework would, at the pace and length a case wants."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

Script = Callable[[asyncio.StreamWriter], Awaitable[None]]
"""What is done to the connection once the request is read; it is closed afterwards."""


def says(*pieces: bytes, hang: bool = False, every: float = 0.0) -> Script:
    """Write these pieces, `every` so many seconds, and hang up, or hang."""

    async def script(writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(every)
        if hang:
            await asyncio.Event().wait()

    return script


def for_ever(piece: bytes, *, every: float = 0.0, first: bytes = b"") -> Script:
    """Write the first bytes, then the piece again and again."""

    async def script(writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(every)

    return script


_MISSING = says(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")


class RawServer:
    """The server: one script a path. `asked` has the first line of every request."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.heads: list[bytes] = []
        self._scripts: dict[str, Script] = {}
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()
        self.port = 0

    @property
    def place(self) -> str:
        """What `allow_private` has to list."""
        return f"127.0.0.1:{self.port}"

    def put(self, path: str, script: Script) -> str:
        """Do this at the path; returns the address."""
        self._scripts[path] = script
        return f"http://{self.place}{path}"

    async def open(self) -> None:
        """Listen on a free port of loopback."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Stop; whatever hangs is cut."""
        if self._server is not None:
            self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._open.add(task)
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                head = await reader.readuntil(b"\r\n\r\n")
                self.heads.append(head)
                line = head.split(b"\r\n", 1)[0].decode("latin-1")
                self.asked.append(line)
                await self._scripts.get(line.split(" ")[1].partition("?")[0], _MISSING)(writer)
        finally:
            self._open.discard(task)
            writer.close()


@contextlib.asynccontextmanager
async def raw() -> AsyncIterator[RawServer]:
    """A server for the length of a block."""
    server = RawServer()
    await server.open()
    try:
        yield server
    finally:
        await server.close()
