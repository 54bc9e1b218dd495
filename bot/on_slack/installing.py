"""The two pages by which people install the app into their workspace, by slack-bolt's own OAuth flow.

Whoever may install is listed in the configuration: the address is open to the world, and an admin of an installed
workspace may correct what everybody is told.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence

import structlog
from aiohttp import web
from slack_bolt import BoltResponse
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.oauth.installation_store import Installation

from bot.on_slack import rights
from bot.on_slack import web as clients
from bot.on_slack.errors import FAILURES, failed
from bot.on_slack.installations import STATE_LIVES, Installations
from bot.on_slack.lines import Page
from bot.settings import SlackSettings
from store.errors import StoreTrouble

_log = structlog.get_logger(__name__)

INSTALL, REDIRECT = SlackSettings.INSTALL, SlackSettings.REDIRECT
_ANYBODY = "*"
_AGAIN = "Begin again at {install}"
_TEXT: dict[str, str | Sequence[str]] = {"Content-Type": "text/plain; charset=utf-8"}
_WHY: Mapping[str, str] = {
    "access_denied": "Nothing was installed, because it was not allowed.",
    "invalid_browser": "This did not begin in this browser, or the browser keeps no cookies.",
    "invalid_state": "This installation was begun too long ago, or finished already.",
}


class NotAllowed(BoltError):
    """An installation that is not wanted; the message says why."""


class _Flow(AsyncOAuthFlow):
    """slack-bolt's flow, which keeps only installations that are wanted."""

    allowed: frozenset[str] = frozenset()
    arrived: Callable[[str], Awaitable[None]]

    async def build_authorize_url(self, state: str, request: AsyncBoltRequest) -> str:
        """Slack's page, with nothing in its address that came with the request."""
        return self.settings.authorize_url_generator.generate(state=state)

    async def store_installation(self, request: AsyncBoltRequest, installation: Installation) -> None:
        """Keep an installation that is wanted; give one back that is not."""
        team = installation.team_id or ""
        if installation.is_enterprise_install or not team:
            await self._give_back(installation)
            raise NotAllowed("Moves is installed into one workspace at a time, not into a whole organisation.")
        if not self.allowed & {team, _ANYBODY}:
            await self._give_back(installation)
            raise NotAllowed(f"Whoever runs Moves has not allowed the workspace {team}; [slack] workspaces lists them.")
        await super().store_installation(request, installation)
        _log.info("slack_installed", team=team)
        await self.arrived(team)

    async def _give_back(self, installation: Installation) -> None:
        """Remove the app from where it is not wanted, so that no token is left."""
        _log.warning("slack_install_refused", team=installation.team_id, organisation=installation.enterprise_id)
        try:
            await self.client.apps_uninstall(
                token=installation.bot_token, client_id=self.client_id, client_secret=self.settings.client_secret
            )
        except FAILURES as error:
            _log.warning("slack_token_not_given_back", team=installation.team_id, why=failed(error).why)


class Installer:
    """Serves the pages; `arrived` is told of each workspace that installed the app."""

    def __init__(
        self, settings: SlackSettings, installations: Installations, arrived: Callable[[str], Awaitable[None]], *,
        timeout: int = clients.TIMEOUT,
    ) -> None:  # fmt: skip
        self._install = settings.install_url
        asked = AsyncOAuthSettings(
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            scopes=rights.ALL,
            user_scopes=[],
            redirect_uri=f"{settings.public_url.rstrip('/')}{REDIRECT}",
            install_path=INSTALL,
            install_page_rendering_enabled=False,
            redirect_uri_path=REDIRECT,
            authorization_url=settings.authorize_url,
            installation_store=installations,
            state_store=installations,
            state_expiration_seconds=STATE_LIVES,
            callback_options=AsyncCallbackOptions(success=self._done, failure=self._not_done),
            logger=clients.log(),
        )
        self._flow = _Flow(client=clients.client(settings, timeout=timeout), logger=clients.log(), settings=asked)
        self._flow.allowed = frozenset(settings.workspaces)
        self._flow.arrived = arrived

    def pages(self) -> dict[str, Page]:
        """The pages by their path."""
        return {INSTALL: self._begin, REDIRECT: self._finish}

    async def _begin(self, request: web.Request) -> web.StreamResponse:
        """Send somebody to Slack, with a state that only this browser can bring back."""
        try:
            return await to_aiohttp_response(await self._flow.handle_installation(await to_bolt_request(request)))
        except StoreTrouble as trouble:
            return self._trouble(str(trouble))

    async def _finish(self, request: web.Request) -> web.StreamResponse:
        """Take the code that Slack sent somebody back with, and trade it for the workspace's token."""
        try:
            return await to_aiohttp_response(await self._flow.handle_callback(await to_bolt_request(request)))
        except StoreTrouble as trouble:
            return self._trouble(str(trouble))
        except FAILURES as error:
            return self._trouble(failed(error).why)

    def _trouble(self, why: str) -> web.Response:
        _log.error("slack_install_failed", why=why)
        return web.Response(status=503, text=f"That did not work.\n{self._again()}\n")

    async def _done(self, args: AsyncSuccessArgs) -> BoltResponse:
        name = args.installation.team_name or args.installation.team_id
        told = f"Moves is installed in {name}.\nNow type /invite @Moves in a channel, then /moves-admin subscribe.\n"
        return BoltResponse(status=200, body=told, headers=_TEXT)

    async def _not_done(self, args: AsyncFailureArgs) -> BoltResponse:
        refused = isinstance(args.error, NotAllowed)
        why = str(args.error) if refused else _WHY.get(args.reason, "That did not work.")
        _log.warning("slack_install_failed", why=why, reason=args.reason[:80])
        status = 403 if refused else args.suggested_status_code
        return BoltResponse(status=status, body=f"{why}\n{self._again()}\n", headers=_TEXT)

    def _again(self) -> str:
        return _AGAIN.format(install=self._install)
