"""What a configuration that was read again changes, and what of it has to wait for a restart. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from bot import wording
from bot.settings import Settings
from bot.subscription_cards import told
from store.model.announce import Route

_MOST_NAMED = 6


def kept(before: Settings, after: Settings) -> Settings:
    """The new settings, with the old ones of whatever a running Moves cannot change: connections, the store, manners."""
    return replace(
        after,
        store_url=before.store_url,
        llm_use=before.llm_use,
        watch=replace(before.watch, every=after.watch.every, max_age=after.watch.max_age, rsshub=after.watch.rsshub),
        slack=replace(before.slack, admins=after.slack.admins),
        discord=replace(before.discord, admins=after.discord.admins, admin_role=after.discord.admin_role),
    )


def waits(holds: Settings, wanted: Settings) -> tuple[str, ...]:
    """The parts of the wanted settings that do not hold before a restart."""
    parts: Mapping[str, Callable[[Settings], object]] = {
        "[store]": lambda s: s.store_url,
        "[watch]": lambda s: s.watch,
        "[slack]": lambda s: s.slack,
        "[discord]": lambda s: s.discord,
        "[llm]": lambda s: s.llm_use,
    }
    return tuple(name for name, part in parts.items() if part(holds) != part(wanted))


def changes(before: Settings, after: Settings) -> tuple[str, ...]:
    """What is different from now on, a line each; empty where nothing is."""
    return tuple(_changes(before, after))


def _changes(before: Settings, after: Settings) -> Iterator[str]:
    yield from _named(
        "company",
        {company.name: company for company in before.watchlist.companies},
        {company.name: company for company in after.watchlist.companies},
    )
    yield from _named(
        "person",
        {person.name: person for person in before.watchlist.people},
        {person.name: person for person in after.watchlist.people},
    )
    yield from _named(
        "source", {source.name: source for source in before.sources}, {source.name: source for source in after.sources}
    )
    yield from _routes(before.routes, after.routes)
    if before.watch.max_age != after.watch.max_age:
        yield f"moves up to {after.watch.max_age.days} days old are told"
    if before.watch.every != after.watch.every:
        yield "sources without a rhythm of their own have another"
    if before.ops_to != after.ops_to:
        yield f"Moves speaks about itself {f'in {after.ops_to}' if after.ops_to else 'nowhere any more'}"
    if _admins(before) != _admins(after):
        yield "other people may correct and set up"


def _named(noun: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[str]:
    """Things told apart by their names: how many are new, gone, other than before, and which."""
    sorts = {
        "new": [name for name in after if name not in before],
        "gone": [name for name in before if name not in after],
        "changed": [name for name in after if name in before and after[name] != before[name]],
    }
    for sort, names in sorts.items():
        if names:
            yield f"{wording.count(len(names), noun)} {sort}: {_listed(names)}"


def _routes(before: Iterable[Route], after: Iterable[Route]) -> Iterator[str]:
    old, new = tuple(before), tuple(after)
    for sort, routes in (
        ("new route", [route for route in new if route not in old]),
        ("route gone", [route for route in old if route not in new]),
    ):
        yield from (f"{sort}: {route.to} · {told(route)}" for route in routes)


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(names[:_MOST_NAMED])}{more}"


def _admins(settings: Settings) -> object:
    return settings.slack.admins, settings.discord.admins, settings.discord.admin_role
