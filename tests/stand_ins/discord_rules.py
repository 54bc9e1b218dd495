"""Discord's documented limits as the stand-in server enforces them, with answers in Discord's own form.

Written from the documentation of the API, not from the bot: a renderer that is wrong must fail here. Text is trimmed
before it is counted, as Discord does, and counted in UTF-16 units, the stricter reading of "characters".
"""

import re
from collections.abc import Iterator
from typing import Any

JSON = dict[str, Any]
MENU = 3
Flaw = tuple[tuple[str, ...], str, str]
"""Where, which code, which words."""


class Refused(Exception):
    """An answer that is an error: HTTP status, Discord's code and words, the tree of flaws."""

    def __init__(self, status: int, code: int, message: str, errors: JSON | None = None) -> None:
        super().__init__(f"{status} {code} {message} {errors or ''}")
        self.status = status
        self.body: JSON = {"code": code, "message": message, **({"errors": errors} if errors else {})}


def invalid(flaws: Iterator[Flaw]) -> None:
    """Raise 50035 with the tree of errors if there are any flaws."""
    tree: JSON = {}
    for path, code, message in flaws:
        branch = tree
        for step in path:
            branch = branch.setdefault(step, {})
        branch.setdefault("_errors", []).append({"code": code, "message": message})
    if tree:
        raise Refused(400, 50035, "Invalid Form Body", tree)


def length(text: Any) -> int:
    """UTF-16 units of trimmed text."""
    return len(str(text or "").strip().encode("utf-16-le", "surrogatepass")) // 2


def check_message(body: JSON) -> None:
    """Refuse a message body (create or edit) that Discord would refuse."""
    invalid(_message(body))


def check_not_empty(body: JSON) -> None:
    """Refuse a new message that shows nothing."""
    if not length(body.get("content")) and not body.get("embeds") and not body.get("components"):
        raise Refused(400, 50006, "Cannot send an empty message")


def _message(body: JSON) -> Iterator[Flaw]:
    yield from text(("content",), body.get("content"), 0, 2000)
    embeds = body.get("embeds") or []
    if len(embeds) > 10:
        yield ("embeds",), "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length."
    for at, embed in enumerate(embeds):
        yield from _embed(("embeds", str(at)), embed)
    if sum(map(_words, embeds)) > 6000:
        yield ("embeds",), "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000"
    yield from _components(body.get("components") or [])
    if length(body.get("nonce")) > 25:
        yield ("nonce",), "NONCE_TYPE_TOO_LONG", "Nonce must be 25 or fewer in length."
    yield from _allowed(body.get("allowed_mentions") or {})
    yield from _attachments(body)


def _attachments(body: JSON) -> Iterator[Flaw]:
    attached = body.get("attachments") or []
    if len(attached) > 10:
        yield ("attachments",), "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length."
    for at, each in enumerate(attached):
        yield from text(("attachments", str(at), "description"), each.get("description"), 0, 1024)
    shown = [(embed.get("image") or {}).get("url", "") for embed in body.get("embeds") or []]
    for at, url in enumerate(shown):
        name = url.removeprefix("attachment://")
        if name != url and name not in {each.get("filename") for each in attached}:
            yield ("embeds", str(at), "image", "url"), "URL_TYPE_INVALID_SCHEME", "No such attachment"


def _words(embed: JSON) -> int:
    """What counts towards the 6000 of a message."""
    fields = embed.get("fields") or []
    return (
        length(embed.get("title"))
        + length(embed.get("description"))
        + length((embed.get("footer") or {}).get("text"))
        + length((embed.get("author") or {}).get("name"))
        + sum(length(field.get("name")) + length(field.get("value")) for field in fields)
    )


def _embed(path: tuple[str, ...], embed: JSON) -> Iterator[Flaw]:
    if not _words(embed) and not embed.get("image"):
        yield (*path, "description"), "BASE_TYPE_REQUIRED", "This field is required"
    yield from text((*path, "title"), embed.get("title"), 0, 256)
    yield from text((*path, "description"), embed.get("description"), 0, 4096)
    yield from text((*path, "footer", "text"), (embed.get("footer") or {}).get("text"), 0, 2048)
    yield from text((*path, "author", "name"), (embed.get("author") or {}).get("name"), 0, 256)
    if not 0 <= (embed.get("color") or 0) <= 0xFFFFFF:
        yield (*path, "color"), "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215."
    yield from _url((*path, "url"), embed.get("url"))
    fields = embed.get("fields") or []
    if len(fields) > 25:
        yield (*path, "fields"), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length."
    for at, field in enumerate(fields):
        yield from text((*path, "fields", str(at), "name"), field.get("name"), 1, 256)
        yield from text((*path, "fields", str(at), "value"), field.get("value"), 1, 1024)


def text(path: tuple[str, ...], told: Any, least: int, most: int) -> Iterator[Flaw]:
    """The flaws of one text: its type and how long it is."""
    if told is not None and not isinstance(told, str):
        yield path, "STRING_TYPE_CONVERT", f"Could not interpret {told!r} as string."
    elif length(told) < least:
        yield path, "BASE_TYPE_REQUIRED", "This field is required"
    elif length(told) > most:
        yield path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length."


def _url(path: tuple[str, ...], url: str | None) -> Iterator[Flaw]:
    if url is None:
        return
    if not re.fullmatch(r"https?://[^\s/]+\S*", url):
        yield path, "URL_TYPE_INVALID_URL", "Not a well formed URL."
    if len(url) > 2048:
        yield path, "BASE_TYPE_MAX_LENGTH", "Must be 2048 or fewer in length."


def _components(rows: list[JSON]) -> Iterator[Flaw]:
    if len(rows) > 5:
        yield ("components",), "BASE_TYPE_MAX_LENGTH", "Must be 5 or fewer in length."
    seen: set[str] = set()
    for at, row in enumerate(rows):
        path = ("components", str(at))
        if row.get("type") != 1:
            yield (*path, "type"), "BASE_TYPE_CHOICES", "Value must be one of {1}."
        inner = row.get("components") or []
        if not 1 <= len(inner) <= 5 or (len(inner) > 1 and any(each.get("type") == MENU for each in inner)):
            yield (*path, "components"), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 buttons, or one menu."
        for place, each in enumerate(inner):
            check = menu if each.get("type") == MENU else _button
            yield from check((*path, "components", str(place)), each, seen)


def _button(path: tuple[str, ...], button: JSON, seen: set[str]) -> Iterator[Flaw]:
    if button.get("type") != 2 or button.get("style") not in {1, 2, 3, 4, 5}:
        yield (*path, "style"), "BASE_TYPE_CHOICES", "This stand-in knows buttons only, of styles 1 to 5."
    if not button.get("label") and not button.get("emoji"):
        yield (*path, "label"), "BUTTON_COMPONENT_INVALID_LABEL", "A button must have a label or emoji."
    yield from text((*path, "label"), button.get("label"), 0, 80)
    if button.get("style") == 5:
        yield from _url((*path, "url"), button.get("url") or "")
        return
    yield from custom_id(path, button, seen)


def menu(path: tuple[str, ...], shown: JSON, seen: set[str]) -> Iterator[Flaw]:
    """The flaws of a menu of strings."""
    yield from custom_id(path, shown, seen)
    yield from text((*path, "placeholder"), shown.get("placeholder"), 0, 150)
    options = shown.get("options") or []
    if not 1 <= len(options) <= 25:
        yield (*path, "options"), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 25 in length."
    if len({option.get("value") for option in options}) < len(options):
        yield (
            (*path, "options"),
            "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
            "The specified option value is already used",
        )
    least, most = shown.get("min_values", 1), shown.get("max_values", 1)
    if not 0 <= least <= most <= len(options):
        yield (*path, "max_values"), "NUMBER_TYPE_MAX", "No more values than options."
    for at, option in enumerate(options):
        yield from text((*path, "options", str(at), "label"), option.get("label"), 1, 100)
        yield from text((*path, "options", str(at), "value"), option.get("value"), 1, 100)
        yield from text((*path, "options", str(at), "description"), option.get("description"), 0, 100)


def custom_id(path: tuple[str, ...], button: JSON, seen: set[str]) -> Iterator[Flaw]:
    """The flaws of what a press is known by; once in a message."""
    custom_id = button.get("custom_id") or ""
    if not 1 <= len(custom_id.encode("utf-16-le")) // 2 <= 100:
        yield (*path, "custom_id"), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length."
    if custom_id in seen:
        yield (*path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated"
    seen.add(custom_id)


def _allowed(allowed: JSON) -> Iterator[Flaw]:
    parse = allowed.get("parse") or []
    for kind in ("users", "roles"):
        named = allowed.get(kind) or []
        if kind in parse and named:
            yield ("allowed_mentions",), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", f'parse:["{kind}"] excludes {kind}'
        if len(named) > 100:
            yield ("allowed_mentions", kind), "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length."
    for at, kind in enumerate(parse):
        if kind not in {"users", "roles", "everyone"}:
            yield ("allowed_mentions", "parse", str(at)), "BASE_TYPE_CHOICES", "Value must be roles, users or everyone."
