"""One exit told twelve times over is one message on each platform that stays true; another exit is another message."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from store import lookup
from store.lookup import MoveQuery
from store.model.moves import Move, Status
from tests.flow.scene import SLACK_CHANNEL, Scene, playing
from tests.stand_ins.slack_state import Failure, Message

RUMOR = ("Rumor: Qwen technical lead Lin Yuanzhou may leave Alibaba", "The Harbour Post")
REPORT = ("Sources say Qwen technical lead Lin Yuanzhou is leaving Alibaba", "Bloomberg")
DENIAL = ("Alibaba denies that Qwen technical lead Lin Yuanzhou is leaving", "Reuters")
CONFIRMATION = ("Alibaba confirms that Qwen technical lead Lin Yuanzhou has left", "CNBC")
ONWARDS = ("Lin Yuanzhou joins Tencent from Alibaba as chief scientist", "Financial Times")
# Title and outlet, the word in the thread it leads to, and what the message says of its standing afterwards.
STORY: tuple[tuple[tuple[str, str], str, str], ...] = (
    (RUMOR, "", "Rumored · 1 outlet"),
    (("网传阿里通义千问技术负责人林远舟离职", "36氪"), "", "Rumored · 2 independent outlets"),
    (REPORT, "Now reported.", "Reported · 3 independent outlets"),
    ((REPORT[0], "MSN"), "", "Reported · 3 independent outlets"),
    (
        ("Lin Yuanzhou, who leads Qwen’s technology, is leaving Alibaba, Bloomberg reported", "The Local Ledger"),
        "",
        "Reported · 3 independent outlets",
    ),
    (("据彭博社报道，阿里通义千问技术负责人林远舟即将离职", "新浪财经"), "", "Reported · 3 independent outlets"),
    (DENIAL, "This has been denied by Alibaba.", "Denied by Alibaba · 1 outlet"),
    (("阿里否认通义千问技术负责人林远舟离职", "财联社"), "", "Denied by Alibaba · 2 independent outlets"),
    (("Word is that Lin Yuanzhou will leave Alibaba after all", "Daily Gossip"), "", "Denied by Alibaba"),
    (CONFIRMATION, "Confirmed by Alibaba after a denial.", "Confirmed by Alibaba · 5 independent outlets"),
    (("阿里通义千问首席架构师林远舟卸任", "澎湃新闻"), "", "Confirmed by Alibaba · 6 independent outlets"),
    (ONWARDS, "The destination is now known", "Confirmed by Alibaba · 7 independent outlets"),
)


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """Moves with a news search, a Slack and a Discord."""
    async with playing(tmp_path) as made:
        yield made


def on_slack(scene: Scene) -> tuple[list[Message], list[Message]]:
    """Posts and replies in the channel."""
    messages = scene.slack.channel(SLACK_CHANNEL).messages
    return [m for m in messages if not m.thread_ts], [m for m in messages if m.thread_ts]


def on_discord(scene: Scene) -> tuple[list[str], list[str]]:
    """What posts and replies say."""
    messages = scene.discord.channel().messages
    return [str(m.embeds) for m in messages if not m.reply_to], [str(m.embeds) for m in messages if m.reply_to]


def stored(scene: Scene) -> tuple[Move, ...]:
    """The moves of the person everything is about, as the store has them."""
    with scene.app.watch.database.reading() as session:
        return lookup.moves(session, MoveQuery(text="Yuanzhou"), limit=10).moves


async def test_twelve_entries_are_one_message(scene: Scene) -> None:
    """Each entry edits, says a word or does nothing, on both platforms alike, and all twelve are kept as evidence."""
    words: list[str] = []
    for number, ((title, outlet), word, standing) in enumerate(STORY):
        await scene.find(title, outlet, minutes_ago=60 - 4 * number)
        words += [word] if word else []
        (post,), replies = on_slack(scene)
        (alert,), answers = on_discord(scene)
        assert standing in post.text, title
        assert standing in alert.replace("*", ""), title
        assert len(replies) == len(answers) == len(words), title
        assert all(word in reply.words for word, reply in zip(words, replies, strict=True)), title
        assert all(word in answer for word, answer in zip(words, answers, strict=True)), title
    (move,) = stored(scene)
    assert (len(move.evidence), move.status, move.companies) == (12, Status.CONFIRMED, ("Alibaba", "Tencent"))
    assert {reply.thread_ts for reply in replies} == {post.ts}


async def test_another_exit_on_the_same_day_is_another_message(scene: Scene) -> None:
    """Who else leaves that company that day gets a post of their own."""
    await scene.find(*CONFIRMATION)
    await scene.find("Qwen product head Mei Fangzhou leaves Alibaba", "Reuters")
    posts, replies = on_slack(scene)
    assert ["Lin Yuanzhou leaves" in posts[0].words, "Mei Fangzhou leaves" in posts[1].words] == [True, True]
    assert len(on_discord(scene)[0]) == 2
    assert replies == []


async def test_a_removed_message_is_corrected_once(scene: Scene) -> None:
    """Who removed the alert is not told of another outlet, but that it was denied: once, without a second alert."""
    await scene.find(*REPORT, minutes_ago=50)
    scene.slack.channel(SLACK_CHANNEL).messages.clear()
    scene.discord.channel().messages.clear()
    await scene.find(
        "Lin Yuanzhou, who leads Qwen’s technology, is leaving Alibaba, sources say", "Axios", minutes_ago=45
    )
    assert (on_slack(scene)[0], on_discord(scene)[0]) == ([], [])
    await scene.find(*DENIAL, minutes_ago=40)
    (correction,), replies = on_slack(scene)
    (on_the_other,), answers = on_discord(scene)
    for shown in (correction.words, on_the_other):
        assert "Update on an earlier message: This has been denied by Alibaba." in shown.replace("*", "")
    assert (replies, answers) == ([], [])
    await scene.find(*CONFIRMATION, minutes_ago=30)
    (correction,), replies = on_slack(scene)
    assert "Confirmed by Alibaba" in correction.words
    assert [reply.thread_ts for reply in replies] == [correction.ts]
    assert len(on_discord(scene)[0]) == 1


async def test_a_message_too_old_to_edit_is_corrected_by_a_linked_one(scene: Scene) -> None:
    """Where a workspace closes edits, a real change is told by one message that leads back; an outlet is not."""
    await scene.find(*RUMOR, minutes_ago=50)
    (post,), _ = on_slack(scene)
    scene.slack.fail("chat.update", Failure(error="edit_window_closed"), times=2)
    await scene.find("网传阿里通义千问技术负责人林远舟离职", "36氪", minutes_ago=45)
    assert on_slack(scene) == ([post], [])
    await scene.find(*CONFIRMATION, minutes_ago=40)
    (_, correction), replies = on_slack(scene)
    assert f"https://team.slack.com/archives/{SLACK_CHANNEL}/p{post.ts.replace('.', '')}" in correction.words
    assert "Now confirmed by Alibaba." in correction.words
    assert replies == []
    await scene.find(*ONWARDS, minutes_ago=30)
    posts, replies = on_slack(scene)
    assert "Lin Yuanzhou joins Tencent" in posts[1].words
    assert "Update on an earlier message" in posts[1].words
    assert [reply.thread_ts for reply in replies] == [correction.ts]
    assert len(posts) == 2
