"""The App Home: an overview that is drawn anew whenever somebody opens it, and after what they change from there."""

import asyncio
from weakref import WeakValueDictionary

import structlog
from slack_sdk.errors import SlackApiError

from bot.cards import Card
from bot.chat import Answers, ChatTrouble
from bot.on_slack import screens
from bot.on_slack.duties import Duties
from bot.on_slack.errors import FAILURES, answer_of, failed
from bot.on_slack.pictures import Pictures
from bot.on_slack.speaking import Reply
from bot.on_slack.workspaces import Workspaces

_log = structlog.get_logger(__name__)

_SWITCHED_OFF = "the app has no Home: switch on its Home Tab under App Home in the app's settings (not_enabled)"


class Home:
    """Publishes people's App Homes, one at a time for each person, so that the newest view is the one that stays."""

    def __init__(self, answers: Answers, duties: Duties, workspaces: Workspaces, pictures: Pictures) -> None:
        self._answers = answers
        self._duties = duties
        self._workspaces = workspaces
        self._pictures = pictures
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def publish(self, reply: Reply) -> None:
        """Draw somebody's Home as things are now; what goes wrong is in the log alone, for nobody asked."""
        turn = self._turns.setdefault(f"{reply.team} {reply.asker.user}", asyncio.Lock())
        async with turn:
            await self._duties.silently(lambda: self._draw(reply), asked="home")

    async def _draw(self, reply: Reply) -> None:
        card = await self._duties.guarded(lambda: self._answers.home(reply.asker), asked="home")
        try:
            await self._published(card, reply)
        except (ChatTrouble, *FAILURES) as error:
            _log.warning("slack_home_not_shown", why=_why(error))

    async def _published(self, card: Card, reply: Reply) -> None:
        client = await self._workspaces.client(reply.team)

        async def send(file: str) -> None:
            await client.views_publish(user_id=reply.asker.user, view=screens.of_home(card, file))

        await self._pictures.shown(client, card, send)


def _why(error: Exception) -> str:
    if isinstance(error, ChatTrouble):
        return str(error)
    if isinstance(error, SlackApiError) and answer_of(error).error == "not_enabled":
        return _SWITCHED_OFF
    return failed(error).why
