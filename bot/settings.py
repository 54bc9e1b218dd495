"""The settings as values. Read from a file by `bot.config`; handed downwards by `bot.app`; nobody looks them up."""

import datetime as dt
from dataclasses import dataclass, field
from typing import ClassVar

from store.model.announce import Route
from store.model.companies import Watchlist
from watchers.entries import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackSettings:
    """Slack; off while `bot_token` is empty. Secrets are kept out of `repr`."""

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    client_secret: str = field(default="", repr=False)
    client_id: str = ""
    """The app's id for OAuth; with it people install the app into their workspaces themselves, in mode `http`."""
    workspaces: tuple[str, ...] = ()
    """Ids of the workspaces that may install the app; `*` lets all."""
    public_url: str = ""
    """Where people and Slack reach this Moves: the pages of the installation are below it."""
    authorize_url: str = "https://slack.com/oauth/v2/authorize"
    mode: str = "socket"
    api_base_url: str = "https://slack.com/api/"
    http_host: str = "127.0.0.1"
    http_port: int = 3000
    http_path: str = "/slack/events"
    ping_interval: float = 10.0
    proxy: str = field(default="", repr=False)
    admins: tuple[str, ...] = ()
    """Member ids of people who may correct, beside the workspace's admins."""

    INSTALL: ClassVar[str] = "/slack/install"
    REDIRECT: ClassVar[str] = "/slack/oauth_redirect"

    @property
    def on(self) -> bool:
        """Say whether Slack is wanted."""
        return bool(self.bot_token or self.client_id)

    @property
    def install_url(self) -> str:
        """The page that installs the app into a workspace."""
        return f"{self.public_url.rstrip('/')}{self.INSTALL}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordSettings:
    """Discord; off while `token` is empty."""

    token: str = field(default="", repr=False)
    api_base_url: str = "https://discord.com/api/v10"
    gateway_url: str = ""
    guild_ids: tuple[int, ...] = ()
    sync_commands: str = "on_change"
    proxy: str = field(default="", repr=False)
    admins: tuple[int, ...] = ()
    """Ids of people who may correct, beside those with the right Manage Server."""
    admin_role: int = 0
    """Id of a role that may as well; 0: none."""
    shards: int | None = 0
    """Connections the servers are spread over; 0: a single plain one, None: as many as Discord advises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSettings:
    """How sources are looked at."""

    every: dt.timedelta = dt.timedelta(minutes=5)
    contact: str = ""
    max_age: dt.timedelta = dt.timedelta(days=14)
    per_host: int = 2
    host_gap: dt.timedelta = dt.timedelta(seconds=1)
    allow_private: tuple[str, ...] = ()
    proxy: str = field(default="", repr=False)
    rsshub: str = ""
    """Address of the RSSHub that sources of that kind name a route of; empty: none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a running Moves is told."""

    store_url: str = field(repr=False)
    """May hold a password, so it is kept out of `repr`, as are proxies."""
    watch: WatchSettings = field(default_factory=WatchSettings)
    watchlist: Watchlist = field(default_factory=Watchlist)
    sources: tuple[Source, ...] = ()
    routes: tuple[Route, ...] = ()
    ops_to: str = ""
    slack: SlackSettings = field(default_factory=SlackSettings)
    discord: DiscordSettings = field(default_factory=DiscordSettings)
    llm_use: str = "off"


@dataclass(slots=True)
class Live:
    """The settings that hold at this moment; a reload puts others in their place, whole."""

    settings: Settings
