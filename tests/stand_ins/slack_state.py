"""What the Slack stand-in keeps: messages and channels as they stand now, and failures on order."""

import json
from dataclasses import dataclass, field
from typing import Any

BOT_ID, BOT_USER, TEAM = "B0MOVES", "U0MOVES", "T0TEAM"
FIRST_TS = 1_772_500_000
"""Seconds of the first message; later ones count up."""


@dataclass
class Message:
    """One message in a channel, as it stands now; `edits` holds what it showed before."""

    channel: str
    ts: str
    text: str
    blocks: list[dict[str, Any]]
    thread_ts: str = ""
    metadata: dict[str, Any] | None = None
    bot_id: str = BOT_ID
    payload: dict[str, Any] = field(default_factory=dict)
    edits: list[list[dict[str, Any]]] = field(default_factory=list)
    ephemeral_to: str = ""
    """The one person who sees it, or empty for a message of the channel."""

    def button(self, which: str) -> dict[str, Any]:
        """The button of this label or action_id; KeyError with what there is."""
        return button_among(self.blocks, which)

    @property
    def words(self) -> str:
        """All text shown, markup included, for asserting on."""
        return json.dumps(self.blocks, ensure_ascii=False)


@dataclass
class Channel:
    """A conversation. The bot is a member unless a test says otherwise."""

    id: str
    name: str = "moves"
    team: str = TEAM
    is_member: bool = True
    is_archived: bool = False
    messages: list[Message] = field(default_factory=list)
    """What everybody sees, oldest first, replies included."""

    def said(self, ts: str) -> Message | None:
        """The message of this ts."""
        return next((message for message in self.messages if message.ts == ts), None)


@dataclass(frozen=True)
class Failure:
    """What goes wrong with one call; the first that is set decides."""

    error: str = ""
    """Answer 200 with this error word."""
    status: int = 0
    """Answer this status; 429 with `retry_after`."""
    retry_after: float = 1
    lose_answer: bool = False
    """Do what was asked, then cut the connection without an answer."""
    reset: bool = False
    """Cut the connection without doing anything."""
    slow: float = 0
    """Do what was asked and answer so many seconds later."""
    body: str = ""
    """Answer 200 with this text, as a captive portal would."""
    extra: dict[str, Any] = field(default_factory=dict)


def button_among(blocks: list[dict[str, Any]], which: str) -> dict[str, Any]:
    """The button of this label or action_id among blocks; KeyError with what there is."""
    buttons: list[dict[str, Any]] = [e for block in blocks if block["type"] == "actions" for e in block["elements"]]
    for button in buttons:
        if which in {button["action_id"], button["text"]["text"]}:
            return button
    raise KeyError(f"{which!r} is not among {[b['text']['text'] for b in buttons]}")
