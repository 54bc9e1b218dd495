"""Reading what Slack sends: JSON that may lack anything. Pure, raises nothing."""

from typing import Any

Body = dict[str, Any]


def word(body: Body, key: str) -> str:
    """The text under a key, else empty."""
    value = body.get(key)
    return value if isinstance(value, str) else ""


def table(body: Body, *keys: str) -> Body:
    """The object under these keys in turn, else an empty one."""
    for key in keys:
        value = body.get(key)
        body = value if isinstance(value, dict) else {}
    return body


def tables(body: Body, key: str) -> list[Body]:
    """The objects in the list under a key."""
    values = body.get(key)
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def first(body: Body, key: str) -> Body:
    """The first object in the list under a key, else an empty one."""
    return next(iter(tables(body, key)), {})


def deed(body: Body) -> str:
    """The name of one deed: `trigger_id` of what people do, `event_id` of events; the same in a repeated envelope."""
    return word(body, "trigger_id") or word(body, "event_id")


def presser(body: Body) -> tuple[str, str]:
    """Who did it: id and name."""
    user = table(body, "user")
    return word(user, "id"), word(user, "username") or word(user, "name")


def pressed(body: Body) -> tuple[str, str, str]:
    """Which button was pressed, by whom: the person, the message or view it stands in, its key."""
    container = table(body, "container")
    where = word(container, "message_ts") or word(container, "view_id")
    return presser(body)[0], where, word(first(body, "actions"), "value")


def place(body: Body) -> str:
    """The channel in which it was done; empty in modals and in the App Home."""
    return word(table(body, "channel"), "id") or word(table(body, "container"), "channel_id")
