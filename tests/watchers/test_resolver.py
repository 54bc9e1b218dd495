"""Names to addresses, without stalling anybody else."""

import asyncio
import socket
import threading

import pytest

from watchers.resolver import Resolver


async def test_localhost_is_found() -> None:
    """The system's answer comes as aiohttp wants it."""
    resolver = Resolver()
    found = await resolver.resolve("localhost", 80)
    await resolver.close()
    assert {one["host"] for one in found} <= {"127.0.0.1", "::1"}
    assert {(one["hostname"], one["port"]) for one in found} == {("localhost", 80)}


async def test_a_silent_name_server_takes_no_shared_thread() -> None:
    """While every look-up hangs, work given to the loop's own threads goes on."""
    silence = threading.Event()

    def hang(*_: object, **__: object) -> list[tuple[object, ...]]:
        silence.wait(10)
        return []

    resolver = Resolver(look_up=hang)
    asked = [asyncio.create_task(resolver.resolve(f"h{n}.example")) for n in range(60)]
    async with asyncio.timeout(2):
        assert await asyncio.to_thread(lambda: "done") == "done"
    silence.set()
    await asyncio.gather(*asked, return_exceptions=True)
    await resolver.close()


async def test_a_name_without_a_usable_address_is_an_error() -> None:
    """Where nothing is left, the caller gets an OSError as for a name that does not exist."""
    scoped = [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1", 80, 0, 2))]
    resolver = Resolver(look_up=lambda *_, **__: scoped)
    with pytest.raises(OSError, match="no usable address"):
        await resolver.resolve("a.example", 80)
    await resolver.close()


async def test_scoped_addresses_are_left_out() -> None:
    """A link-local answer that needs an interface is no address of a feed."""
    answers = [
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1", 80, 0, 2)),
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("2001:4860::1", 80, 0, 0)),
        (socket.AF_UNIX, socket.SOCK_STREAM, 0, "", ("x", 0)),
    ]
    resolver = Resolver(look_up=lambda *_, **__: answers)
    assert [one["host"] for one in await resolver.resolve("a.example", 80)] == ["2001:4860::1"]
    await resolver.close()
