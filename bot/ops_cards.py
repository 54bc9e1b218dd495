"""How Moves speaks about itself. Pure, as `bot.views`."""

from collections.abc import Sequence

from bot import wording
from bot.cards import Action, Card, Line, Section, Strong, Text, Time, Tone
from store.matters import Told

_MOST = 12


def notice(told: Sequence[Told]) -> Card:
    """One message about all that began and all that is over."""
    began = [one for one in told if not one.over]
    over = [one for one in told if one.over]
    title = (
        f"Moves: {wording.count(len(began), 'thing')} {'needs' if len(began) == 1 else 'need'} a look"
        if began
        else f"Moves: {wording.count(len(over), 'thing')} well again"
    )
    return Card(
        title=title,
        tone=Tone.TROUBLE if began else Tone.ANSWER,
        sections=(*_section("", began), *_section("Well again" if began else "", over)),
        actions=(Action("Status", "adm:status"),),
    )


def _section(heading: str, told: Sequence[Told]) -> tuple[Section, ...]:
    lines: list[Line] = [(Strong("•"), Text(f" {one.said} · "), Time(one.at)) for one in told[:_MOST]]
    if len(told) > _MOST:
        lines.append((Text(f"and {len(told) - _MOST} more; the log has all"),))
    return (Section(heading=heading, lines=tuple(lines)),) if lines else ()
