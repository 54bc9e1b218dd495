"""The App Home: drawn for each person, kept fresh, and clear about a Home that is switched off."""

import asyncio
import json
from pathlib import Path

from structlog.testing import capture_logs

from bot.cards import Action, Card, Picture, Place, Section, Text, Tone
from bot.chat import Asker
from bot.commands import Commands
from bot.on_slack import screens
from store import subscriptions
from store.model.companies import Company, Watchlist
from tests.bot.slack_scene import DAY, RecordingAnswers, running
from tests.stand_ins.slack import Failure, SlackStandIn
from tests.stand_ins.slack_view_rules import view_faults
from tests.stand_ins.slack_views import View
from tests.stores import fresh

OVERVIEW = Card(title="Moves", tone=Tone.ANSWER, lead=(Text("3 moves known"),),
                sections=(Section(heading="Channels", lines=((Place("C0123"), Text(" · every move")),)),),
                actions=(Action("Latest moves", "ask:1:"), Action("Set up a channel…", "form:subscribe"),
                         Action("Share", "share:1:")))  # fmt: skip


async def at_home(slack: SlackStandIn, user: str = "U7") -> View:
    """Somebody's Home, once it is drawn."""
    await slack.screens.open_home(user)
    await slack.until(lambda: user in slack.views.homes)
    return slack.views.homes[user]


async def test_opening_the_app_draws_the_overview() -> None:
    """Whoever opens the app sees the overview, made for them, outside of any channel."""
    answers = RecordingAnswers(OVERVIEW)
    async with SlackStandIn() as slack, running(slack, answers):
        home = await at_home(slack)
    assert answers.asked == [("home", Asker("slack", "U7", "", ""))]
    assert answers.asked[0][1].manages is not None
    assert home.blocks[2]["text"]["text"] == "*Channels*\n<#C0123> · every move"
    assert [b["text"]["text"] for b in home.blocks[-1]["elements"]] == ["Latest moves", "Set up a channel…", "Share"]


async def test_the_messages_tab_and_a_repeated_event_draw_nothing() -> None:
    """Only the Home is drawn, and once for each opening."""
    answers = RecordingAnswers(OVERVIEW)
    async with SlackStandIn() as slack, running(slack, answers):
        await slack.screens.open_home("U7", tab="messages")
        await at_home(slack)
        await slack.repeat()
        await slack.screens.open_home("U7")
        await slack.until(lambda: slack.views.homes["U7"].shown)
    assert len(answers.asked) == len(slack.calls("views.publish")) == 2


async def test_what_is_set_up_from_home_is_seen_there() -> None:
    """A form opened at home asks for the channel; once it is carried out the Home is drawn anew."""
    answers = RecordingAnswers(OVERVIEW)
    async with SlackStandIn() as slack, running(slack, answers):
        home = await at_home(slack)
        await slack.screens.press(home, "Set up a channel…")
        await slack.until(lambda: (view := slack.views.modal("U7")) and view.shown)
        answers.card = Card(title="Set up", tone=Tone.ANSWER, actions=(Action("Undo", "adm:unsubscribe 1"),))
        await slack.screens.submit(slack.screens.modal("U7"), {"Which channel": "C0456"})
        await slack.until(lambda: home.shown)
        await slack.screens.press(slack.screens.modal("U7"), "Undo")
        await slack.until(lambda: len(home.shown) == 2)
    assert answers.filled[0][1]["channel"] == "C0456"
    assert answers.filled[0][2] == Asker("slack", "U7", "", "ada")
    assert answers.pressed == [("adm:unsubscribe 1", Asker("slack", "U7", "C0456", "ada"))]  # of the channel picked
    assert "Set up" in home.words


async def test_a_button_at_home_is_answered_in_a_modal() -> None:
    """The Home stays what it is; the answer opens over it, and what cannot be shared says so."""
    answers = RecordingAnswers(OVERVIEW)
    async with SlackStandIn() as slack, running(slack, answers):
        home = await at_home(slack)
        await slack.screens.press(home, "Latest moves")
        await slack.until(lambda: (view := slack.views.modal("U7")) and "page 2" in view.words)
        await slack.screens.press(slack.screens.modal("U7"), "Share")
        await slack.until(lambda: "no channel" in slack.screens.modal("U7").words)
        assert home.shown == []
    assert slack.posts == []
    assert {asker.channel for _, asker in answers.pressed} == {""}


async def test_the_newest_overview_is_the_one_that_stays() -> None:
    """Two openings at once are drawn one after the other."""
    free, answers = asyncio.Event(), RecordingAnswers(OVERVIEW)

    class Slow(RecordingAnswers):
        async def home(self, asker: Asker) -> Card:
            number = len(answers.asked)
            shown = await answers.home(asker)
            if not number:
                await free.wait()
            return Card(title=f"Overview {number + 1}", tone=shown.tone)

    async with SlackStandIn() as slack, running(slack, Slow()):
        await slack.screens.open_home("U7")
        await slack.screens.open_home("U7")
        free.set()
        await slack.until(lambda: "U7" in slack.views.homes and slack.views.homes["U7"].shown)
    assert "Overview 2" in slack.views.homes["U7"].words


async def test_a_home_that_is_switched_off_is_said_in_the_log() -> None:
    """The log says which switch is off; the bot goes on."""
    async with SlackStandIn() as slack, running(slack, RecordingAnswers(OVERVIEW)):
        slack.views.home_enabled = False
        with capture_logs() as logged:
            await slack.screens.open_home("U7")
            await slack.until(lambda: slack.calls("views.publish"))
            assert "Alibaba" not in (await slack.slash("/moves")).words
    (record,) = [entry for entry in logged if entry["event"] == "slack_home_not_shown"]
    assert "Home Tab" in record["why"]


async def test_a_home_that_could_not_be_drawn_is_drawn_at_the_next_opening() -> None:
    """A failure of Slack's is in the log, not in anybody's way."""
    async with SlackStandIn() as slack, running(slack, RecordingAnswers(OVERVIEW)):
        slack.fail("views.publish", Failure(status=500))
        await slack.screens.open_home("U7")
        await slack.until(lambda: slack.calls("views.publish"))
        assert "3 moves known" in (await at_home(slack)).words


def test_a_long_overview_stays_within_slacks_hundred_blocks() -> None:
    """Many channels, many buttons: what finds no room is said, and the buttons stay."""
    sections = tuple(Section(heading=f"{n}", lines=((Text("x" * 700),),)) for n in range(150))
    actions = tuple(Action(f"Edit {n}", f"form:subscribe {n}") for n in range(60))
    card = Card(title="All", tone=Tone.ANSWER, sections=sections, actions=actions,
                picture=Picture(b"png", "a chart"))  # fmt: skip
    home = screens.of_home(card)
    assert list(view_faults(home, "home")) == []
    assert len(home["blocks"]) <= 100
    assert "Cut here" in json.dumps(home)
    assert [len(block["elements"]) for block in home["blocks"][-2:]] == [25, 25]


async def test_an_admin_sets_channels_up_from_home(tmp_path: Path) -> None:
    """With the real commands and store: refused under its field, carried out, named, changed, undone, paused, removed.

    Every outcome names the channel, for nobody stands in it at home, and the Home behind it shows what holds now.
    """
    database = fresh(tmp_path)
    watched = Watchlist((Company(name="Alibaba"), Company(name="OpenAI")))
    commands = Commands(database, lambda: watched, clock=lambda: DAY)
    form: dict[str, str | list[str]] = {
        "Which channel": "C0456",
        "Companies; empty: all that are watched": ["OpenAI"],
        "What of them": "Who leaves",
    }
    async with SlackStandIn() as slack, running(slack, commands):
        slack.api.admins = {"U7"}
        home = await at_home(slack)

        async def opened(which: str) -> View:
            await slack.screens.press(home, which)
            await slack.until(lambda: (view := slack.views.modal("U7")) and view.shown)
            return slack.screens.modal("U7")

        async def holds(words: str) -> None:
            await slack.until(lambda: words in home.words)

        view = await opened("Set up a channel…")
        await slack.screens.submit(view, form | {"Time zone": "Mars"})
        assert list(view.errors) == ["field.zone"]
        await slack.screens.submit(view, form | {"Time zone": "Asia/Shanghai"})
        await holds("*#1* · OpenAI · who leaves · at once")
        assert "<#C0456> now hears of OpenAI." in view.words
        slack.screens.close(view)

        view = await opened("Change #1…")
        await slack.screens.submit(view, {"When": "In a digest, every day at 9:00", "Quiet hours": "22:00-07:00"})
        await holds("who leaves · digest daily 09:00, quiet 22")
        assert "In <#C0456>." in view.words
        await slack.screens.press(view, "Undo")
        await holds("*#1* · OpenAI · who leaves · at once")
        assert "This channel" not in view.words
        slack.screens.close(view)

        await opened("Pause")
        await holds("<#C0456> · *Paused*")
        assert "<#C0456> is paused." in slack.screens.modal("U7").words
        assert "Change #1" not in (await at_home(slack, "U8")).words
        slack.views.stacks["U7"].clear()
        await opened("Remove #1")
        await holds("No channel hears of anything yet")
        await slack.until(lambda: "In <#C0456>." in slack.screens.modal("U7").words)
        await slack.screens.press(slack.screens.modal("U7"), "Undo")
        await holds("*#1* · OpenAI · who leaves · at once")
    database.close()


async def test_whoever_is_no_admin_sets_nothing_up(tmp_path: Path) -> None:
    """Who may is asked when the form is opened and when it is filled in; rights may go in between."""
    database = fresh(tmp_path)
    commands = Commands(database, Watchlist, clock=lambda: DAY)
    async with SlackStandIn() as slack, running(slack, commands):
        slack.api.admins = {"U7"}
        home = await at_home(slack)
        await slack.screens.press(home, "Set up a channel…")
        await slack.until(lambda: (view := slack.views.modal("U7")) and view.shown)
        slack.api.admins = set()
        await slack.screens.submit(slack.screens.modal("U7"), {"Which channel": "C0456"})
        assert "admins" in str(slack.screens.modal("U7").errors)
        slack.views.stacks["U7"].clear()
        await slack.screens.press(home, "Set up a channel…")
        await slack.until(lambda: (view := slack.views.modal("U7")) and "needs an admin" in view.words)
    with database.reading() as session:
        assert subscriptions.of(session) == []
    database.close()
