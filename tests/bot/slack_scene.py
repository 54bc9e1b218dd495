"""What the Slack tests share: an Answers that records, cards to show, and a bot that is started and stopped."""

import datetime as dt
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from bot import views
from bot.cards import Action, Card, Text, Tone
from bot.chat import Answers, Asker, Pressed
from bot.forms import Form
from bot.on_slack.client import Slack
from bot.picks import Choice, Pick
from store.model.dates import PartialDate
from store.model.moves import Evidence, Move, Status
from store.model.positions import Position
from tests.forms import every_field
from tests.stand_ins.slack import SlackStandIn

DAY = dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC)


class RecordingAnswers:
    """Answers with what it was told to, and remembers who asked what."""

    def __init__(self, card: Card | None = None) -> None:
        self.card = card or Card(title="Alibaba", tone=Tone.ANSWER, lead=(Text("2 moves"),),
                                 actions=(Action("Older", "ask:2:alibaba"), Action("Share", "share:1:alibaba")))  # fmt: skip
        self.asked: list[tuple[str, Asker]] = []
        self.pressed: list[tuple[str, Asker]] = []
        self.filled: list[tuple[str, dict[str, str], Asker]] = []
        self.raises: Exception | None = None

    async def answer(self, text: str, asker: Asker) -> Pressed:
        """Remember the question and give the card; public where the last word says so."""
        self.asked.append((text, asker))
        if self.raises:
            raise self.raises
        return Pressed(self.card, public=text.endswith("share"))

    async def press(self, key: str, asker: Asker) -> Pressed:
        """Remember the button; `share:` is public and names the sharer."""
        self.pressed.append((key, asker))
        if self.raises:
            raise self.raises
        if key.startswith("share:"):
            return Pressed(
                Card(title="Alibaba", tone=Tone.ANSWER, footer=(Text(f"shared by {asker.name}"),)), public=True
            )
        return Pressed(Card(title="Alibaba, page 2", tone=Tone.ANSWER, actions=self.card.actions))

    async def administer(self, text: str, asker: Asker) -> Card:
        """Remember the order and give the card."""
        self.asked.append((text, asker))
        return self.card

    async def form(self, key: str, asker: Asker) -> Form | Card:
        """A form of every sort of field; `form:card` gives the card instead."""
        self.asked.append((key, asker))
        return self.card if key == "form:card" else every_field(key)

    async def fill(self, key: str, values: Mapping[str, str], asker: Asker) -> Card:
        """Remember what was filled in and give the card."""
        self.filled.append((key, dict(values), asker))
        if self.raises:
            raise self.raises
        return self.card

    async def home(self, asker: Asker) -> Card:
        """Remember who looked and give the card."""
        self.asked.append(("home", asker))
        return self.card

    async def judge(self, text: str, asker: Asker) -> Card:
        """Remember what was asked about and give the card."""
        self.asked.append((f"judge {text}", asker))
        return self.card

    async def suggest(self, typed: str) -> tuple[str, ...]:
        """Slack completes nothing."""
        return ()

    async def pick(self, what: Pick, typed: str, asker: Asker) -> tuple[Choice, ...]:
        """Nor does it offer anything while somebody types."""
        return ()


def departure(*, status: Status = Status.CONFIRMED) -> Move:
    """A made-up departure with one outlet."""
    told = Evidence(publisher="Example Wire", title="Head of Qwen leaves", url="https://wire.example/a?b=1&c=2",
                    quote="Lin Junyang, technical lead of Qwen, said that he is stepping down.", published=DAY,
                    status=status)  # fmt: skip
    return Move(id="m1", person="Lin Junyang", also=("林俊旸",), status=status, date=PartialDate(2026, 3, 3),
                left=Position(company="Alibaba", unit="Qwen", role="technical lead"), first_seen=DAY,
                evidence=(told,))  # fmt: skip


def card(*, status: Status = Status.CONFIRMED, mention: str = "") -> Card:
    """The announcement of that departure."""
    return views.announcement(departure(status=status), mention=mention)


@asynccontextmanager
async def running(slack: SlackStandIn, answers: Answers | None = None, **options: Any) -> AsyncIterator[Slack]:
    """A started bot on this Slack; `settings` among the options changes its settings."""
    changes = options.pop("settings", {})
    bot = Slack(slack.settings(**changes), answers or RecordingAnswers(), **options)
    await bot.start()
    try:
        if changes.get("mode") != "http":
            await slack.until(lambda: slack.sockets.count)
        yield bot
    finally:
        await bot.stop()
