"""What a digest looks like."""

import io

from rich.console import Console

from bot.cards import plain
from bot.digest_cards import MOST, digest
from bot.on_discord import embeds
from bot.on_slack import blocks
from bot.on_terminal.paper import panel
from store.digests import Item
from store.model.moves import Status
from store.model.positions import Position
from tests import build


def item(
    person: str, left: str | None, joined: str | None = None, *, again: bool = False, denied: bool = False
) -> Item:
    """A move in one line."""
    sides = [Position(company=name) if name else None for name in (left, joined)]
    status = Status.DENIED if denied else Status.REPORTED
    return Item(build.move(person, left=sides[0], joined=sides[1], status=status), again)


WEEK = (
    item("Cal Core", None, "OpenAI"),
    item("Ann Onne", "Alibaba", "Tencent"),
    item("Bob Byrd", "Alibaba"),
    item("Dee Dash", "Alibaba", "Alibaba", again=True),
    item("Eve Eads", "Meta", again=True, denied=True),
)


def test_companies_with_counts() -> None:
    """The company with most moves first, each with how many go, come and change; what was told before says so."""
    card = digest(WEEK, "weekly Mon 09:00", mention="<!here>")
    assert card.title == "Weekly digest: 3 moves and 2 updates"
    assert [section.heading for section in card.sections] == [
        "Alibaba · 2 out, 1 within",
        "OpenAI · 1 in",
        "Meta · 1 out",
    ]
    assert [plain(line).startswith("Update: ") for section in card.sections for line in section.lines] == [
        False, False, True, False, True,
    ]  # fmt: skip
    assert card.mention == "<!here>"
    assert card.footer == ()


def test_long_one_is_counted_out() -> None:
    """What does not fit is counted, on the card and in the renderers that have less room."""
    many = [item(f"Person Number{chr(65 + n % 26)}", f"House {n % 30}") for n in range(MOST + 3)]
    card = digest(many, "daily 09:00")
    assert card.title == f"Daily digest: {MOST + 3} moves"
    assert sum(len(section.lines) for section in card.sections) == MOST
    assert plain(card.footer) == "3 more moves not shown"
    assert len(blocks.render(card).blocks) <= 50
    assert len(embeds.render(card).embed) <= 6000


def test_every_platform_shows_all_of_a_short_one() -> None:
    """Nobody is lost on the way to Slack, Discord or a terminal."""
    card = digest(WEEK, "daily 09:00")
    console = Console(file=io.StringIO(), width=100, record=True)
    console.print(panel(card))
    shown = (str(blocks.render(card).blocks), str(embeds.render(card).embed.to_dict()), console.export_text())
    for text in shown:
        assert all(one.move.person in text for one in WEEK)
        assert "2 out, 1 within" in text
