"""The cards of corrections: asking back, what was done, the log, and what channels see of it. Pure, as `bot.views`."""

from collections.abc import Iterable, Mapping, Sequence

from bot import wording
from bot.cards import Action, Card, Line, Section, Strong, Text, Time, Tone
from bot.orders import TOLD, USAGE
from store.model.corrections import Correction
from store.model.moves import Evidence, Move

_MOST_MOVES = 4
"""Moves of one message that are asked about: Discord has five buttons in a row."""
_LABEL = 70
_CHANGED = {
    "role": "the role",
    "unit": "the team",
    "company": "the company",
    "date": "the date",
    "status": "the status",
    "person": "the person's name",
}
_SAID = {
    "wrong": "this is not a move.",
    "restored": "this is a move after all.",
    "merged": "two messages were about this move; this one goes on.",
    "split": "some of what was told here is a move of its own.",
    "parted": "this and another move were one by mistake; they are two again.",
    "rejoined": "what had been made a move of its own belongs here after all.",
}


def reply(differs: Sequence[str], move: Move) -> Card:
    """The one word in a message's thread about a correction."""
    return Card(
        title=wording.headline(move),
        tone=Tone.WRONG if move.wrong else Tone.ANSWER,
        struck=move.wrong,
        lead=(Text(said(differs, move)),),
    )


def said(differs: Sequence[str], move: Move) -> str:
    """What an editor changed, as the move is now."""
    return f"Corrected by an editor: {_news(differs, move)}"


def _news(differs: Sequence[str], move: Move) -> str:
    """By the words that `store.following` was given; of several that waited for one reply the last counts."""
    if not {"wrong", "restored"}.isdisjoint(differs):
        return _SAID["wrong" if move.wrong else "restored"]
    last = next((word for word in reversed(differs) if word in _SAID), None)
    if last is not None:
        return _SAID[last]
    changed = " and ".join(_CHANGED[what] for what in differs if what in _CHANGED) or "the details"
    status = f", {wording.STATUS[move.status].lower()}" if "status" in differs else ""
    date = f", {wording.when(move.date) if move.date else 'date unknown'}" if "date" in differs else ""
    return f"{changed}. It now reads: {move.person}, {wording.path(move)}{status}{date}."


def pointer(story: Sequence[Move]) -> Card:
    """What is left of the message of a move that an editor merged into another."""
    return Card(
        title=wording.headline(story[0]),
        tone=Tone.ANSWER,
        lead=(Text("Merged by an editor: another message tells of this move and stays up to date."),),
        actions=(Action(story[0].person[:_LABEL], f"ask:1:{story[0].person[:_LABEL]}"),),
    )


def ask_back(story: Sequence[Move]) -> Card:
    """Ask before a move is marked as wrong; where a message tells several, ask which."""
    asked = [move for move in story if not move.wrong][:_MOST_MOVES]
    if not asked:
        return Card(title="Marked wrong already", tone=Tone.HELP, lead=(Text("Nothing is left to be marked here."),))
    one = len(asked) == 1
    return Card(
        title=f"Not a move: {wording.headline(asked[0])}?" if one else "Which of these is not a move?",
        tone=Tone.HELP,
        lead=(
            Text(
                "It will be struck through where it was posted, hidden from answers, and what matches it later stays "
                f"silent. {'If only a detail is off, correct that instead. ' if one else ''}You can undo this."
            ),
        ),
        actions=(
            *(
                Action("Mark as wrong" if one else wording.label(wording.headline(m)), f"fix:wrong {m.id}")
                for m in asked
            ),
            *(_details(asked[0]) if one else ()),
            Action("Leave it", "fix:leave"),
        ),
    )


def _details(move: Move) -> tuple[Action, ...]:
    return tuple(Action(f"{word.title()}…", f"form:{word} {move.id}") for word in ("role", "date", "status"))


def left() -> Card:
    """The answer to somebody who thought better of it."""
    return Card(title="Nothing was changed", tone=Tone.ANSWER)


def done(correction: Correction) -> Card:
    """What a correction changed, with the way back."""
    note: Line = (Text(f" · {correction.note}"),) if correction.note else ()
    return Card(
        title=f"Corrected: {correction.after}",
        tone=Tone.ANSWER,
        lead=(Text(f"Before: {correction.before}"),),
        footer=(Text(f"correction {correction.number} · {correction.what}"), *note),
        actions=(Action("Undo", f"fix:undo {correction.number}"),),
    )


def undone(correction: Correction) -> Card:
    """What holds again."""
    return Card(
        title=f"Undone: correction {correction.number}",
        tone=Tone.ANSWER,
        lead=(Text(f"Again: {correction.before}"),),
        footer=(Text(correction.what),),
    )


def refused(why: str) -> Card:
    """Why a correction cannot be made, as a sentence."""
    return Card(title="Nothing was changed", tone=Tone.TROUBLE, lead=(Text(wording.sentence(why)),))


def not_allowed(who: str) -> Card:
    """The private word to somebody who may not."""
    return Card(title="This needs an admin", tone=Tone.TROUBLE, lead=(Text(who),))


def log(corrections: Sequence[Correction]) -> Card:
    """The newest corrections, each with who and when."""
    return Card(
        title="Corrections",
        tone=Tone.ANSWER,
        lead=() if corrections else (Text("Nothing was corrected yet."),),
        sections=(Section(lines=tuple(map(_logged, corrections))),) if corrections else (),
    )


def _logged(one: Correction) -> Line:
    undone: Line = (Text(f" · undone by {one.undone_by}"),) if one.undone_at else ()
    told = Text(f" · {one.what} · {one.before} → {one.after} · {one.who} · ")
    return (Strong(str(one.number)), told, Time(one.made_at), *undone)


def found(title: str, moves: Sequence[Move]) -> Card:
    """Moves with their ids, for whoever is about to correct them; of a single one the numbered sources."""
    lines = tuple(_identified(move) for move in moves)
    sources = tuple(map(_numbered, range(1, 100), moves[0].evidence)) if len(moves) == 1 else ()
    return Card(
        title=title,
        tone=Tone.ANSWER,
        lead=() if moves else (Text("No move is known by that."),),
        sections=tuple(Section(lines=each) for each in (lines, sources) if each),
        actions=(Action("Not a move…", f"fix:ask {moves[0].id}"), *_details(moves[0])) if len(moves) == 1 else (),
    )


def _identified(move: Move) -> Line:
    ids = f" · {wording.path(move)} · move {move.id} · person {move.person_id}"
    return Strong(move.person), Text(ids + (" · marked wrong" if move.wrong else ""))


def _numbered(number: int, evidence: Evidence) -> Line:
    return Strong(str(number)), Text(f" {evidence.publisher} · {evidence.title}")


def help_card(command: str, channels: Mapping[str, str], *, wrong: str = "") -> Card:
    """What an admin can order: about a channel (usage and what it does), and about what is known.

    `wrong` is a word that was typed and is no order.
    """
    about = [(f"{command} {usage}", told) for usage, told in channels.items()]
    rows = [(f"{command} fix {verb} {usage}".rstrip(), TOLD[verb]) for verb, usage in USAGE.items()]
    rows.append((f"{command} find QUERY", "moves with their ids; with a move's id its numbered sources"))
    return Card(
        title="Moves: what admins can order",
        tone=Tone.HELP,
        lead=(Text(f"“{wrong[:_LABEL]}” is no order; these are:"),) if wrong else (),
        sections=(_orders("This channel", about), _orders("Corrections", rows)),
        footer=(Text("Every correction is kept with who made it, and can be undone."),),
        actions=(Action("Set this channel up…", "form:subscribe"), Action("All routes here", "adm:routes")),
    )


def _orders(heading: str, rows: Iterable[tuple[str, str]]) -> Section:
    return Section(heading=heading, lines=tuple((Strong(order), Text(f" — {told}")) for order, told in rows))
