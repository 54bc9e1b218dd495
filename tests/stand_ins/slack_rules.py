"""Slack's rules for what may be sent, and what acts in a text: the contract half of the Slack stand-in.

Written from Slack's documented limits, independent of the renderer's own table, so that one checks the other.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_TEXT_LIMITS = {"header": 150, "section": 3000, "field": 2000, "context": 3000, "button": 75}
_ENTITY = re.compile(r"<([^<>]*)>")
_GOOD_ENTITY = re.compile(
    r"https?://[^\s|<>]+(\|[^<>]+)?|@[UW][A-Z0-9]+|#[CG][A-Z0-9]+(\|[^<>]*)?|!(here|channel|everyone)"
    r"|!subteam\^S[A-Z0-9]+|!date\^\d+\^[^|<>]*\{[^|<>]*\|[^<>]+"
)
_GOOD_AMPERSAND = re.compile(r"&(amp|lt|gt);")


def refusal(payload: Mapping[str, Any], *, update: bool = False) -> tuple[str, list[str]]:
    """What Slack answers to a message: its error word with the places at fault, or two empty values."""
    text, blocks = payload.get("text") or "", payload.get("blocks") or []
    if isinstance(blocks, str):
        blocks = json.loads(blocks)
    if not text and not blocks:
        return "no_text", []
    if len(text) > 40_000 or (update and len(text.encode()) > 4_000):
        return "msg_too_long", []
    if sum(len(json.dumps(block, ensure_ascii=False)) for block in blocks) > 13_000:
        return "msg_blocks_too_long", []
    places = list(faults(blocks))
    if places:
        return "invalid_blocks", places
    metadata = payload.get("metadata")
    if metadata is not None and not _good_metadata(metadata):
        return "invalid_metadata_format", []
    return "", []


def faults(blocks: list[Any]) -> Iterator[str]:
    """Places at fault as JSON pointers, in Slack's manner."""
    yield from shape_faults(blocks, 50)
    for number, block in enumerate(blocks):
        yield from block_faults(block, f"/blocks/{number}")


def shape_faults(blocks: list[Any], most: int) -> Iterator[str]:
    """What is wrong with the list of blocks as a whole."""
    if len(blocks) > most:
        yield f"no more than {most} items allowed [json-pointer:/blocks]"
    ids = [block.get("block_id") for block in blocks if block.get("block_id")]
    if len(ids) != len(set(ids)):
        yield "block_id already exists [json-pointer:/blocks]"


def block_faults(block: Mapping[str, Any], at: str) -> Iterator[str]:
    """What is wrong with one block that may stand anywhere."""
    match block.get("type"):
        case "header":
            yield from text_faults(block.get("text"), f"{at}/text", _TEXT_LIMITS["header"], plain=True)
        case "section":
            yield from _section_faults(block, at)
        case "context":
            elements = block.get("elements") or []
            yield from count_faults(elements, 10, f"{at}/elements")
            for number, element in enumerate(elements):
                yield from text_faults(element, f"{at}/elements/{number}", _TEXT_LIMITS["context"])
        case "actions":
            yield from _action_faults(block.get("elements") or [], f"{at}/elements")
        case "divider":
            return
        case "image":
            yield from _image_faults(block, at)
        case other:
            yield f"unsupported type: {other} [json-pointer:{at}/type]"


def _section_faults(block: Mapping[str, Any], at: str) -> Iterator[str]:
    fields = block.get("fields")
    if "text" not in block and not fields:
        yield f"missing required field: text or fields [json-pointer:{at}]"
    if "text" in block:
        yield from text_faults(block["text"], f"{at}/text", _TEXT_LIMITS["section"])
    if fields is not None:
        yield from count_faults(fields, 10, f"{at}/fields")
        for number, field in enumerate(fields):
            yield from text_faults(field, f"{at}/fields/{number}", _TEXT_LIMITS["field"])


def _image_faults(block: Mapping[str, Any], at: str) -> Iterator[str]:
    if not 0 < len(block.get("alt_text") or "") <= 2000:
        yield f"missing required field: alt_text [json-pointer:{at}/alt_text]"
    file = block.get("slack_file")
    if not isinstance(file, Mapping) or not file.get("id"):  # Moves shows no pictures from elsewhere
        yield f"missing required field: slack_file [json-pointer:{at}]"
    if set(block) - {"type", "alt_text", "slack_file", "title", "block_id"}:
        yield f"invalid additional property [json-pointer:{at}]"


def _action_faults(elements: list[Any], at: str) -> Iterator[str]:
    yield from count_faults(elements, 25, at)
    ids = [element.get("action_id") for element in elements]
    if len(ids) != len(set(ids)):
        yield f"action_id already exists [json-pointer:{at}]"
    for number, element in enumerate(elements):
        here = f"{at}/{number}"
        if element.get("type") != "button":
            yield f"unsupported type: {element.get('type')} [json-pointer:{here}/type]"
        yield from text_faults(element.get("text"), f"{here}/text", _TEXT_LIMITS["button"], plain=True)
        if len(element.get("value") or "") > 2000:
            yield f"must be less than 2001 characters [json-pointer:{here}/value]"
        if not 0 < len(element.get("action_id") or "") <= 255:
            yield f"must be less than 256 characters [json-pointer:{here}/action_id]"


def count_faults(elements: list[Any], most: int, at: str) -> Iterator[str]:
    """One to `most` elements."""
    if not 1 <= len(elements) <= most:
        yield f"must have 1 to {most} items [json-pointer:{at}]"


def text_faults(text: Any, at: str, most: int, *, plain: bool = False) -> Iterator[str]:
    """A text object: its type, its length, no property of the other type."""
    if not isinstance(text, Mapping):
        yield f"missing required field: text [json-pointer:{at}]"
        return
    if plain and text.get("type") != "plain_text":
        yield f"must be plain_text [json-pointer:{at}/type]"
    if text.get("type") not in {"plain_text", "mrkdwn"}:
        yield f"unsupported type: {text.get('type')} [json-pointer:{at}/type]"
    if text.get("type") == "plain_text" and "verbatim" in text:
        yield f"invalid additional property: verbatim [json-pointer:{at}/verbatim]"
    if text.get("type") == "mrkdwn" and "emoji" in text:
        yield f"invalid additional property: emoji [json-pointer:{at}/emoji]"
    said = text.get("text")
    if not isinstance(said, str) or not said.strip():
        yield f"must be more than 0 characters [json-pointer:{at}/text]"
    elif len(said) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{at}/text]"


def _good_metadata(metadata: Any) -> bool:
    return (
        isinstance(metadata, Mapping)
        and isinstance(metadata.get("event_type"), str)
        and isinstance(metadata.get("event_payload"), Mapping)
    )


def texts(blocks: list[Any]) -> Iterator[str]:
    """Every mrkdwn text in the blocks, where entities act."""
    for block in blocks:
        for part in (block.get("text"), *(block.get("fields") or ()), *(block.get("elements") or ())):
            if isinstance(part, Mapping) and part.get("type") == "mrkdwn":
                yield part["text"]


def entities(text: str) -> list[str]:
    """What stands between angle brackets and so acts in mrkdwn, without the brackets."""
    return _ENTITY.findall(text)


def broken(text: str) -> list[str]:
    """What is wrong with a text's markup: entities that are none, stray brackets and ampersands."""
    wrong = [found for found in entities(text) if not _GOOD_ENTITY.fullmatch(found)]
    bare = _ENTITY.sub("", text)
    rows = [row.removeprefix("> ") for row in bare.split("\n")]  # a quote's bar is the sender's
    wrong += [row for row in rows if "<" in row or ">" in row]
    wrong += [row for row in rows if "&" in _GOOD_AMPERSAND.sub("", row)]
    return wrong
