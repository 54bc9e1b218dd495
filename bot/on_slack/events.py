"""What people do in Slack: `/moves …`, buttons, forms, the App Home, the shortcut. Acknowledged first, answered after.

This is Slack's side of the wall round one command: whatever goes wrong after the acknowledgement ends in a sentence
with a reference that stands in the log.
"""

import re
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot import views
from bot.cards import Card
from bot.chat import Answers, Pressed
from bot.clicks import Clicks
from bot.on_slack import leaving, screens
from bot.on_slack.blocks import ACTION_PREFIX
from bot.on_slack.bodies import Body, deed, pressed, table, word
from bot.on_slack.duties import RESTARTING, Duties
from bot.on_slack.home import Home
from bot.on_slack.modals import Modals
from bot.on_slack.mrkdwn import unescape
from bot.on_slack.people import People
from bot.on_slack.screens import About
from bot.on_slack.speaking import Reply, Speaker

COMMAND = "/moves"
"""The command as the manifest registers it."""
ADMIN_COMMAND = "/moves-admin"
SHORTCUT = "judge"
"""The callback id of the shortcut in a message's menu."""
EVENTS = ("app_home_opened", leaving.REMOVED, leaving.REVOKED)
"""The events the app subscribes to."""
FORM_KEY = "form:"
"""What the key of a button that opens a form begins with."""
Left = Callable[[str, Body], Coroutine[Any, Any, None]]
"""Told of a workspace in which Moves can say nothing any more, and by what event."""
_TRY_AGAIN = views.trouble(RESTARTING, "Please try again in a minute.")


class Listeners:
    """The listeners of one app: they acknowledge, and hand over to whoever does the work."""

    def __init__(
        self,
        answers: Answers,
        duties: Duties,
        people: People,
        speaker: Speaker,
        *,
        modals: Modals,
        home: Home,
        left: Left,
    ) -> None:
        self._answers = answers
        self._duties = duties
        self._people = people
        self._speaker = speaker
        self._modals = modals
        self._home = home
        self._left = left
        self._clicks = Clicks()

    def hook(self, app: AsyncApp) -> None:
        """Register everything the manifest promises, and take requests from now on."""
        self._duties.begin()
        app.command(COMMAND)(self.command)
        app.command(ADMIN_COMMAND)(self.command)
        app.action(re.compile(rf"^{re.escape(ACTION_PREFIX)}"))(self.button)
        app.view(screens.FORM)(self.submission)
        app.message_shortcut(SHORTCUT)(self.shortcut)
        app.event(EVENTS[0])(self.opened)
        for event in EVENTS[1:]:
            app.event(event)(self.left)

    async def command(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """`/moves TEXT` and `/moves-admin TEXT`: the answer is private, unless the text says otherwise."""
        if self._duties.stopping:
            await ack(f"{RESTARTING}; please ask again in a minute.")
            return
        await ack()
        if self._duties.first(deed(body)):
            self._duties.start(self._answer(body, context.team_id or ""))

    async def button(self, ack: AsyncAck, body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        """A pressed button: forms open in a modal, private answers change in place, shared ones go into the channel."""
        await ack()
        team = context.team_id or ""
        if self._duties.stopping:
            self._duties.start(self._speaker.say(_TRY_AGAIN, self._apart(self._people.presser(body, team))))
        elif self._duties.first(deed(body)):
            self._duties.start(self._press(body, client, team))

    async def submission(self, ack: AsyncAck, body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        """A form filled in: the acknowledgement itself carries the outcome."""
        await self._modals.submitted(ack, body, client, context.team_id or "")

    async def shortcut(self, ack: AsyncAck, body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        """The shortcut of a message's menu: is this a move?"""
        await ack()
        reply = self._people.presser(body, context.team_id or "")
        if self._duties.stopping:
            self._duties.start(self._speaker.say(_TRY_AGAIN, reply))
        elif self._duties.first(deed(body)):
            self._duties.start(self._modals.judge(body, client, reply))

    async def opened(self, body: Body, context: AsyncBoltContext) -> None:
        """Somebody opens the app: its Home is drawn anew; its messages are left alone."""
        event = table(body, "event")
        if word(event, "tab") != "home" or self._duties.stopping or not self._duties.first(deed(body)):
            return
        team = context.team_id or ""
        asker = self._people.asker(team, word(event, "user"), "")
        self._duties.start(self._home.publish(Reply(asker, "", self._people.named(team))))

    async def left(self, body: Body, context: AsyncBoltContext) -> None:
        """A workspace removed the app, or took its token back."""
        if leaving.lost(table(body, "event")) and self._duties.first(deed(body)):
            left = partial(self._left, context.team_id or "", body)
            self._duties.start(self._duties.silently(left, asked=word(table(body, "event"), "type")))

    async def finish(self) -> None:
        """Take nothing new and wait for what was acknowledged."""
        await self._duties.finish()

    async def _answer(self, body: Body, team: str) -> None:
        reply, text = self._people.typist(body, team), unescape(word(body, "text"))

        async def work() -> bool:
            if word(body, "command") == ADMIN_COMMAND:
                return await self._speaker.say(await self._answers.administer(text, reply.asker), reply)
            answered = await self._answers.answer(text, reply.asker)
            return await self._speaker.say(answered.card, _addressed(reply, answered))

        await self._duties.walled(work, lambda card: self._sorry(card, reply), asked=text)

    async def _press(self, body: Body, client: AsyncWebClient, team: str) -> None:
        press = pressed(body)
        with self._clicks.once(press) as first:
            if first:
                await self._pressed(press[-1], body, client, team)

    async def _pressed(self, key: str, body: Body, client: AsyncWebClient, team: str) -> None:
        view = table(body, "view")
        if view:
            about = About.of(view)
            reply = self._people.before(body, team, about)
            act = self._modals.form if key.startswith(FORM_KEY) else self._modals.press
            await act(key, body, client, reply, about)
            return
        reply = self._people.presser(body, team)
        if key.startswith(FORM_KEY):
            about = About(key, reply.asker.channel, reply.thread)
            await self._modals.form(key, body, client, self._apart(reply), about)
            return

        async def work() -> bool:
            answered = await self._answers.press(key, reply.asker)
            return await self._speaker.say(answered.card, _addressed(reply, answered))

        await self._duties.walled(work, lambda card: self._sorry(card, reply), asked=key)

    async def _sorry(self, card: Card, reply: Reply) -> bool:
        return await self._speaker.say(card, self._apart(reply))

    def _apart(self, reply: Reply) -> Reply:
        """To the asker alone, beside what they were looking at."""
        return Reply(reply.asker, reply.url, reply.team, thread=reply.thread)


def _addressed(reply: Reply, pressed: Pressed) -> Reply:
    if pressed.public:
        return Reply(reply.asker, reply.url, reply.team, public=True, thread=reply.thread)
    return reply
