"""What people do in modals: open a form by a button, fill it in, press buttons in an answer, ask about a message.

Slack lets a modal be opened within three seconds of what somebody did, once: so an empty one is opened at once, and
shown something else as soon as there is something to show.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot import views
from bot.cards import Card, Text, Tone
from bot.chat import Answers
from bot.on_slack import screens
from bot.on_slack.address import joined
from bot.on_slack.bodies import Body, deed, table, word
from bot.on_slack.duties import RESTARTING, Duties
from bot.on_slack.people import People
from bot.on_slack.said import said
from bot.on_slack.screens import About
from bot.on_slack.speaking import Reply, Speaker
from bot.on_slack.stage import Stage

PATIENCE = 2.0
"""Seconds that a submission is kept waiting for its outcome; Slack allows three."""
LONG = 6.0
"""Seconds after which somebody who asked about a message is told that it takes longer."""

_MOMENT = "One moment…"
_READING = "Reading the message and what it links to…"
_STILL_READING = (
    "Still reading: the page takes its time. You may close this; the answer then comes as a private message."
)
_WORKING = "This takes a little longer…"
_CLOSED, _NOT_SHOWN = "Slack did not let the form open", "Slack did not show the form"
_PRESS_AGAIN = "Please press the button again."
_QUESTIONS = ("ask:", "share:")  # buttons that change nothing
_MOST_OUTCOMES = 100  # forms whose outcome is kept for Slack's repetitions

Refresh = Callable[[Reply], Coroutine[Any, Any, object]]
"""Publishes somebody's App Home anew."""


class Modals:
    """The modals of one app. `patience` and `long` are there for tests."""

    def __init__(
        self,
        answers: Answers,
        duties: Duties,
        people: People,
        speaker: Speaker,
        refresh: Refresh,
        *,
        patience: float = PATIENCE,
        long: float = LONG,
    ) -> None:
        self._answers = answers
        self._duties = duties
        self._people = people
        self._speaker = speaker
        self._refresh = refresh
        self._patience = patience
        self._long = long
        self._outcomes: dict[str, asyncio.Task[Card]] = {}

    async def form(self, key: str, body: Body, client: AsyncWebClient, reply: Reply, about: About) -> None:
        """Open the form behind a button, wherever the button is."""
        stage = Stage(client, self._speaker, reply, about)

        async def work() -> bool:
            if not await stage.enter(body, _MOMENT):
                return await stage.say(views.trouble(_CLOSED, _PRESS_AGAIN))
            shown = await stage.show(screens.of(await self._answers.form(key, reply.asker), about))
            return shown or await stage.say(views.trouble(_NOT_SHOWN, _PRESS_AGAIN))

        await self._duties.walled(work, stage.say, asked=key)

    async def press(self, key: str, body: Body, client: AsyncWebClient, reply: Reply, about: About) -> None:
        """Answer a button of a modal or of the App Home in a modal; what is for everybody goes into the channel."""
        stage = Stage(client, self._speaker, reply, about)

        async def work() -> bool:
            await stage.enter(body, _MOMENT)
            pressed = await self._answers.press(key, reply.asker)
            if not key.startswith(_QUESTIONS):
                self._changed(reply, about)
            return await stage.say(await self._shared(pressed.card, reply) if pressed.public else pressed.card)

        await self._duties.walled(work, stage.say, asked=key)

    async def submitted(self, ack: AsyncAck, body: Body, client: AsyncWebClient, team: str) -> None:
        """A form filled in: its outcome takes its place, or stands under a field where nothing came of it."""
        view = table(body, "view")
        if self._duties.stopping:
            await ack(response_action="errors", errors=screens.under_first(view, f"{RESTARTING}; please try again."))
            return
        asked = About.of(view)
        outcome = self._outcome(body, self._people.before(body, team, asked), asked, team)
        about = replace(asked, channel=asked.channel or screens.chosen(view, self._placing(team)))
        reply = self._people.before(body, team, about)  # what is pressed in the outcome is about the channel picked
        await asyncio.wait({outcome}, timeout=self._patience)
        if not outcome.done():
            await ack(response_action="update", view=screens.patience(about, _WORKING))
            stage = Stage(client, self._speaker, reply, about, lasting=True)
            self._duties.start(self._late(outcome, stage, word(view, "id")))
        elif faults := screens.faults(outcome.result(), view):
            await ack(response_action="errors", errors=faults)
        else:
            await ack(response_action="update", view=screens.of_card(outcome.result(), about))

    def _outcome(self, body: Body, reply: Reply, about: About, team: str) -> asyncio.Task[Card]:
        """Carry a submission out, once however often Slack brings it: the same deed has the same outcome."""
        name = deed(body)
        known = self._outcomes.get(name)
        if known is not None:
            return known
        values = screens.filled(table(body, "view"), self._placing(team))

        async def work() -> Card:
            card = await self._answers.fill(about.key, values, reply.asker)
            if not screens.refused(card):
                self._changed(reply, about)
            return card

        task = self._duties.start(self._duties.guarded(work, asked=about.key))
        if name:
            self._outcomes[name] = task
            while len(self._outcomes) > _MOST_OUTCOMES:
                del self._outcomes[next(iter(self._outcomes))]
        return task

    def _placing(self, team: str) -> Callable[[str], str]:
        return partial(joined, self._people.named(team))

    async def _late(self, outcome: asyncio.Task[Card], stage: Stage, modal: str) -> None:
        """Show the outcome when it is there, but not before Slack shows what the acknowledgement said."""
        await asyncio.sleep(self._patience / 2)
        stage.take(modal)
        await self._duties.walled(lambda: self._said(outcome, stage), stage.say, asked="form")

    async def _said(self, outcome: asyncio.Task[Card], stage: Stage) -> bool:
        return await stage.say(await outcome)

    async def _shared(self, card: Card, reply: Reply) -> Card:
        """Post what is for everybody, and say to whoever shared it what came of that."""
        if not reply.asker.channel:
            return views.trouble("There is no channel to share this into", "Ask with /moves in a channel, then share.")
        if await self._speaker.say(card, Reply(reply.asker, "", reply.team, public=True, thread=reply.thread)):
            return Card(title="Shared", tone=Tone.ANSWER, lead=(Text("It stands in the channel."),))
        return views.trouble("It could not be posted", "Is Moves in the channel? Type /invite @Moves there.")

    def _changed(self, reply: Reply, about: About) -> None:
        """Whoever sets something up in the App Home sees it there."""
        if about.home:
            self._duties.start(self._refresh(reply))

    async def judge(self, body: Body, client: AsyncWebClient, reply: Reply) -> None:
        """Say in a modal whether a message tells of a move; a slow page is waited for."""
        about = About(channel=reply.asker.channel, thread=reply.thread)
        stage = Stage(client, self._speaker, reply, about, lasting=True)

        async def work() -> bool:
            opened = await stage.enter(body, _READING)
            judged = self._duties.start(self._answers.judge(said(table(body, "message")), reply.asker))
            await asyncio.wait({judged}, timeout=self._long)
            if opened and not judged.done():
                await stage.show(screens.patience(about, _STILL_READING))
            return await stage.say(await judged)

        await self._duties.walled(work, stage.say, asked="judge")
