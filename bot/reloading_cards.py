"""The cards of `/moves-admin reload` and `check`. Pure, as `bot.views`."""

from collections.abc import Iterable, Sequence

from bot import wording
from bot.cards import Card, Line, Section, Text, Tone
from bot.chat import Asker

_MOST = 20


def reloaded(changes: Sequence[str], waits: Sequence[str], warnings: Sequence[str]) -> Card:
    """What is different from now on, what waits for a restart, and what is good to know."""
    later = f"Changes of {', '.join(waits)} hold after a restart." if waits else ""
    sections = (
        _section("", changes, "Nothing changed."),
        *((_section("", [later], ""),) if later else ()),
        *((_section("Good to know", warnings, ""),) if warnings else ()),
    )
    return Card(title="config.toml was read again", tone=Tone.ANSWER, sections=sections)


def refused(problems: Sequence[str]) -> Card:
    """Every problem with its place; what held goes on."""
    return Card(
        title=f"config.toml has {wording.count(len(problems), 'problem')}",
        tone=Tone.TROUBLE,
        lead=(Text("Nothing was changed; what held goes on."),),
        sections=(_section("", problems, ""),),
    )


def nothing_to_read() -> Card:
    """The try-out has no configuration."""
    return Card(title="There is no config.toml to read", tone=Tone.HELP, lead=(Text("Nothing was changed."),))


def checked(problems: Sequence[str], asker: Asker) -> Card:
    """Everything that is missing in a channel, or that nothing is."""
    if asker.platform == "terminal":
        return Card(title="Nothing is missing", tone=Tone.ANSWER, lead=(Text("A terminal needs no rights."),))
    if not problems:
        can = "Moves can post, edit and answer in this channel."
        return Card(title="Nothing is missing", tone=Tone.ANSWER, lead=(Text(can),))
    return Card(
        title=f"{wording.count(len(problems), 'thing')} to mend",
        tone=Tone.TROUBLE,
        sections=(_section("", problems, ""),),
    )


def _section(heading: str, told: Iterable[str], otherwise: str) -> Section:
    lines: list[Line] = [(Text(line),) for line in told]
    shown = lines[:_MOST] or [(Text(otherwise),)]
    more: list[Line] = [(Text(f"and {len(lines) - _MOST} more"),)] if len(lines) > _MOST else []
    return Section(heading=heading, lines=(*shown, *more))
