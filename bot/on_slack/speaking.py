"""How an answer reaches somebody: by the address Slack gave for it, else as the bot; with its picture where that works."""

from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards import Card
from bot.chat import Asker, ChatTrouble
from bot.on_slack import web
from bot.on_slack.address import parted
from bot.on_slack.blocks import Message, render
from bot.on_slack.errors import FAILURES, failed, masked
from bot.on_slack.pictures import LayoutRefused, Pictures
from bot.on_slack.workspaces import Workspaces
from bot.settings import SlackSettings

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Reply:
    """Where and how an answer goes: to one person or the channel, in place of the pressed message or anew."""

    asker: Asker
    url: str
    team: str = ""
    """The workspace, as `Workspaces` names it."""
    public: bool = False
    replace: bool = False
    thread: str = ""


class Speaker:
    """Answers people. Raises nothing for what Slack or the network does."""

    def __init__(self, settings: SlackSettings, workspaces: Workspaces, pictures: Pictures, *, timeout: int) -> None:
        self._settings = settings
        self._workspaces = workspaces
        self._pictures = pictures
        self._timeout = timeout

    async def say(self, card: Card, reply: Reply) -> bool:
        """Bring an answer to its asker; False when nobody can have seen it."""
        try:
            client = await self._workspaces.client(reply.team)
        except ChatTrouble as trouble:
            _log.warning("slack_respond_failed", why=str(trouble))
            return False
        return await self._responded(client, card, reply) or await self._said_otherwise(client, card, reply)

    async def _responded(self, client: AsyncWebClient, card: Card, reply: Reply) -> bool:
        """Use the response_url, good for five answers in half an hour."""
        if not reply.url:
            return False

        async def send(file: str) -> bool:
            return await self._respond(render(card, file), reply, pictured=bool(file))

        return await self._pictures.shown(client, card, send)

    async def _respond(self, message: Message, reply: Reply, *, pictured: bool) -> bool:
        """Answer once; slack-sdk raises nothing for a refusal. Raises LayoutRefused where a picture may be why."""
        body: dict[str, Any] = {"text": message.text, "blocks": message.blocks, "replace_original": reply.replace}
        body |= {"response_type": "in_channel" if reply.public else "ephemeral"}
        body |= {"unfurl_links": False, "unfurl_media": False} | ({"thread_ts": reply.thread} if reply.thread else {})
        try:
            answered = await web.response_client(self._settings, reply.url, timeout=self._timeout).send_dict(body)
        except FAILURES as error:
            _log.warning("slack_respond_failed", why=failed(error).why)
            return False
        if pictured and answered.status_code != 200 and "invalid_blocks" in answered.body:
            raise LayoutRefused
        if answered.status_code != 200:
            _log.warning("slack_respond_failed", status=answered.status_code, why=masked(answered.body[:200]))
        return answered.status_code == 200

    async def _said_otherwise(self, client: AsyncWebClient, card: Card, reply: Reply) -> bool:
        """Post as the bot; works only where the bot is a member."""
        _, channel = parted(reply.asker.channel)
        place: dict[str, Any] = {"channel": channel, "thread_ts": reply.thread or None}

        async def send(file: str) -> None:
            message = shown(render(card, file))
            if reply.public:
                await client.chat_postMessage(**place, **message)
            else:
                await client.chat_postEphemeral(user=reply.asker.user, **place, **message)

        if not channel:
            return False
        try:
            await self._pictures.shown(client, card, send)
        except FAILURES as error:
            method = "chat.postMessage" if reply.public else "chat.postEphemeral"
            _log.warning("slack_call_failed", method=method, channel=channel, why=failed(error).why)
            return False
        return True


def shown(message: Message) -> dict[str, Any]:
    """What every message carries; `parse` none because `chat.update` would otherwise read names and #channels."""
    return {"text": message.text, "blocks": message.blocks, "parse": "none", "link_names": False}
