"""The terminal as a platform."""

import io
from collections.abc import Mapping

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot import views
from bot.cards import Action, Card, Link, Text, Tone
from bot.chat import Asker, Pressed, Sent
from bot.commands import Commands
from bot.config import default_watchlist
from bot.forms import Form
from bot.on_terminal.client import Terminal
from bot.on_terminal.paper import clean, panel
from bot.picks import Choice, Pick
from store.model.moves import Status
from tests import build
from tests.forms import every_field
from tests.stores import in_memory


class Recorder:
    """Answers that remember what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.actions: tuple[Action, ...] = ()

    async def answer(self, text: str, asker: Asker) -> Pressed:
        """A timeline of two pages."""
        self.asked.append(text)
        return Pressed(views.timeline("Alibaba", [build.move()], total=11, page=1, again=text))

    async def press(self, key: str, asker: Asker) -> Pressed:
        """The second page."""
        self.asked.append(key)
        return Pressed(views.timeline("Alibaba", [build.move()], total=11, page=2, again="alibaba"))

    async def administer(self, text: str, asker: Asker) -> Card:
        """What was ordered."""
        self.asked.append(f"admin {text}")
        return Card(title="Ordered", tone=Tone.ANSWER, actions=self.actions)

    async def form(self, key: str, asker: Asker) -> Form | Card:
        """A form of every sort of field."""
        return every_field(key)

    async def fill(self, key: str, values: Mapping[str, str], asker: Asker) -> Card:
        """What was filled in."""
        self.asked.append(f"{key} {dict(values)}")
        return Card(title="Filled in", tone=Tone.ANSWER)

    async def home(self, asker: Asker) -> Card:
        """Nothing."""
        return Card(title="Home", tone=Tone.ANSWER)

    async def judge(self, text: str, asker: Asker) -> Card:
        """What was pointed at."""
        self.asked.append(f"judge {text}")
        return Card(title="Judged", tone=Tone.ANSWER)

    async def suggest(self, typed: str) -> tuple[str, ...]:
        """Nothing."""
        return ()

    async def pick(self, what: Pick, typed: str, asker: Asker) -> tuple[Choice, ...]:
        """Nothing either."""
        return ()


def paper(width: int = 80) -> Console:
    """A console that keeps what was printed, without colour."""
    return Console(file=io.StringIO(), width=width, no_color=True)


def printed(console: Console) -> str:
    """What was printed so far."""
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_denial_says_so_without_a_stroke() -> None:
    """A pipe shows no struck title, so the word stands before it."""
    console = paper()
    console.print(panel(views.announcement(build.move(status=Status.DENIED))))
    assert "Denied: " in printed(console)


async def test_posts_edits_and_replies_name_each_other() -> None:
    """Paper cannot be changed, so every print says what it follows."""
    console = paper()
    terminal = Terminal(Recorder(), console)
    sent = await terminal.post("", views.announcement(build.move()), key="k")
    assert sent == Sent("1")
    await terminal.edit("", "1", views.announcement(build.move(status=Status.CONFIRMED)))
    await terminal.post("", views.announcement(build.move()), key="k2", thread="1")
    shown = printed(console)
    assert [shown.index(words) for words in ("alert #1", "#1 now reads", "reply to #1")] == sorted(
        shown.index(words) for words in ("alert #1", "#1 now reads", "reply to #1")
    )


async def test_a_label_is_pressed_by_typing_it() -> None:
    """The buttons of an answer are words to type; Share makes no sense where nobody else reads."""
    recorder, console = Recorder(), paper()
    terminal = Terminal(recorder, console)
    await terminal.answer("alibaba")
    assert "type one of: [older]" in printed(console)
    await terminal.press("older")
    assert recorder.asked == ["alibaba", "ask:2:alibaba"]
    assert "page 2 of 2" in printed(console)


async def test_a_form_is_asked_field_by_field(monkeypatch: pytest.MonkeyPatch) -> None:
    """Choices are numbered, Enter keeps what stands there, and the end of input fills nothing in."""
    recorder, console = Recorder(), paper(200)
    recorder.actions = (Action("Set up…", "form:subscribe"),)
    terminal = Terminal(recorder, console)
    typed = iter(["C1", "2，alibaba", "", "", "because"])

    async def next_line(_prompt: str = "") -> str | None:
        return next(typed, None)

    monkeypatch.setattr("bot.on_terminal.client._typed", next_line)
    await terminal.administer("status")
    await terminal.press("set up…")
    filled = {"channel": "C1", "companies": "OpenAI, Alibaba", "when": "now", "zone": "UTC", "note": "because"}
    assert recorder.asked == ["admin status", f"form:subscribe {filled}"]
    assert "When · 1 At once  2 Daily (a number) [At once]" in printed(console)
    await terminal.administer("status")
    await terminal.press("set up…")
    assert recorder.asked[-1] == "admin status"


async def test_a_route_is_changed_at_the_prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Orders, buttons and forms as everywhere, typed: what the form asks stands there already, and Undo brings it back."""
    database, console = in_memory(), paper(200)
    terminal = Terminal(Commands(database, default_watchlist), console)
    form = ["Alibaba, OpenAI", "who leaves", "", "", "none"]
    typed = iter([
        "/moves-admin subscribe OpenAI quiet 22:00-07:00", "/moves-admin change 1 in", "all routes here", "change #1", *form,
        "undo", "/moves-admin change 2 in", "quit",
    ])  # fmt: skip

    async def next_line(_prompt: str = "") -> str | None:
        return next(typed, None)

    monkeypatch.setattr("bot.on_terminal.client._typed", next_line)
    await terminal.converse()
    database.close()
    shown = printed(console)
    assert "[add a route]  [pause]  [change #1]  [remove #1]" in shown
    assert "What of them · 1 Every move" in shown
    assert "[Who joins]" in shown
    told = [line.partition("Now")[2].strip(" │") for line in shown.splitlines() if "│ Now " in line]
    assert told == [
        "OpenAI · who joins · at once, quiet 22:00-07:00 UTC",
        "Alibaba and OpenAI · who leaves · at once",
        "OpenAI · who joins · at once, quiet 22:00-07:00 UTC",
    ]
    assert "There is no route #2" in shown


@pytest.mark.parametrize("width", [40, 80, 200])
def test_wide_letters_keep_the_frame_straight(width: int) -> None:
    """Chinese names take two cells each; every line of the frame still ends in the same column."""
    console = paper(width)
    card = views.announcement(build.move("林俊旸", also=("Lin Junyang", "통신사"), told_by=("晚报", "Wire")))
    console.print(panel(card, width=width))
    assert {cell_len(line) for line in printed(console).splitlines()} == {min(width, 100)}


def test_foreign_text_cannot_drive_the_terminal() -> None:
    """Escape sequences, markup of the library and strange links are shown or dropped, never obeyed."""
    card = Card(
        title="\x1b[2J[bold]x[/bold]\u202e",
        tone=Tone.ANSWER,
        lead=(Text("[link=http://evil]y[/link]"), Link("z", "javascript:alert(1)")),
    )
    console = Console(file=io.StringIO(), width=60, force_terminal=True)
    console.print(panel(card))
    shown = printed(console)
    assert "\x1b[2J" not in shown
    assert "[bold]x[/bold]" in shown
    assert "javascript" not in shown
    assert clean("a\x1b\u202eb\n") == "ab"
