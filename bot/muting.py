"""`/moves-admin mute NAME`, `unmute NAME` and the button under an alert: whom a channel does not want to hear of.

mute NAME · mute #PERSON · mute @MOVE (asks back, as the button does) · unmute NAME · unmute #PERSON
"""

import datetime as dt
from collections.abc import Sequence

from sqlmodel import Session

from bot import wording
from bot.cards import Action, Card, Line, Section, Strong, Text, Time, Tone
from bot.orders import WrongUse
from bot.subscription_cards import HERE
from store import lookup, mutes
from store.lookup import PersonHit
from store.model.moves import Move
from store.mutes import Mute

_MOST_ASKED = 4
"""People of one message that are asked about: Discord has five buttons in a row."""
_MOST_FOUND = 5


def mute(session: Session, here: str, rest: str, *, by: str, now: dt.datetime) -> Card:
    """Mute somebody at a destination, or ask who is meant. Raises WrongUse where nobody is named or known."""
    if rest.startswith("@"):
        return ask_back(lookup.story(session, rest[1:].strip()))
    person = _meant(session, rest, "mute")
    if isinstance(person, Card):
        return person
    changed = mutes.mute(session, here, person, by=by, now=now)
    return muted(mutes.name(session, person), person, changed=changed)


def unmute(session: Session, here: str, rest: str) -> Card:
    """Let a destination hear of somebody again. Raises WrongUse as `mute`."""
    silent = mutes.of(session, here)
    named = [one for one in silent if rest.strip().casefold() in {one.name.casefold(), f"#{one.person}"}]
    person = named[0].person if named else _meant(session, rest, "unmute")
    if isinstance(person, Card):
        return person
    changed = mutes.unmute(session, here, person)
    name = mutes.name(session, person)
    title = f"This channel hears of {name} again" if changed else f"{name} was not muted here"
    return Card(title=title, tone=Tone.ANSWER, actions=(HERE.routes(),))


def _meant(session: Session, rest: str, verb: str) -> str | Card:
    """The id of the person that is named, or a card that asks which of several."""
    if not rest.strip():
        raise WrongUse(f"say whom: {verb} NAME")
    if rest.startswith("#"):
        return _known(session, rest[1:].strip())
    hits = lookup.people(session, rest)
    if not hits:
        raise WrongUse(f"nobody is known by “{rest.strip()}”")
    return hits[0].id if len(hits) == 1 else _which(rest, hits, verb)


def _known(session: Session, person: str) -> str:
    """The id, where it is somebody's: also of somebody who was merged into another since a button was made."""
    if not mutes.name(session, person):
        raise WrongUse(f"nobody is known by “#{person}”")
    return person


def _which(asked: str, hits: Sequence[PersonHit], verb: str) -> Card:
    shown = hits[:_MOST_FOUND]
    return Card(
        title=f"Who is meant by “{asked.strip()}”?",
        tone=Tone.HELP,
        lead=(Text("Several people are written that way."),),
        actions=tuple(
            Action(wording.label(wording.someone(hit.name, hit.companies)), f"adm:{verb} #{hit.id}") for hit in shown
        ),
    )


def ask_back(story: Sequence[Move]) -> Card:
    """Ask before anybody is muted; where a message tells of several people, ask whom."""
    people = {move.person_id: move.person for move in story if not move.wrong and move.person_id}
    if not people:
        return Card(title="Nobody is left to mute here", tone=Tone.HELP)
    asked = list(people.items())[:_MOST_ASKED]
    one = len(asked) == 1
    told = (
        "This channel is told nothing more of them, in no digest either. Messages that stand here stay and are kept true. "
        "Questions are answered as before, and you can undo this."
    )
    return Card(
        title=f"Mute {asked[0][1]} in this channel?" if one else "Mute whom in this channel?",
        tone=Tone.HELP,
        lead=(Text(told),),
        actions=(
            *(Action("Mute" if one else wording.label(name), f"adm:mute #{person}") for person, name in asked),
            Action("Leave it", "fix:leave"),
        ),
    )


def muted(name: str, person: str, *, changed: bool) -> Card:
    """What the channel does not hear of any more, with the way back."""
    title = f"This channel hears nothing more of {name}" if changed else f"{name} was muted here already"
    return Card(title=title, tone=Tone.ANSWER, actions=(Action("Undo", f"adm:unmute #{person}"), HERE.routes()))


def section(silent: Sequence[Mute]) -> tuple[Section, ...]:
    """Whom a channel does not hear of, for the list of its routes; nothing where nobody is muted."""
    lines: tuple[Line, ...] = tuple(
        (Strong(one.name), Text(f" · by {one.by}, "), Time(one.since, date_only=True)) for one in silent
    )
    return (Section(heading="Muted here", lines=lines),) if lines else ()
