"""A question that ends with “share” is answered for everybody, on both platforms; a mistyped one for the asker alone."""

import json
from pathlib import Path

from tests.flow.scene import SLACK_CHANNEL, playing


async def test_a_shared_answer_stands_in_the_channel(tmp_path: Path) -> None:
    """It names who shared it and has nothing to press."""
    async with playing(tmp_path) as scene:
        await scene.slack.slash("/moves", "alibaba share", user="U7", name="grace")
        (shared,) = (one for one in scene.slack.channel(SLACK_CHANNEL).messages if not one.ephemeral_to)
        assert "shared by grace" in shared.words
        assert "Lin Junyang" in shared.words
        alone = await scene.slack.slash("/moves", "nobody at all share", user="U7")
        assert alone.ephemeral_to == "U7"
        answer = await scene.discord.slash("moves", query="alibaba share")
        assert answer.private
        await scene.discord.posted(1)  # the acknowledgement is filled before the channel is told
        (posted,) = scene.discord.channel().messages
        assert "shared by" in json.dumps(posted.embeds)
        assert posted.buttons == []
        assert not posted.private
