"""What a message says, as plain words with its links: from its text, or its blocks and attachments where it has none."""

import re
from collections.abc import Iterator
from typing import Any

from bot.chat import MOST_READ
from bot.on_slack.bodies import Body, tables, word
from bot.on_slack.mrkdwn import unescape

_DEEPEST = 8
_LINK = re.compile(r"<(https?://[^|<>\s]+)(?:\|([^<>]*))?>")
_OTHER = re.compile(r"<[@#!]([^<>]*)>")


def said(message: Body) -> str:
    """The words of a message; every link stands behind its label, links that an attachment unfolds come last."""
    text = word(message, "text")
    parts = [text] if text.strip() else list(_blocks(message.get("blocks"), 0))
    for attached in tables(message, "attachments"):
        parts += [word(attached, key) for key in ("title", "text")]
        if not word(attached, "title") and not word(attached, "text"):
            parts.append(word(attached, "fallback"))
        parts += [f"<{word(attached, key)}>" for key in ("from_url", "title_link") if word(attached, key)]
    lines = dict.fromkeys(_plain(part) for part in parts)
    return "\n".join(line for line in lines if line)[:MOST_READ]


def _plain(part: str) -> str:
    """One text without Slack's markup of links and mentions."""
    linked = _LINK.sub(_link, part)
    return unescape(_OTHER.sub(_named, linked)).strip()


def _link(found: re.Match[str]) -> str:
    address, label = found.groups()
    return f"{label} {address}" if label and label != address else address


def _named(found: re.Match[str]) -> str:
    """A mention as the words behind its bar, else as nothing: an id says nothing to anybody."""
    return found.group(1).partition("|")[2]


def _blocks(value: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """The words in blocks, whatever their kind: `text` that is text, `url` of links, in order."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _blocks(item, depth + 1)
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        if isinstance(value.get("url"), str):
            yield f"<{value['url']}>"
        for key in ("text", "fields", "elements"):
            yield from _blocks(value.get(key), depth + 1) if not isinstance(value.get(key), str) else ()
