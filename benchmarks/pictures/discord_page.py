"""Discord's payloads as a page that looks like Discord: own markup and style, no asset of anybody's."""

import base64
import datetime as dt
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.pictures.staged import Shown
from tests.stand_ins.discord import Message

_MARK = re.compile(
    r"\\(?P<plain>[^0-9A-Za-z\s])|\[(?P<label>(?:\\.|[^\]\\])*)\]\((?P<url>[^)\s]*)\)|<t:(?P<stamp>-?\d+):(?P<form>\w)>"
    r"|<#(?P<place>\d+)>|\*\*(?P<bold>.+?)\*\*|~~(?P<struck>.+?)~~",
)
_STYLE = Path(__file__).with_name("discord.css")


def page(shown: Shown) -> str:
    """The page of one picture."""
    first, *others = (_message(message, shown) for message in shown.messages)
    thread = '<div class="thread">Replies</div>' if others else ""
    inside = f"{first}{thread}{''.join(others)}"
    return f"<!doctype html><meta charset=utf-8><style>{_STYLE.read_text(encoding='utf-8')}</style><body>{inside}"


def _message(message: Message, shown: Shown) -> str:
    edited = '<span class="at">(edited)</span>' if message.edits and not message.private else ""
    asked = (
        f'<div class="asked"><b>Ada</b> used <span class="used">{html.escape(shown.asked)}</span></div>'
        if shown.asked
        else ""
    )
    name = '<b>Moves</b><span class="app">APP</span><span class="at">Today at 9:41</span>'
    embeds = "".join("".join(_embed(embed, message)) for embed in message.embeds)
    buttons = "".join(
        f"<button{' disabled' * bool(b.get('disabled'))}>{html.escape(b['label'])}</button>" for b in message.buttons
    )
    only = '<div class="only">Only you can see this</div>' if message.private else ""
    menu = f'<div class="menu">{html.escape(message.placeholder)}</div>' if message.options else ""
    shown = f'{embeds}{menu}<div class="buttons">{buttons}</div>'
    body = f'<div class="name">{name}</div>{_markdown(message.content)}{shown}{edited}{only}'
    return f'{asked}<div class="message"><div class="face">M</div><div class="body">{body}</div></div>'


def _embed(embed: dict[str, Any], message: Message) -> Iterator[str]:
    yield f'<div class="embed" style="border-left-color:#{embed.get("color", 0):06x}">'
    yield f'<div class="title{" link" if embed.get("url") else ""}">{_markdown(embed["title"])}</div>'
    if embed.get("description"):
        yield f'<div class="description">{_markdown(embed["description"])}</div>'
    yield '<div class="fields">'
    for one in embed.get("fields", ()):
        value = one["value"]
        shown = (
            f"<blockquote>{_markdown(value.removeprefix('> '))}</blockquote>"
            if value.startswith("> ")
            else _markdown(value)
        )
        yield f'<div class="{"inline" if one.get("inline") else "whole"}"><b>{_markdown(one["name"])}</b><div>{shown}</div></div>'
    yield "</div>"
    if embed.get("image"):
        name = embed["image"]["url"].removeprefix("attachment://")
        data = bytes.fromhex(next(file["data"] for file in message.attachments if file["filename"] == name))
        yield f'<img src="data:image/png;base64,{base64.b64encode(data).decode()}">'
    if embed.get("footer"):
        yield f'<div class="footer">{html.escape(embed["footer"]["text"])}</div>'
    yield "</div>"


def _markdown(text: str) -> str:
    shown, at = "", 0
    for found in _MARK.finditer(text):
        shown += html.escape(text[at : found.start()]) + _mark(found)
        at = found.end()
    return (shown + html.escape(text[at:])).replace("\n", "<br>")


def _mark(found: re.Match[str]) -> str:
    if found["plain"]:
        return html.escape(found["plain"])
    if found["stamp"]:
        at = dt.datetime.fromtimestamp(int(found["stamp"]), dt.UTC)
        return f"<span class=stamp>{at.day} {at:%B %Y}{f' {at:%H:%M}' if found['form'] == 'f' else ''}</span>"
    if found["place"]:
        return '<span class="used">#ai-moves</span>'
    if found["label"] is not None:
        return f"<a>{_markdown(found['label'])}</a>"
    return f"<b>{_markdown(found['bold'])}</b>" if found["bold"] else f"<s>{_markdown(found['struck'])}</s>"
