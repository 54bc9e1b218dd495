"""Whether a post is there after all: read in the channel's own history by the metadata each of our posts carries."""

import datetime as dt
from collections.abc import AsyncIterator
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.chat import Absent, Sent, TryAgain, Unknowable
from bot.on_slack.errors import FAILURES, failed
from bot.on_slack.rights import Identity

_SLACK = 60.0  # seconds by which clocks may differ
_PAGE = 100  # messages asked for at once; Slack gives apps outside its Marketplace 15 at most, whatever is asked
_MOST_PAGES = 20


class _TooMuch(Exception):
    """More was said since than is worth reading."""


async def look_up(
    client: AsyncWebClient, me: Identity, channel: str, *, key: str, since: dt.datetime, thread: str | None
) -> Sent | Absent | Unknowable | TryAgain:
    """Read what the bot said since then and look for `key`."""
    unmarked = False
    try:
        async for message in _said(client, channel, since.timestamp() - _SLACK, thread):
            if not me.wrote(message):
                continue
            found = _key(message)
            if found == key:
                return Sent(str(message.get("ts")))
            unmarked |= found is None
    except _TooMuch:
        return Unknowable("too much was said in the channel since to look it up")
    except FAILURES as error:
        outcome = failed(error)
        return outcome if isinstance(outcome, TryAgain) else Unknowable(outcome.why)
    if unmarked:  # then Slack may be hiding the mark we look for as well
        return Unknowable(
            "Slack shows the bot's posts without their metadata; the scope metadata.message:read may help"
        )
    return Absent()


async def _said(
    client: AsyncWebClient, channel: str, oldest: float, thread: str | None
) -> AsyncIterator[dict[str, Any]]:
    """Every message since `oldest`, page by page; of a thread its replies."""
    cursor: str | None = None
    for _ in range(_MOST_PAGES):
        asked: dict[str, Any] = {"channel": channel, "oldest": f"{oldest:.6f}", "inclusive": True, "limit": _PAGE}
        asked |= {"include_all_metadata": True, "cursor": cursor}
        page = await (
            client.conversations_replies(ts=thread, **asked) if thread else client.conversations_history(**asked)
        )
        for message in page.get("messages") or ():
            if isinstance(message, dict):
                yield message
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return
    raise _TooMuch


def _key(message: dict[str, Any]) -> str | None:
    """The key a message carries; None where Slack shows no metadata at all."""
    metadata = message.get("metadata")
    if not isinstance(metadata, dict):
        return None
    payload = metadata.get("event_payload")
    return str(payload.get("key") or "") if isinstance(payload, dict) else ""
