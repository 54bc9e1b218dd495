"""A workspace that removes the app: its channels are paused at once, in the real store, and tried when it is back."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from bot.absences import Absences
from bot.on_slack.leaving import within
from store import subscriptions
from store.database import Database
from store.model.announce import Route
from tests.bot.slack_scene import DAY, RecordingAnswers, running
from tests.stand_ins.slack import SlackStandIn
from tests.stores import fresh

ROUTES = (Route(to="slack:C0123"), Route(to="slack:T9/C9"), Route(to="discord:1"))


@pytest.fixture(name="database")
def _database(tmp_path: Path) -> Any:
    """A store in which one channel asked in chat and another was paused by somebody."""
    database = fresh(tmp_path)
    with database.writing() as session:
        subscriptions.add(session, Route(to="slack:C0456"), by="slack:U1", now=DAY)
        subscriptions.add(session, Route(to="slack:C0789"), by="slack:U1", now=DAY)
        subscriptions.pause(session, "slack:C0789", by="slack:U1", now=DAY)
    yield database
    database.close()


def paused(database: Database) -> dict[str, str]:
    """What is paused, and who did it."""
    with database.reading() as session:
        return {to: pause.by for to, pause in subscriptions.paused(session).items()}


@pytest.mark.parametrize(
    ("event", "lost"),
    [
        ({"type": "app_uninstalled"}, True),
        ({"type": "tokens_revoked", "tokens": {"bot": ["U0MOVES"]}}, True),
        ({"type": "tokens_revoked", "tokens": {"oauth": ["U7"], "bot": []}}, False),
    ],
)
async def test_a_workspace_without_the_app_is_paused_as_a_whole(
    database: Database,
    event: dict[str, Any],
    lost: bool,  # noqa: FBT001 - a table column
) -> None:
    """Every channel of that workspace is told nothing any more; others are, and a person's token is no loss."""
    absences = Absences(database, lambda: ROUTES, lambda: DAY + dt.timedelta(days=1))
    async with SlackStandIn() as slack, running(slack, RecordingAnswers(), absences=absences) as bot:
        await slack.screens.event(event)
        await bot.stop()  # what was begun is finished first
    found = paused(database)
    assert found == {"slack:C0789": "slack:U1"} | ({"slack:C0123": "", "slack:C0456": ""} if lost else {})


async def test_a_workspace_that_is_back_is_told_again(database: Database) -> None:
    """What Moves paused is resumed; what somebody paused is not; other workspaces are left alone."""
    absences = Absences(database, lambda: ROUTES, lambda: DAY)
    await absences.gone(within(""), "removed")
    await absences.gone(within("T9"), "removed")
    await absences.back(within(""))
    assert paused(database) == {"slack:C0789": "slack:U1", "slack:T9/C9": ""}
