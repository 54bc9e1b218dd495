"""Slack's rules for modals and App Homes: what may stand in a view and how long it may be.

Written from Slack's documented limits, independent of the code under test, so that one checks the other.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tests.stand_ins.slack_rules import block_faults, count_faults, shape_faults, text_faults

_VIEW_SIZE = 250_000
_KNOWN = {
    "modal": {"type", "title", "blocks", "submit", "close", "private_metadata", "callback_id", "clear_on_close",
              "notify_on_close", "external_id", "submit_disabled"},
    "home": {"type", "blocks", "private_metadata", "callback_id", "external_id"},
}  # fmt: skip
_SELECTS = {"static_select": "initial_option", "multi_static_select": "initial_options"}


def view_faults(view: Mapping[str, Any], kind: str) -> Iterator[str]:
    """Places at fault in a view of this kind (`modal` or `home`) as JSON pointers, in Slack's manner."""
    if view.get("type") != kind:
        yield f"unsupported type: {view.get('type')} [json-pointer:/type]"
    yield from (f"invalid additional property: {key} [json-pointer:/{key}]" for key in set(view) - _KNOWN[kind])
    if len(json.dumps(view, ensure_ascii=False)) > _VIEW_SIZE:
        yield "view is too large [json-pointer:/]"
    if len(view.get("private_metadata") or "") > 3000:
        yield "must be less than 3001 characters [json-pointer:/private_metadata]"
    if len(view.get("callback_id") or "") > 255:
        yield "must be less than 256 characters [json-pointer:/callback_id]"
    if kind == "modal":
        yield from _title_faults(view)
    blocks = view.get("blocks") or []
    yield from shape_faults(blocks, 100)
    for number, block in enumerate(blocks):
        yield from _faults(block, f"/blocks/{number}")


def _title_faults(view: Mapping[str, Any]) -> Iterator[str]:
    yield from text_faults(view.get("title"), "/title", 24, plain=True)
    inputs = any(block.get("type") == "input" for block in view.get("blocks") or [])
    if inputs and "submit" not in view:
        yield "missing required field: submit [json-pointer:/submit]"
    for part in ("submit", "close"):
        if part in view:
            yield from text_faults(view[part], f"/{part}", 24, plain=True)


def _faults(block: Mapping[str, Any], at: str) -> Iterator[str]:
    if block.get("type") != "input":
        yield from block_faults(block, at)
        return
    yield from text_faults(block.get("label"), f"{at}/label", 2000, plain=True)
    if "hint" in block:
        yield from text_faults(block["hint"], f"{at}/hint", 2000, plain=True)
    element = block.get("element")
    if not isinstance(element, Mapping):
        yield f"missing required field: element [json-pointer:{at}]"
        return
    if len(element.get("action_id") or "") > 255:
        yield f"must be less than 256 characters [json-pointer:{at}/element/action_id]"
    if "placeholder" in element:
        yield from text_faults(element["placeholder"], f"{at}/element/placeholder", 150, plain=True)
    yield from _element_faults(element, f"{at}/element")


def _element_faults(element: Mapping[str, Any], at: str) -> Iterator[str]:
    kind = element.get("type")
    if kind == "plain_text_input":
        if len(element.get("initial_value") or "") > 3000:
            yield f"must be less than 3001 characters [json-pointer:{at}/initial_value]"
        if element.get("initial_value") == "":
            yield f"must be more than 0 characters [json-pointer:{at}/initial_value]"
        return
    if kind == "conversations_select":
        if set(element.get("filter") or {"include": []}) - {
            "include",
            "exclude_bot_users",
            "exclude_external_shared_channels",
        }:
            yield f"invalid additional property [json-pointer:{at}/filter]"
        return
    if kind not in _SELECTS:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    options = element.get("options") or []
    yield from count_faults(options, 100, f"{at}/options")
    for number, option in enumerate(options):
        yield from text_faults(option.get("text"), f"{at}/options/{number}/text", 75, plain=True)
        if not 0 < len(option.get("value") or "") <= 150:
            yield f"must be 1 to 150 characters [json-pointer:{at}/options/{number}/value]"
    chosen = element.get(_SELECTS[str(kind)])
    wanted = chosen if isinstance(chosen, list) else [chosen] if chosen is not None else []
    if chosen == [] or any(option not in options for option in wanted):
        yield f"{_SELECTS[str(kind)]} does not match any option [json-pointer:{at}]"
