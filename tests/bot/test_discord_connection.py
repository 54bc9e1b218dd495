"""Connecting: addresses, registration, what is final and what is tried again, and leaving cleanly."""

import asyncio
import threading
from collections.abc import AsyncIterator

import discord as library
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.cards import Card, Tone
from bot.chat import ChatTrouble, Sent, TryAgain
from bot.on_discord import address, rights
from bot.on_discord.client import Discord, Timing, backoff
from bot.on_discord.registry import Forgetful
from tests.stand_ins.discord import CHANNEL, GUILD, DiscordStandIn
from tests.stand_ins.discord_bot import QUICK, Recording, connected, settings
from tests.stand_ins.discord_faults import broken, refused

OTHER_GUILD = 1 << 22 | 7
"""A server that goes to the second of two shards."""
CARD = Card(title="A leaves B", tone=Tone.DEPARTURE)


@pytest.fixture
async def server() -> AsyncIterator[DiscordStandIn]:
    """A Discord of this test's own."""
    async with DiscordStandIn() as server:
        yield server


async def test_only_the_intent_of_servers_is_asked_for(server: DiscordStandIn) -> None:
    """No privileged intents, so the developer portal needs no switches."""
    async with connected(server):
        assert server.gateway.intents == library.Intents(guilds=True).value


async def test_the_command_is_registered_once_while_it_is_the_same(server: DiscordStandIn) -> None:
    """A restart with a memory does not overwrite the commands again; other servers do."""
    memory = Forgetful()
    for _ in range(2):
        async with connected(server, memory=memory):
            assert [command["name"] for command in server.commands[""]] == ["moves", "moves-admin", "Is this a move?"]
    assert server.syncs == 1
    async with connected(server, memory=memory, guild_ids=(GUILD,)):
        assert [command["name"] for command in server.commands[str(GUILD)]] == [
            "moves",
            "moves-admin",
            "Is this a move?",
        ]
    assert server.syncs == 2


@pytest.mark.parametrize(("when", "syncs"), [("always", 2), ("never", 0), ("on_change", 1)])
async def test_registration_obeys_its_setting(server: DiscordStandIn, when: str, syncs: int) -> None:
    """Two starts with one memory."""
    memory = Forgetful()
    for _ in range(2):
        async with connected(server, memory=memory, sync_commands=when):
            pass
    assert server.syncs == syncs


async def test_a_server_without_the_bot_costs_only_its_commands(server: DiscordStandIn) -> None:
    """A wrong guild id is no reason to be silent: posts go on."""
    async with connected(server, guild_ids=(99,)) as chat:
        assert isinstance(await chat.post(str(CHANNEL), CARD, key="k"), Sent)


async def test_a_wrong_token_stops_at_once_and_stays_secret(server: DiscordStandIn) -> None:
    """One look at Discord, one sentence that says what to do."""
    chat = Discord(settings(server, token="wrong.secret"), Recording(), timing=QUICK)
    with pytest.raises(ChatTrouble, match="Reset Token") as trouble:
        await chat.start()
    assert "secret" not in str(trouble.value)
    assert len(server.requests) == 1


@pytest.mark.parametrize("code", [4004, 4014])
async def test_final_gateway_closes_are_not_tried_again(server: DiscordStandIn, code: int) -> None:
    """The gateway's refusals become words, and nothing is left running."""
    server.gateway.refuse_identify_with = code
    for shards in (0, 1):
        with pytest.raises(ChatTrouble):
            await Discord(settings(server, shards=shards), Recording(), timing=QUICK).start()
    assert server.gateway.connections == 2


async def test_a_token_revoked_later_is_told_with_every_post(server: DiscordStandIn) -> None:
    """Deliveries wait, and their reason says what to do."""
    async with connected(server) as chat:
        server.gateway.refuse_resume_with = 4004
        await server.gateway.close(4000)
        await server.left()
        outcome = await chat.post(str(CHANNEL), CARD, key="k")
        async with asyncio.timeout(5):
            while not (isinstance(outcome, TryAgain) and "Reset Token" in outcome.why):  # the close is yet to be read
                outcome = await chat.post(str(CHANNEL), CARD, key="k")
                await asyncio.sleep(0)


async def test_the_invitation_can_be_asked_for(server: DiscordStandIn) -> None:
    """Without a start; a bad token says so."""
    assert await Discord(settings(server), Recording()).invitation() == rights.invite_link(4001)
    with pytest.raises(ChatTrouble, match="Reset Token"):
        await Discord(settings(server, token="wrong"), Recording()).invitation()


async def test_a_gateway_that_fails_at_first_is_tried_again(server: DiscordStandIn) -> None:
    """discord.py gives up on its first failed connection (issue 10520); we do not."""
    server.gateway.refuse_handshakes = 1
    async with connected(server):
        assert server.gateway.connections == 2


async def test_a_login_that_fails_at_first_is_tried_again(server: DiscordStandIn) -> None:
    """A 503 and a refusal of a proxy at start pass."""
    server.fail("GET", "/users/@me", broken(503), refused(403, 0))
    async with connected(server):
        assert server.gateway.connected


async def test_an_unreachable_discord_ends_start_after_its_patience() -> None:
    """So that another platform need not wait; `start` may be called again."""
    there = DiscordStandIn()
    async with there:
        settled = settings(there)
    chat = Discord(settled, Recording(), timing=Timing(backoff=lambda _: 0.01, patience=0.2))
    with pytest.raises(ChatTrouble, match="cannot be reached at http://127"):
        await chat.start()


async def test_a_cut_connection_is_resumed(server: DiscordStandIn) -> None:
    """After an abrupt close the session goes on, and what was said meanwhile is answered."""
    async with connected(server):
        await server.gateway.close(4000)
        answer = await server.slash("moves", query="meanwhile")
        assert answer.embeds[0]["title"] == "Answer to meanwhile"
        assert (server.gateway.resumes, server.gateway.identifies) == (1, 1)


async def test_a_request_to_reconnect_is_followed(server: DiscordStandIn) -> None:
    """Operation 7, which Discord sends before a deployment."""
    async with connected(server):
        await server.gateway.ask_to_reconnect()
        await server.resumed()
        assert (await server.slash("moves", query="x")).embeds


def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Identify without discord.py's pause of five seconds."""

    async def at_once(self: library.Client, shard_id: int | None, *, initial: bool = False) -> None:
        """No pause."""

    monkeypatch.setattr(library.Client, "before_identify_hook", at_once)


@pytest.mark.parametrize("shards", [None, 2])
async def test_servers_are_spread_over_connections(
    server: DiscordStandIn, monkeypatch: pytest.MonkeyPatch, shards: int | None
) -> None:
    """As many as Discord advises, or as configured; each server is heard over its own, none is privileged."""
    hurried(monkeypatch)
    server.advise(2)
    server.channel(900).guild = OTHER_GUILD
    async with connected(server, shards=shards) as chat:
        assert server.gateway.shards == [(0, 2), (1, 2)]
        assert server.gateway.intents == library.Intents(guilds=True).value
        for channel in (CHANNEL, 900):
            answer = await server.slash("moves", channel=channel, query="x")
            assert answer.embeds[0]["title"] == "Answer to x"
            assert isinstance(await chat.post(str(channel), CARD, key=f"k{channel}"), Sent)
        await server.gateway.close(4000)
        await server.resumed(2)
        assert (await server.slash("moves", channel=900, query="y")).embeds
    assert server.gateway.shards == []


async def test_too_few_connections_say_what_to_set(server: DiscordStandIn) -> None:
    """Discord refuses a single connection for too many servers, for good."""
    server.gateway.refuse_identify_with = 4011
    with pytest.raises(ChatTrouble, match='shards = "auto"'):
        await Discord(settings(server), Recording(), timing=QUICK).start()


async def test_a_lost_session_is_begun_anew(server: DiscordStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """Operation 9: a new session, without a restart of the bot."""
    hurried(monkeypatch)
    async with connected(server):
        await server.gateway.invalidate()
        await server.connected(identifies=2)
        assert (await server.slash("moves", query="x")).embeds


async def test_a_proxy_without_a_gateway_is_asked_for_one(server: DiscordStandIn) -> None:
    """With an address of one's own and no gateway, `/gateway/bot` names it; a slash at the end does not matter."""
    async with connected(server, api_base_url=f"{server.url}/", gateway_url=""):
        assert any(request.path.endswith("/gateway/bot") for request in server.requests)
        assert server.gateway.connected
    async with connected(server, gateway_url=f"{server.gateway_url}/"):
        assert server.gateway.connected


@pytest.mark.parametrize("shards", [0, 2])
async def test_stopping_leaves_nothing_behind(
    server: DiscordStandIn, monkeypatch: pytest.MonkeyPatch, shards: int
) -> None:
    """No task or thread of ours or the library's is left, the addresses are Discord's, and stopping twice is fine."""
    hurried(monkeypatch)
    before, threads = asyncio.all_tasks(), threading.enumerate()
    async with connected(server, shards=shards) as chat:
        assert server.url == Route.BASE
        await chat.stop()
        await chat.stop()
        started = [
            t for t in threading.enumerate() if t not in threads and not t.name.startswith("asyncio_")
        ]  # the loop's
        for thread in started:
            await asyncio.to_thread(thread.join, 2)
            assert not thread.is_alive()
        left = [task for task in asyncio.all_tasks() - before if "RequestHandler" not in str(task.get_coro())]
    assert left == []
    assert address.REST == Route.BASE
    assert str(DiscordWebSocket.DEFAULT_GATEWAY) == "wss://gateway.discord.gg/"


async def test_it_can_be_started_again(server: DiscordStandIn) -> None:
    """Stop and start make a new connection."""
    async with connected(server) as chat:
        await chat.stop()
        await chat.start()
        assert (await server.slash("moves", query="x")).embeds


@pytest.mark.parametrize(
    ("rest", "gateway", "expected"),
    [
        ("", "", (address.REST, "wss://gateway.discord.gg")),
        ("https://discord.com/api/v10/", "", (address.REST, "wss://gateway.discord.gg")),
        ("http://proxy:8080/api/v10/", "", ("http://proxy:8080/api/v10", "")),
        ("http://proxy/api/v10", "ws://gate:9/", ("http://proxy/api/v10", "ws://gate:9")),
    ],
)
def test_addresses_are_read_with_or_without_a_slash(rest: str, gateway: str, expected: tuple[str, str]) -> None:
    """One's own REST address leaves the gateway open unless it is given."""
    found = address.Addresses.of(rest, gateway)
    assert (found.rest, found.gateway) == expected


@pytest.mark.parametrize(
    ("rest", "gateway"), [("discord.com", ""), ("", "https://gate"), ("ftp://x", ""), ("http://", "")]
)
def test_what_is_no_address_is_refused(rest: str, gateway: str) -> None:
    """The sentence names the key of the configuration."""
    with pytest.raises(ChatTrouble, match=r"discord\.(api_base_url|gateway_url)"):
        address.Addresses.of(rest, gateway)


def test_the_invitation_asks_for_exactly_what_is_used() -> None:
    """View, send, embed, attach, history, threads and sending in them, and slash commands."""
    link = rights.invite_link(42)
    assert link.startswith("https://discord.com/oauth2/authorize?client_id=42&")
    assert "scope=bot+applications.commands" in link
    assert rights.PERMISSIONS.value == sum(1 << bit for bit in (10, 11, 14, 15, 16, 35, 38))
    assert f"permissions={rights.PERMISSIONS.value}" in link


def test_pauses_grow_and_are_capped() -> None:
    """Half a second to a second at first, never over a minute, never all alike."""
    assert 0.5 <= backoff(0) <= 1
    assert all(30 <= backoff(attempt) <= 60 for attempt in (6, 20, 500))
    assert len({backoff(3) for _ in range(10)}) > 1
