"""What must be in place: tokens, scopes, and for each channel that the bot is in it and may speak.

Nothing here posts anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat import ChatTrouble, Rejected
from bot.on_slack import web
from bot.on_slack.address import parted
from bot.on_slack.errors import FAILURES, answer_of, failed
from bot.settings import SlackSettings

_log = structlog.get_logger(__name__)

NEEDED = ("chat:write", "commands")
"""Scopes without which Moves does not work."""
FOR_CHECKING = ("channels:read", "groups:read")
"""Scopes by which `moves check` looks at channels, public and private."""
FOR_ADMINS = ("users:read",)
"""Scope by which the workspace's admins are known; without it only whoever the configuration lists may correct."""
FOR_LOOKING_UP = ("channels:history", "groups:history")
"""Scopes by which an unclear post is looked up before it is repeated."""

FOR_PICTURES = ("files:write",)
"""Scope by which pictures are uploaded."""
ALL = (*NEEDED, *FOR_CHECKING, *FOR_LOOKING_UP, *FOR_ADMINS, *FOR_PICTURES)
"""What an installation asks for; the same as the manifest."""

_WITHOUT = {
    FOR_CHECKING: "channels cannot be looked at",
    FOR_ADMINS: "only members listed in [slack] admins may set up and correct",
    FOR_LOOKING_UP: "a post whose answer was lost is repeated unseen, and may stand there twice",
    FOR_PICTURES: "cards go without their pictures, in words alone",
}


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are, by `auth.test`; empty until asked."""

    bot: str = ""
    user: str = ""
    team: str = ""
    scopes: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Say whether Slack was asked."""
        return bool(self.bot or self.user)

    def wrote(self, message: Mapping[str, Any]) -> bool:
        """Say whether a message of a history is ours; notes on joining and the like are not."""
        if message.get("subtype") not in {None, "bot_message"}:
            return False
        return message.get("bot_id") == self.bot if self.bot else message.get("user") == self.user


def complete(settings: SlackSettings) -> None:
    """Raise ChatTrouble where a setting is missing or has the wrong shape; asks nobody."""
    trouble = _incomplete(settings)
    if trouble:
        raise ChatTrouble(trouble)


def _incomplete(settings: SlackSettings) -> str:
    if settings.mode not in {"socket", "http"}:
        return f"[slack] mode is “{settings.mode}”; it can be “socket” or “http”"
    if settings.client_id:
        return _unready(settings)
    if not settings.bot_token:
        return "SLACK_BOT_TOKEN is not set"
    if settings.mode == "socket" and not settings.app_token:
        return "Socket Mode needs SLACK_APP_TOKEN: an app-level token with the scope connections:write"
    if settings.mode == "http" and not settings.signing_secret:
        return "HTTP mode needs SLACK_SIGNING_SECRET, from “Basic Information” of the app"
    return ""


def _unready(settings: SlackSettings) -> str:
    """What OAuth lacks: Slack sends people's browsers and its requests to a door of our own."""
    if settings.mode != "http":
        return '[slack] client_id lets workspaces install the app, and that needs mode = "http"'
    if not settings.client_secret or not settings.signing_secret:
        return (
            "[slack] client_id needs SLACK_CLIENT_SECRET and SLACK_SIGNING_SECRET, from “Basic Information” of the app"
        )
    if not settings.public_url:
        return "[slack] client_id needs public_url: the address at which people and Slack reach this Moves"
    if not settings.workspaces:
        return '[slack] client_id needs workspaces: the ids of those that may install the app, or "*" for all'
    if settings.http_path in {settings.INSTALL, settings.REDIRECT}:
        return f"[slack] http_path cannot be {settings.http_path}: that is a page of the installation"
    return ""


async def identify(client: AsyncWebClient) -> Identity:
    """Ask Slack who we are. Raises ChatTrouble with what to do; never shows the token."""
    try:
        told = await client.auth_test()
    except FAILURES as error:
        raise ChatTrouble(f"Slack at {client.base_url}: {failed(error).why}") from None
    listed = next((value for name, value in told.headers.items() if name.casefold() == "x-oauth-scopes"), "")
    scopes = tuple(scope.strip() for scope in listed.split(",") if scope.strip())
    return Identity(_id(told.get("bot_id")), _id(told.get("user_id")), _id(told.get("team_id")), scopes)


async def manages(client: AsyncWebClient, user: str, team: str) -> bool:
    """Say whether somebody is an admin or owner of the workspace `team`; False where Slack does not tell."""
    try:
        told = await client.users_info(user=user)
    except FAILURES as error:
        _log.info("slack_admins_unknown", why=failed(error).why)
        return False
    about = told.get("user")
    if not isinstance(about, dict) or _foreign(about, team):
        return False
    return any(about.get(word) is True for word in ("is_admin", "is_owner"))


def _foreign(about: Mapping[str, Any], team: str) -> bool:
    """Say whether somebody belongs to other workspaces alone: through a shared channel come people who run theirs."""
    home, organisation = about.get("team_id"), about.get("enterprise_user")
    teams = organisation.get("teams") if isinstance(organisation, dict) else None
    mine = {home} | set(teams if isinstance(teams, list) else ())
    return bool(home and team) and team not in mine


class Everywhere(Protocol):
    """The workspaces, as far as a check asks for them (`bot.on_slack.workspaces`)."""

    async def begin(self) -> Identity:
        """Prove what can be proven; who we are at home."""

    async def client(self, team: str) -> AsyncWebClient:
        """The client for a workspace."""

    async def identity(self, team: str) -> Identity:
        """Who we are there."""


async def problems(settings: SlackSettings, workspaces: Everywhere, channels: tuple[str, ...]) -> tuple[str, ...]:
    """Everything that keeps Moves from working, in words a person can act on."""
    try:
        complete(settings)
        me = await workspaces.begin()
    except ChatTrouble as trouble:
        return (str(trouble),)
    found = [f"the app lacks the scope {scope}: add it and install the app again" for scope in _missing(me)]
    found += await _of_socket(settings)
    for team in dict.fromkeys(parted(channel)[0] for channel in channels):
        found += await _of_workspace(workspaces, team, [one for one in channels if parted(one)[0] == team])
    return tuple(found)


async def _of_workspace(workspaces: Everywhere, team: str, channels: list[str]) -> list[str]:
    """The channels of a workspace, and the scopes of one that is named; the others were told already."""
    try:
        client, me = await workspaces.client(team), await workspaces.identity(team) if team else Identity()
    except ChatTrouble as trouble:
        return [f"{channel}: {trouble}" for channel in dict.fromkeys(channels)]
    found = [f"in {team} the app lacks the scope {scope}: install it there again" for scope in _missing(me)]
    for channel in dict.fromkeys(channels):
        found += await _of_channel(client, parted(channel)[1])
    return found


def lacking(me: Identity) -> tuple[str, ...]:
    """Scopes worth a word at start: needed ones, and those whose lack may double a post."""
    return tuple(scope for scope in (*NEEDED, *FOR_LOOKING_UP) if scope not in me.scopes) if me.scopes else ()


def advice(me: Identity) -> tuple[str, ...]:
    """What Moves does without where optional scopes are not granted; gateways may drop the header, and then nothing."""
    lacking_of = {scopes: [scope for scope in scopes if scope not in me.scopes] for scopes in _WITHOUT}
    return tuple(
        f"without the scope{'s' if len(names) > 1 else ''} {' and '.join(names)}, {_WITHOUT[scopes]}"
        for scopes, names in lacking_of.items()
        if names and me.scopes
    )


def _missing(me: Identity) -> tuple[str, ...]:
    """Needed scopes that are not granted; gateways may drop the header, and then nothing is known."""
    return tuple(scope for scope in NEEDED if scope not in me.scopes) if me.scopes else ()


async def _of_socket(settings: SlackSettings) -> list[str]:
    """Try the app token, which costs a ticket that nobody uses."""
    if settings.mode != "socket":
        return []
    try:
        await web.client(settings).apps_connections_open(app_token=settings.app_token)
    except FAILURES as error:
        return [f"SLACK_APP_TOKEN: {failed(error).why}"]
    return []


async def _of_channel(client: AsyncWebClient, channel: str) -> list[str]:
    try:
        told = await client.conversations_info(channel=channel)
    except FAILURES as error:
        return [_unseen(channel, error)]
    about = told.get("channel")
    facts = about if isinstance(about, dict) else {}
    name = f"{channel} (#{facts.get('name') or '?'})"
    if facts.get("is_archived"):
        return [f"{name} is archived: unarchive it or change the route"]
    if not facts.get("is_member") and not facts.get("is_im"):
        return [f"the bot is not in {name}: type /invite @Moves there"]
    return []


def _unseen(channel: str, error: BaseException) -> str:
    if isinstance(error, SlackApiError) and answer_of(error).error == "missing_scope":
        return f"{channel} could not be looked at: the scopes {' and '.join(FOR_CHECKING)} allow it"
    outcome = failed(error)
    told = outcome.why if isinstance(outcome, Rejected) else f"could not be looked at: {outcome.why}"
    return f"{channel}: {told}"


def _id(value: object) -> str:
    return value if isinstance(value, str) else ""
