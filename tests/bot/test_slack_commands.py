"""`/moves` and buttons in Slack, with the real slack-bolt against a Slack on loopback."""

from tests.bot.slack_scene import RecordingAnswers, running
from tests.stand_ins.slack import SlackStandIn


async def test_a_command_is_acknowledged_and_answered_privately() -> None:
    """`/moves alibaba` reaches Answers with the asker's ids; the answer is for the asker alone."""
    answers = RecordingAnswers()
    async with SlackStandIn() as slack, running(slack, answers):
        answer = await slack.slash("/moves", "alibaba", user="U7", channel="C0123")
    ((text, asker),) = answers.asked
    assert (text, asker.platform, asker.user, asker.channel) == ("alibaba", "slack", "U7", "C0123")
    assert answer.ephemeral_to == "U7"
    assert "Alibaba" in answer.words
    assert all(ack.seconds < 1 for ack in slack.sockets.acks)
