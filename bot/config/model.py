"""The shape of the configuration file: every section, every key, its type, its default and the values it takes.

Only what can be said of one key alone; what needs two keys is in `bot.config.checks`. Nothing here reads a file.
"""

import datetime as dt
import re
from typing import Annotated, Any, TypeAlias, TypeGuard, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from bot import values
from bot.config.places import Path
from bot.settings import DiscordSettings, SlackSettings, WatchSettings
from bot.values import Unfit
from store.model.announce import Route
from store.model.moves import Kind, Status
from store.model.names import fold
from watchers.entries import Source

# The defaults are those of the values the file becomes.
_WATCH, _SLACK, _DISCORD = WatchSettings(), SlackSettings(), DiscordSettings()
_MOST_SHARDS = 1000
_ROUTE, _SOURCE = Route(to=""), Source(name="", url="", every=_WATCH.every)


def _one_of(*known: str) -> AfterValidator:
    def check(written: str) -> str:
        if written not in known:
            raise Unfit(f"{values.masked(written)!r} is not known here", values.did_you_mean(written, known))
        return written

    return AfterValidator(check)


def _address(*schemes: str, empty: bool = False) -> AfterValidator:
    return AfterValidator(lambda written: "" if empty and not written else values.address(written, schemes))


def _source_address(written: str) -> str:
    """An address, or a route of RSSHub: what only one kind takes is told apart in `bot.config.source_checks`."""
    return written if written.startswith("/") else values.address(written, ("http", "https"))


def _line(written: str) -> str:
    if not written.isprintable():
        raise Unfit("this holds a line break or an invisible sign", "write it on one line")
    return written.strip()


def _name(written: str) -> str:
    name = _line(written)
    if not fold(name):
        raise Unfit(f"{name!r} is no name", "a name has letters or digits")
    return name


def _ascii(written: str) -> str:
    if not written.isascii():
        raise Unfit("only plain ASCII can go into a user agent", 'such as "ops@your-company.com"')
    return _line(written)


def _cik(written: object) -> str:
    digits = str(written) if isinstance(written, int | str) and not isinstance(written, bool) else ""
    if written == "" or (isinstance(written, str) and re.fullmatch(r"[0-9]{10}", written)):
        return digits
    hint = f'write "{int(digits):010d}"' if re.fullmatch(r"[0-9]{1,10}", digits) else 'such as "0001577552"'
    raise Unfit("a CIK is ten digits in quotes", hint)


def _guild(written: object) -> int:
    """Discord shows ids as text, TOML knows numbers: both are fine."""
    digits = str(written) if isinstance(written, int | str) and not isinstance(written, bool) else ""
    if not re.fullmatch(r"[1-9][0-9]{0,19}", digits):
        raise Unfit("a server id is a whole number", "Developer Mode on, right-click the server → Copy Server ID")
    return int(digits)


def _person(written: object) -> int:
    digits = str(written) if isinstance(written, int | str) and not isinstance(written, bool) else ""
    if not re.fullmatch(r"[1-9][0-9]{0,19}", digits):
        raise Unfit("a person's id is a whole number", "Developer Mode on, right-click the person → Copy User ID")
    return int(digits)


def _shards(written: object) -> int | None:
    """A number of connections; `"auto"` leaves it to Discord."""
    if written == "auto":
        return None
    if not isinstance(written, int) or isinstance(written, bool) or not 0 <= written <= _MOST_SHARDS:
        raise Unfit(
            f"{values.shown(written)} is no number of connections", 'write 0 for a single one, "auto", or a number'
        )
    return written


def _role(written: object) -> int:
    digits = str(written) if isinstance(written, int | str) and not isinstance(written, bool) else "?"
    if not re.fullmatch(r"0|([1-9][0-9]{0,19})?", digits):
        raise Unfit("a role's id is a whole number", "Developer Mode on, Server Settings → Roles → … → Copy Role ID")
    return int(digits or 0)


def _member(written: str) -> str:
    if not re.fullmatch(r"[UW][A-Z0-9]{4,20}", written):
        raise Unfit(
            f"{values.masked(written)!r} is no member id", "the person's profile → … → Copy member ID: U0123ABCD"
        )
    return written


def _client_id(written: str) -> str:
    if not re.fullmatch(r"([0-9]+\.[0-9]+)?", written):
        raise Unfit(f"{values.masked(written)!r} is no client id", 'as in “Basic Information” of the app: "1234.5678"')
    return written


def _workspace(written: str) -> str:
    if not re.fullmatch(r"\*|T[A-Z0-9]{4,20}", written):
        raise Unfit(
            f"{values.masked(written)!r} is no workspace id",
            'in its address in a browser, app.slack.com/client/T0123ABCD; "*": all',
        )
    return written


def _http_path(written: str) -> str:
    if not re.fullmatch(r"/[!-~]*", written):
        raise Unfit(f"{values.masked(written)!r} is no path", 'start it with a slash: "/slack/events"')
    return written


def _mention(written: str) -> str:
    if len(_line(written)) > 200:
        raise Unfit("a mention has at most 200 characters", 'such as "<!here>" in Slack or "<@&ROLE>" in Discord')
    return _line(written)


Duration: TypeAlias = Annotated[dt.timedelta, BeforeValidator(values.duration)]
Pause: TypeAlias = Annotated[dt.timedelta, BeforeValidator(values.pause)]
Line: TypeAlias = Annotated[str, AfterValidator(_line)]
Name: TypeAlias = Annotated[str, AfterValidator(_name)]
Proxy: TypeAlias = Annotated[str, _address("https", "http", empty=True)]
Web: TypeAlias = Annotated[str, _address("http", "https")]
Destination: TypeAlias = Annotated[str, AfterValidator(values.destination)]


class Section(BaseModel):
    """A table of the file: unknown keys are refused, and nothing is turned from one type into another."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class StoreSection(Section):
    """`[store]`: where what is known is kept."""

    url: Annotated[str, AfterValidator(values.store_url)] = "sqlite:///moves.db"


class WatchSection(Section):
    """`[watch]`: how sources are looked at."""

    every: Duration = _WATCH.every
    contact: Annotated[str, AfterValidator(_ascii)] = _WATCH.contact
    max_age: Duration = _WATCH.max_age
    per_host: Annotated[int, Field(ge=1, le=64)] = _WATCH.per_host
    host_gap: Pause = _WATCH.host_gap
    allow_private: list[Annotated[str, AfterValidator(values.private_place)]] = []
    proxy: Proxy = _WATCH.proxy
    rsshub: Annotated[str, _address("https", "http", empty=True)] = _WATCH.rsshub


class CompanySection(Section):
    """`[[companies]]`: one watched company."""

    name: Name
    aliases: list[Name] = []
    units: list[Name] = []
    unit_aliases: dict[Name, list[Name]] = {}
    ambiguous: list[Name] = []
    ticker: Line = ""
    cik: Annotated[str, BeforeValidator(_cik)] = ""
    news: list[Annotated[str, _one_of("en", "zh")]] = []


class PersonSection(Section):
    """`[[people]]`: one person known under several forms of the name."""

    name: Name
    also: list[Name] = []


class SourceSection(Section):
    """`[[sources]]`: one thing watched. `kind`, and whether it can do without `url`, is checked elsewhere."""

    name: Name
    url: Annotated[str, AfterValidator(_source_address)] = _SOURCE.url
    kind: Line = _SOURCE.kind
    every: Annotated[dt.timedelta | None, BeforeValidator(values.duration)] = None
    companies: list[Annotated[str, AfterValidator(lambda written: written if written == "*" else _name(written))]] = []
    publisher: Line = _SOURCE.publisher
    full_text: Annotated[str, _one_of("auto", "always", "never")] = _SOURCE.full_text


class RouteSection(Section):
    """`[[routes]]`: which changes go where, and when."""

    to: Destination
    companies: list[Line] = Field(default=["*"], min_length=1)
    kinds: list[Annotated[str, _one_of(*Kind)]] = Field(default=[*map(str, Kind)], min_length=1)
    min_status: Annotated[str, _one_of(Status.RUMORED, Status.REPORTED, Status.CONFIRMED)] = "rumored"
    when: Annotated[str, AfterValidator(values.moment)] = _ROUTE.when
    time_zone: Annotated[str, AfterValidator(values.zone)] = _ROUTE.time_zone
    quiet: Annotated[str, AfterValidator(values.quiet)] = _ROUTE.quiet
    mention: Annotated[str, AfterValidator(_mention)] = _ROUTE.mention


class OpsSection(Section):
    """`[ops]`: where Moves speaks about itself."""

    to: Annotated[str, AfterValidator(lambda written: values.destination(written) if written else "")] = ""


class SlackSection(Section):
    """`[slack]`: everything but the secrets."""

    mode: Annotated[str, _one_of("socket", "http")] = _SLACK.mode
    api_base_url: Web = _SLACK.api_base_url
    http_host: Name = _SLACK.http_host
    http_port: Annotated[int, Field(ge=0, le=65535)] = _SLACK.http_port
    http_path: Annotated[str, AfterValidator(_http_path)] = _SLACK.http_path
    client_id: Annotated[str, AfterValidator(_client_id)] = _SLACK.client_id
    workspaces: list[Annotated[str, AfterValidator(_workspace)]] = []
    public_url: Annotated[str, _address("https", "http", empty=True)] = _SLACK.public_url
    authorize_url: Web = _SLACK.authorize_url
    ping_interval: Duration = dt.timedelta(seconds=_SLACK.ping_interval)
    proxy: Proxy = _SLACK.proxy
    admins: list[Annotated[str, AfterValidator(_member)]] = []


class DiscordSection(Section):
    """`[discord]`: everything but the token."""

    api_base_url: Web = _DISCORD.api_base_url
    gateway_url: Annotated[str, _address("ws", "wss", empty=True)] = _DISCORD.gateway_url
    guild_ids: list[Annotated[int, BeforeValidator(_guild)]] = []
    sync_commands: Annotated[str, _one_of("on_change", "always", "never")] = _DISCORD.sync_commands
    proxy: Proxy = _DISCORD.proxy
    admins: list[Annotated[int, BeforeValidator(_person)]] = []
    admin_role: Annotated[int, BeforeValidator(_role)] = _DISCORD.admin_role
    shards: Annotated[int | None, BeforeValidator(_shards)] = _DISCORD.shards


class LlmSection(Section):
    """`[llm]`: whether a language model helps to read."""

    use: Annotated[str, _one_of("off")] = "off"


class ConfigFile(Section):
    """The whole file; every section may be left out."""

    store: StoreSection = StoreSection()
    watch: WatchSection = WatchSection()
    companies: list[CompanySection] = []
    people: list[PersonSection] = []
    sources: list[SourceSection] = []
    routes: list[RouteSection] = []
    ops: OpsSection = OpsSection()
    slack: SlackSection = SlackSection()
    discord: DiscordSection = DiscordSection()
    llm: LlmSection = LlmSection()


def section_of(path: Path) -> type[Section] | None:
    """The section a path of keys and indices leads to; None where it leads to a single value or nowhere."""
    model: Any = ConfigFile
    for part in path:
        if isinstance(part, str):
            fields = model.model_fields if _is_section(model) else {}
            model = fields[part].annotation if part in fields else None
        else:
            model = next(iter(get_args(model)), None)
    return model if _is_section(model) else None


def keys() -> dict[str, tuple[str, ...]]:
    """Every key of the file by section name; the sections that repeat are named like the others."""
    found: dict[str, tuple[str, ...]] = {}
    for name in ConfigFile.model_fields:
        model = section_of((name,)) or section_of((name, 0))
        found[name] = tuple(model.model_fields) if model is not None else ()
    return found


def _is_section(model: object) -> TypeGuard[type[Section]]:
    return isinstance(model, type) and issubclass(model, Section)
