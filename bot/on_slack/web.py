"""The one place where slack-sdk's clients are made: our address, our proxy or none, no resending behind our back."""

import logging

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.on_slack.errors import masked
from bot.settings import SlackSettings

TIMEOUT = 20
"""Seconds for one call; well under the delivery loop's patience, so that a timeout is known as one."""


class Quiet(logging.Filter):
    """Keeps tokens, tickets and tracebacks of slack-sdk's reconnecting out of the log; the words stay."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the message and drop the traceback; never refuses a record."""
        record.msg, record.args = masked(record.getMessage()), None
        record.exc_info = record.exc_text = None
        return True


def log() -> logging.Logger:
    """The libraries' logger. Its own level is set because slack-sdk reads an unset one as "debug"."""
    logger = logging.getLogger("slack")
    if not any(isinstance(known, Quiet) for known in logger.filters):
        logger.addFilter(Quiet())
    logger.setLevel(logging.WARNING)
    return logger


def client(settings: SlackSettings, *, timeout: int = TIMEOUT, token: str | None = None) -> AsyncWebClient:
    """Make a client that sends each call once: a repeated `chat.postMessage` would be a second message.

    Every call opens its own connection, so "refused" surely means "not taken". `HTTPS_PROXY` and its like are not
    obeyed; `[slack] proxy` is.
    """
    made = AsyncWebClient(
        token=token, base_url=settings.api_base_url.strip(), timeout=timeout, retry_handlers=[], logger=log()
    )
    made.proxy = settings.proxy or None
    return made


def response_client(settings: SlackSettings, url: str, *, timeout: int = TIMEOUT) -> AsyncWebhookClient:
    """Make a client for one `response_url`, with the same manners."""
    made = AsyncWebhookClient(url=url, timeout=timeout, retry_handlers=[], logger=log())
    made.proxy = settings.proxy or None
    return made
