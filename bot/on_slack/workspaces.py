"""The workspaces Moves is in, and the client that speaks for it in each.

One by its token, as a rule; several where people install the app themselves (`bot.on_slack.installing`).
"""

from typing import Protocol

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat import ChatTrouble
from bot.on_slack import rights, web
from bot.on_slack.rights import Identity
from bot.settings import SlackSettings


class Nowhere(ChatTrouble):
    """Moves is not in that workspace; the message says what to do."""


class Workspaces(Protocol):
    """Where Moves is. A workspace is named by its id, or by nothing: the one whose channels are written without it."""

    async def begin(self) -> Identity:
        """Prove what can be proven before anything else; who we are at home. Raises ChatTrouble with what to do."""

    async def authorized(self, team: str) -> AuthorizeResult | None:
        """By what right a request of this workspace is answered; None where Moves is not installed there."""

    async def client(self, team: str) -> AsyncWebClient:
        """The client for a workspace. Raises Nowhere."""

    async def identity(self, team: str) -> Identity:
        """Who we are there. Raises ChatTrouble where nobody can know, Nowhere among them."""

    async def since(self, team: str) -> float:
        """When the app was installed there, in seconds; 0 where nobody knows."""

    async def forget(self, team: str) -> None:
        """Keep nothing of a workspace that removed the app."""

    def named(self, team: str) -> str:
        """How a workspace that Slack names is written in destinations; empty for the one that needs no name."""


class OneWorkspace:
    """The workspace of the one bot token. Asks Slack who it is at the first need."""

    def __init__(self, settings: SlackSettings, *, timeout: int = web.TIMEOUT) -> None:
        self._settings = settings
        self._timeout = timeout
        self._me = Identity()

    async def begin(self) -> Identity:
        """Prove the token, at every start."""
        self._me = await rights.identify(self._client())
        return self._me

    async def authorized(self, team: str) -> AuthorizeResult | None:
        """Every request that reaches us is for the one token: nothing is asked of Slack."""
        me = self._me
        return AuthorizeResult(
            enterprise_id=None, team_id=me.team, bot_id=me.bot, bot_user_id=me.user, bot_token=self._settings.bot_token
        )

    async def client(self, team: str) -> AsyncWebClient:
        """The client of the token; for another workspace than the token's there is none."""
        if team and team != (await self.identity("")).team:
            raise Nowhere(f"SLACK_BOT_TOKEN is of another workspace than {team}: write the channel without it")
        return self._client()

    async def identity(self, team: str) -> Identity:
        """Who we are by `auth.test`, asked once."""
        self._me = self._me if self._me.known else await rights.identify(self._client())
        return self._me

    async def since(self, team: str) -> float:
        """Nobody wrote it down."""
        return 0.0

    async def forget(self, team: str) -> None:
        """Nothing is kept: the token comes from the environment."""

    def named(self, team: str) -> str:
        """There is one workspace alone: it needs no name."""
        return ""

    def _client(self) -> AsyncWebClient:
        return web.client(self._settings, timeout=self._timeout, token=self._settings.bot_token)
