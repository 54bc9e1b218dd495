"""Card to terminal: panels and lines by rich, which knows wide characters and whether colour is wanted.

Every foreign string goes through `Text`, never through rich's markup, and control characters are dropped: a title
cannot move the cursor or write a link.
"""

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text as Rich

from bot.cards import Card, Line, Link, Place, Span, Strong, Struck, Text, Time, Tone, void

_BORDERS = {
    Tone.DEPARTURE: "yellow",
    Tone.HIRE: "green",
    Tone.APPOINTMENT: "cyan",
    Tone.DENIED: "red",
    Tone.WRONG: "red",
    Tone.ANSWER: "blue",
    Tone.HELP: "blue",
    Tone.TROUBLE: "red",
}
_WIDEST = 100


def panel(card: Card, *, label: str = "", width: int = _WIDEST) -> Panel:
    """The card as a bordered panel; `label` stands in the border ("new move", "updated")."""
    title = Rich(clean(card.title), style="bold strike" if card.struck else "bold")
    if card.struck:
        title = Rich.assemble((void(card), "bold"), title)  # a pipe or a plain terminal shows no stroke
    return Panel(
        Group(title, *_parts(card)),
        title=Rich(label) if label else None,
        title_align="left",
        border_style=_BORDERS[card.tone],
        width=min(width, _WIDEST),
        padding=(0, 1),
    )


def _parts(card: Card) -> list[RenderableType]:
    parts: list[RenderableType] = [_line(card.lead)] if card.lead else []
    if card.facts:
        parts.append(_facts(card))
    if card.quote:
        parts.append(Rich(f"“{clean(card.quote)}”", style="italic"))
    for section in card.sections:
        if section.heading:
            parts.append(Rich(f"\n{clean(section.heading)}", style="bold"))
        parts.extend(_line(line) for line in section.lines)
    if card.picture is not None:
        parts.append(Rich(f"[{clean(card.picture.alt)}]", style="dim"))
    if card.sources:
        parts.append(Rich("Sources: ").append_text(Rich("; ").join(_line(line) for line in card.sources)))
    if card.footer:
        parts.append(Rich.assemble(_line(card.footer), style="dim"))
    return parts


def _facts(card: Card) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for fact in card.facts:
        table.add_row(Rich(clean(fact.label)), _line(fact.value))
    return table


def _line(line: Line) -> Rich:
    return Rich.assemble(*(_span(span) for span in line))


def _span(span: Span) -> Rich:
    match span:
        case Text(text=text):
            return Rich(clean(text))
        case Place(channel=channel):
            return Rich(clean(f"#{channel}") if channel else "this terminal")
        case Strong(text=text):
            return Rich(clean(text), style="bold")
        case Struck(text=text):
            return Rich(clean(text), style="strike")
        case Time(at=at, date_only=date_only):
            return Rich(f"{at.astimezone():%Y-%m-%d}" if date_only else f"{at.astimezone():%Y-%m-%d %H:%M}")
        case Link(label=label, url=url):
            followed = url if url.startswith(("http://", "https://")) and url.isprintable() else ""
            return Rich(clean(label), style=f"underline link {followed}" if followed else "underline")


def clean(text: str) -> str:
    """Drop what a terminal would obey instead of show: control, format and direction characters."""
    return "".join(c for c in text if c.isprintable())
