"""The stand-in Discord refuses what the real one refuses, or tests against it would mean nothing."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.stand_ins.discord import CHANNEL, DiscordStandIn
from tests.stand_ins.discord_command_rules import check_choices, check_commands
from tests.stand_ins.discord_rules import JSON, Refused, check_message, check_not_empty

FIELD = {"name": "n", "value": "v"}
OPTIONS = [{"label": "l", "value": "v"}]
MENU = {"type": 3, "custom_id": "m", "options": OPTIONS}
BUTTON = {"type": 2, "style": 2, "label": "l", "custom_id": "c"}


CHOICES = [{"name": "x" * 100, "value": "y" * 90 + str(n)} for n in range(25)]
"""Close to 5,000 characters."""


@pytest.fixture
async def server() -> AsyncIterator[DiscordStandIn]:
    """A Discord of this test's own."""
    async with DiscordStandIn() as server:
        yield server


def embeds(**parts: Any) -> JSON:
    """A body with one embed."""
    return {"embeds": [{"title": "t", **parts}]}


def buttons(*shown: JSON) -> JSON:
    """A body with one row."""
    return {"content": "x", "components": [{"type": 1, "components": list(shown)}]}


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"content": "x" * 2001}, "content"),
        ({"embeds": [{"title": "t"}] * 11}, "embeds"),
        (embeds(title="x" * 257), "title"),
        (embeds(description="x" * 4097), "description"),
        (embeds(fields=[FIELD] * 26), "fields"),
        (embeds(fields=[{"name": " ", "value": "v"}]), "name"),
        (embeds(fields=[{"name": "n", "value": "x" * 1025}]), "value"),
        (embeds(footer={"text": "x" * 2049}), "footer"),
        (embeds(url="javascript:alert(1)"), "url"),
        (embeds(description="x" * 4000, fields=[{"name": "n", "value": "x" * 1000}] * 2), "6000"),
        ({"embeds": [{}]}, "required"),
        (buttons(*[{**BUTTON, "custom_id": str(n)} for n in range(6)]), "components"),
        (buttons(BUTTON, BUTTON), "duplicated"),
        (buttons({**BUTTON, "label": "x" * 81}), "label"),
        (buttons({**BUTTON, "custom_id": "x" * 101}), "custom_id"),
        (buttons(MENU, BUTTON), "components"),
        (buttons({**MENU, "options": OPTIONS * 26}), "options"),
        (buttons({**MENU, "options": OPTIONS * 2}), "already used"),
        (buttons({**MENU, "options": [{"label": "x" * 101, "value": "v"}]}), "label"),
        (embeds(image={"url": "attachment://a.png"}), "No such attachment"),
        ({"content": "x", "attachments": [{"filename": "a", "description": "x" * 1025}]}, "description"),
        ({"content": "x", "nonce": "x" * 26}, "nonce"),
        ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": [1]}}, "EXCLUSIVE"),
    ],
)
def test_what_breaks_a_limit_is_refused_by_its_place(body: JSON, place: str) -> None:
    """Error 50035 with a tree that names the place."""
    with pytest.raises(Refused, match=place) as refused:
        check_message(body)
    assert refused.value.body["code"] == 50035


def test_an_empty_message_is_refused() -> None:
    """Blank words are no message."""
    with pytest.raises(Refused, match="50006"):
        check_not_empty({"content": "  \n"})


def test_wrong_commands_and_completions_are_refused() -> None:
    """Names, descriptions, order and nesting of options, size of the whole; more than 25 completions."""
    option = {"name": "o", "description": "d", "type": 3}
    group = {**option, "type": 2, "options": [{**option, "type": 1}]}
    right: JSON = {
        "name": "moves",
        "description": "d",
        "options": [{**option, "required": True}, {**option, "name": "p"}],
    }
    check_commands([right, {"name": "Is this?", "type": 3}])
    for wrong in (
        {"name": "Moves"},
        {"description": ""},
        {"options": [option, {**option, "name": "p", "required": True}]},
        {"options": [option, option]},
        {"options": [option, {**group, "name": "g"}]},
        {"options": [{**group, "options": [{**group, "name": "inner"}]}]},
        {"options": [{**option, "autocomplete": True, "choices": [{"name": "n", "value": "v"}]}]},
        {"options": [{**option, "name": f"o{n}", "choices": CHOICES} for n in range(2)]},
        {"type": 3},
    ):
        with pytest.raises(Refused):
            check_commands([{**right, **wrong}])
    with pytest.raises(Refused):
        check_choices([{"name": "n", "value": "v"}] * 26)


async def test_requests_need_the_token(server: DiscordStandIn) -> None:
    """401 without it; with it the exact content type, which clients compare to the letter."""
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{server.url}/users/@me") as response:
            assert response.status == 401
        headers = {"Authorization": f"Bot {server.token}"}
        async with session.get(f"{server.url}/users/@me", headers=headers) as response:
            assert response.headers["Content-Type"] == "application/json"
            assert response.status == 200


async def test_rights_are_kept(server: DiscordStandIn) -> None:
    """Without Embed Links an embed alone is refused and beside words dropped; without View Channel nothing works."""
    here = f"{server.url}/channels/{CHANNEL}/messages"
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {server.token}"}) as session:
        server.channel().rights -= {"embed_links"}
        async with session.post(here, json={"embeds": [{"title": "t"}]}) as response:
            assert (response.status, (await response.json())["code"]) == (403, 50013)
        async with session.post(here, json={"content": "c", "embeds": [{"title": "t"}]}) as response:
            assert (await response.json())["embeds"] == []
        server.channel().rights -= {"view_channel"}
        async with session.post(here, json={"content": "c"}) as response:
            assert (response.status, (await response.json())["code"]) == (403, 50001)
        async with session.post(here.replace(str(CHANNEL), "77"), json={"content": "c"}) as response:
            assert (response.status, (await response.json())["code"]) == (404, 10003)
