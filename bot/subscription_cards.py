"""The cards of a channel's routes: what it hears of, what was changed, what Moves is doing. Pure, as `bot.views`."""

import datetime as dt
from collections.abc import Sequence

from bot import wording
from bot.cards import Action, Card, Line, Section, Strong, Text, Time, Tone
from store.deliveries import Tally
from store.model.announce import Route
from store.model.moves import Kind, Status
from store.subscriptions import Pause, Subscription

_MOST_NAMED = 8
_KINDS = {Kind.DEPARTURE: "departures", Kind.HIRE: "hires", Kind.APPOINTMENT: "appointments"}
_WAYS = {"in": "who joins", "out": "who leaves", "": ""}


def subscribed(made: Sequence[Subscription], command: str, invite: str) -> Card:
    """What the channel hears of from now on; `invite` says how Moves gets in where it is not yet."""
    numbers = " ".join(str(one.id) for one in made)
    return Card(
        title=f"This channel now hears of {companies(made[0].route)}",
        tone=Tone.ANSWER,
        sections=(Section(lines=tuple((Text(_how(one.route)),) for one in made)),),
        footer=(Text(" ".join(filter(None, (f"Undone by {command} unsubscribe {numbers}.", invite)))),),
        actions=(_ALL_ROUTES, Action("Undo", f"adm:unsubscribe {numbers}")),
    )


def unsubscribed(gone: int, configured: int) -> Card:
    """What was forgotten, and what chat cannot take away."""
    rest = "What config.toml asks for here goes on; pause stops that too." if configured else ""
    title = f"{wording.count(gone, 'route')} removed" if gone else "There was nothing to remove"
    return Card(title=title, tone=Tone.ANSWER, lead=(Text(rest),) if rest else (), actions=(_ALL_ROUTES,))


def routes(
    here: str, configured: Sequence[Route], made: Sequence[Subscription], pause: Pause | None, command: str
) -> Card:
    """Everything a channel hears of, with where each route comes from."""
    lines: list[Line] = [(Strong("config.toml"), Text(f" · {told(route)}")) for route in configured]
    lines += [
        (Strong(f"#{one.id}"), Text(f" · {told(one.route)} · by {one.by}, "), Time(one.since, date_only=True))
        for one in made
    ]
    lead: Line = _paused(pause) if pause is not None else ()
    nothing: Line = (Text(f"Nothing yet. {command} subscribe Alibaba, OpenAI"),)
    return Card(
        title=f"What {here} hears of",
        tone=Tone.ANSWER,
        lead=lead,
        sections=(Section(lines=tuple(lines) or (nothing,)),),
        actions=(
            Action("Add a route…", "form:subscribe"),
            Action("Resume", "adm:resume") if pause is not None else Action("Pause", "adm:pause"),
        ),
    )


def paused(*, changed: bool) -> Card:
    """The channel is told nothing."""
    title = "This channel is paused" if changed else "This channel was paused already"
    told = "It is told nothing until somebody resumes it; what happens meanwhile is stored and not told later."
    return Card(
        title=title, tone=Tone.ANSWER, lead=(Text(told),), actions=(Action("Resume", "adm:resume"), _ALL_ROUTES)
    )


def resumed(*, changed: bool) -> Card:
    """The channel is told what comes."""
    title = "This channel is told again" if changed else "This channel was not paused"
    return Card(title=title, tone=Tone.ANSWER, actions=(_ALL_ROUTES,))


def status(
    *, moves: int, newest: dt.datetime | None, sources: dict[str, int], tally: Tally, here: int, paused: int
) -> Card:
    """What Moves is doing, in five lines."""
    waiting = tally.pending + tally.sending + tally.uncertain + tally.failed
    watched = ", ".join(f"{number} {word}" for word, number in sources.items()) or "none looked at yet"
    latest: Line = (Text(" · the newest first seen "), Time(newest)) if newest is not None else ()
    lines: tuple[Line, ...] = (
        (Strong("Moves known"), Text(f" · {moves:,}"), *latest),
        (Strong("Sources"), Text(f" · {watched}")),
        (Strong("Messages"), Text(f" · {tally.sent:,} sent, {waiting} waiting, {tally.dead} given up")),
        (Strong("Routes here"), Text(f" · {here}")),
    )
    stopped: tuple[Line, ...] = ((Strong("Paused channels"), Text(f" · {paused}")),) if paused else ()
    return Card(
        title="Moves is running", tone=Tone.ANSWER, sections=(Section(lines=lines + stopped),), actions=(_ALL_ROUTES,)
    )


def refused(why: str) -> Card:
    """Words that are no order."""
    return Card(title="Nothing was changed", tone=Tone.HELP, lead=(Text(f"{why[:1].upper()}{why[1:]}."),))


def companies(route: Route) -> str:
    """The companies of a route in words."""
    if "*" in route.companies:
        return "every watched company"
    named, left = route.companies[:_MOST_NAMED], len(route.companies) - _MOST_NAMED
    rest = [f"{left} more"] if left > 0 else []
    *most, last = [*named, *rest]
    return f"{', '.join(most)} and {last}" if most else last


def told(route: Route) -> str:
    """A route in words, without its destination."""
    return f"{companies(route)} · {_how(route)}"


def _how(route: Route) -> str:
    kinds = "" if set(route.kinds) == set(Kind) else ", ".join(_KINDS[kind] for kind in route.kinds)
    sure = "" if route.min_status is Status.RUMORED else f"from {route.min_status.value} on"
    zone = f" {route.time_zone}" if route.when != "now" or route.quiet else ""
    when = "at once" if route.when == "now" else f"digest {route.when}"
    quiet = f", quiet {route.quiet}" if route.quiet else ""
    rings = "with a mention" if route.mention else ""
    return " · ".join(filter(None, (_WAYS[route.way], kinds, sure, f"{when}{quiet}{zone}", rings)))


def _paused(pause: Pause) -> Line:
    whose = f"by {pause.by}" if pause.by else "because the channel could not be reached"
    why = f": {pause.why}" if pause.why else ""
    return Strong("Paused"), Text(f" {whose} since "), Time(pause.since), Text(why)


_ALL_ROUTES = Action("All routes here", "adm:routes")
