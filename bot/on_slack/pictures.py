"""The picture of a card: uploaded once, shown in the message, left out rather than waited for.

Slack takes a picture into a message by the id of an uploaded file, which it may still be processing: then it refuses
the whole message, which is tried again and at last goes without. A refused message was not posted, so none is doubled.
"""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

import structlog
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards import Card, Picture
from bot.on_slack.errors import FAILURES, answer_of, failed, masked

_log = structlog.get_logger(__name__)

Done = TypeVar("Done")

PAUSES = (0.5, 1.0, 2.0, 4.0)
"""Seconds between attempts to show a picture that Slack is still processing: a second as a rule, now and then several."""
_PATIENCE = 15.0  # seconds for the three calls of an upload: the news behind it must not wait longer
_MOST_KEPT = 64
_ALT = 1000  # characters that Slack takes with an upload


class LayoutRefused(Exception):
    """Slack refused a message for what it holds; it was surely not posted."""


class Pictures:
    """Uploads pictures and remembers the newest, so that an edit shows the same file again."""

    def __init__(self, pauses: tuple[float, ...] = PAUSES) -> None:
        self._pauses = pauses
        self._files: OrderedDict[tuple[str, str], asyncio.Task[str]] = OrderedDict()

    async def shown(self, client: AsyncWebClient, card: Card, send: Callable[[str], Awaitable[Done]]) -> Done:
        """Send a card, with its picture where Slack lets it: `send` is given the file's id, or nothing.

        Raises what `send` raises for a message without a picture.
        """
        file = await self._file(client, card.picture) if card.picture is not None else ""
        if not file:
            return await send("")
        for pause in (*self._pauses, None):
            try:
                return await send(file)
            except (SlackApiError, LayoutRefused) as error:
                if not _refused(error):
                    raise
                if pause is not None:
                    await asyncio.sleep(pause)
        self._forget(file)
        _log.warning("slack_picture_left_out", why="Slack did not take the uploaded picture into the message")
        return await send("")

    async def _file(self, client: AsyncWebClient, picture: Picture) -> str:
        """The id of the uploaded file, empty where there is none; two who want the same one upload it once."""
        name = (client.token or "", hashlib.sha256(picture.png).hexdigest())
        if name not in self._files:
            task = self._files[name] = asyncio.get_running_loop().create_task(_upload(client, picture))
            task.add_done_callback(partial(self._keep, name))
            while len(self._files) > _MOST_KEPT:
                self._files.popitem(last=False)
        return await asyncio.shield(self._files[name])  # whoever gives up waiting must not take it from the others

    def _keep(self, name: tuple[str, str], task: asyncio.Task[str]) -> None:
        """Forget an upload that came to nothing, so that the next one tries again."""
        nothing = task.cancelled() or task.exception() is not None or not task.result()
        if nothing and self._files.get(name) is task:
            del self._files[name]

    def _forget(self, file: str) -> None:
        for name, task in list(self._files.items()):
            if task.done() and not task.cancelled() and task.result() == file:
                del self._files[name]


async def _upload(client: AsyncWebClient, picture: Picture) -> str:
    """Upload in Slack's three calls, into no channel: the file is seen where a message shows it."""
    try:
        async with asyncio.timeout(_PATIENCE):
            told = await client.files_upload_v2(
                file=picture.png, filename=picture.name, title=picture.name, alt_txt=picture.alt[:_ALT]
            )
    except (SlackRequestError, TypeError, KeyError) as error:  # bytes refused, or an answer slack-sdk stumbles over
        _log.warning("slack_picture_left_out", why=masked(str(error))[:200])
        return ""
    except FAILURES as error:
        _log.warning("slack_picture_left_out", why=failed(error).why)
        return ""
    file = (told.get("file") or {}).get("id")
    return file if isinstance(file, str) else ""


def _refused(error: Exception) -> bool:
    return isinstance(error, LayoutRefused) or (
        isinstance(error, SlackApiError) and answer_of(error).error in {"invalid_blocks", "invalid_arguments"}
    )
