"""Every order, every kind of button and every form, on both platforms with their real client libraries."""

import ast
import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import discord
import pytest

import bot
from bot import channels, filling, ops_cards, orders
from bot.cards import Card
from bot.chat import Asker, Pressed
from bot.commands import Commands
from bot.on_slack.events import SHORTCUT
from store import lookup
from store.lookup import MoveQuery
from store.matters import Told
from tests.flow.scene import DAILY, EXIT, EXIT_AGAIN, OTHER_EXIT, SLACK_CHANNEL, WIRE, Scene, playing
from tests.stand_ins.discord import CHANNEL
from tests.stand_ins.discord import Message as DiscordMessage
from tests.stand_ins.slack_state import Message as SlackMessage

ADMIN, MANAGER = "U7", 902
SAID = "Vera Holm, chief research officer of OpenAI, has left the company, it said on Monday."
COMPANIES = "Companies; empty: all that are watched"
TWO_EXITS = (
    "Mara Quist and Tom Ode leave OpenAI",
    "Mara Quist and Tom Ode, who ran operations at OpenAI, have left it.",
)
"""With the seven moves that Moves knows from the start, more than fit one page."""
CORRECTED, UNDONE = "Corrected", "Undone: correction"

ORDERS: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    ("subscribe", "OpenAI out digest daily 09:00", {"companies": "OpenAI", "what": "out", "when": "daily 09:00"},
     "This channel now hears of OpenAI"),
    ("change", "{route} in quiet 22:00-07:00", {"number": "{route}", "what": "in"}, "who joins"),
    ("routes", "", {}, "#1"),
    ("unsubscribe", "{route}", {"which": "{route}"}, "1 route removed"),
    ("pause", "a holiday", {"why": "a holiday"}, "This channel is paused"),
    ("resume", "", {}, "This channel is told again"),
    ("mute", "Vera Holm", {"name": "Vera Holm"}, "This channel hears nothing more of Vera Holm"),
    ("unmute", "Vera Holm", {"name": "Vera Holm"}, "This channel hears of Vera Holm again"),
    ("status", "", {}, "Moves is running"),
    ("check", "", {}, "Nothing is missing"),
    ("reload", "", {}, "config.toml"),
    ("find", "vera holm", {"query": "vera holm"}, "move m"),
    ("help", "", {}, "what admins can order"),
    ("fix role", "{m} 'chief scientist'", {"move": "{m}", "value": "chief scientist"}, CORRECTED),
    ("fix undo", "", {}, UNDONE),
    ("fix date", "{m} 2026-03", {"move": "{m}", "value": "2026-03"}, CORRECTED),
    ("fix status", "{m} confirmed", {"move": "{m}", "value": "confirmed"}, CORRECTED),
    ("fix unit", "{m} Codex", {"move": "{m}", "value": "Codex"}, CORRECTED),
    ("fix company", "{m} to Anthropic", {"move": "{m}", "value": "Anthropic", "side": "to"}, CORRECTED),
    ("fix different", "{p} {q}", {"person": "{p}", "other": "{q}"}, CORRECTED),
    ("fix same", "{p} {q}", {"person": "{p}", "other": "{q}"}, CORRECTED),
    ("fix merge", "{m} {n}", {"move": "{m}", "other": "{n}"}, CORRECTED),
    ("fix split", "{m} 2", {"move": "{m}", "sources": "2"}, CORRECTED),
    ("fix wrong", "{m}", {"move": "{m}"}, CORRECTED),
    ("fix log", "", {}, "Corrections"),
)  # fmt: skip
"""An order, what follows it where it is typed, the options where it is picked, and a piece of the answer."""

TAKEN_BACK = {"fix company", "fix different", "fix same", "fix merge", "fix split", "fix wrong"}
"""Corrections that would be in the way of those that follow."""


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """Moves with two alerts on each platform, and one person on each who may."""
    async with playing(tmp_path) as made:
        made.slack.api.admins = {ADMIN}
        made.discord.rights = {MANAGER: discord.Permissions(manage_guild=True)}
        made.publish(WIRE, EXIT, OTHER_EXIT, TWO_EXITS)
        await made.look(WIRE)
        made.publish(DAILY, EXIT_AGAIN)
        await made.look(DAILY)
        await made.settled()
        yield made


def ids(scene: Scene) -> dict[str, str]:
    """The ids of the two moves and their persons."""
    with scene.app.watch.database.reading() as session:
        found = {move.person: move for move in lookup.moves(session, MoveQuery(company="OpenAI"), limit=9).moves}
    one, other = found["Vera Holm"], found["Ravi Menon"]
    return {"m": one.id, "n": other.id, "p": one.person_id, "q": other.person_id}


def said(message: DiscordMessage) -> str:
    """All that a Discord answer says."""
    return json.dumps(message.embeds, ensure_ascii=False)


def every_order(scene: Scene) -> set[str]:
    """What can be ordered."""
    duties = scene.app._parts.commands._duties
    return {*channels.ORDERS, *duties, "find", "help", *(f"fix {verb}" for verb in orders.USAGE)}


async def test_every_order(scene: Scene) -> None:
    """Typed in Slack and picked in Discord, each is carried out and says what it did."""
    assert {word for word, *_ in ORDERS} == every_order(scene)
    known = ids(scene)
    for word, rest, _, answer in ORDERS:
        typed = f"{word} {rest.format(**known, route='1')}".strip()
        assert answer in (await scene.slack.slash("/moves-admin", typed, user=ADMIN)).words, typed
        if word in TAKEN_BACK:
            await scene.slack.slash("/moves-admin", "fix undo", user=ADMIN)
    for word, _, options, answer in ORDERS:
        given = {name: value.format(**known, route="2") for name, value in options.items()}
        told = said(await scene.discord.slash(f"moves-admin {word}", user=MANAGER, **given))
        assert answer.replace("#1", "#2") in told, word
        if word in TAKEN_BACK:
            await scene.discord.slash("moves-admin fix undo", user=MANAGER)


async def test_pages_are_turned_after_a_restart(scene: Scene) -> None:
    """Buttons of answers that were given before, on both platforms."""
    asked, picked = await scene.slack.slash("/moves"), await scene.discord.slash("moves")
    await scene.restart()
    assert "page 2 of 2" in (await scene.slack.click(asked, "Older")).words
    assert "page 2 of 2" in said(await scene.discord.click(picked, "Older"))
    assert "page 1 of 2" in (await scene.slack.click(asked, "Newer")).words


_KEY = re.compile(r"(ask|share|mute|at)(?=:)|((?:fix|adm|form):[a-z]+)")


_MADE = {"order": "adm:", "form": "form:"}


def kind(key: str) -> str:
    """What sort of button a key is: its verb, with the word behind it where that says what it does."""
    found = _KEY.match(key)
    return found.group() if found else ""


def every_kind() -> set[str]:
    """The kinds of buttons that the code makes: text that begins as a key does."""
    made = {
        kind(text) for file in Path(bot.__file__).parent.rglob("*.py") for text in _texts(ast.parse(file.read_text()))
    }
    return made - {""} | {f"form:{word}" for word in filling._EDITS}


def _texts(tree: ast.Module) -> Iterator[str]:
    """Every text; behind its verb where it is handed to what makes keys of orders and forms (`Where`)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in _MADE
            and node.args
        ):
            begun = node.args[0].values[0] if isinstance(node.args[0], ast.JoinedStr) else node.args[0]
            if isinstance(begun, ast.Constant) and isinstance(begun.value, str):
                yield f"{_MADE[node.func.attr]}{begun.value}"


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """The kinds of buttons that were pressed, and of forms that were filled in, by platform."""
    heard: dict[str, set[str]] = defaultdict(set)
    press, fill = Commands.press, Commands.fill

    async def pressing(self: Commands, key: str, asker: Asker) -> Pressed:
        heard[asker.platform].add(kind(key))
        return await press(self, key, asker)

    async def filling_in(self: Commands, key: str, values: Mapping[str, str], asker: Asker) -> Card:
        heard[asker.platform].add(kind(key))
        return await fill(self, key, values, asker)

    monkeypatch.setattr(Commands, "press", pressing)
    monkeypatch.setattr(Commands, "fill", filling_in)
    return heard


def numbered(words: str) -> str:
    """The number of the route that a list shows."""
    found = re.search(r"#(\d+)\b", words)
    assert found, words
    return found[1]


NOTICE = ops_cards.notice([Told("A source is gone", dt.datetime(2026, 3, 3, tzinfo=dt.UTC))])


async def test_every_button_and_form_in_slack(scene: Scene, pressed: dict[str, set[str]]) -> None:
    """From the alert, the orders and a notice; the answer says what it did."""
    slack = scene.slack
    alert = next(message for message in slack.posts if "Vera Holm" in message.words and not message.thread_ts)

    async def press(message: SlackMessage, *labels: str) -> SlackMessage:
        for label in labels:
            message = await slack.click(message, label, user=ADMIN)
        return message

    async def order(text: str) -> SlackMessage:
        return await slack.slash("/moves-admin", text, user=ADMIN)

    async def fill(message: SlackMessage, label: str, values: dict[str, str | list[str]]) -> str:
        await slack.press(message, label, user=ADMIN)
        await slack.until(lambda: (view := slack.views.modal(ADMIN)) and view.payload.get("submit"))
        view = slack.screens.modal(ADMIN)
        await slack.screens.submit(view, values)
        slack.screens.close(view)
        return view.words

    assert "shared by" in (await press(alert, "OpenAI history", "Share")).words
    assert "Nothing was changed" in (await press(alert, "Not a move…", "Leave it")).words
    assert UNDONE in (await press(alert, "Not a move…", "Mark as wrong", "Undo")).words
    assert "hears of Vera Holm again" in (await press(alert, "Mute person…", "Mute", "Undo")).words
    assert "1 route removed" in (await press(await order("subscribe OpenAI"), "Undo")).words
    assert "is told again" in (await press(await order("routes"), "Pause", "All routes here", "Resume")).words
    await scene.app._started["slack"].post(SLACK_CHANNEL, NOTICE, key="k")
    assert "Moves is running" in (await press(slack.posts[-1], "Status")).words
    assert "now hears of OpenAI" in await fill(await order("help"), "Set this channel up…", {COMPANIES: "OpenAI"})
    found = await order(f"find {ids(scene)['m']}")
    assert "Corrected: head of science" in await fill(found, "Role…", {"Role": "head of science"})
    assert "Corrected: 2026-03" in await fill(found, "Date…", {"When it happens": "2026-03"})
    assert "Corrected: confirmed" in await fill(found, "Status…", {"Status": "Confirmed"})
    listed = await order("routes")
    number = numbered(listed.words)
    assert "is changed" in await fill(listed, f"Change #{number}…", {"What of them": "Who leaves"})
    assert "as it was before" in (await press(await order(f"change {number} in"), "Undo")).words
    await slack.screens.open_home(ADMIN)
    await slack.until(lambda: ADMIN in slack.views.homes)
    await slack.screens.press(slack.views.homes[ADMIN], f"Remove #{number}")
    await slack.until(lambda: (view := slack.views.modal(ADMIN)) and "1 route removed" in view.words)
    assert every_kind() - pressed["slack"] == set()
    await slack.screens.use_shortcut(SHORTCUT, {"type": "message", "ts": "1.0", "text": SAID}, user=ADMIN)
    await slack.until(lambda: "this tells of 1 move" in slack.screens.modal(ADMIN).words)


async def test_every_button_and_form_in_discord(scene: Scene, pressed: dict[str, set[str]]) -> None:
    """The same, and what is offered while somebody types."""
    there = scene.discord
    alert = next(message for message in there.channel().messages if "Vera Holm" in said(message))

    async def press(message: DiscordMessage, *labels: str) -> str:
        for label in labels:
            message = await there.click(message, label, user=MANAGER)
        return said(message)

    async def order(command: str, **options: Any) -> DiscordMessage:
        return await there.slash(f"moves-admin {command}", user=MANAGER, **options)

    async def fill(message: DiscordMessage, label: str, **values: str | Sequence[str]) -> str:
        form = await there.open(message, label, user=MANAGER)
        return said(await there.submit(form, user=MANAGER, **values))

    await press(alert, "OpenAI history", "Share")
    assert "shared by" in said(there.channel().messages[-1])
    assert "Nothing was changed" in await press(alert, "Not a move…", "Leave it")
    assert UNDONE in await press(alert, "Not a move…", "Mark as wrong", "Undo")
    assert "hears of Vera Holm again" in await press(alert, "Mute person…", "Mute", "Undo")
    assert "1 route removed" in await press(await order("subscribe", companies="OpenAI"), "Undo")
    assert "is told again" in await press(await order("routes"), "Pause", "All routes here", "Resume")
    await scene.app._started["discord"].post(str(CHANNEL), NOTICE, key="k")
    assert "Moves is running" in await press(there.channel().messages[-1], "Status")
    assert "now hears of OpenAI" in await fill(await order("help"), "Set this channel up…", companies="OpenAI")
    move = ids(scene)["m"]
    assert "Corrected: head of science" in await fill(await order("find", query=move), "Role…", value="head of science")
    assert "Corrected: 2026-03" in await fill(await order("find", query=move), "Date…", value="2026-03")
    assert "Corrected: confirmed" in await fill(await order("find", query=move), "Status…", value="confirmed")
    listed = await order("routes")
    number = numbered(said(listed))
    assert "is changed" in await fill(listed, f"Change #{number}…", what=["out"])
    assert "as it was before" in await press(await order("change", number=number, what="in"), "Undo")
    assert every_kind() - pressed["discord"] == {"at"}  # of Slack's Home alone
    judged = await there.point(there.say(SAID), "Is this a move?")
    assert "this tells of 1 move" in said(judged)
    assert "openai out" in await there.autocomplete("moves", query="openai o")
    assert (await there.autocomplete("moves-admin fix wrong", user=MANAGER, move="vera"))[0].startswith("Vera Holm · ")
