"""How Slack's requests come in: the socket through its ups and downs, the signed door, and what start refuses."""

import asyncio
import logging
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.chat import ChatTrouble
from bot.on_slack.client import Slack
from tests.bot.slack_scene import RecordingAnswers, card, running
from tests.stand_ins.slack import Failure, SlackStandIn, signed


async def test_the_base_address_may_lack_its_slash() -> None:
    """`api_base_url` works with and without the final slash, for the API and the socket."""
    async with SlackStandIn() as slack, running(slack, settings={"api_base_url": slack.url.rstrip("/")}) as bot:
        assert "Alibaba" in (await slack.slash("/moves")).words
        assert await bot.connected()


async def test_a_refreshed_socket_misses_nothing() -> None:
    """Asked to reconnect, the bot takes a new address and goes on answering."""
    async with SlackStandIn() as slack, running(slack):
        await slack.sockets.refresh()
        await slack.until(lambda: slack.sockets.opened == 2 and slack.sockets.count == 1)
        assert "Alibaba" in (await slack.slash("/moves")).words


async def test_a_broken_socket_is_replaced() -> None:
    """After an abrupt break the bot connects again by itself."""
    async with SlackStandIn() as slack, running(slack, settings={"ping_interval": 0.5}):
        await slack.sockets.cut()
        await slack.until(lambda: slack.sockets.count == 1)
        assert "Alibaba" in (await slack.slash("/moves")).words


async def test_a_spent_address_is_given_up() -> None:
    """A refused handshake spends the ticket; the watchdog gets a fresh address instead of repeating the dead one."""
    async with SlackStandIn() as slack, running(slack, stuck=0.3, settings={"ping_interval": 0.5}):
        slack.sockets.refuse = 1
        await slack.sockets.refresh()
        await slack.until(lambda: slack.sockets.count == 1 and slack.sockets.opened >= 3)
        assert "Alibaba" in (await slack.slash("/moves")).words


async def test_a_bad_bot_token_stops_the_start_with_advice() -> None:
    """A token Slack does not know is refused at once, named by its variable and not shown."""
    async with SlackStandIn() as slack:
        bot = Slack(slack.settings(bot_token="xoxb-wrong-secret"), RecordingAnswers())
        with pytest.raises(ChatTrouble) as trouble:
            await bot.start()
    assert "SLACK_BOT_TOKEN" in str(trouble.value)
    assert "secret" not in str(trouble.value)


async def test_a_bad_app_token_stops_the_start_with_advice() -> None:
    """An app token Slack does not know is refused at once; the library would ask for ever."""
    async with SlackStandIn() as slack:
        bot = Slack(slack.settings(app_token="xapp-wrong-secret"), RecordingAnswers())
        with pytest.raises(ChatTrouble) as trouble:
            await bot.start()
    assert "SLACK_APP_TOKEN" in str(trouble.value)
    assert "secret" not in str(trouble.value)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"bot_token": ""}, "SLACK_BOT_TOKEN"),
        ({"app_token": ""}, "SLACK_APP_TOKEN"),
        ({"mode": "http", "signing_secret": ""}, "SLACK_SIGNING_SECRET"),
        ({"mode": "carrier pigeon"}, "“socket” or “http”"),
    ],
)
async def test_what_is_missing_is_said_before_anything_is_asked(changes: dict[str, str], told: str) -> None:
    """Missing settings are named without a single call."""
    async with SlackStandIn() as slack:
        with pytest.raises(ChatTrouble, match=told):
            await Slack(slack.settings(**changes), RecordingAnswers()).start()
        assert slack.api.calls == []


async def test_an_unreachable_slack_stops_the_start() -> None:
    """Where nobody listens, start says where it looked."""
    async with SlackStandIn() as slack:
        settings = slack.settings()
    with pytest.raises(ChatTrouble, match=settings.api_base_url):
        await Slack(settings, RecordingAnswers()).start()


async def test_stray_variables_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither an OAuth client nor a proxy in the environment changes what the settings say."""
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "stray")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-stray")
    async with SlackStandIn() as slack, running(slack) as bot:
        slack.channel("C0123")
        first = await slack.slash("/moves", "alibaba")
        assert "page 2" in (await slack.click(first, "Older")).words
        await bot.post("C0123", card(), key="k1")
        assert slack.calls("chat.postEphemeral") == []  # the response_url was reached, too
    assert len(slack.channel("C0123").messages) == 1


async def test_the_configured_proxy_is_used() -> None:
    """With `[slack] proxy` set, the call goes there and nowhere else."""
    asked: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readline())
        writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(proxy, "127.0.0.1", 0)
    async with server, SlackStandIn() as slack:
        place = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        await Slack(slack.settings(proxy=place), RecordingAnswers()).post("C0123", card(), key="k1")
    assert asked[0].startswith(f"POST {slack.url}chat.postMessage".encode())
    assert slack.api.calls == []


async def test_nothing_is_asked_of_slack_before_the_first_acknowledgement() -> None:
    """The first command costs no call: who we are is known from the start."""
    async with SlackStandIn() as slack, running(slack):
        assert slack.sockets.opened == 1
        before = len(slack.api.calls)
        await slack.slash("/moves")
        assert len(slack.api.calls) == before


async def test_the_log_holds_no_ticket(caplog: pytest.LogCaptureFixture) -> None:
    """Failing handshakes are logged in words, without the socket's ticket and without a traceback."""
    async with SlackStandIn() as slack, running(slack, stuck=0.3, settings={"ping_interval": 0.5}):
        with caplog.at_level(logging.DEBUG):
            slack.sockets.refuse = 1
            await slack.sockets.refresh()
            await slack.until(lambda: slack.sockets.count == 1 and slack.sockets.opened >= 3)
    told = [record for record in caplog.records if record.name == "slack"]
    assert any("Failed to connect" in record.getMessage() for record in told)
    assert not any(ticket in caplog.text for ticket in slack.sockets.seen_tickets)
    assert all(record.exc_info is None for record in told)


async def test_http_mode_takes_signed_requests() -> None:
    """In HTTP mode commands and buttons arrive at the door and are answered as over the socket."""
    async with SlackStandIn() as slack, running(slack, settings={"mode": "http"}) as bot:
        slack.request_url = f"http://127.0.0.1:{bot.port}/slack/events"
        first = await slack.slash("/moves", "alibaba", user="U7")
        assert first.ephemeral_to == "U7"
        assert "page 2" in (await slack.click(first, "Older", user="U7")).words
        assert slack.sockets.opened == 0
        assert await bot.connected()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ("command=/moves", {}),
        ("command=/moves", {"X-Slack-Signature": "v0=00", "X-Slack-Request-Timestamp": str(int(time.time()))}),
        ("command=/moves", signed("command=/other")),
        ("command=/moves", signed("command=/moves", secret="wrong")),
        ("command=/moves", signed("command=/moves", at=time.time() - 3600)),
        ("{broken", {"Content-Type": "application/json"}),
        ("command=/moves", {"X-Slack-Signature": "v0=ü", "X-Slack-Request-Timestamp": str(int(time.time()))}),
        ("command=/moves", {"X-Slack-Signature": "v0=00", "X-Slack-Request-Timestamp": "soon"}),
        (b"\xff\xfe", {}),
    ],
)
async def test_unsigned_requests_are_refused(body: str | bytes, headers: dict[str, str]) -> None:
    """What Slack did not sign within five minutes reaches nobody."""
    answers = RecordingAnswers()
    async with SlackStandIn() as slack, running(slack, answers, settings={"mode": "http"}) as bot:
        usual = {"Content-Type": "application/x-www-form-urlencoded"}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"http://127.0.0.1:{bot.port}/slack/events", data=body, headers=usual | headers) as got,
        ):
            assert got.status == 401
    assert answers.asked == []


async def test_the_door_answers_health_and_nothing_else() -> None:
    """GET /healthz says that the bot is there; no install page is served, whatever the environment holds."""
    async with (
        SlackStandIn() as slack,
        running(slack, settings={"mode": "http"}) as bot,
        aiohttp.ClientSession() as session,
    ):
        async with session.get(f"http://127.0.0.1:{bot.port}/healthz") as got:
            assert (got.status, (await got.json())["ok"]) == (200, True)
        async with session.get(f"http://127.0.0.1:{bot.port}/slack/install") as got:
            assert got.status == 404


async def test_a_repeated_http_request_is_done_once() -> None:
    """The same deed delivered again over HTTP is acknowledged and not done."""
    answers = RecordingAnswers()
    async with SlackStandIn() as slack, running(slack, answers, settings={"mode": "http"}) as bot:
        slack.request_url = f"http://127.0.0.1:{bot.port}/slack/events"
        await slack.slash("/moves", "alibaba")
        await slack.repeat()
    assert len(answers.asked) == 1


async def test_a_taken_port_is_said_so() -> None:
    """A port somebody else holds stops the start with its address."""
    async with SlackStandIn() as slack:
        taken = slack.settings(mode="http", http_port=slack.port)
        with pytest.raises(ChatTrouble, match=f"127.0.0.1:{slack.port}"):
            await Slack(taken, RecordingAnswers()).start()


async def test_a_signed_but_senseless_request_harms_nobody() -> None:
    """A signed command without ids is acknowledged; the answer has nowhere to go and is logged, not raised."""
    answers = RecordingAnswers()
    async with SlackStandIn() as slack, running(slack, answers, settings={"mode": "http"}) as bot:
        body = urlencode({"command": "/moves"})
        headers = signed(body) | {"Content-Type": "application/x-www-form-urlencoded"}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"http://127.0.0.1:{bot.port}/slack/events", data=body, headers=headers) as got,
        ):
            assert got.status == 200
    assert [text for text, _ in answers.asked] == [""]


async def test_check_finds_nothing_where_all_is_well() -> None:
    """Good tokens, scopes and membership leave nothing to say."""
    async with SlackStandIn() as slack:
        slack.channel("C0123")
        assert await Slack(slack.settings(), RecordingAnswers()).check(("C0123",)) == ()


async def test_check_says_what_to_do_about_each_channel() -> None:
    """Missing, archived and uninvited channels each get their own sentence, once."""
    async with SlackStandIn() as slack:
        slack.channel("COLD").is_archived = True
        slack.channel("COUT").is_member = False
        found = await Slack(slack.settings(), RecordingAnswers()).check(("C404", "COLD", "COUT", "COUT"))
    assert len(found) == 3
    assert "C404" in found[0]
    assert "archived" in found[1]
    assert "/invite" in found[2]


async def test_check_names_missing_scopes_and_bad_tokens() -> None:
    """Scopes that are needed are named; those for looking at channels are named where a channel could not be seen."""
    async with SlackStandIn() as slack:
        slack.channel("C0123")
        slack.api.scopes = ("chat:write",)
        found = await Slack(slack.settings(app_token="xapp-bad"), RecordingAnswers()).check(("C0123",))
        assert ["commands" in found[0], "SLACK_APP_TOKEN" in found[1], "channels:read" in found[2]] == [True] * 3
        slack.fail("auth.test", Failure(error="account_inactive"))
        (only,) = await Slack(slack.settings(), RecordingAnswers()).check(("C0123",))
        assert "install the app again" in only


@pytest.mark.parametrize(
    ("about", "may"),
    [
        ({}, True),
        ({"team_id": "T0OTHER"}, False),
        ({"team_id": "T0OTHER", "enterprise_user": {"teams": ["T0TEAM", "T0OTHER"]}}, True),
        ({"team_id": "T0OTHER", "enterprise_user": {"teams": "?"}}, False),
        ({"team_id": None}, True),
    ],
)
async def test_only_admins_of_this_workspace_may(about: dict[str, Any], may: bool) -> None:  # noqa: FBT001 - a table column
    """Whoever runs another workspace comes in through a shared channel, and may nothing here."""
    async with SlackStandIn() as slack, running(slack) as bot:
        slack.api.admins = {"U7"}
        slack.api.people = {"U7": about}
        assert await bot._manages("", "U7") is may
