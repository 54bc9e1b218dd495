"""The shortcut in a message's menu: the message with its links is judged, in a modal, however slow a page is."""

import asyncio
from typing import Any

import pytest

from bot.cards import Card, Text, Tone
from bot.chat import Asker
from bot.on_slack.events import SHORTCUT
from bot.on_slack.said import said
from tests.bot.slack_scene import RecordingAnswers, running
from tests.stand_ins.slack import Failure, SlackStandIn

MESSAGE = {"type": "message", "user": "U2", "ts": "1.0",
           "text": "Look: <https://wire.example/a?b=1&amp;c=2|Lin leaves> &amp; more"}  # fmt: skip
VERDICT = Card(title="Yes: this tells of 1 move", tone=Tone.ANSWER, lead=(Text("Lin Junyang leaves"),))


async def test_a_message_is_judged_in_a_modal() -> None:
    """The modal opens at once; words and links of the message reach Answers, the verdict takes the modal's place."""
    answers = RecordingAnswers(VERDICT)
    async with SlackStandIn() as slack, running(slack, answers):
        await slack.screens.use_shortcut(SHORTCUT, MESSAGE, user="U7", channel="C0456")
        await slack.until(lambda: (view := slack.views.modal("U7")) and view.shown)
        view = slack.screens.modal("U7")
    assert "Reading" in str(view.shown[0])
    assert "1 move" in view.words
    asked = "judge Look: Lin leaves https://wire.example/a?b=1&c=2 & more"
    assert answers.asked == [(asked, Asker("slack", "U7", "C0456", "ada"))]
    assert slack.posts == []


class Slow(RecordingAnswers):
    """Judges when it is let go."""

    def __init__(self) -> None:
        super().__init__(VERDICT)
        self.free = asyncio.Event()

    async def judge(self, text: str, asker: Asker) -> Card:
        """Wait, then answer."""
        await self.free.wait()
        return await super().judge(text, asker)


async def test_a_slow_page_is_waited_for() -> None:
    """After a while the modal says that it takes longer; the verdict comes when it is there."""
    answers = Slow()
    async with SlackStandIn() as slack, running(slack, answers, long=0.01):
        await slack.screens.use_shortcut(SHORTCUT, MESSAGE)
        await slack.until(lambda: (view := slack.views.modal("U1")) and "Still reading" in view.words)
        answers.free.set()
        await slack.until(lambda: "1 move" in slack.screens.modal("U1").words)


async def test_whoever_closes_the_modal_gets_the_verdict_privately() -> None:
    """A verdict that was promised comes, also where its modal is gone."""
    answers = Slow()
    async with SlackStandIn() as slack, running(slack, answers):
        slack.channel("C0123")
        slack.fail("respond", Failure(status=404))
        await slack.screens.use_shortcut(SHORTCUT, MESSAGE)
        await slack.until(lambda: slack.views.modal("U1"))
        slack.screens.close(slack.screens.modal("U1"))
        answers.free.set()
        await slack.until(lambda: slack.posts)
    assert slack.posts[0].ephemeral_to == "U1"
    assert "1 move" in slack.posts[0].words


async def test_a_repeated_shortcut_is_done_once() -> None:
    """Slack's repetition opens no second modal."""
    answers = RecordingAnswers(VERDICT)
    async with SlackStandIn() as slack, running(slack, answers):
        await slack.screens.use_shortcut(SHORTCUT, MESSAGE)
        await slack.repeat()
        await slack.until(lambda: (view := slack.views.modal("U1")) and view.shown)
    assert len(answers.asked) == len(slack.calls("views.open")) == 1


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"text": "<@U123> told <#C1|general>: a &lt;b&gt;"}, "told general: a <b>"),
        ({"text": "<https://a.example/>"}, "https://a.example/"),
        ({"text": "", "attachments": [{"title": "Lin leaves", "text": "he said", "title_link": "https://a.example/x"}]},
         "Lin leaves\nhe said\nhttps://a.example/x"),
        ({"text": "see", "attachments": [{"fallback": "[no preview]", "from_url": "https://a.example/y"}]},
         "see\n[no preview]\nhttps://a.example/y"),
        ({"text": "", "blocks": [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
            {"type": "text", "text": "Look at "}, {"type": "link", "url": "https://a.example/z", "text": "this"}]}]}]},
         "Look at\nthis\nhttps://a.example/z"),
        ({"text": "", "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "Lin leaves"}},
                                 {"type": "section", "fields": [{"type": "mrkdwn", "text": "*From* Alibaba"}]}]},
         "Lin leaves\n*From* Alibaba"),
        ({}, ""),
        ({"text": 7, "blocks": "x", "attachments": [3]}, ""),
    ],
)  # fmt: skip
def test_what_a_message_says(message: dict[str, Any], words: str) -> None:
    """Links stand behind their labels, mentions of ids say nothing, previews and blocks are read where they add words."""
    assert said(message) == words


def test_a_message_nested_without_end_is_read_to_some_depth() -> None:
    """Hostile nesting and length end somewhere."""
    deep: Any = {"text": "deep"}
    for _ in range(500):
        deep = {"elements": [deep]}
    assert said({"blocks": [deep]}) == ""
    assert len(said({"text": "x" * 100_000})) == 20_000
