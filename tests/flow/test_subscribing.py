"""Channels that are set up from chat, with the real client libraries."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest

from tests.flow.scene import EXIT, OTHER_EXIT, WIRE, Scene, playing
from tests.stand_ins.discord import Message as DiscordMessage

ADMIN, MANAGER = "U7", 902
OTHER_CHANNEL = "C0999"
THIRD = ("Mara Quist leaves OpenAI", "Mara Quist, who ran research operations at OpenAI, has left the company.")


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """Moves with one configured route a platform and an empty channel beside it; one person a platform may set up."""
    async with playing(tmp_path) as made:
        made.slack.channel(OTHER_CHANNEL)
        made.slack.api.admins = {ADMIN}
        made.discord.rights = {MANAGER: discord.Permissions(manage_guild=True)}
        yield made


def there(scene: Scene) -> list[str]:
    """What stands in the other channel."""
    return [message.words for message in scene.slack.channel(OTHER_CHANNEL).messages if not message.ephemeral_to]


def said(message: DiscordMessage) -> str:
    """All that a Discord answer says."""
    return json.dumps([message.embeds, [button["label"] for button in message.buttons]], ensure_ascii=False)


async def order(scene: Scene, text: str, *, user: str = ADMIN) -> str:
    """Type an order in the other channel; returns the words of the answer."""
    answer = await scene.slack.slash("/moves-admin", text, user=user, channel=OTHER_CHANNEL)
    assert answer.ephemeral_to == user
    return answer.words


async def tell(scene: Scene, *stories: tuple[str, str]) -> None:
    """Publish and deliver."""
    scene.publish(WIRE, *stories)
    await scene.look(WIRE)
    await scene.settled()


async def test_a_channel_subscribes_pauses_and_leaves(scene: Scene) -> None:
    """From the next article on, without a restart; over a restart it stays; each answer says what holds."""
    assert "This channel now hears of OpenAI" in await order(scene, "subscribe OpenAI out")
    await tell(scene, EXIT)
    assert ["Vera Holm leaves OpenAI" in words for words in there(scene)] == [True]
    await scene.restart()
    listed = await order(scene, "routes")
    assert "#1" in listed
    assert "OpenAI · who leaves · at once" in listed
    assert "This channel is paused" in await order(scene, "pause holidays")
    await tell(scene, OTHER_EXIT)
    assert len(there(scene)) == 1
    assert "holidays" in await order(scene, "routes")
    assert "is told again" in await order(scene, "resume")
    await tell(scene, THIRD)
    assert ["Mara Quist" in words for words in there(scene)] == [False, True]
    assert "say which" in (await order(scene, "unsubscribe")).casefold()
    assert "1 route removed" in await order(scene, "unsubscribe #1")
    assert "Nothing yet" in await order(scene, "routes")


async def test_routes_are_changed(scene: Scene) -> None:
    """By order, by the form under the list and by a platform's own options; only what is named changes."""
    await _changed_in_discord(scene)
    await _changed_in_slack(scene)
    await tell(scene, EXIT)
    assert [("Vera Holm" in words, "<!here>" in words) for words in there(scene)] == [(True, True)]


async def _changed_in_slack(scene: Scene) -> None:
    """What is wrong is told; the list says who changed it; the form begins with what holds."""
    number = 7  # the six of Discord's channel are counted
    await order(scene, "subscribe OpenAI out mention <!here>")
    changed = await order(scene, f"change {number} in quiet 22:00-07:00 zone Asia/Shanghai")
    assert f"Route #{number} is changed" in changed
    assert "OpenAI · who joins · at once, quiet 22" in changed
    for wrong, told in (("9 in", "no route #9"), ("in", "say which route"), (str(number), "say what is to change")):
        assert told in (await order(scene, f"change {wrong}")).casefold()
    elsewhere = await scene.slack.slash("/moves-admin", f"change {number} out", user=ADMIN)
    assert "another channel" in elsewhere.words
    listed = await scene.slack.slash("/moves-admin", "routes", user=ADMIN, channel=OTHER_CHANNEL)
    assert f"changed by slack:{ADMIN}" in listed.words
    await scene.slack.press(listed, f"Change #{number}…", user=ADMIN)
    await scene.slack.until(lambda: (view := scene.slack.views.modal(ADMIN)) and view.shown)
    view = scene.slack.screens.modal(ADMIN)
    await scene.slack.screens.submit(view, {"What of them": "Who leaves", "Quiet hours": ""})
    await scene.slack.until(lambda: f"Route #{number} is changed" in view.words)


async def _changed_in_discord(scene: Scene) -> None:
    """The subcommand offers the channel's routes; the list changes and removes them, in a menu where they are many."""
    slash, click = scene.discord.slash, scene.discord.click
    await slash("moves-admin subscribe", user=MANAGER, companies="OpenAI", when="daily 09:00")
    (offered,) = await scene.discord.autocomplete("moves-admin change", user=MANAGER, number="openai")
    assert offered == "#1 · OpenAI · digest daily 09:00 UTC"
    assert await scene.discord.autocomplete("moves-admin change", number="") == []
    changed = await slash("moves-admin change", user=MANAGER, number="1", what="in", quiet="none", when="now")
    assert "who joins · at once" in said(changed)
    again = await click(changed, "Undo", user=MANAGER)
    assert "is as it was before" in said(again)
    listed = await click(again, "All routes here", user=MANAGER)
    form = await scene.discord.open(listed, "Change #1…", user=MANAGER)
    changed = await scene.discord.submit(form, user=MANAGER, what=["out"], zone="Asia/Shanghai")
    assert "who leaves · digest daily 09:00 Asia/Shanghai" in said(changed)
    for company in ("Alibaba", "Tencent", "Baidu", "Meta", "Apple"):
        await slash("moves-admin subscribe", user=MANAGER, companies=company)
    many = await slash("moves-admin routes", user=MANAGER)
    form = await scene.discord.open(many, "Change #5…", user=MANAGER)
    assert "Alibaba" in said(await scene.discord.submit(form, user=MANAGER, companies="Meta, Alibaba"))
    many = await click(many, "All routes here", user=MANAGER)
    assert [button["label"] for button in many.buttons] == ["Add a route…", "Pause"]
    gone = await scene.discord.choose(many, "Remove #4", user=MANAGER)
    assert "1 route removed" in said(gone)
    assert "now hears of Baidu" in said(await click(gone, "Undo", user=MANAGER))


async def test_buttons_lead_on(scene: Scene) -> None:
    """What was made can be undone, and looked at, by a press; and configured routes are shown as such."""
    answer = await scene.slack.slash("/moves-admin", "subscribe alibaba", user=ADMIN, channel=OTHER_CHANNEL)
    gone = await scene.slack.click(answer, "Undo", user=ADMIN)
    assert "1 route removed" in gone.words
    made = await scene.discord.slash(
        "moves-admin subscribe", user=MANAGER, companies="阿里巴巴", when="daily 09:00", zone="Asia/Shanghai"
    )
    assert "This channel now hears of Alibaba" in said(made)
    listed = await scene.discord.click(made, "All routes here", user=MANAGER)
    assert "config.toml" in said(listed)
    assert "digest daily 09:00 Asia/Shanghai" in said(listed)
    paused = await scene.discord.click(listed, "Pause", user=MANAGER)
    assert "This channel is paused" in said(paused)
    await tell(scene, EXIT)
    assert len(scene.discord.channel().messages) == 0


async def test_who_may_not(scene: Scene) -> None:
    """Everybody else is told who may, and nothing changes."""
    refused = await order(scene, "subscribe OpenAI", user="U1")
    assert "workspace's admins" in refused
    answer = await scene.discord.slash("moves-admin pause")
    assert "Manage Server" in said(answer)
    await tell(scene, EXIT)
    assert there(scene) == []
    assert len(scene.discord.channel().messages) == 1


async def test_wrong_words_and_status(scene: Scene) -> None:
    """An unknown company gets the nearest; the status counts what runs; help lists every order."""
    assert "did you mean Alibaba" in await order(scene, "subscribe alibabba")
    status = await order(scene, "status")
    assert "Moves is running" in status
    assert "3 healthy" in status
    listed = await order(scene, "help")
    assert "Nothing is missing" in await order(scene, "check")
    for word in ("subscribe", "unsubscribe", "routes", "pause", "resume", "status", "fix wrong"):
        assert word in listed


async def test_a_lost_channel_is_paused(scene: Scene) -> None:
    """A channel that is gone costs one delivery; its routes stay, say why, and are tried again after a start."""
    await order(scene, "subscribe OpenAI")
    scene.slack.channel(OTHER_CHANNEL).is_archived = True
    await tell(scene, EXIT)
    assert "is archived" in await order(scene, "check")
    listed = await order(scene, "routes")
    assert "because the channel could not be reached" in listed
    assert "is_archived" in listed
    await tell(scene, OTHER_EXIT)
    assert there(scene) == []
    scene.slack.channel(OTHER_CHANNEL).is_archived = False
    await scene.restart()
    await tell(scene, THIRD)
    assert ["Mara Quist" in words for words in there(scene)] == [True]
