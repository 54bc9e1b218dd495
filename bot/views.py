"""Model to cards: what an announcement, a reply in its thread, a timeline and a person's history look like.

Pure: every function takes values and returns a Card; nothing here knows a platform or looks anything up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot import wording
from bot.cards import Action, Card, Fact, Line, Link, Section, Strong, Struck, Text, Time, Tone
from bot.queries import LONGEST
from store.model.moves import ChangeKind, Evidence, Kind, Move, Status
from store.model.positions import Position
from store.succession import Succession

PAGE = 10
"""Moves on one page of a timeline: what fits a phone's screen, and Slack's 50 blocks with room to spare."""

_TONES = {Kind.DEPARTURE: Tone.DEPARTURE, Kind.HIRE: Tone.HIRE, Kind.APPOINTMENT: Tone.APPOINTMENT}
_MOST_SOURCES = 6
_LONGEST_QUOTE = 400


def announcement(
    move: Move, *, others: Sequence[Move] = (), succession: Succession | None = None, mention: str = ""
) -> Card:
    """The message about a move; posted once, then edited for as long as findings come.

    `others` are the rest of its story. Those of them that are not sure enough to interrupt anybody are left out, and
    where only the first is unsure or denied the next one leads.
    """
    lead, *rest = sorted((move, *others), key=lambda one: (one.wrong, one.status is Status.DENIED, not one.alert))
    rest = [one for one in rest if one.alert]
    alike = [one for one in rest if wording.same_way(lead, one) and one.person != lead.person]
    if lead.wrong:
        return _wrong(lead)
    denied = lead.status is Status.DENIED
    return Card(
        title=wording.headline(lead, *(one.person for one in alike)),
        tone=Tone.DENIED if denied else _TONES[lead.kind],
        struck=denied,
        lead=_standing(lead),
        facts=(*_facts(lead), *_succession(lead, succession)),
        quote=_quote(lead),
        sections=(Section(heading="In the same news", lines=tuple(map(_companion, rest))),) if rest else (),
        sources=_sources(lead.evidence),
        actions=_about(lead),
        topic=wording.house(lead),
        mention=mention,
    )


def correction(card: Card, link: str | None, said: str) -> Card:
    """The same card as a message that follows another one, which can no longer be edited.

    `link` leads there, `said` is what changed; both may be missing.
    """
    opening = "Update on an earlier message"
    label: Link | Text = Link(opening, link) if link else Text(opening)
    return replace(card, lead=(label, Text(f": {said} " if said else " · "), *card.lead), mention="")


def _standing(move: Move) -> Line:
    outlets = wording.outlets(move)
    return (Strong(wording.status(move)), *((Text(f" · {outlets}"),) if outlets else ()))


def _wrong(move: Move) -> Card:
    """What is left of a message whose every move is marked wrong."""
    told = (Strong("Marked wrong by an editor"), Text(" · not a move"))
    return Card(
        title=wording.headline(move),
        tone=Tone.WRONG,
        struck=True,
        lead=told,
        sources=_sources(move.evidence),
        topic=wording.house(move),
    )


def _companion(move: Move) -> Line:
    """One line about a move that is told by another's message."""
    if move.wrong:
        return Struck(move.person), Text(" · marked wrong by an editor")
    name = Struck(move.person) if move.status is Status.DENIED else Strong(move.person)
    return name, Text(f" · {wording.path(move)} · {wording.STATUS[move.status].lower()}")


def reply(change: ChangeKind, differs: Sequence[str], move: Move) -> Card:
    """The short word in a move's thread when something about it changed."""
    newest = move.evidence[-1] if move.evidence else None
    told: Line = (Text(wording.news(change, differs, move)),)
    return Card(
        title=wording.headline(move),
        tone=Tone.DENIED if move.status is Status.DENIED else Tone.ANSWER,
        struck=move.status is Status.DENIED,
        lead=told,
        sources=(_source(newest),) if newest else (),
    )


def timeline(
    title: str,
    moves: Sequence[Move],
    *,
    total: int,
    page: int,
    again: str,
    lead: Line = (),
    whole: str = "",
    shared_by: str = "",
) -> Card:
    """Moves newest first under their months; `again` is the query text its buttons repeat, `page` counts from 1.

    `whole` is the company of a team's timeline, offered by a button.
    """
    pages = max(1, -(-total // PAGE))
    counted = wording.count(total, "move")
    footer = f"{counted} · page {page} of {pages}" if pages > 1 else counted
    if shared_by:
        footer += f" · shared by {shared_by}"
    return Card(
        title=title,
        tone=Tone.ANSWER,
        lead=lead,
        sections=tuple(_months(moves)),
        footer=(Text(footer),),
        actions=() if shared_by else (*_paging(page, pages, again), *_whole(whole)),
    )


def nothing(title: str, *, advice: str, near: Sequence[str] = ()) -> Card:
    """The answer when nothing is known: what to try instead, the nearest names as buttons."""
    return Card(
        title=title,
        tone=Tone.HELP,
        lead=(Text(advice),),
        actions=tuple(Action(name, f"ask:1:{name}") for name in near if len(name) <= LONGEST),
    )


def choice(asked: str, options: Sequence[tuple[str, str]], *, narrowed: str = "", more: int = 0) -> Card:
    """Ask back which person is meant; options are (label, person id), `narrowed` the words that narrow the answer.

    `more` people are written that way and not offered.
    """
    rest = f" These are the newest; write more of the name to find {more} more." if more > 0 else ""
    return Card(
        title=f"Who is meant by “{asked}”?",
        tone=Tone.HELP,
        lead=(Text(f"Several people are written that way.{rest}"),),
        actions=tuple(Action(label, f"ask:1:#{person} {narrowed}".strip()) for label, person in options),
    )


def help_card(companies: int, moves: int, command: str = "/moves") -> Card:
    """What can be asked."""
    rows = (
        (command, "the latest moves"),
        (f"{command} alibaba", "moves at a company; 阿里 or a ticker work too"),
        (f"{command} qwen", "moves at one of its teams; 通义千问 is the same team"),
        (f"{command} lin junyang", "what is known of a person, in either script and either name order"),
        (f"{command} alibaba out since:30d", "narrowed; also in, until:2026-01, status:confirmed, text:pretraining"),
        (f"{command} alibaba share", "the answer for everybody in the channel"),
        (f"{command} help", "this page"),
    )
    return Card(
        title="Moves: who joins and who leaves in AI",
        tone=Tone.HELP,
        lead=(Text(f"Watching {wording.count(companies, 'company')}; {wording.count(moves, 'move')} known."),),
        sections=(Section(lines=tuple((Strong(asked), Text(f" — {told}")) for asked, told in rows)),),
        footer=(Text("Answers are private until you press Share or say share."),),
        actions=(Action("Latest moves", "ask:1:"),),
    )


def trouble(what: str, advice: str, reference: str = "") -> Card:
    """A failure somebody can see: what happened, what to do, and the reference that is in the log."""
    footer: Line = (Text(f"reference {reference}"),) if reference else ()
    return Card(title=what, tone=Tone.TROUBLE, lead=(Text(advice),), footer=footer)


def failed(reference: str) -> Card:
    """The end of whatever went wrong for one person; the log holds what it was."""
    return trouble(
        "That did not work", "Please try again in a moment; if it happens again, tell your admin.", reference
    )


def _facts(move: Move) -> tuple[Fact, ...]:
    rows = (
        ("From", _place(move.left)),
        ("To", _place(move.joined)),
        ("When", (Text(wording.when(move.date)),) if move.date else ()),
        ("Also written", (Text(", ".join(move.also)),) if move.also else ()),
    )
    return tuple(Fact(label, value) for label, value in rows if value)


def _succession(move: Move, known: Succession | None) -> Iterator[Fact]:
    """Who takes over the post, and who made room for it, where the move that leads the message is the one looked up."""
    if known is None or known.move != move.id:
        return
    if known.successor is not None:
        yield Fact("Successor", (Text(wording.takes_over(known.successor)),))
    if known.predecessor is not None:
        yield Fact("Predecessor", (Text(wording.makes_room(known.predecessor)),))


def _place(position: Position | None) -> Line:
    return (Text(wording.place(position)),) if position else ()


def _quote(move: Move) -> str:
    """The surest outlet's words; of equals the first, so that corroboration does not shuffle what people read."""
    rungs = list(Status)
    told = [e for e in move.evidence if e.status is move.status] or sorted(
        move.evidence, key=lambda e: rungs.index(e.status), reverse=True
    )
    quote = told[0].quote if told else ""
    return quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1].rstrip() + "…"


def _sources(evidence: Sequence[Evidence]) -> tuple[Line, ...]:
    """Each outlet once, by its first article."""
    outlets = list({e.publisher: e for e in reversed(evidence)}.values())[::-1]
    shown = tuple(_source(e) for e in outlets[:_MOST_SOURCES])
    left = len(outlets) - len(shown)
    return (*shown, (Text(f"and {left} more"),)) if left else shown


def _source(evidence: Evidence) -> Line:
    label: Link | Text = Link(evidence.publisher, evidence.url) if evidence.url else Text(evidence.publisher)
    if evidence.published is None:
        return (label,)
    return (label, Text(" · "), Time(evidence.published, date_only=True))


def _about(move: Move) -> tuple[Action, ...]:
    """Buttons that answer the next question."""
    asked = [Action(f"{name} history", f"ask:1:{name}") for name in move.companies if len(name) <= 60]
    if len(move.person) <= 60:
        asked.append(Action(move.person, f"ask:1:{move.person}"))
    asked.append(Action("Not a move…", f"fix:ask {move.id}"))
    asked.append(Action("Mute person…", f"mute:{move.id}"))
    return tuple(asked)


def _months(moves: Sequence[Move]) -> list[Section]:
    """One section a heading, in the order of first sight: a move known only by its year may stand between two months."""
    months: dict[str, list[Move]] = {}
    for move in moves:
        months.setdefault(wording.month(move), []).append(move)
    return [Section(heading=heading, lines=tuple(row(move) for move in group)) for heading, group in months.items()]


def row(move: Move) -> Line:
    """A move on one line: day, person, path, standing, its first evidence."""
    name = Struck(move.person) if move.status is Status.DENIED else Strong(move.person)
    told = Text(f" · {wording.path(move)} · {wording.standing(move)}")
    link = next((e for e in move.evidence if e.url), None)
    evidence: Line = (Text(" · "), Link(link.publisher, link.url)) if link and link.url else ()
    day = wording.day(move)
    return (*((Text(f"{day}  "),) if day else ()), name, told, *evidence)


def _whole(company: str) -> tuple[Action, ...]:
    return (Action(f"All of {company}", f"ask:1:{company}"),) if 0 < len(company) <= 60 else ()


def _paging(page: int, pages: int, again: str) -> tuple[Action, ...]:
    turning = (
        Action("Newer", f"ask:{page - 1}:{again}", enabled=page > 1),
        Action("Older", f"ask:{page + 1}:{again}", enabled=page < pages),
    )
    return (*(turning if pages > 1 else ()), Action("Share", f"share:{page}:{again}"))
