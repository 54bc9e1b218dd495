"""A feed's entry becomes one message on each platform, stays one, and can be asked for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.flow.scene import (
    DAILY,
    EXIT,
    EXIT_AGAIN,
    EXIT_ONWARDS,
    OTHER_EXIT,
    SLACK_CHANNEL,
    WIRE,
    Scene,
    playing,
)
from tests.stand_ins.discord_faults import broken, rate_limited
from tests.stand_ins.slack_state import Failure, Message

HEADLINE = "Vera Holm leaves OpenAI"


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """Moves between two outlets, a Slack and a Discord."""
    async with playing(tmp_path) as made:
        yield made


def posts(scene: Scene) -> list[Message]:
    """Slack's channel messages that are no replies."""
    return [m for m in scene.slack.channel(SLACK_CHANNEL).messages if not m.thread_ts]


def replies(scene: Scene) -> list[Message]:
    """Slack's replies in threads."""
    return [m for m in scene.slack.channel(SLACK_CHANNEL).messages if m.thread_ts]


async def told(scene: Scene, outlet: str, story: tuple[str, str]) -> None:
    """Publish a story and look at its outlet."""
    scene.publish(outlet, story)
    await scene.look(outlet)


async def test_a_first_look_is_silent(scene: Scene) -> None:
    """What a feed held before it was watched is told to nobody."""
    assert posts(scene) == []
    assert scene.discord.channel().messages == []


async def test_one_entry_is_one_message_on_each_platform(scene: Scene) -> None:
    """The alert arrives once in Slack and once in Discord, however often the feed is looked at."""
    await told(scene, WIRE, EXIT)
    await scene.slack.until(lambda: posts(scene))
    await scene.discord.posted()
    await scene.look(WIRE)
    await scene.look(WIRE)
    assert [HEADLINE in m.words for m in posts(scene)] == [True]
    assert [m.embeds[0]["title"] for m in scene.discord.channel().messages] == [HEADLINE]


async def test_a_second_outlet_edits_quietly(scene: Scene) -> None:
    """The same event, reworded elsewhere, changes the message; no second alert and no word in its thread."""
    await told(scene, WIRE, EXIT)
    await scene.settled()
    await told(scene, DAILY, EXIT_AGAIN)
    await scene.settled()
    (post,) = posts(scene)
    assert "2 independent outlets" in post.words
    assert post.edits
    assert replies(scene) == []
    (message,) = scene.discord.channel().messages
    assert message.edits


async def test_a_change_edits_and_is_told_once_in_the_thread(scene: Scene) -> None:
    """A destination that becomes known changes the message and is said below it; no second alert."""
    await told(scene, WIRE, EXIT)
    await scene.settled()
    await told(scene, DAILY, EXIT_ONWARDS)
    await scene.settled()
    (post,) = posts(scene)
    (reply,) = replies(scene)
    assert reply.thread_ts == post.ts
    assert "The destination is now known" in reply.words
    root, answer = scene.discord.channel().messages
    assert root.edits
    assert answer.reply_to == root.id


async def test_a_restart_in_between_changes_nothing(scene: Scene) -> None:
    """Posts, edits and threads go on after a restart as if there had been none."""
    await told(scene, WIRE, EXIT)
    await scene.slack.until(lambda: posts(scene))
    await scene.discord.posted()
    await scene.restart()
    await scene.look(WIRE)
    await told(scene, DAILY, EXIT_ONWARDS)
    await scene.slack.until(lambda: replies(scene))
    await scene.discord.posted(2)
    assert len(posts(scene)) == 1
    assert replies(scene)[0].thread_ts == posts(scene)[0].ts
    assert scene.discord.syncs == 1  # the commands did not change, so they were not registered again


async def test_another_exit_is_another_message(scene: Scene) -> None:
    """Two people who leave one company on one day are two alerts."""
    scene.publish(WIRE, EXIT, OTHER_EXIT)
    await scene.look(WIRE)
    await scene.slack.until(lambda: len(posts(scene)) == 2)
    assert HEADLINE in posts(scene)[0].words
    assert "Ravi Menon leaves OpenAI" in posts(scene)[1].words


@pytest.mark.parametrize(
    "failure",
    [
        Failure(status=429, retry_after=1),
        Failure(status=500),
        Failure(reset=True),
        Failure(lose_answer=True),
    ],
    ids=["429", "500", "reset", "lost answer"],
)
async def test_slack_in_trouble_gets_the_message_once(scene: Scene, failure: Failure) -> None:
    """A limit, a failure and a lost connection end in exactly one message; Discord does not wait for it."""
    scene.slack.fail("chat.postMessage", failure)
    await told(scene, WIRE, EXIT)
    await scene.discord.posted()
    await told(scene, DAILY, EXIT_AGAIN)
    await scene.settled()
    (post,) = posts(scene)
    assert "2 independent outlets" in post.words


async def test_discord_in_trouble_gets_the_message_once(scene: Scene) -> None:
    """The same for Discord: one message after a 503 and a limit."""
    scene.discord.fail("POST", "/messages", broken(503), rate_limited(0.2))
    await told(scene, WIRE, EXIT)
    await scene.slack.until(lambda: posts(scene))
    await scene.settled()
    assert len(scene.discord.channel().messages) == 1


async def test_a_kill_between_post_and_record_is_looked_up(scene: Scene) -> None:
    """Slack took the message, Moves stopped before it heard: after the restart the message is found, not repeated."""
    scene.slack.fail("chat.postMessage", Failure(lose_answer=True))
    await told(scene, WIRE, EXIT)
    await scene.slack.until(lambda: posts(scene))
    await scene.restart()
    await told(scene, DAILY, EXIT_AGAIN)
    await scene.settled()
    (post,) = posts(scene)
    assert "2 independent outlets" in post.words


SEEDED = {
    "alibaba": ["Lin Junyang", "Li Kaixin", "Yu Bowen", "Hui Binyuan", "Zhou Hao"],
    "阿里": ["Lin Junyang", "Li Kaixin", "Yu Bowen", "Hui Binyuan", "Zhou Hao"],
    "qwen": ["Lin Junyang", "Li Kaixin", "Yu Bowen", "Hui Binyuan", "Zhou Hao"],
    "lin junyang": ["Lin Junyang"],
}


@pytest.mark.parametrize("query", list(SEEDED))
async def test_seeded_moves_are_answered_on_both(scene: Scene, query: str) -> None:
    """A fresh store answers from its seeds, privately."""
    on_slack = await scene.slack.slash("/moves", query)
    on_discord = await scene.discord.slash("moves", query=query)
    for name in SEEDED[query]:
        assert name in on_slack.words
        assert name in str(on_discord.embeds)
    assert on_slack.ephemeral_to
    assert on_discord.private


async def test_share_posts_the_answer_to_the_channel(scene: Scene) -> None:
    """What was private becomes public by a press, on both."""
    await scene.slack.click(await scene.slack.slash("/moves", "alibaba"), "Share")
    await scene.slack.until(lambda: posts(scene))
    assert "Lin Junyang" in posts(scene)[0].words
    await scene.discord.click(await scene.discord.slash("moves", query="alibaba"), "Share")
    messages = await scene.discord.posted()
    assert "Lin Junyang" in str(messages[0].embeds)


async def test_discord_completes_names(scene: Scene) -> None:
    """Typing finds companies and people."""
    assert "Alibaba" in await scene.discord.autocomplete("moves", query="ali")
    assert "Lin Junyang" in await scene.discord.autocomplete("moves", query="林")
