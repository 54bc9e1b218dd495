"""Slack as a platform: posts and edits cards, looks unclear posts up, answers `/moves` and buttons.

Every call is sent once; what its failure means is decided in `errors`. How requests come in is `lines`, what people do
is `events`, what must be allowed is `rights`.
"""

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Callable
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards import Card
from bot.chat import Absent, Answers, ChatTrouble, Outcome, Sent, TryAgain, Unclear, Unknowable
from bot.on_slack import rights, web
from bot.on_slack.blocks import Message, render
from bot.on_slack.errors import FAILURES, answer_of, failed, masked
from bot.on_slack.events import PLATFORM, Listeners, Reply
from bot.on_slack.lines import STUCK, Door, Socket, Way
from bot.on_slack.lookup import look_up
from bot.on_slack.pace import Pace
from bot.settings import SlackSettings

_log = structlog.get_logger(__name__)

EVENT_TYPE = "leader_move"
"""Type of the metadata every post carries, with the delivery's key as payload."""


class Slack:
    """One workspace, one bot. `timeout`, `stuck` and the clock are there for tests; the defaults are right."""

    platform = PLATFORM

    def __init__(
        self,
        settings: SlackSettings,
        answers: Answers,
        *,
        timeout: int = web.TIMEOUT,
        stuck: float = STUCK,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._timeout = timeout
        self._stuck = stuck
        self._clock = clock
        self._listeners = Listeners(answers, self._say, manages=self._manages, clock=clock)
        self._pace = Pace(clock)
        self._way: Way | None = None
        self._me = rights.Identity()

    async def start(self) -> None:
        """Prove the token, then open the way in; raises ChatTrouble with what to do."""
        rights.complete(self._settings)
        self._me = await rights.identify(self._client())
        app = self._app()
        self._listeners.hook(app)
        self._way = self._make_way(app)
        try:
            await self._way.open()
        except ChatTrouble:
            await self.stop()
            raise
        _log.info("slack_connected", api=self._settings.api_base_url, mode=self._settings.mode, team=self._me.team,
                  scopes_lacking=rights.lacking(self._me))  # fmt: skip

    async def stop(self) -> None:
        """Finish answers under way, then close the way in."""
        await self._listeners.finish()
        way, self._way = self._way, None
        if way is not None:
            await way.close()

    async def connected(self) -> bool:
        """Say whether Slack can reach us at this moment."""
        return self._way is not None and await self._way.is_open()

    @property
    def port(self) -> int:
        """The bound port in HTTP mode, else 0."""
        return self._way.port if isinstance(self._way, Door) else 0

    async def post(self, channel: str, card: Card, *, key: str, thread: str | None = None) -> Outcome:
        """Post a card; `key` travels as metadata, by which `find` knows the post again."""
        message = render(card)
        await asyncio.sleep(self._pace.wait(channel))
        try:
            answered = await self._client().chat_postMessage(
                channel=channel,
                thread_ts=thread,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
                unfurl_links=False,
                unfurl_media=False,
                **_shown(message),
            )
        except FAILURES as error:
            return self._failed("chat.postMessage", channel, error)
        return _sent(answered.get("ts"))

    async def edit(self, channel: str, message: str, card: Card) -> Outcome:
        """Replace what a message shows; Slack keeps its metadata and its thread."""
        try:
            answered = await self._client().chat_update(channel=channel, ts=message, **_shown(render(card)))
        except FAILURES as error:
            return self._failed("chat.update", channel, error)
        return _sent(answered.get("ts"))

    async def link(self, channel: str, message: str) -> str | None:
        """The permalink; Slack gives none of a message that was removed."""
        try:
            answered = await self._client().chat_getPermalink(channel=channel, message_ts=message)
        except FAILURES as error:
            self._failed("chat.getPermalink", channel, error)
            return None
        found = answered.get("permalink")
        return found if isinstance(found, str) else None

    async def find(
        self, channel: str, *, key: str, since: dt.datetime, thread: str | None = None
    ) -> Sent | Absent | Unknowable | TryAgain:
        """Look for our post named `key` in the channel's history, or among the replies under `thread`."""
        try:
            self._me = self._me if self._me.known else await rights.identify(self._client())
        except ChatTrouble as trouble:
            return Unknowable(str(trouble))
        return await look_up(self._client(), self._me, channel, key=key, since=since, thread=thread)

    async def check(self, channels: tuple[str, ...]) -> tuple[str, ...]:
        """Token, scopes, socket and each channel; empty when all is well."""
        return await rights.problems(self._settings, self._client(), channels)

    async def _manages(self, user: str) -> bool:
        return await rights.manages(self._client(), user)

    def _client(self) -> AsyncWebClient:
        return web.client(self._settings, timeout=self._timeout, token=self._settings.bot_token)

    def _app(self) -> AsyncApp:
        """Make the app with its own authorization: nothing is asked of Slack before the first acknowledgement.

        It also keeps a stray SLACK_CLIENT_ID in the environment from making this an OAuth app.
        """
        me, token = self._me, self._settings.bot_token

        async def authorize() -> AuthorizeResult:
            return AuthorizeResult(
                enterprise_id=None, team_id=me.team, bot_id=me.bot, bot_user_id=me.user, bot_token=token
            )

        client = web.client(self._settings, timeout=self._timeout)
        logger = web.log()
        logger.setLevel(logging.ERROR)  # bolt would warn of SLACK_BOT_TOKEN, which we read ourselves
        secret = self._settings.signing_secret
        app = AsyncApp(client=client, authorize=authorize, signing_secret=secret, logger=logger, name="moves")
        logger.setLevel(logging.WARNING)
        return app

    def _make_way(self, app: AsyncApp) -> Way:
        if self._settings.mode == "http":
            return Door(app, self._settings)
        return Socket(app, self._settings, stuck=self._stuck, clock=self._clock)

    def _failed(self, method: str, channel: str, error: BaseException) -> Outcome:
        outcome = failed(error)
        places = answer_of(error).places if isinstance(error, SlackApiError) else ()
        _log.warning("slack_call_failed", method=method, channel=channel, why=outcome.why, places=places)
        return outcome

    async def _say(self, card: Card, reply: Reply) -> bool:
        """Bring an answer to its asker: by the response_url, else by the Web API."""
        message = render(card)
        return await self._respond(message, reply) or await self._say_otherwise(message, reply)

    async def _respond(self, message: Message, reply: Reply) -> bool:
        """Use the response_url, good for five answers in half an hour; slack-sdk raises nothing for a refusal."""
        if not reply.url:
            return False
        body: dict[str, Any] = {"text": message.text, "blocks": message.blocks, "replace_original": reply.replace}
        body |= {"response_type": "in_channel" if reply.public else "ephemeral"}
        body |= {"unfurl_links": False, "unfurl_media": False} | ({"thread_ts": reply.thread} if reply.thread else {})
        client = web.response_client(self._settings, reply.url, timeout=self._timeout)
        try:
            answered = await client.send_dict(body)
        except FAILURES as error:
            _log.warning("slack_respond_failed", why=failed(error).why)
            return False
        if answered.status_code != 200:
            _log.warning("slack_respond_failed", status=answered.status_code, why=masked(answered.body[:200]))
        return answered.status_code == 200

    async def _say_otherwise(self, message: Message, reply: Reply) -> bool:
        """Post as the bot; works only where the bot is a member."""
        place: dict[str, Any] = {"channel": reply.asker.channel, "thread_ts": reply.thread or None}
        client = self._client()
        try:
            if reply.public:
                await client.chat_postMessage(**place, **_shown(message))
            else:
                await client.chat_postEphemeral(user=reply.asker.user, **place, **_shown(message))
        except FAILURES as error:
            method = "chat.postMessage" if reply.public else "chat.postEphemeral"
            self._failed(method, reply.asker.channel, error)
            return False
        return True


def _shown(message: Message) -> dict[str, Any]:
    """What every message carries; `parse` none because `chat.update` would otherwise read names and #channels."""
    return {"text": message.text, "blocks": message.blocks, "parse": "none", "link_names": False}


def _sent(ts: object) -> Sent | Unclear:
    return Sent(ts) if isinstance(ts, str) and ts else Unclear("Slack took it but did not say where it stands")
