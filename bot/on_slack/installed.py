"""The workspaces whose people installed the app themselves, each with the token it was given."""

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat import ChatTrouble
from bot.on_slack import rights, web
from bot.on_slack.installations import Installations
from bot.on_slack.rights import Identity
from bot.on_slack.workspaces import Nowhere
from bot.settings import SlackSettings
from store.errors import StoreTrouble


class InstalledWorkspaces:
    """Every workspace that is installed, and the one of SLACK_BOT_TOKEN where that is set: home.

    A channel of home is written without its workspace, so what was set up with one token keeps its meaning. Tokens are
    remembered until a workspace installs anew or removes the app.
    """

    def __init__(self, settings: SlackSettings, installations: Installations, *, timeout: int = web.TIMEOUT) -> None:
        self._settings = settings
        self._installations = installations
        self._timeout = timeout
        self._home = Identity()
        self._known: dict[str, tuple[str, Identity]] = {}

    async def begin(self) -> Identity:
        """Make the tables, and prove the token of home where there is one."""
        try:
            await self._installations.create()
        except StoreTrouble as trouble:
            raise ChatTrouble(f"installations cannot be kept: {trouble}") from None
        if self._settings.bot_token:
            self._home = await rights.identify(self._client(self._settings.bot_token))
        return self._home

    async def authorized(self, team: str) -> AuthorizeResult | None:
        """By the workspace's own token; nothing is asked of Slack."""
        try:
            token, me = await self._of(team)
        except ChatTrouble:
            return None
        return AuthorizeResult(enterprise_id=None, team_id=me.team, bot_id=me.bot, bot_user_id=me.user, bot_token=token)

    async def client(self, team: str) -> AsyncWebClient:
        """The client of a workspace's token."""
        return self._client((await self._of(team or await self._only()))[0])

    async def identity(self, team: str) -> Identity:
        """Who we are there, as Slack said when the app was installed."""
        return (await self._of(team or await self._only()))[1]

    async def since(self, team: str) -> float:
        """As the newest installation says."""
        try:
            found = await self._installations.newest(team)
        except StoreTrouble as trouble:
            raise ChatTrouble(f"installations cannot be read: {trouble}") from None
        return found.installed_at if found is not None else 0.0

    async def forget(self, team: str) -> None:
        """Delete the workspace's tokens."""
        self.renew(team)
        try:
            await self._installations.forget(team)
        except StoreTrouble as trouble:
            raise ChatTrouble(f"the tokens of {team} could not be deleted: {trouble}") from None

    def renew(self, team: str) -> None:
        """Read a workspace's token anew at the next need."""
        self._known.pop(team, None)

    def named(self, team: str) -> str:
        """Home needs no name."""
        return "" if team == self._home.team else team

    async def _of(self, team: str) -> tuple[str, Identity]:
        if team and team == self._home.team:
            return self._settings.bot_token, self._home
        if team not in self._known:
            try:
                found = await self._installations.newest(team)
            except StoreTrouble as trouble:
                raise ChatTrouble(f"installations cannot be read: {trouble}") from None
            if found is None or not found.bot_token:
                raise Nowhere(f"the app is not installed in the workspace {team or '?'}: {self._how()}")
            scopes = tuple(scope for scope in found.bot_scopes or () if scope)
            me = Identity(found.bot_id or "", found.bot_user_id or "", team, scopes)
            self._known[team] = found.bot_token, me
        return self._known[team]

    async def _only(self) -> str:
        """The workspace of a channel that is written without one: home, else the only one there is."""
        if self._home.team:
            return self._home.team
        if self._settings.bot_token:
            return (await self.begin()).team
        try:
            teams = await self._installations.teams()
        except StoreTrouble as trouble:
            raise ChatTrouble(f"installations cannot be read: {trouble}") from None
        if len(teams) > 1:
            raise Nowhere(f"the app is in several workspaces ({', '.join(teams)}): write slack:{teams[0]}/C0123456789")
        if not teams:
            raise Nowhere(f"the app is installed in no workspace: {self._how()}")
        return teams[0]

    def _how(self) -> str:
        return f"open {self._settings.install_url}"

    def _client(self, token: str) -> AsyncWebClient:
        return web.client(self._settings, timeout=self._timeout, token=token)
