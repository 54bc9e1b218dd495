"""A forum of Discord as a destination, from the news to its post, over a restart."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.flow.scene import EXIT, EXIT_AGAIN, EXIT_ONWARDS, WIRE, Scene, playing
from tests.stand_ins.discord_world import FORUM


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """Moves, whose one route into Discord leads to a forum."""
    async with playing(tmp_path) as made:
        channel = made.discord.channel()
        await made.discord.gateway.tell("CHANNEL_DELETE", channel.json())
        channel.type = FORUM
        await made.discord.gateway.tell("CHANNEL_CREATE", channel.json())
        yield made


async def test_a_move_lives_in_its_companys_post(scene: Scene) -> None:
    """Told once in the post of the company that is left; edited and answered there, also after a restart."""
    for story in (EXIT, EXIT_AGAIN):
        scene.publish(WIRE, story)
        await scene.look(WIRE)
        await scene.settled()
    await scene.restart()
    scene.publish(WIRE, EXIT_ONWARDS)
    await scene.look(WIRE)
    await scene.settled()
    (post,) = scene.discord.threads()
    first, root, *answers = post.messages
    assert post.name == "OpenAI"
    assert "OpenAI" in first.content
    assert "Anthropic" in root.embeds[0]["title"]
    assert [answer.reply_to for answer in answers] == [root.id] * len(answers)
    assert "Anthropic" in str(answers[-1].embeds)
