"""Forms and answers in modals, with the real slack-bolt against a Slack on loopback that keeps Slack's own rules."""

import asyncio
from collections.abc import Mapping

from structlog.testing import capture_logs

from bot.cards import Action, Card, Text, Tone
from bot.chat import Asker, Pressed
from bot.forms import Form
from tests.bot.slack_scene import RecordingAnswers, running
from tests.stand_ins.slack import Failure, SlackStandIn
from tests.stand_ins.slack_views import View

FORMS = Card(title="Setting up", tone=Tone.ANSWER, lead=(Text("What now?"),),
             actions=(Action("Set up…", "form:subscribe"), Action("Only a card…", "form:card"), Action("Older", "ask:2:x"),
                      Action("Share", "share:1:x")))  # fmt: skip
FILLED: dict[str, str | list[str]] = {
    "Which channel": "C0OTHER",
    "Companies": ["OpenAI", "Alibaba"],
    "Why": "<because>\nof & that",
}
VALUES = {
    "channel": "C0OTHER",
    "companies": "OpenAI, Alibaba",
    "when": "now",
    "zone": "UTC",
    "note": "<because>\nof & that",
}


async def opened(slack: SlackStandIn, *, which: str = "Set up…", user: str = "U7") -> View:
    """A form opened from a private answer, once it shows what there is to fill in."""
    answer = await slack.slash("/moves", user=user)
    await slack.press(answer, which, user=user)
    await slack.until(lambda: (view := slack.views.modal(user)) and view.shown)
    return slack.screens.modal(user)


async def test_a_button_opens_a_form_at_once_and_then_shows_it() -> None:
    """The modal is there before the form is known; then it shows every field with what stands in it at first."""
    answers, free = RecordingAnswers(FORMS), asyncio.Event()

    class Slow(RecordingAnswers):
        async def form(self, key: str, asker: Asker) -> Form | Card:
            await free.wait()
            return await answers.form(key, asker)

    async with SlackStandIn() as slack, running(slack, Slow(FORMS)):
        answer = await slack.slash("/moves", user="U7")
        await slack.press(answer, "Set up…", user="U7")
        await slack.until(lambda: slack.views.modal("U7"))
        assert "One moment" in slack.screens.modal("U7").words
        free.set()
        await slack.until(lambda: slack.screens.modal("U7").shown)
        view = slack.screens.modal("U7")
    assert [block["element"]["type"] for block in view.blocks] == [
        "conversations_select", "multi_static_select", "static_select", "plain_text_input", "plain_text_input",
    ]  # fmt: skip
    assert (view.payload["title"]["text"], view.payload["submit"]["text"]) == ("What to hear of", "Tell this channel")
    assert [block["optional"] for block in view.blocks] == [False, True, False, True, True]
    assert view.blocks[2]["element"]["initial_option"]["value"] == "now"
    assert view.blocks[3]["element"]["initial_value"] == "UTC"
    assert view.blocks[4]["element"]["multiline"] is True
    assert answers.asked == [("form:subscribe", Asker("slack", "U7", "C0123", "ada"))]
    assert slack.calls("views.update")[0]["hash"]


async def test_what_was_filled_in_is_carried_out_and_the_outcome_takes_its_place() -> None:
    """Every sort of field arrives as a string, with the channel the form was opened in; the modal shows what came of it."""
    answers = RecordingAnswers(FORMS)
    async with SlackStandIn() as slack, running(slack, answers):
        view = await opened(slack)
        await slack.screens.submit(view, FILLED)
    assert answers.filled == [("form:subscribe", VALUES, Asker("slack", "U7", "C0123", "ada"))]
    assert answers.filled[0][2].manages is not None  # who may is asked again
    assert "What now?" in view.words
    assert "submit" not in view.payload


async def test_a_refusal_stands_under_its_field_and_nothing_is_lost() -> None:
    """What was filled in stays; the sentence stands under the field whose words it repeats, else under the first."""
    answers = RecordingAnswers(FORMS)
    async with SlackStandIn() as slack, running(slack, answers):
        view = await opened(slack)
        answers.card = Card(
            title="Nothing was changed", tone=Tone.HELP, lead=(Text("“Mars/Olympus” is called now no zone."),)
        )
        await slack.screens.submit(view, FILLED | {"Time zone": "Mars/Olympus"})
        assert view.errors == {"field.zone": "“Mars/Olympus” is called now no zone."}
        answers.card = Card(title="x", tone=Tone.HELP, lead=(Text("没有叫智谱的公司"),))
        await slack.screens.submit(view, FILLED | {"Why": "智谱"})
        assert list(view.errors) == ["field.note"]
        answers.card = Card(title="This needs an admin", tone=Tone.TROUBLE, lead=(Text("Ask one."),))
        await slack.screens.submit(view, FILLED)
        assert view.errors == {"field.channel": "Ask one."}
        answers.card = FORMS
        await slack.screens.submit(view, FILLED)
    assert len(answers.filled) == 4
    assert "What now?" in view.words


async def test_a_form_with_nothing_to_fill_in_is_an_answer() -> None:
    """Whoever may not, or comes too late, reads why in the modal."""
    async with SlackStandIn() as slack, running(slack, RecordingAnswers(FORMS)):
        view = await opened(slack, which="Only a card…")
    assert "What now?" in view.words
    assert "submit" not in view.payload


async def test_a_message_of_the_channel_opens_a_form_and_stays_as_it_is() -> None:
    """The form is about the channel of the message, and everybody else sees nothing of it."""
    answers = RecordingAnswers(FORMS)
    async with SlackStandIn() as slack, running(slack, answers) as bot:
        channel = slack.channel("C0456")
        await bot.post("C0456", FORMS, key="k1")
        await slack.press(channel.messages[0], "Set up…", user="U8")
        await slack.until(lambda: (view := slack.views.modal("U8")) and view.shown)
        await slack.screens.submit(slack.screens.modal("U8"), FILLED)
    assert answers.filled[0][2] == Asker("slack", "U8", "C0456", "ada")
    assert len(channel.messages) == 1
    assert channel.messages[0].edits == []


async def test_a_slow_outcome_keeps_nobody_waiting() -> None:
    """After two seconds the modal says that it takes longer, and shows the outcome when it is there."""
    free = asyncio.Event()

    class Slow(RecordingAnswers):
        async def fill(self, key: str, values: Mapping[str, str], asker: Asker) -> Card:
            await free.wait()
            return self.card

    async with SlackStandIn() as slack, running(slack, Slow(FORMS), patience=0.01):
        view = await opened(slack)
        await slack.screens.submit(view, FILLED)
        assert "longer" in view.words
        free.set()
        await slack.until(lambda: "What now?" in view.words)


async def test_a_repeated_submission_is_carried_out_once_and_answered_alike() -> None:
    """Slack's repetition of a submission gets the very outcome of the first."""
    answers = RecordingAnswers(FORMS)
    async with SlackStandIn() as slack, running(slack, answers):
        await slack.screens.submit(await opened(slack), FILLED)
        await slack.repeat()
        first, second = slack.sockets.acks[-2:]
    assert len(answers.filled) == 1
    assert first.payload == second.payload != {}


async def test_a_trigger_that_came_too_late_ends_in_a_sentence() -> None:
    """Where Slack opens no modal any more, the person is asked privately to press again."""
    async with SlackStandIn() as slack, running(slack, RecordingAnswers(FORMS)):
        answer = await slack.slash("/moves", user="U7")
        slack.views.life = -1
        said = await slack.click(answer, "Set up…", user="U7")
    assert "press the button again" in said.words
    assert said.ephemeral_to == "U7"
    assert answer.edits == []


async def test_a_form_that_slack_does_not_show_ends_in_a_sentence() -> None:
    """A moment's refusal is waited for; one for good is said in the modal, and else privately."""
    async with SlackStandIn() as slack, running(slack, RecordingAnswers(FORMS)):
        answer = await slack.slash("/moves", user="U7")
        slack.fail("views.update", Failure(status=429, retry_after=0))
        await slack.press(answer, "Set up…", user="U7")
        await slack.until(lambda: (view := slack.views.modal("U7")) and "submit" in view.payload)
        slack.fail("views.update", Failure(error="invalid_arguments"))
        await slack.press(answer, "Set up…", user="U8")
        await slack.until(lambda: (view := slack.views.modal("U8")) and "did not show the form" in view.words)
        slack.fail("views.update", Failure(error="hash_conflict"), times=2)
        said = await slack.click(answer, "Set up…", user="U9")
    assert "did not show the form" in said.words


async def test_a_failure_in_a_form_ends_in_a_sentence_with_a_reference() -> None:
    """Whatever filling in raises, the modal says so, with a reference that stands in the log and without the secret."""
    answers = RecordingAnswers(FORMS)
    async with SlackStandIn() as slack, running(slack, answers):
        view = await opened(slack)
        answers.raises = ValueError("xoxb-secret-detail")
        with capture_logs() as logged:
            await slack.screens.submit(view, FILLED)
    (record,) = [entry for entry in logged if entry["event"] == "command_failed"]
    (told,) = view.errors.values()
    assert record["reference"] in told
    assert "secret" not in told


async def test_buttons_in_a_modal_change_the_modal() -> None:
    """An answer in a modal is paged there; a form opens in its place; what is shared goes into the channel."""
    answers = RecordingAnswers(FORMS)
    async with SlackStandIn() as slack, running(slack, answers):
        slack.channel("C0123")
        view = await opened(slack, which="Only a card…")
        await slack.screens.press(view, "Older")
        await slack.until(lambda: "page 2" in view.words)
        await slack.screens.press(view, "Share")
        await slack.until(lambda: "Shared" in view.words)
    (message,) = slack.channel("C0123").messages
    assert "shared by ada" in message.words
    assert {asker.channel for _, asker in answers.pressed} == {"C0123"}
    assert len(slack.views.stacks["U7"]) == 1


async def test_a_form_opens_in_place_of_an_answer_in_a_modal() -> None:
    """No second modal is stacked, and no trigger is needed."""
    answers = RecordingAnswers(FORMS)
    async with SlackStandIn() as slack, running(slack, answers):
        view = await opened(slack, which="Only a card…")
        slack.views.life = -1
        await slack.screens.press(view, "Set up…")
        await slack.until(lambda: "submit" in view.payload)
        await slack.screens.submit(view, FILLED)
    assert answers.filled[0][0] == "form:subscribe"


async def test_sharing_where_the_bot_may_not_speak_is_said() -> None:
    """A share that reaches nobody says what to do."""
    async with SlackStandIn() as slack, running(slack, RecordingAnswers(FORMS)):
        slack.channel("C0123").is_member = False
        view = await opened(slack, which="Only a card…")
        await slack.screens.press(view, "Share")
        await slack.until(lambda: "/invite" in view.words)
    assert slack.channel("C0123").messages == []


async def test_a_bot_that_stops_takes_no_form_and_keeps_what_was_filled_in() -> None:
    """A submission while Moves stops is told to come again; the form stays open."""
    answers, free = RecordingAnswers(FORMS), asyncio.Event()

    class Slow(RecordingAnswers):
        async def press(self, key: str, asker: Asker) -> Pressed:
            await free.wait()
            return Pressed(self.card)

    slow = Slow(FORMS)
    async with SlackStandIn() as slack, running(slack, slow) as bot:
        view = await opened(slack)
        other = await opened(slack, which="Only a card…", user="U8")
        await slack.screens.press(other, "Older")
        stopping = asyncio.create_task(bot.stop())
        await asyncio.sleep(0)
        await slack.screens.submit(view, FILLED)
        assert "restarting" in view.errors["field.channel"]
        free.set()
        await stopping
    assert answers.filled == slow.filled == []


async def test_a_modal_that_was_closed_meanwhile_is_left_alone() -> None:
    """A form whose modal is gone is not forced upon anybody, and is no error."""
    free = asyncio.Event()

    class Slow(RecordingAnswers):
        async def form(self, key: str, asker: Asker) -> Form | Card:
            await free.wait()
            return await super().form(key, asker)

    async with SlackStandIn() as slack:
        with capture_logs() as logged:
            async with running(slack, Slow(FORMS)):
                answer = await slack.slash("/moves", user="U7")
                await slack.press(answer, "Set up…", user="U7")
                await slack.until(lambda: slack.views.modal("U7"))
                slack.screens.close(slack.screens.modal("U7"))
                free.set()
                await slack.until(lambda: slack.calls("views.update"))
    assert slack.views.modal("U7") is None
    assert not [entry for entry in logged if entry["log_level"] == "error"]
