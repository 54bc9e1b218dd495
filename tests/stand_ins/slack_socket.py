"""The Socket Mode half of the Slack stand-in: single-use addresses, hello, envelopes, acknowledgements, disconnects."""

import asyncio
import contextlib
import json
import secrets
import time
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import WSMsgType, web


@dataclass(frozen=True)
class Ack:
    """One acknowledgement, with what the app answered in it."""

    envelope: str
    seconds: float
    """From delivery to acknowledgement."""
    payload: dict[str, Any] = field(default_factory=dict)


class Sockets:
    """Websockets the app holds. `acks` records every acknowledgement, `opened` counts addresses given out."""

    def __init__(self, changed: asyncio.Condition) -> None:
        self.acks: list[Ack] = []
        self.opened = 0
        self.refuse = 0
        """So many handshakes to come are refused; their tickets are spent all the same."""
        self.seen_tickets: list[str] = []
        """Tickets of every handshake, good or not."""
        self._changed = changed
        self._tickets: set[str] = set()
        self._open: list[web.WebSocketResponse] = []
        self._requests: dict[web.WebSocketResponse, web.Request] = {}
        self._sent: dict[str, float] = {}
        self._numbers = count(1)

    def address(self, base: str) -> str:
        """A fresh address with a ticket for one connection."""
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        self.opened += 1
        return f"{base}/link/?ticket={ticket}&app_id=A1"

    @property
    def count(self) -> int:
        """Connections open now."""
        return len(self._open)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection, from handshake to close."""
        ticket = request.query.get("ticket", "")
        self.seen_tickets.append(ticket)
        good = ticket in self._tickets
        self._tickets.discard(ticket)
        if self.refuse or not good:
            self.refuse = max(0, self.refuse - 1)
            await self._tell()
            return web.Response(status=404, text="no such link")
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._open.append(socket)
        self._requests[socket] = request
        await socket.send_json(
            {"type": "hello", "num_connections": len(self._open), "connection_info": {"app_id": "A1"}}
        )
        await self._tell()
        await self._read(socket)
        self._forget(socket)
        await self._tell()
        return socket

    async def _read(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                break
            answer = json.loads(message.data)
            name = answer.get("envelope_id", "")
            took = time.monotonic() - self._sent.get(name, time.monotonic())
            self.acks.append(Ack(name, took, answer.get("payload") or {}))
            await self._tell()

    def _forget(self, socket: web.WebSocketResponse) -> None:
        if socket in self._open:
            self._open.remove(socket)
        self._requests.pop(socket, None)

    async def deliver(self, kind: str, payload: dict[str, Any], *, retry: int = 0) -> tuple[str, web.WebSocketResponse]:
        """Send an envelope over the newest connection; returns its id and that connection."""
        name, socket = f"e{next(self._numbers)}", self._open[-1]
        envelope: dict[str, Any] = {"envelope_id": name, "type": kind, "payload": payload}
        envelope |= {"accepts_response_payload": True, "retry_attempt": retry}
        self._sent[name] = time.monotonic()
        with contextlib.suppress(ConnectionError):  # the connection broke meanwhile; the caller sees that it is gone
            await socket.send_json(envelope)
        return name, socket

    def holds(self, socket: web.WebSocketResponse) -> bool:
        """Say whether a connection is still open."""
        return socket in self._open and not socket.closed

    def acknowledged(self, envelope: str) -> Ack | None:
        """The acknowledgement of this envelope, if it came."""
        return next((ack for ack in self.acks if ack.envelope == envelope), None)

    async def refresh(self) -> None:
        """Ask the app to reconnect, as Slack does every few hours."""
        for socket in list(self._open):
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})

    async def cut(self) -> None:
        """Break every connection without a word."""
        for socket in list(self._open):
            transport = self._requests[socket].transport
            self._forget(socket)
            if transport is not None:
                transport.abort()
        await self._tell()

    async def close(self) -> None:
        """Close every connection in good order."""
        for socket in list(self._open):
            await socket.close()

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()
