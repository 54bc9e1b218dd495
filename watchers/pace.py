"""Politeness towards hosts: so many requests at once to one host name and in all, and a least gap between two to one."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from watchers import strict_hosts

_REMEMBERED = 1024
"""Host names kept in mind; redirects may lead to any number of them."""


class _Host:
    def __init__(self, at_once: int, gap: float) -> None:
        self.gap = gap
        self.places = asyncio.Semaphore(at_once)
        self.gate = asyncio.Lock()
        self.free_at = 0.0
        self.users = 0


class Pace:
    """Turns for requests. Waiting is fair (first come, first served) and has no limit of its own."""

    def __init__(self, *, per_host: int, gap: float, in_all: int) -> None:
        self._per_host = max(1, per_host)
        self._gap = gap
        self._all = asyncio.Semaphore(in_all)
        self._hosts: OrderedDict[str, _Host] = OrderedDict()

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at this host, hold it inside the block."""
        place = self._place(host)
        place.users += 1
        try:
            async with place.places:
                await self._wait_for_gap(place)
                async with self._all:
                    yield
        finally:
            place.users -= 1
            self._forget()

    async def _wait_for_gap(self, place: _Host) -> None:
        loop = asyncio.get_running_loop()
        async with place.gate:
            if (pause := place.free_at - loop.time()) > 0:
                await asyncio.sleep(pause)
            place.free_at = loop.time() + place.gap

    def _place(self, host: str) -> _Host:
        name, least = strict_hosts.manner(host)
        place = self._hosts.get(name)
        if place is None:
            place = self._hosts[name] = _Host(self._per_host, max(self._gap, least))
        self._hosts.move_to_end(name)
        return place

    def _forget(self) -> None:
        """Drop the host unused for longest; it may be asked a gap too early again, after a thousand others."""
        if len(self._hosts) <= _REMEMBERED:
            return
        idle = next((name for name, place in self._hosts.items() if not place.users), None)
        if idle is not None:
            del self._hosts[idle]
