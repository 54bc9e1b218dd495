"""The cards of a channel's routes: what it hears of, what was changed, what Moves is doing. Pure, as `bot.views`."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot import wording
from bot.cards import Action, Card, Fact, Line, Place, Section, Strong, Text, Time, Tone
from store.deliveries import Tally
from store.model.announce import Route
from store.model.moves import Kind, Status
from store.subscriptions import Edit, Pause, Subscription

MOST_BUTTONS = 7
"""Routes of a list with buttons of their own: Slack's message carries sixteen, two of them are the list's."""
_MOST_NAMED = 8
_LONGEST_KEY = 94
_KINDS = {Kind.DEPARTURE: "departures", Kind.HIRE: "hires", Kind.APPOINTMENT: "appointments"}
_WAYS = {"in": "who joins", "out": "who leaves", "": ""}


@dataclass(frozen=True, slots=True)
class Where:
    """The channel a card is about: the one it is read in, or another one, which is then named and goes with the buttons."""

    place: str = ""
    """The other channel; empty where the card is read in the one it is about."""

    @property
    def there(self) -> str:
        """The channel in the middle of a sentence that has named it."""
        return "that channel" if self.place else "this channel"

    def order(self, order: str) -> str:
        """The key of a button that orders something for the channel."""
        return f"at:{self.place} {order}" if self.place else f"adm:{order}"

    def form(self, form: str) -> str:
        """The key of a button that opens a form about the channel."""
        return f"form:{form} at {self.place}" if self.place else f"form:{form}"

    def said(self, said: str, title: str) -> tuple[str, Line]:
        """Title and lead that say it of the channel; where it has to be named that is in the lead, under `title`."""
        if not self.place:
            return f"This channel {said}", ()
        return title, (Place(self.place), Text(f" {said}."))

    def routes(self) -> Action:
        """The button to the list."""
        return Action("All routes there" if self.place else "All routes here", self.order("routes"))


HERE = Where()
"""The channel the card is read in."""


def subscribed(made: Sequence[Subscription], command: str, invite: str, where: Where = HERE) -> Card:
    """What the channel hears of from now on; `invite` says how Moves gets in where it is not yet."""
    numbers = " ".join(str(one.id) for one in made)
    title, lead = where.said(f"now hears of {companies(made[0].route)}", "The channel is set up")
    undone = f"Undone by {command} unsubscribe {numbers}{' there' if where.place else ''}."
    return Card(
        title=title,
        tone=Tone.ANSWER,
        lead=lead,
        sections=(Section(lines=tuple((Text(how(one.route)),) for one in made)),),
        footer=(Text(" ".join(filter(None, (undone, invite)))),),
        actions=(where.routes(), Action("Undo", where.order(f"unsubscribe {numbers}"))),
    )


def unsubscribed(gone: Sequence[int], configured: int, where: Where = HERE) -> Card:
    """What was removed, by its numbers, with the way back; and what chat cannot take away."""
    undo = Action("Undo", where.order(f"unsubscribe undo {' '.join(map(str, gone))}"))
    back = (undo,) if gone and len(undo.key) <= _LONGEST_KEY else ()
    rest = f"What config.toml asks for {where.there} goes on; pause stops that too." if configured else ""
    title = f"{wording.count(len(gone), 'route')} removed" if gone else "There was nothing to remove"
    return Card(title=title, tone=Tone.ANSWER, lead=_in(where, rest), actions=(*back, where.routes()))


def changed(one: Subscription, route: Route, edit: Edit, *, forgotten: int, undone: bool, where: Where = HERE) -> Card:
    """What a route was and what it is now; `forgotten` moves waited for its digest and go with it."""
    before, after = _compared(one.route, route)
    moves = f"{wording.count(forgotten, 'move')} that waited for the digest {'is' if forgotten == 1 else 'are'}"
    rest = f"{moves} not told any more." if forgotten else ""
    undo = Action("Change again" if undone else "Undo", where.order(f"change {one.id} undo {edit.turn}"))
    return Card(
        title=f"Route #{one.id} is as it was before" if undone else f"Route #{one.id} is changed",
        tone=Tone.ANSWER,
        lead=_in(where, rest),
        facts=(Fact("Before", (Text(before),)), Fact("Now", (Text(after),))),
        actions=(undo, where.routes()),
    )


def _in(where: Where, rest: str) -> Line:
    """The channel where it has to be named, then the rest."""
    named: Line = (Text("In "), Place(where.place), Text(". " if rest else ".")) if where.place else ()
    return (*named, Text(rest)) if rest else named


def _compared(before: Route, after: Route) -> tuple[str, str]:
    """Two routes in words, with what their words alone would not tell apart."""
    was, now = told(before), told(after)
    if before.mention and after.mention and before.mention != after.mention:
        now = now.replace("with a mention", "with another mention")
    if before.time_zone != after.time_zone and not (_zoned(before) or _zoned(after)):
        was, now = f"{was} · zone {before.time_zone}", f"{now} · zone {after.time_zone}"
    return was, now


def _zoned(route: Route) -> bool:
    """Say whether a route goes by its zone, which is then told."""
    return route.when != "now" or bool(route.quiet)


def routes(
    configured: Sequence[Route],
    made: Sequence[Subscription],
    pause: Pause | None,
    command: str,
    *,
    edits: Mapping[int, Edit],
    where: Where = HERE,
) -> Card:
    """Everything a channel hears of, with where each route comes from, and buttons to change those that chat made."""
    lines: list[Line] = [(Strong("config.toml"), Text(f" · {told(route)}")) for route in configured]
    lines += [_made(one, edits.get(one.id)) for one in made]
    named: Line = (Place(where.place), Text(". " if pause is not None else ".")) if where.place else ()
    lead: Line = (*named, *_paused(pause)) if pause is not None else named
    nothing: Line = (Text(f"Nothing yet. {command} subscribe Alibaba, OpenAI"),)
    rest = f"Routes without buttons: {command} change NUMBER …, {command} unsubscribe NUMBER."
    return Card(
        title="What a channel hears of" if where.place else "What this channel hears of",
        tone=Tone.ANSWER,
        lead=lead,
        sections=(Section(lines=tuple(lines) or (nothing,)),),
        footer=(Text(rest),) if len(made) > MOST_BUTTONS else (),
        actions=(
            Action("Add a route…", where.form("subscribe")),
            pausing(pause, where),
            *(button for one in made[:MOST_BUTTONS] for button in changing(one, where)),
        ),
    )


def pausing(pause: Pause | None, where: Where) -> Action:
    """The button that tells a channel nothing, or again."""
    return Action("Resume", where.order("resume")) if pause is not None else Action("Pause", where.order("pause"))


def changing(one: Subscription, where: Where) -> Iterator[Action]:
    """The buttons of a route that was made in chat."""
    yield Action(f"Change #{one.id}…", where.form(f"route {one.id}"))
    yield Action(f"Remove #{one.id}", where.order(f"unsubscribe {one.id}"))


def _made(one: Subscription, edit: Edit | None) -> Line:
    by: Line = (Text(f" · by {one.by}, "), Time(one.since, date_only=True))
    since: Line = (Text(f", changed by {edit.by}, "), Time(edit.at, date_only=True)) if edit is not None else ()
    return Strong(f"#{one.id}"), Text(f" · {told(one.route)}"), *by, *since


def paused(*, changed: bool, where: Where = HERE) -> Card:
    """The channel is told nothing."""
    title, named = where.said("is paused" if changed else "was paused already", "Paused")
    told = "It is told nothing until somebody resumes it; what happens meanwhile is stored and not told later."
    lead: Line = (*named, Text(f" {told}" if named else told))
    return Card(
        title=title, tone=Tone.ANSWER, lead=lead, actions=(Action("Resume", where.order("resume")), where.routes())
    )


def resumed(*, changed: bool, where: Where = HERE) -> Card:
    """The channel is told what comes."""
    title, lead = where.said("is told again" if changed else "was not paused", "Resumed")
    return Card(title=title, tone=Tone.ANSWER, lead=lead, actions=(where.routes(),))


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
        title="Moves is running", tone=Tone.ANSWER, sections=(Section(lines=lines + stopped),), actions=(HERE.routes(),)
    )


def refused(why: str) -> Card:
    """Words that are no order."""
    return Card(title="Nothing was changed", tone=Tone.HELP, lead=(Text(wording.sentence(why)),))


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
    return f"{companies(route)} · {how(route)}"


def narrowed(route: Route) -> tuple[str, ...]:
    """Which of the moves at its companies a route asks for, in words; nothing where it is all."""
    kinds = "" if set(route.kinds) == set(Kind) else ", ".join(_KINDS[kind] for kind in route.kinds)
    sure = "" if route.min_status is Status.RUMORED else f"from {route.min_status.value} on"
    return tuple(filter(None, (_WAYS[route.way], kinds, sure)))


def how(route: Route) -> str:
    """A route in words, without its destination and its companies."""
    zone = f" {route.time_zone}" if _zoned(route) else ""
    when = "at once" if route.when == "now" else f"digest {route.when}"
    quiet = f", quiet {route.quiet}" if route.quiet else ""
    rings = "with a mention" if route.mention else ""
    return " · ".join(filter(None, (*narrowed(route), f"{when}{quiet}{zone}", rings)))


def _paused(pause: Pause) -> Line:
    whose = f"by {pause.by}" if pause.by else "because the channel could not be reached"
    why = f": {pause.why}" if pause.why else ""
    return Strong("Paused"), Text(f" {whose} since "), Time(pause.since), Text(why)
