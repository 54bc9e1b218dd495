"""Moves speaks about itself where the configuration says so, once for each matter."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from store.model.announce import Route
from tests.flow.scene import EXIT, OTHER_EXIT, SLACK_CHANNEL, WIRE, Scene, playing
from tests.stand_ins.slack_state import Failure

OPS = "C0OPS"


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """Moves, with one channel for news and one for itself."""
    async with playing(tmp_path) as made:
        made.slack.channel(OPS)
        made.settings = replace(made.settings, ops_to=f"slack:{OPS}", routes=(Route(to=f"slack:{SLACK_CHANNEL}"),))
        await made.restart()
        yield made


async def pass_by(scene: Scene, minutes: int) -> None:
    """Let minutes pass, with a look every one of them."""
    for _ in range(minutes):
        await scene.app.speak_up()
        await scene.settled()
        scene.clock.skipped += dt.timedelta(minutes=1)


async def test_a_lost_channel_is_told_once_and_that_it_is_tried_again(scene: Scene) -> None:
    """However often Moves looks; so is a message that Slack refuses for good."""
    ops = scene.slack.channel(OPS).messages
    scene.slack.fail("chat.postMessage", Failure(error="msg_too_long"))
    scene.publish(WIRE, OTHER_EXIT)
    await scene.look(WIRE)
    await pass_by(scene, 15)
    assert [f"A message for slack:{SLACK_CHANNEL} was given up" in message.words for message in ops] == [True]
    ops.clear()
    scene.slack.channel(SLACK_CHANNEL).is_archived = True
    scene.publish(WIRE, EXIT)
    await scene.look(WIRE)
    await scene.settled()
    await pass_by(scene, 15)
    assert len(ops) == 1
    assert "1 thing needs a look" in ops[0].words
    assert f"slack:{SLACK_CHANNEL} cannot be reached and is paused" in ops[0].words
    assert "is_archived" in ops[0].words
    await scene.restart()
    await pass_by(scene, 15)
    assert ["is tried again" in message.words for message in ops] == [False, True]
