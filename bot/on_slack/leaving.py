"""A workspace that removes the app, or takes its token back: nothing is told there any more until it is back."""

from collections.abc import Callable
from typing import Protocol

import structlog

from bot.on_slack.address import parted
from bot.on_slack.bodies import Body, table, word
from bot.on_slack.duties import PLATFORM

_log = structlog.get_logger(__name__)

REMOVED = "app_uninstalled"
REVOKED = "tokens_revoked"
_WHY = {
    REMOVED: "the app was removed from the workspace: install it again",
    REVOKED: "the workspace took the app's token back: install the app again",
}


class Absences(Protocol):
    """Pauses destinations together, and resumes them (`bot.absences`)."""

    async def gone(self, mine: Callable[[str], bool], why: str) -> None:
        """Tell those nothing."""

    async def back(self, mine: Callable[[str], bool]) -> None:
        """Tell those again."""


def lost(event: Body) -> str:
    """Why Moves can say nothing in a workspace any more, by an event; empty where it still can."""
    kind = word(event, "type")
    if kind == REVOKED and not table(event, "tokens").get("bot"):
        return ""  # a person's token alone, and Moves has none of those
    return _WHY.get(kind, "")


def late(body: Body, installed: float) -> bool:
    """Say whether an event is of before the app was installed anew, at that time in seconds: Slack repeats events for minutes."""
    told = body.get("event_time")
    return isinstance(told, int) and told + 1 <= installed  # whole seconds, rounded down


def within(team: str) -> Callable[[str], bool]:
    """Which destinations lie in a workspace, as destinations name it."""

    def mine(destination: str) -> bool:
        platform, _, channel = destination.partition(":")
        return platform == PLATFORM and parted(channel)[0] == team

    return mine
