"""Makes the settings of a file that has passed every check: names become canonical, files absolute. Pure."""

from collections.abc import Iterable
from pathlib import Path

from bot.config.environment import Secrets
from bot.config.model import CompanySection, ConfigFile, RouteSection, SourceSection
from bot.settings import DiscordSettings, Settings, SlackSettings, WatchSettings
from store import leaders
from store.model.announce import Route
from store.model.companies import Company, Watchlist
from store.model.moves import Kind, Status
from store.model.names import fold
from store.model.people import Person
from store.readings import simplified
from watchers.entries import Source
from watchers.extract import organisations
from watchers.sources import KINDS, edgar, rsshub


def settings(file: ConfigFile, secrets: Secrets, folder: Path) -> Settings:
    """Join file and secrets; a relative SQLite file lies in `folder`."""
    watchlist = _watchlist(file)
    return Settings(
        store_url=_store_url(file.store.url, folder),
        watch=_watch(file),
        watchlist=watchlist,
        sources=tuple(source for section in file.sources for source in _sources(section, file, watchlist)),
        routes=tuple(_route(route, watchlist) for route in file.routes),
        ops_to=file.ops.to,
        slack=_slack(file, secrets),
        discord=_discord(file, secrets),
        llm_use=file.llm.use,
    )


def _store_url(written: str, folder: Path) -> str:
    from sqlalchemy.engine import make_url  # noqa: PLC0415 - half a second that `--help` and `extract` can spare

    url = make_url(written)
    if url.drivername == "sqlite" and url.database:
        url = url.set(database=str((folder / url.database).resolve()))
    return url.render_as_string(hide_password=False)


def _watch(file: ConfigFile) -> WatchSettings:
    return WatchSettings(
        every=file.watch.every,
        contact=file.watch.contact,
        max_age=file.watch.max_age,
        per_host=file.watch.per_host,
        host_gap=file.watch.host_gap,
        allow_private=tuple(file.watch.allow_private),
        proxy=file.watch.proxy,
        rsshub=file.watch.rsshub,
    )


def _watchlist(file: ConfigFile) -> Watchlist:
    people = (Person(name=person.name, also=_both_scripts(person.also)) for person in file.people)
    taken = frozenset(fold(simplified(name)) for section in file.companies for name in _written(section))
    companies = tuple(_company(section, taken) for section in file.companies)
    return Watchlist(companies, leaders.beside(tuple(people), leaders.known()))


def _company(section: CompanySection, taken: frozenset[str]) -> Company:
    """A name listed as ambiguous is no alias, wherever else it stands; the name and the units stay what they are."""
    ambiguous = _both_scripts(section.ambiguous)
    doubtful = set(map(fold, ambiguous))
    units = _units(section, taken)
    own = (section.name, *section.aliases, *(name for names in units for name in names))
    return Company(
        name=section.name,
        aliases=tuple(alias for alias in _both_scripts(section.aliases) if fold(alias) not in doubtful),
        units=tuple(unit for unit, *_ in units),
        unit_aliases={unit: tuple(others) for unit, *others in units if others},
        # Spelled as the name or unit it repeats, so that both are found to be the same.
        ambiguous=(*ambiguous, *(name for name in own if fold(name) in doubtful and name not in ambiguous)),
        ticker=section.ticker,
        cik=section.cik,
        news=tuple(dict.fromkeys(section.news)),
    )


def _written(section: CompanySection) -> tuple[str, ...]:
    """Every name that the file gives a company and its units."""
    others = (name for names in section.unit_aliases.values() for name in names)
    return (section.name, *section.aliases, *section.units, *others, *section.ambiguous)


def _units(section: CompanySection, taken: frozenset[str]) -> list[tuple[str, ...]]:
    """Each unit's names, the one it is shown by first: the file's, then those everybody knows.

    Two listed names of one well-known unit are one unit; a well-known name that the file uses otherwise (`taken`) is
    left to that use. An ambiguous name is that of whatever it is well known for.
    """
    told = {fold(simplified(unit)): names for unit, names in section.unit_aliases.items()}
    unclaimed = set(map(fold, map(simplified, (*section.units, *section.ambiguous))))
    made: list[tuple[str, ...]] = []
    for unit in section.units:
        names = (unit, *told.get(fold(simplified(unit)), ()))
        wellknown = organisations.unit_like(simplified(unit), (section.name, *section.aliases))
        free = (name for name in wellknown if fold(name) not in taken or fold(name) in unclaimed)
        _join(made, _both_scripts((*names, *free)))
    return made


def _join(made: list[tuple[str, ...]], names: tuple[str, ...]) -> None:
    """Add a unit's names: to those of the unit that bears one of them already, else as a unit of their own."""
    folded = set(map(fold, names))
    known = next((at for at, others in enumerate(made) if not folded.isdisjoint(map(fold, others))), None)
    if known is None:
        made.append(names)
    else:
        made[known] = _both_scripts((*made[known], *names))


def _both_scripts(names: Iterable[str]) -> tuple[str, ...]:
    """The names, each once, and for those in traditional script the simplified form too: news is compared in that."""
    forms: dict[str, str] = {}
    for form in (form for name in names for form in (name, simplified(name))):
        forms.setdefault(fold(form), form)
    return tuple(forms.values())


def _sources(section: SourceSection, file: ConfigFile, watchlist: Watchlist) -> Iterable[Source]:
    """What a section asks for: one source, or one a company where it names companies instead of an address."""
    everybody = "*" in section.companies
    source = Source(
        name=section.name,
        url=_address(section, file),
        kind=section.kind,
        every=section.every or file.watch.every,
        companies=() if everybody else _canonical(section.companies, watchlist),
        publisher=section.publisher,
        full_text=section.full_text,
    )
    if source.url:
        return (source,)
    wanted = (firm for firm in watchlist.companies if firm.cik and (everybody or firm.name in source.companies))
    return edgar.for_companies(source, {firm.name: firm.cik for firm in wanted})


def _address(section: SourceSection, file: ConfigFile) -> str:
    """What is fetched: routes get their server, addresses that people know become those of machines."""
    if section.url.startswith("/"):
        return rsshub.at(file.watch.rsshub, section.url)
    kind = KINDS.get(section.kind)
    return kind.address(section.url) if kind is not None else section.url


def _route(section: RouteSection, watchlist: Watchlist) -> Route:
    return Route(
        to=section.to,
        companies=("*",) if "*" in section.companies else _canonical(section.companies, watchlist),
        kinds=tuple(dict.fromkeys(map(Kind, section.kinds))),
        min_status=Status(section.min_status),
        when=section.when,
        time_zone=section.time_zone,
        quiet=section.quiet,
        mention=section.mention,
    )


def _canonical(names: Iterable[str], watchlist: Watchlist) -> tuple[str, ...]:
    found = (watchlist.resolve(name) or watchlist.resolve(simplified(name)) for name in names)
    return tuple(dict.fromkeys(ref.company for ref in found if ref is not None))


def _slack(file: ConfigFile, secrets: Secrets) -> SlackSettings:
    return SlackSettings(
        bot_token=secrets.slack_bot_token,
        app_token=secrets.slack_app_token,
        signing_secret=secrets.slack_signing_secret,
        client_secret=secrets.slack_client_secret,
        client_id=file.slack.client_id,
        workspaces=tuple(dict.fromkeys(file.slack.workspaces)),
        public_url=file.slack.public_url.rstrip("/"),
        authorize_url=file.slack.authorize_url,
        mode=file.slack.mode,
        api_base_url=file.slack.api_base_url.rstrip("/") + "/",
        http_host=file.slack.http_host,
        http_port=file.slack.http_port,
        http_path=file.slack.http_path,
        ping_interval=file.slack.ping_interval.total_seconds(),
        proxy=file.slack.proxy,
        admins=tuple(dict.fromkeys(file.slack.admins)),
    )


def _discord(file: ConfigFile, secrets: Secrets) -> DiscordSettings:
    return DiscordSettings(
        token=secrets.discord_token,
        api_base_url=file.discord.api_base_url.rstrip("/"),
        gateway_url=file.discord.gateway_url,
        guild_ids=tuple(dict.fromkeys(file.discord.guild_ids)),
        sync_commands=file.discord.sync_commands,
        proxy=file.discord.proxy,
        admins=tuple(dict.fromkeys(file.discord.admins)),
        admin_role=file.discord.admin_role,
        shards=file.discord.shards,
    )
