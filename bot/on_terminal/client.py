"""The terminal as a platform: posts are printed, edits printed anew with the word "updated", questions typed in.

One process, one reader, nothing to connect to; an id is a running number, so edits and replies name what they follow.
"""

import asyncio
import datetime as dt
import sys
import threading
from collections.abc import Callable
from itertools import count

from rich.console import Console

from bot.cards import Card, offered
from bot.chat import Absent, Answers, Asker, Outcome, Sent
from bot.forms import Form
from bot.on_terminal.asking import asked, chosen
from bot.on_terminal.paper import clean, panel

_PROMPT = "/moves "
_ADMIN = "/moves-admin"
_ASKER = Asker(platform="terminal", user="terminal")


class Terminal:
    """Prints cards to a console and, where asked to, answers a prompt."""

    platform = "terminal"

    def __init__(self, answers: Answers, console: Console | None = None) -> None:
        self._answers = answers
        self._console = console or Console()
        self._numbers = count(1)
        self._offered: dict[str, str] = {}

    async def start(self) -> None:
        """Nothing to connect to."""

    async def stop(self) -> None:
        """Nothing to close."""

    async def post(self, channel: str, card: Card, *, key: str, thread: str | None = None) -> Outcome:
        """Print a card; a reply says which message it follows."""
        number = str(next(self._numbers))
        self._print(card, f"reply to #{thread}" if thread else f"alert #{number}")
        return Sent(number)

    async def edit(self, channel: str, message: str, card: Card) -> Outcome:
        """Print the card anew: paper cannot be changed."""
        self._print(card, f"#{message} now reads")
        return Sent(message)

    async def link(self, channel: str, message: str) -> None:
        """Paper has no addresses."""

    async def find(self, channel: str, *, key: str, since: dt.datetime, thread: str | None = None) -> Absent:
        """What a dead process printed nobody reads any more."""
        return Absent()

    async def check(self, channels: tuple[str, ...]) -> tuple[str, ...]:
        """A terminal has no rights to miss."""
        return ()

    async def answer(self, text: str) -> None:
        """Print the answer to `/moves TEXT`."""
        self._answered((await self._answers.answer(text, _ASKER)).card, f"/moves {text}".rstrip())

    async def administer(self, text: str) -> None:
        """Print the answer to `/moves-admin TEXT`."""
        self._answered(await self._answers.administer(text, _ASKER), f"/moves-admin {text}".rstrip())

    async def press(self, label: str) -> None:
        """Do as the button of this label under the last answer would."""
        key = self._offered[_word(label)]
        if not key.startswith("form:"):
            self._answered((await self._answers.press(key, _ASKER)).card, label)
            return
        form = await self._answers.form(key, _ASKER)
        card = form if isinstance(form, Card) else await self._filled_in(form)
        if card is not None:
            self._answered(card, label)

    async def _filled_in(self, form: Form) -> Card | None:
        """Ask for one field after the other; None where the input ended before the last."""
        values: dict[str, str] = {}
        self._say(f"{form.title}: Enter keeps what stands in brackets.")
        for field in form.fields:
            self._say(asked(field))
            if (typed := await _typed(f"{field.name}: ")) is None:
                return None
            values[field.name] = chosen(field, typed)
        return await self._answers.fill(form.key, values, _ASKER)

    def _answered(self, card: Card, label: str) -> None:
        self._print(card, label)
        self._offered = {_word(a.label): a.key for a in offered(card) if a.enabled and not a.key.startswith("share:")}
        if self._offered:
            words = "  ".join(f"[{label}]" for label in self._offered)
            self._say(f"type one of: {words}")

    def _say(self, words: str) -> None:
        self._console.print(clean(words), style="dim", markup=False, highlight=False)

    async def converse(self) -> None:
        """Prompt until end of input or `quit`."""
        self._console.print("Ask away: a company, a person, or [b]help[/b]; [b]quit[/b] leaves.")
        while (typed := await _typed()) is not None:
            if typed.strip().startswith(_ADMIN):
                await self.administer(typed.strip().removeprefix(_ADMIN).strip())
                continue
            text = typed.strip().removeprefix("/moves").strip()
            if text.casefold() in {"quit", "exit", "q"}:
                return
            await (self.press(text) if _word(text) in self._offered else self.answer(text))

    def _print(self, card: Card, label: str) -> None:
        self._console.print(panel(card, label=label, width=self._console.width))


def _word(label: str) -> str:
    """What is typed for a button: its label without the dots that say that more is asked, which no keyboard has."""
    return label.casefold().rstrip("…. ")


async def _typed(prompt: str = _PROMPT) -> str | None:
    """One line from the keyboard without blocking the loop; None at the end of input.

    A daemon thread, not an executor's: an executor's thread would hold the process at exit until Enter is pressed.
    """
    loop = asyncio.get_running_loop()
    line: asyncio.Future[str | None] = loop.create_future()

    def settle(value: str | None) -> None:
        if not line.done():
            line.set_result(value)

    def read() -> None:
        value = _line_or_none(lambda: input(prompt) if sys.stdin.isatty() else input())
        loop.call_soon_threadsafe(settle, value)

    threading.Thread(target=read, daemon=True, name="prompt").start()
    return await line


def _line_or_none(read: Callable[[], str]) -> str | None:
    try:
        return read()
    except (EOFError, KeyboardInterrupt):
        return None
