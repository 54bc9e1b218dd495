"""Names to addresses in threads of their own.

The loop's shared threads also answer chat commands and write the store; a name server that does not answer would take
them all, one look at a time. Judges nothing: the guard sees each address when it is dialled.
"""

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

LookUp = Callable[..., list[tuple[Any, ...]]]
"""`socket.getaddrinfo`, or a stand-in."""


class Resolver(AbstractResolver):
    """Asks the system. Look-ups given up by their caller hold a thread of this pool until the system gives up too."""

    def __init__(self, *, threads: int = 16, look_up: LookUp = socket.getaddrinfo) -> None:
        self._threads = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="resolver")
        self._look_up = look_up

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Find the addresses of a name. Raises OSError where there are none."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, self._ask, host, port, family)
        usable = [
            ResolveResult(
                hostname=host,
                host=place[0],
                port=place[1],
                family=kind,
                proto=protocol,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for kind, _, protocol, _, place in found
            if kind in {socket.AF_INET, socket.AF_INET6} and not _has_scope(place)
        ]
        if not usable:  # aiohttp would stumble over an empty list
            raise OSError(f"no usable address of {host[:80]}")
        return usable

    async def close(self) -> None:
        """Take no more look-ups; those under way end by themselves."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _ask(self, host: str, port: int, family: socket.AddressFamily) -> list[tuple[Any, ...]]:
        return self._look_up(host, port, type=socket.SOCK_STREAM, family=family, flags=socket.AI_ADDRCONFIG)


def _has_scope(place: tuple[Any, ...]) -> bool:
    """Link-local IPv6 addresses need their interface; no feed lives there."""
    return len(place) == 4 and bool(place[3])
