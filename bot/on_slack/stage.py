"""The modal in which somebody is shown what comes of a deed; where there is none, a private message takes its place."""

import asyncio
import datetime as dt
from functools import partial

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards import Card
from bot.chat import TryAgain
from bot.on_slack import screens
from bot.on_slack.bodies import Body, table, word
from bot.on_slack.errors import FAILURES, answer_of, failed
from bot.on_slack.screens import About, View
from bot.on_slack.speaking import Reply, Speaker

_LITTLE = dt.timedelta(seconds=15)

_log = structlog.get_logger(__name__)


class Stage:
    """One person's modal. Raises nothing for what Slack or the network does.

    Whoever closes it has seen enough, unless it is `lasting`: then the answer comes privately all the same.
    """

    def __init__(
        self, client: AsyncWebClient, speaker: Speaker, reply: Reply, about: About, *, lasting: bool = False
    ) -> None:
        self._client = client
        self._speaker = speaker
        self._reply = reply
        self._about = about
        self._lasting = lasting
        self._modal = ""
        self._hash = ""

    async def enter(self, body: Body, said: str) -> bool:
        """Take the modal in which it was done, else open one that says `said`; False where Slack opens none."""
        view = table(body, "view")
        if word(view, "type") == "modal":
            self._modal, self._hash = word(view, "id"), word(view, "hash")
            return True
        waiting = screens.patience(self._about, said)
        try:
            told = await self._client.views_open(trigger_id=word(body, "trigger_id"), view=waiting)
        except FAILURES as error:
            _log.warning("slack_modal_not_opened", why=failed(error).why)
            return False
        self._keep(told.get("view"))
        return True

    def take(self, modal: str) -> None:
        """Take a modal as it will be: what it shows by then is not known, so nothing is held against it."""
        self._modal = modal

    async def show(self, view: View) -> bool:
        """Let the modal show something else; False where that reaches nobody who still waits for it."""
        if not self._modal:
            return False
        try:
            await self._update(view)
        except FAILURES as error:
            _log.info("slack_modal_not_updated", why=failed(error).why)
            closed = isinstance(error, SlackApiError) and answer_of(error).error == "not_found"
            return closed and not self._lasting
        return True

    async def _update(self, view: View) -> None:
        """Once more where Slack asks to wait a little: somebody is looking at a modal that asks for a moment."""
        update = partial(self._client.views_update, view_id=self._modal, view=view)
        try:
            told = await update(hash=self._hash or None)
        except FAILURES as error:
            outcome = failed(error)
            if not isinstance(outcome, TryAgain) or outcome.after > _LITTLE:
                raise
            await asyncio.sleep(outcome.after.total_seconds())
            told = await update(hash=self._hash or None)
        self._keep(told.get("view"))

    async def say(self, card: Card) -> bool:
        """Show a card in the modal; where there is none any more, say it privately."""
        return await self.show(screens.of_card(card, self._about)) or await self._speaker.say(card, self._reply)

    def _keep(self, view: object) -> None:
        known = view if isinstance(view, dict) else {}
        self._modal, self._hash = word(known, "id"), word(known, "hash")
