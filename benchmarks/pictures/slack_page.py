"""Slack's payloads as a page that looks like Slack: own markup and style, no asset of anybody's."""

import base64
import datetime as dt
import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.pictures.staged import Shown
from tests.stand_ins.slack import Message

_BOLD, _STRUCK, _ITALIC = (re.compile(rf"(?<!\w){mark}(?=\S)(.+?)(?<=\S){mark}(?!\w)") for mark in (r"\*", "~", "_"))
_STYLE = Path(__file__).with_name("slack.css")
_CHANNEL = "ai-moves"


def page(shown: Shown) -> str:
    """The page of one picture."""
    if shown.kind == "home":
        inside = f'<div class="home"><div class="tab">Home</div>{_blocks(shown.messages[0].blocks, shown.files)}</div>'
    else:
        first, *others = (_message(message, shown) for message in shown.messages)
        count = (
            f'<div class="replies">{len(others)} {"reply" if len(others) == 1 else "replies"}</div>' if others else ""
        )
        inside = f"{_asked(shown)}{first}{count}{''.join(others)}"
    return f"<!doctype html><meta charset=utf-8><style>{_STYLE.read_text(encoding='utf-8')}</style><body>{inside}"


def _asked(shown: Shown) -> str:
    note = '<div class="only">Only visible to you</div>'
    return f'<div class="typed">{html.escape(shown.asked)}</div>{note}' if shown.asked else ""


def _message(message: Message, shown: Shown) -> str:
    edited = '<span class="edited">(edited)</span>' if message.edits and not message.ephemeral_to else ""
    name = '<b>Moves</b><span class="app">APP</span><span class="at">9:41 AM</span>'
    body = f'<div class="name">{name}</div>{_blocks(message.blocks, shown.files)}{edited}'
    return f'<div class="message"><div class="face">M</div><div class="body">{body}</div></div>'


def _blocks(blocks: list[dict[str, Any]], files: Mapping[str, bytes]) -> str:
    return "".join(f'<div class="{block["type"]}">{"".join(_block(block, files))}</div>' for block in blocks)


def _block(block: dict[str, Any], files: Mapping[str, bytes]) -> Iterator[str]:
    if block["type"] == "image":
        data = base64.b64encode(files[block["slack_file"]["id"]]).decode()
        yield f'<img src="data:image/png;base64,{data}">'
        return
    if "text" in block:
        yield _text(block["text"])
    if "fields" in block:
        yield f'<div class="fields">{"".join(f"<div>{_text(one)}</div>" for one in block["fields"])}</div>'
    for element in block.get("elements", ()):
        if element["type"] == "button":
            yield f"<button>{html.escape(element['text']['text'])}</button>"
        else:
            yield _text(element)


def _text(text: dict[str, Any]) -> str:
    if text["type"] == "plain_text":
        return html.escape(text["text"])
    rows = "<br>".join(map(_row, text["text"].split("\n")))
    return re.sub(r"<q>(.*?)</q>(<br>)?", r"<blockquote>\1</blockquote>", rows)


def _row(row: str) -> str:
    quoted = row.startswith("> ")
    parts = re.split(r"(<[^<>]*>)", row.removeprefix("> "))
    shown = "".join(_entity(part[1:-1]) if part.startswith("<") else part for part in parts)
    for shape, tag in ((_BOLD, "b"), (_STRUCK, "s"), (_ITALIC, "i")):
        shown = shape.sub(rf"<{tag}>\1</{tag}>", shown)
    return f"<q>{shown}</q>" if quoted else shown


def _entity(entity: str) -> str:
    target, _, label = entity.partition("|")
    if target.startswith("!date^"):
        _, stamp, form = target.split("^")
        at = dt.datetime.fromtimestamp(int(stamp), dt.UTC)
        day = f"{at:%b} {at.day}, {at.year}"
        return (
            form.replace("{date_short_pretty}", day).replace("{date_short}", day).replace("{time}", f"{at:%-I:%M %p}")
        )
    if target.startswith(("#", "!", "@")):
        return f'<span class="pill">{"#" + _CHANNEL if target.startswith("#") else "@" + target.lstrip("!@")}</span>'
    return f"<a>{label or target}</a>"
