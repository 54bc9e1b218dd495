"""Corrections in chat, with the real client libraries: who may, asking back, striking through, undoing."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest

from store import audit
from store.model.corrections import Correction
from tests.flow.scene import EXIT, SLACK_CHANNEL, WIRE, Scene, playing
from tests.stand_ins.discord import PERSON
from tests.stand_ins.discord import Message as DiscordMessage
from tests.stand_ins.discord_world import EDITORS
from tests.stand_ins.slack_state import Message as SlackMessage

HEADLINE = "Vera Holm leaves OpenAI"
ALLOWED = 902


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """Moves, with one alert in a Slack and in a Discord; U7 runs the one, two people may correct in the other."""
    async with playing(tmp_path) as made:
        made.slack.api.admins = {"U7"}
        made.discord.rights = {ALLOWED: discord.Permissions(manage_guild=True)}
        made.publish(WIRE, EXIT)
        await made.look(WIRE)
        await made.slack.until(lambda: made.slack.channel(SLACK_CHANNEL).messages)
        await made.discord.posted()
        await made.settled()
        yield made


def slack_post(scene: Scene) -> SlackMessage:
    """Slack's alert."""
    return scene.slack.channel(SLACK_CHANNEL).messages[0]


def discord_post(scene: Scene) -> DiscordMessage:
    """Discord's alert."""
    return scene.discord.channel().messages[0]


def log(scene: Scene) -> list[Correction]:
    """What was corrected."""
    with scene.app.watch.database.reading() as session:
        return audit.log(session)


def told(message: DiscordMessage) -> str:
    """All that a Discord message says."""
    return json.dumps([message.embeds, [button["label"] for button in message.buttons]], ensure_ascii=False)


async def test_a_button_in_slack_marks_wrong_and_undoes(scene: Scene) -> None:
    """Asked back privately, struck through on both platforms with a word in each thread, and back again."""
    asked = await scene.slack.click(slack_post(scene), "Not a move…", user="U7")
    assert asked.ephemeral_to == "U7"
    assert f"Not a move: {HEADLINE}?" in asked.words
    assert log(scene) == []
    done = await scene.slack.click(asked, "Mark as wrong", user="U7")
    assert done is asked
    await scene.settled()
    assert "Marked wrong by an editor" in slack_post(scene).words
    assert f"~{HEADLINE}~" in slack_post(scene).words
    assert discord_post(scene).embeds[0]["title"] == f"Wrong: ~~{HEADLINE}~~"
    words = "Corrected by an editor: this is not a move."
    reply, answer = scene.slack.channel(SLACK_CHANNEL).messages[1], scene.discord.channel().messages[1]
    assert (reply.thread_ts, words in reply.words) == (slack_post(scene).ts, True)
    assert (answer.reply_to, words in told(answer)) == (discord_post(scene).id, True)
    assert "Vera Holm" not in (await scene.slack.slash("/moves", "openai", channel=SLACK_CHANNEL)).words
    await scene.slack.click(done, "Undo", user="U7")
    await scene.settled()
    assert "Marked wrong" not in slack_post(scene).words
    assert discord_post(scene).embeds[0]["title"] == HEADLINE
    assert [(one.who, one.undone_by) for one in log(scene)] == [("slack:U7", "slack:U7")]


async def test_a_button_in_discord_marks_wrong_and_undoes(scene: Scene) -> None:
    """The same from the other side."""
    asked = await scene.discord.click(discord_post(scene), "Not a move…", user=ALLOWED)
    assert asked.private
    left = await scene.discord.click(asked, "Leave it", user=ALLOWED)
    assert "Nothing was changed" in told(left)
    asked = await scene.discord.click(discord_post(scene), "Not a move…", user=ALLOWED)
    done = await scene.discord.click(asked, "Mark as wrong", user=ALLOWED)
    await scene.settled()
    assert "Marked wrong by an editor" in slack_post(scene).words
    undone = await scene.discord.click(done, "Undo", user=ALLOWED)
    assert "Undone: correction 1" in told(undone)
    await scene.settled()
    assert discord_post(scene).embeds[0]["title"] == HEADLINE
    assert [one.undone_by for one in log(scene)] == [f"discord:{ALLOWED}"]


async def test_who_may_not_is_told_who_may(scene: Scene) -> None:
    """A private sentence, for the button, for a typed order and for a button somebody else was given."""
    asked = await scene.slack.click(slack_post(scene), "Not a move…", user="U1")
    typed = await scene.slack.slash("/moves-admin", "fix undo", user="U1")
    for answer in (asked, typed):
        assert answer.ephemeral_to == "U1"
        assert "[slack] admins" in answer.words
    allowed = await scene.discord.click(discord_post(scene), "Not a move…", user=ALLOWED)
    for private in (
        await scene.discord.click(discord_post(scene), "Not a move…"),
        await scene.discord.slash("moves-admin fix log"),
        await scene.discord.click(allowed, "Mark as wrong"),
    ):
        assert private.private
        assert "Manage Server" in told(private)
    assert log(scene) == []


async def test_orders_are_typed_on_both_platforms(scene: Scene) -> None:
    """Find gives the ids, an order is done, the log says who; a refusal is a sentence."""
    found = await scene.slack.slash("/moves-admin", "find vera holm", user="U7", channel=SLACK_CHANNEL)
    move = found.words.split("move m")[1].split(" ")[0]
    done = await scene.slack.slash("/moves-admin", f'fix role m{move} "chief scientist" note: by phone', user="U7")
    assert "Corrected: chief scientist" in done.words
    await scene.settled()
    assert "chief scientist" in slack_post(scene).words
    assert "chief scientist" in told(discord_post(scene))
    refused = await scene.discord.slash("moves-admin fix date", user=ALLOWED, move=f"m{move}", value="soon")
    assert "is no date" in told(refused)
    shown = await scene.discord.slash("moves-admin fix log", user=ALLOWED)
    assert "slack:U7" in told(shown)
    assert "fix merge MOVE MOVE" in told(await scene.discord.slash("moves-admin help", user=ALLOWED))
    undone = await scene.discord.slash("moves-admin fix undo", user=ALLOWED, number=1)
    assert "Undone: correction 1" in told(undone)
    (one,) = log(scene)
    assert (one.who, one.note, one.undone_by) == ("slack:U7", "by phone", f"discord:{ALLOWED}")


async def test_a_role_lets_correct(scene: Scene) -> None:
    """The configured role does what the right does; without the configuration it does nothing."""
    scene.discord.roles = {PERSON: (EDITORS,)}
    assert "Manage Server" in told(await scene.discord.slash("moves-admin fix log"))
    await scene.reconfigure(admin_role=EDITORS)
    assert "Nothing was corrected yet" in told(await scene.discord.slash("moves-admin fix log"))


async def test_slack_without_the_scope_knows_only_the_listed(scene: Scene) -> None:
    """Where Slack may not be asked who runs the workspace, the configuration decides."""
    scene.slack.api.scopes = tuple(scope for scope in scene.slack.api.scopes if scope != "users:read")
    assert "[slack] admins" in (await scene.slack.slash("/moves-admin", "fix log", user="U7")).words
    await scene.reconfigure(admins=("U8",))
    assert "Nothing was corrected yet" in (await scene.slack.slash("/moves-admin", "fix log", user="U8")).words
