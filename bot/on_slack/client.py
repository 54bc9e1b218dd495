"""Slack as a platform: posts and edits cards, looks unclear posts up, answers `/moves` and buttons.

Every call is sent once; what its failure means is decided in `errors`. How requests come in is `lines`, what people do
is `events`, what must be allowed is `rights`.
"""

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.cards import Card
from bot.chat import Absent, Answers, ChatTrouble, Outcome, Rejected, Sent, TryAgain, Unclear, Unknowable
from bot.on_slack import rights, web
from bot.on_slack.address import parted
from bot.on_slack.blocks import render
from bot.on_slack.bodies import Body, table
from bot.on_slack.duties import PLATFORM, Duties
from bot.on_slack.errors import FAILURES, answer_of, failed
from bot.on_slack.events import Listeners
from bot.on_slack.home import Home
from bot.on_slack.leaving import Absences, late, lost, within
from bot.on_slack.lines import STUCK, Door, Page, Socket, Way
from bot.on_slack.lookup import look_up
from bot.on_slack.modals import LONG, PATIENCE, Modals
from bot.on_slack.pace import Pace
from bot.on_slack.people import People
from bot.on_slack.pictures import PAUSES, Pictures
from bot.on_slack.speaking import Speaker, shown
from bot.on_slack.workspaces import Nowhere, OneWorkspace, Workspaces
from bot.settings import SlackSettings
from store.database import Database

_log = structlog.get_logger(__name__)

Send = Callable[[AsyncWebClient, str], Awaitable[AsyncSlackResponse]]
"""Makes a call that shows a card, with an uploaded picture or without."""

_NOT_HERE = "Moves is not installed in this workspace any more. Please ask an admin to install it again."

_LATER = dt.timedelta(seconds=30)

EVENT_TYPE = "leader_move"
"""Type of the metadata every post carries, with the delivery's key as payload."""


class Slack:
    """One app in Slack. `timeout`, `stuck`, `pauses` and the clock are there for tests; the defaults are right."""

    platform = PLATFORM

    def __init__(
        self,
        settings: SlackSettings,
        answers: Answers,
        *,
        absences: Absences | None = None,
        database: Database | None = None,
        timeout: int = web.TIMEOUT,
        stuck: float = STUCK,
        pauses: tuple[float, ...] = PAUSES,
        patience: float = PATIENCE,
        long: float = LONG,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._timeout = timeout
        self._stuck = stuck
        self._clock = clock
        self._pace = Pace(clock)
        self._way: Way | None = None
        self._pages: Callable[[], Mapping[str, Page]] = dict
        self._workspaces = self._found(database)
        self._pictures = Pictures(pauses)
        duties = self._duties = Duties(clock)
        speaker = Speaker(settings, self._workspaces, self._pictures, timeout=timeout)
        people = People(self._workspaces.named, self._manages)
        home = Home(answers, duties, self._workspaces, self._pictures)
        modals = Modals(answers, duties, people, speaker, home.publish, patience=patience, long=long)
        self._listeners = Listeners(answers, duties, people, speaker, modals=modals, home=home, left=self._left)
        self._absences = absences

    def _found(self, database: Database | None) -> Workspaces:
        """The one workspace of the token, or those that install the app themselves; these are kept in the database."""
        settings, timeout = self._settings, self._timeout
        if not settings.client_id or database is None:
            return OneWorkspace(settings, timeout=timeout)
        from bot.on_slack.installations import Installations  # noqa: PLC0415 - an import most people can spare
        from bot.on_slack.installed import InstalledWorkspaces  # noqa: PLC0415 - the same
        from bot.on_slack.installing import Installer  # noqa: PLC0415 - the same

        installations = Installations(database, settings.client_id)
        workspaces = InstalledWorkspaces(settings, installations, timeout=timeout)

        async def arrived(team: str) -> None:
            workspaces.renew(team)
            if self._absences is not None:
                await self._absences.back(within(workspaces.named(team)))

        # Made at the start, when the settings are known to be complete.
        self._pages = lambda: Installer(settings, installations, arrived, timeout=timeout).pages()
        return workspaces

    async def start(self) -> None:
        """Prove the token, then open the way in; raises ChatTrouble with what to do."""
        rights.complete(self._settings)
        me = await self._workspaces.begin()
        app = self._app()
        self._listeners.hook(app)
        self._way = self._make_way(app)
        try:
            await self._way.open()
        except ChatTrouble:
            await self.stop()
            raise
        _log.info("slack_connected", api=self._settings.api_base_url, mode=self._settings.mode, team=me.team,
                  scopes_lacking=rights.lacking(me))  # fmt: skip

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
        await asyncio.sleep(self._pace.wait(channel))
        _, place = parted(channel)

        async def send(client: AsyncWebClient, file: str) -> AsyncSlackResponse:
            return await client.chat_postMessage(
                channel=place,
                thread_ts=thread,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
                unfurl_links=False,
                unfurl_media=False,
                **shown(render(card, file)),
            )

        return await self._told("chat.postMessage", channel, card, send)

    async def edit(self, channel: str, message: str, card: Card) -> Outcome:
        """Replace what a message shows; Slack keeps its metadata and its thread."""
        _, place = parted(channel)

        async def send(client: AsyncWebClient, file: str) -> AsyncSlackResponse:
            return await client.chat_update(channel=place, ts=message, **shown(render(card, file)))

        return await self._told("chat.update", channel, card, send)

    async def _told(self, method: str, channel: str, card: Card, send: Send) -> Outcome:
        """Make a call that shows a card; what it met is an outcome."""
        try:
            client = await self._workspaces.client(parted(channel)[0])
        except Nowhere as nowhere:
            return Rejected(str(nowhere), gone=True)
        except ChatTrouble as trouble:  # nobody knows the token for now; nothing was sent
            return TryAgain(_LATER, str(trouble))
        try:
            answered = await self._pictures.shown(client, card, partial(send, client))
        except FAILURES as error:
            return self._failed(method, channel, error)
        return _sent(answered.get("ts"))

    async def link(self, channel: str, message: str) -> str | None:
        """The permalink; Slack gives none of a message that was removed."""
        team, place = parted(channel)
        try:
            client = await self._workspaces.client(team)
            answered = await client.chat_getPermalink(channel=place, message_ts=message)
        except ChatTrouble:
            return None
        except FAILURES as error:
            self._failed("chat.getPermalink", channel, error)
            return None
        found = answered.get("permalink")
        return found if isinstance(found, str) else None

    async def find(
        self, channel: str, *, key: str, since: dt.datetime, thread: str | None = None
    ) -> Sent | Absent | Unknowable | TryAgain:
        """Look for our post named `key` in the channel's history, or among the replies under `thread`."""
        team, place = parted(channel)
        try:
            client, me = await self._workspaces.client(team), await self._workspaces.identity(team)
        except ChatTrouble as trouble:
            return Unknowable(str(trouble))
        return await look_up(client, me, place, key=key, since=since, thread=thread)

    async def check(self, channels: tuple[str, ...]) -> tuple[str, ...]:
        """Token, scopes, socket and each channel; empty when all is well."""
        return await rights.problems(self._settings, self._workspaces, channels)

    async def advice(self) -> tuple[str, ...]:
        """What Moves does without because a scope is not granted, as far as that is known; where the app is installed."""
        told = (f"workspaces install the app at {self._settings.install_url}",) if self._settings.client_id else ()
        try:
            return (*told, *rights.advice(await self._workspaces.identity("")))
        except ChatTrouble:
            return told

    async def _left(self, team: str, body: Body) -> None:
        """A workspace is lost: what was told there is paused at once, instead of at the next refusal."""
        why = lost(table(body, "event"))
        if late(body, await self._workspaces.since(team)):
            _log.info("slack_workspace_back_already", team=team, why=why)
            return
        _log.warning("slack_workspace_lost", team=team, why=why)
        if self._absences is not None:
            await self._absences.gone(within(self._workspaces.named(team)), why)
        await self._workspaces.forget(team)

    async def _manages(self, team: str, user: str) -> bool:
        try:
            me = await self._workspaces.identity(team)
            return await rights.manages(await self._workspaces.client(team), user, me.team)
        except ChatTrouble:
            return False

    def _app(self) -> AsyncApp:
        """Make the app with our own authorization: nothing is asked of Slack before the first acknowledgement.

        It also keeps a stray SLACK_CLIENT_ID in the environment from making this an OAuth app.
        """

        async def authorize(team_id: str | None) -> AuthorizeResult | None:
            return await self._workspaces.authorized(team_id or "")

        client = web.client(self._settings, timeout=self._timeout)
        logger = web.log()
        logger.setLevel(logging.ERROR)  # bolt would warn of SLACK_BOT_TOKEN, which we read ourselves
        secret = self._settings.signing_secret
        app = AsyncApp(
            client=client,
            authorize=authorize,  # type: ignore[arg-type]  # bolt takes None as well: not installed there
            signing_secret=secret,
            logger=logger,
            name="moves",
            user_facing_authorize_error_message=_NOT_HERE,
        )
        logger.setLevel(logging.WARNING)
        return app

    def _make_way(self, app: AsyncApp) -> Way:
        if self._settings.mode == "http":
            return Door(app, self._settings, self._pages())
        return Socket(app, self._settings, stuck=self._stuck, clock=self._clock)

    def _failed(self, method: str, channel: str, error: BaseException) -> Outcome:
        outcome = failed(error)
        places = answer_of(error).places if isinstance(error, SlackApiError) else ()
        _log.warning("slack_call_failed", method=method, channel=channel, why=outcome.why, places=places)
        return outcome


def _sent(ts: object) -> Sent | Unclear:
    return Sent(ts) if isinstance(ts, str) and ts else Unclear("Slack took it but did not say where it stands")
