"""What a failed call to Slack means: whether it was taken, whether to try again, and what a person can do about it.

Pure but for nothing: exceptions in, values out. Slack's own error words are the ones of its method reference.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.chat import Rejected, Stale, TryAgain, Unclear

Failed = TryAgain | Unclear | Rejected

FAILURES = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError)
"""Everything a call can raise for what Slack or the network did."""

_SECRET = re.compile(r"(?:xox[a-z]+|xapp)-[\w-]+|(?<=ticket=)[^&\s'\"]+|(?<=result with code: )\S+")
_RATE_LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_UNSURE = frozenset({"fatal_error", "internal_error", "service_unavailable", "request_timeout"})
_DEFAULT_WAIT = dt.timedelta(seconds=30)  # Slack always says how long; this is for gateways that drop the header
_UNREACHABLE_WAIT = dt.timedelta(seconds=15)
_LONGEST_WAIT = 3600.0  # seconds; a longer order is not believed
_MASK = "***"

_INSTALL = "install the app again and put the new token into SLACK_BOT_TOKEN"
# Nothing can be posted there, or anywhere, until somebody acts.
_GONE: Mapping[str, str] = {
    "channel_not_found": "the channel does not exist, or it is private and the bot is no member: check the id, invite the bot",
    "is_archived": "the channel is archived: unarchive it or change the route",
    "not_in_channel": "the bot is not in the channel: type /invite @Moves there",
    "restricted_action": "the workspace lets only some people post there: allow the bot or change the route",
    "restricted_action_read_only_channel": "the channel is read-only for the bot: allow it to post or change the route",
    "account_inactive": f"the bot's account is switched off: {_INSTALL}",
    "token_revoked": f"the token was revoked: {_INSTALL}",
    "token_expired": f"the token has expired: {_INSTALL}",
    "invalid_auth": "Slack does not know the token: copy SLACK_BOT_TOKEN again from “OAuth & Permissions”",
    "not_authed": "no token reached Slack: set SLACK_BOT_TOKEN",
    "org_login_required": "the workspace is being moved to an organisation: try again when that is done",
    "ekm_access_denied": "the workspace's key management forbids posting: ask its administrator",
    "team_access_not_granted": "the token has no access to that workspace: install the app there",
    "access_denied": "Slack refuses access: ask the workspace's administrator",
}
# This message cannot go as it is; others may.
_REFUSED: Mapping[str, str] = {
    "message_not_found": "the message is not there any more",
    "cant_update_message": "the message is not the bot's own",
    "edit_window_closed": "the workspace allows no edits this late",
    "thread_not_found": "the thread is not there any more",
    "cannot_reply_to_message": "the message takes no replies",
    "invalid_blocks": "Slack refused the layout; this is a fault of Moves, please report it with the log line",
    "msg_too_long": "the message is too long; this is a fault of Moves, please report it",
    "msg_blocks_too_long": "the message is too long; this is a fault of Moves, please report it",
    "no_text": "the message is empty; this is a fault of Moves, please report it",
    "invalid_metadata_format": "Slack refused the metadata; this is a fault of Moves, please report it",
    "not_allowed_token_type": "the token is of the wrong kind: SLACK_BOT_TOKEN begins with xoxb-, SLACK_APP_TOKEN with xapp-",
}

_STALE: Mapping[str, Stale] = {
    "message_not_found": Stale.REMOVED,
    "thread_not_found": Stale.REMOVED,
    "cant_update_message": Stale.FIXED,
    "edit_window_closed": Stale.FIXED,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The parts of a failed answer that decide; `data` is empty where Slack's JSON was not."""

    status: int
    headers: Mapping[str, str]
    data: Mapping[str, Any]

    @property
    def error(self) -> str:
        """Slack's word for what is wrong, or empty."""
        return str(self.data.get("error") or "")

    @property
    def places(self) -> tuple[str, ...]:
        """Where in the message the fault is, as Slack names it."""
        about = self.data.get("response_metadata")
        told = about.get("messages") if isinstance(about, dict) else None
        return tuple(str(place) for place in told) if isinstance(told, list) else ()


def answer_of(error: SlackApiError) -> Answer:
    """Read what slack-sdk keeps: its own response, or aiohttp's where the body was no JSON."""
    response = error.response
    status: object = getattr(response, "status_code", None) or getattr(response, "status", 0)
    data = getattr(response, "data", None)
    return Answer(
        status if isinstance(status, int) else 0,
        dict(getattr(response, "headers", {})),
        data if isinstance(data, dict) else {},
    )


def failed(error: BaseException) -> Failed:
    """Decide what a failure means for the call that met it."""
    match error:
        case SlackApiError():
            return _answered(answer_of(error))
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError() | aiohttp.ClientHttpProxyError():
            return TryAgain(_UNREACHABLE_WAIT, f"Slack cannot be reached: {masked(str(error))}")
        case aiohttp.InvalidURL():
            return Rejected(f"[slack] api_base_url is no address: {masked(str(error))}", gone=True)
        case TimeoutError():
            return Unclear("Slack did not answer in time")
        case _:
            return Unclear(f"the connection to Slack broke: {type(error).__name__}")


def _answered(answer: Answer) -> Failed:
    if answer.status == 429 or answer.error in _RATE_LIMITED:
        return TryAgain(_wait(answer.headers), "Slack asks to slow down")
    if answer.status >= 500 or answer.error in _UNSURE:
        return Unclear(f"Slack had a fault of its own ({answer.error or answer.status})")
    if answer.error:
        return refused(answer)
    if 400 <= answer.status < 500:
        return TryAgain(_DEFAULT_WAIT, f"something before Slack answered {answer.status}: check proxy and api_base_url")
    return Unclear(f"the answer was not Slack's (status {answer.status}): check proxy and api_base_url")


def refused(answer: Answer) -> Rejected:
    """Slack's refusal in words a person can act on; the word itself stands in brackets."""
    code = answer.error
    if code == "missing_scope":
        needed = masked(str(answer.data.get("needed") or "?"))
        return Rejected(f"the app lacks the scope {needed}: add it and install the app again ({code})", gone=True)
    if code in _GONE:
        return Rejected(f"{_GONE[code]} ({code})", gone=True)
    told = _REFUSED.get(code, "Slack refuses the message")
    places = "; ".join(answer.places)
    return Rejected(masked(f"{told} ({code}{': ' + places if places else ''})"), stale=_STALE.get(code))


def _wait(headers: Mapping[str, str]) -> dt.timedelta:
    """`Retry-After`, in seconds by Slack's word; anything else gives the default."""
    told = next((value for name, value in headers.items() if name.casefold() == "retry-after"), "")
    try:
        seconds = float(told)
    except ValueError:
        return _DEFAULT_WAIT
    return dt.timedelta(seconds=min(seconds, _LONGEST_WAIT)) if seconds >= 0 else _DEFAULT_WAIT


def masked(text: str) -> str:
    """The text with tokens and socket tickets blanked, and without line breaks."""
    return " ".join(_SECRET.sub(_MASK, text).split())
