"""`/moves-admin` as people pick it: subcommands, options, completion and who is offered it."""

from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any, cast

import discord as library
import pytest

from bot import channels
from bot.administration import COMMAND
from bot.on_discord.conversation import Conversation
from bot.orders import USAGE
from tests.stand_ins.discord import CHANNEL, DiscordStandIn
from tests.stand_ins.discord_bot import Recording, connected
from tests.stand_ins.discord_command_rules import check_commands, size
from tests.stand_ins.discord_world import EDITORS, FORUM, GUILD, THREAD

ORDERS: list[tuple[str, dict[str, Any], str]] = [
    ("subscribe", {}, "subscribe"),
    (
        "subscribe",
        {"companies": "OpenAI, Alibaba", "what": "out", "when": "daily 09:00", "mention": EDITORS},
        f"subscribe 'OpenAI, Alibaba' out digest daily 09:00 mention '<@&{EDITORS}>'",
    ),
    (
        "change",
        {"number": "3", "what": "both", "status": "confirmed", "quiet": "none", "mention": EDITORS, "clear": "quiet"},
        f"change 3 both status:confirmed quiet none mention '<@&{EDITORS}>' quiet none",
    ),
    ("unsubscribe", {"which": "1 2"}, "unsubscribe 1 2"),
    ("routes", {}, "routes"),
    ("pause", {"why": "we are off"}, "pause we are off"),
    ("resume", {}, "resume"),
    ("status", {}, "status"),
    ("check", {}, "check"),
    ("reload", {}, "reload"),
    ("mute", {"name": "Lin Junyang"}, "mute Lin Junyang"),
    ("unmute", {"name": "Lin Junyang"}, "unmute Lin Junyang"),
    ("find", {"query": "Lin Junyang"}, "find Lin Junyang"),
    ("help", {}, "help"),
    ("fix wrong", {"move": "m1", "note": "a game"}, "fix wrong m1 note: 'a game'"),
    ("fix merge", {"move": "m1", "other": "m2"}, "fix merge m1 m2"),
    ("fix split", {"move": "m1", "sources": "1 3"}, "fix split m1 1 3"),
    ("fix role", {"move": "m1", "value": "chief scientist", "side": "to"}, "fix role m1 to 'chief scientist'"),
    ("fix date", {"move": "m1", "value": "2026-03"}, "fix date m1 2026-03"),
    ("fix status", {"move": "m1", "value": "confirmed"}, "fix status m1 confirmed"),
    ("fix unit", {"move": "m1", "value": "Qwen"}, "fix unit m1 Qwen"),
    ("fix company", {"move": "m1", "value": "clear", "side": "from"}, "fix company m1 from clear"),
    ("fix same", {"person": "p1", "other": "p2"}, "fix same p1 p2"),
    ("fix different", {"person": "p1", "other": "p2"}, "fix different p1 p2"),
    ("fix undo", {}, "fix undo"),
    ("fix undo", {"number": 7}, "fix undo 7"),
    ("fix log", {}, "fix log"),
]
"""Subcommand, options, and the words they make."""


@pytest.fixture
def answers() -> Recording:
    """What the bot was asked."""
    return Recording()


@pytest.fixture
async def server(answers: Recording) -> AsyncIterator[DiscordStandIn]:
    """A Discord with the bot connected to it."""
    async with DiscordStandIn() as server, connected(server, answers):
        yield server


async def nothing(_: Conversation) -> None:
    """Registers nothing."""


@pytest.mark.parametrize(("own", "may"), [((), True), ((GUILD,), True), ((GUILD + 1,), False)])
async def test_only_who_runs_one_of_our_servers_runs_moves(own: tuple[int, ...], may: bool) -> None:  # noqa: FBT001
    """Where the configuration names servers, the right Manage Server counts in those alone: anybody may run another one."""
    pressed = SimpleNamespace(
        user=SimpleNamespace(id=7, display_name="Ann"),
        channel=None,
        channel_id=CHANNEL,
        guild_id=GUILD,
        permissions=library.Permissions(manage_guild=True),
    )
    asker = Conversation(Recording(), nothing, own=frozenset(own))._asker(cast("library.Interaction[Any]", pressed))
    assert asker.manages is not None
    assert await asker.manages() is may


def shapes() -> dict[str, dict[str, Any]]:
    """The commands as they are told to Discord, by name."""
    tree = Conversation(Recording(), nothing).tree
    return {command.name: command.to_dict(tree) for command in tree.get_commands()}


async def test_the_commands_keep_to_discords_limits() -> None:
    """Names, descriptions, counts and the 8,000 characters; `/moves-admin` is for managers, in servers."""
    told = shapes()
    check_commands(list(told.values()))
    assert size(told["moves-admin"]) < 5000
    assert int(told["moves-admin"]["default_member_permissions"]) == library.Permissions(manage_guild=True).value
    assert told["moves-admin"]["dm_permission"] is False
    assert [(o["name"], o.get("autocomplete", False), o["required"]) for o in told["moves"]["options"]] == [
        ("query", True, False),
        ("share", False, False),
    ]


async def test_every_order_has_its_subcommand() -> None:
    """What can be typed in Slack can be picked here."""
    inner = {option["name"]: option for option in shapes()["moves-admin"]["options"]}
    assert set(channels.ORDERS) | {"find", "help"} <= inner.keys()
    assert {option["name"] for option in inner["fix"]["options"]} == set(USAGE)
    assert COMMAND == "/moves-admin"


async def test_orders_arrive_in_words(server: DiscordStandIn, answers: Recording) -> None:
    """One connection, every subcommand: the one text order is what is carried out, and the answer is private."""
    for command, options, order in ORDERS:
        answer = await server.slash(f"moves-admin {command}", **options)
        assert answers.asked[-1][0] == order
        assert answer.private


async def test_what_is_typed_is_completed(server: DiscordStandIn, answers: Recording) -> None:
    """The last company of a list, moves and persons by name; hours and zones without the store."""
    assert await server.autocomplete("moves-admin subscribe", companies="OpenAI, al") == ["OpenAI, c1", "OpenAI, c2"]
    assert answers.asked[-1][0] == "pick company al"
    assert await server.autocomplete("moves-admin change", number="ali") == ["Route 1", "Route 2"]
    assert answers.asked[-1][1].channel == str(CHANNEL)
    assert await server.autocomplete("moves-admin unsubscribe", which="") == ["Route 1", "Route 2"]
    assert (await server.autocomplete("moves-admin subscribe", when="wee"))[0] == "wee"
    assert await server.autocomplete("moves-admin subscribe", zone="shangh") == ["Asia/Shanghai"]
    assert await server.autocomplete("moves-admin find", query="q") == ["Alibaba", "Qwen"]
    assert await server.autocomplete("moves-admin mute", name="lin") == ["Person 1", "Person 2"]
    assert await server.autocomplete("moves-admin fix merge", move="m1", other="lin") == ["Move 1", "Move 2"]
    assert await server.autocomplete("moves-admin fix same", person="lin") == ["Person 1", "Person 2"]
    assert await server.autocomplete("moves-admin fix company", move="m1", value="ali") == ["Company 1", "Company 2"]
    assert answers.asked[-1][0] == "pick company ali"


async def test_a_forum_is_set_up_from_any_of_its_posts(answers: Recording) -> None:
    """Nobody can type in a forum itself; in a thread of a text channel the thread is meant."""
    async with DiscordStandIn() as server:
        server.channel(800).type = FORUM
        post, thread = server.channel(801), server.channel(802)
        post.type = thread.type = THREAD
        post.parent, thread.parent = 800, CHANNEL
        async with connected(server, answers):
            for channel in (801, 802, CHANNEL):
                await server.slash("moves-admin routes", channel=channel)
    assert [asker.channel for _, asker in answers.asked] == ["800", "802", str(CHANNEL)]


async def test_everyones_role_is_rung_by_its_word(server: DiscordStandIn, answers: Recording) -> None:
    """The role of everybody has no mention of its own."""
    await server.slash("moves-admin subscribe", mention=GUILD)
    assert answers.asked[-1][0] == "subscribe mention @everyone"


async def test_commands_of_an_earlier_version_are_answered(server: DiscordStandIn, answers: Recording) -> None:
    """Somebody's Discord still shows what was registered before: a sentence says what to do, and nothing is done."""
    (old,) = (command for command in server.commands[""] if command["name"] == "moves-admin")
    old["options"] = [{"name": "order", "type": 3}]
    answer = await server.slash("moves-admin", order="pause")
    assert answer.private
    assert "Reload Discord" in answer.embeds[0]["description"]
    assert answers.asked == []


async def test_a_shared_answer_is_for_everybody(server: DiscordStandIn, answers: Recording) -> None:
    """`share` answers in the channel, as the button would."""
    answer = await server.slash("moves", query="alibaba", share=True)
    assert answer.content == "Shared in this channel."
    assert answers.asked[-1][0] == "alibaba share"
    (shared,) = await server.posted()
    assert shared.embeds[0]["title"] == "Answer to alibaba share"
