"""People before the modals and the App Home of the Slack stand-in: they open, press, fill in, submit, close."""

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from tests.stand_ins.slack_state import TEAM
from tests.stand_ins.slack_view_rules import view_faults
from tests.stand_ins.slack_views import View, Views

Deliver = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]]


class Screens:
    """What people do with views. Every deed returns once the app has acknowledged it."""

    def __init__(self, views: Views, deliver: Deliver, response_url: Callable[[str, str], str]) -> None:
        self._views = views
        self._deliver = deliver
        self._response_url = response_url
        self._events = 0

    def modal(self, user: str = "U1") -> View:
        """The modal somebody sees; AssertionError where none is open."""
        view = self._views.modal(user)
        assert view is not None, "no modal is open"
        return view

    async def event(self, event: dict[str, Any], *, team: str = TEAM, ago: float = 0.0) -> None:
        """Something happens that the app subscribed to, or happened so many seconds ago."""
        self._events += 1
        payload = {"type": "event_callback", "team_id": team, "api_app_id": "A1", "event_id": f"Ev{self._events}",
                   "event_time": int(time.time() - ago), "event": event}  # fmt: skip
        await self._deliver("events_api", payload)

    async def open_home(self, user: str = "U1", *, tab: str = "home", team: str = TEAM) -> None:
        """Somebody opens the app; without the tab `home` it is the messages they look at."""
        event: dict[str, Any] = {"type": "app_home_opened", "user": user, "channel": "D1", "tab": tab}
        home = self._views.homes.get(user)
        await self.event(event | ({"view": home.public()} if home else {}), team=team)

    async def use_shortcut(
        self, callback: str, message: dict[str, Any], *, user: str = "U1", channel: str = "C0123", team: str = TEAM
    ) -> None:
        """Somebody picks a shortcut from a message's menu."""
        payload = {"type": "message_action", "callback_id": callback, "message": message, "message_ts": "1.0",
                   "channel": {"id": channel, "name": "moves"}, "response_url": self._response_url(user, channel),
                   **self._person(user, team)}  # fmt: skip
        await self._deliver("interactive", payload)

    async def press(self, view: View, which: str) -> None:
        """Somebody presses a button in a modal or in their Home."""
        button = view.button(which)
        action = {"action_id": button["action_id"], "block_id": "b1", "value": button["value"], "type": "button"}
        payload = {"type": "block_actions", "container": {"type": "view", "view_id": view.id}, "actions": [action],
                   "view": view.public(), **self._person(view.user, view.team)}  # fmt: skip
        await self._deliver("interactive", payload)

    async def submit(self, view: View, values: Mapping[str, str | list[str]] | None = None) -> None:
        """Somebody fills in a modal, by the labels of its fields, and submits it; what was filled in stays as it was."""
        state = {block["block_id"]: {block["element"].get("action_id", "a"): _state(block, values or {})}
                 for block in view.blocks if block["type"] == "input"}  # fmt: skip
        payload = {"type": "view_submission", "view": view.public(state), "response_urls": [],
                   **self._person(view.user, view.team)}  # fmt: skip
        self._apply(view, await self._deliver("interactive", payload))

    def close(self, view: View) -> None:
        """Somebody closes a modal; the app hears nothing of it."""
        self._views.stacks[view.user].remove(view)

    def _apply(self, view: View, answer: dict[str, Any]) -> None:
        """Do what the app answered to a submission, held to Slack's rules."""
        match answer.get("response_action"):
            case None:
                self.close(view)
            case "clear":
                self._views.stacks[view.user].clear()
            case "errors":
                fields = {block["block_id"] for block in view.blocks if block["type"] == "input"}
                assert answer["errors"], "errors without a field"
                assert set(answer["errors"]) <= fields, f"{set(answer['errors'])} are not all among {fields}"
                assert all(answer["errors"].values())
                view.errors = dict(answer["errors"])
            case "update":
                assert list(view_faults(answer["view"], "modal")) == []
                self._views.put(view, answer["view"])
            case other:
                raise AssertionError(f"response_action {other!r} is not known")

    def _person(self, user: str, team: str) -> dict[str, Any]:
        return {"user": {"id": user, "username": "ada", "team_id": team}, "team": {"id": team, "domain": "team"},
                "api_app_id": "A1", "trigger_id": self._views.trigger(user)}  # fmt: skip


def _state(block: dict[str, Any], values: Mapping[str, str | list[str]]) -> dict[str, Any]:
    """What a field holds when a modal is submitted; a choice must be one of the options."""
    element, label = block["element"], block["label"]["text"]
    told = values.get(label)
    match element["type"]:
        case "plain_text_input":
            text = element.get("initial_value") if told is None else told
            assert text or block.get("optional"), f"Slack lets nobody leave {label!r} empty"
            return {"type": element["type"], "value": text or None}
        case "conversations_select":
            channel = element.get("initial_conversation") if told is None else told
            assert channel or block.get("optional"), f"Slack lets nobody leave {label!r} empty"
            return {"type": element["type"], "selected_conversation": channel or None}
        case "static_select":
            chosen = element.get("initial_option") if told is None else _option(element, str(told))
            assert chosen or block.get("optional"), f"Slack lets nobody leave {label!r} empty"
            return {"type": element["type"], "selected_option": chosen}
        case _:
            picked = element.get("initial_options") or [] if told is None else [_option(element, one) for one in told]
            return {"type": element["type"], "selected_options": picked}


def _option(element: dict[str, Any], label: str) -> dict[str, Any] | None:
    """The option of this label; nothing for an empty one."""
    found = [option for option in element["options"] if option["text"]["text"] == label]
    assert found or not label, f"{label!r} is not among {[o['text']['text'] for o in element['options']]}"
    return dict(found[0]) if found else None
