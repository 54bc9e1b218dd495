"""A digest reaches each platform once, at its hour, whatever happens in between."""

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.flow.scene import EXIT, EXIT_AGAIN, EXIT_ONWARDS, OTHER_EXIT, SLACK_CHANNEL, WIRE, Scene, playing
from tests.stand_ins.slack_state import Failure, Message

HOUR = dt.datetime.now(dt.UTC).replace(second=0, microsecond=0) + dt.timedelta(hours=2)
TITLE = "Daily digest: 2 moves"


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """Moves, whose channels want to hear at an hour that is to come."""
    async with playing(tmp_path, when=f"daily {HOUR:%H:%M}") as made:
        yield made


def on_slack(scene: Scene) -> list[Message]:
    """What stands in the channel."""
    return scene.slack.channel(SLACK_CHANNEL).messages


def on_discord(scene: Scene) -> list[str]:
    """The same on Discord."""
    return [str(message.embeds) for message in scene.discord.channel().messages]


async def strike(scene: Scene) -> None:
    """Let the hour come, twice, and everything be delivered."""
    scene.clock.skip_to(HOUR)
    scene.slack.api.first_ts = int(HOUR.timestamp())  # Slack's clock goes along
    for _ in range(2):
        await scene.app.close_digests()
        await scene.settled()


async def test_one_message_at_the_hour(scene: Scene) -> None:
    """Two exits and a second outlet are one message on each platform, silent until the hour, also over a restart."""
    scene.publish(WIRE, EXIT, OTHER_EXIT)
    await scene.look(WIRE)
    await scene.settled()
    assert (on_slack(scene), on_discord(scene)) == ([], [])
    await scene.restart()
    scene.publish(WIRE, EXIT_AGAIN)
    await scene.look(WIRE)
    await strike(scene)
    (message,), (embed,) = on_slack(scene), on_discord(scene)
    for text in (message.words, embed):
        assert TITLE in text
        assert "Vera Holm" in text
        assert "Ravi Menon" in text
    await scene.restart()
    await strike(scene)
    assert (len(on_slack(scene)), len(on_discord(scene))) == (1, 1)


async def test_lost_answer_is_looked_up(scene: Scene) -> None:
    """Slack took the digest and the answer was lost: it is found, not repeated."""
    scene.slack.fail("chat.postMessage", Failure(lose_answer=True))
    scene.publish(WIRE, EXIT, OTHER_EXIT)
    await scene.look(WIRE)
    await strike(scene)
    (message,) = on_slack(scene)
    assert TITLE in message.words


async def test_a_picture_shows_who_went_where(scene: Scene) -> None:
    """It goes along with the digest, its numbers in words."""
    onwards = ("Ravi Menon joins Meta from Google", "Ravi Menon, who led infrastructure at Google, has joined Meta.")
    scene.publish(WIRE, EXIT_ONWARDS, onwards)
    await scene.look(WIRE)
    await strike(scene)
    (told,) = on_slack(scene)
    (picture,) = (block for block in told.payload["blocks"] if block["type"] == "image")
    words = "Who went where: 1 from Google to Meta; 1 from OpenAI to Anthropic."
    assert picture["alt_text"] == words
    (posted,) = scene.discord.channel().messages
    (file,) = posted.attachments
    assert posted.embeds[0]["image"]["url"] == f"attachment://{file['filename']}"
    assert file["description"] == words
