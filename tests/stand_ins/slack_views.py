"""Modals and App Homes of the Slack stand-in: what each person has open, and Slack's rules for opening and changing it."""

import json
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.stand_ins.slack_state import BOT_ID, TEAM, button_among
from tests.stand_ins.slack_view_rules import view_faults

_STACK = 3


@dataclass
class View:
    """One modal or App Home as it stands now; `shown` holds what it showed before."""

    id: str
    user: str
    payload: dict[str, Any]
    hash: str = ""
    team: str = TEAM
    errors: dict[str, str] = field(default_factory=dict)
    """Under which input which error stands, by block_id."""
    shown: list[dict[str, Any]] = field(default_factory=list)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The blocks it shows."""
        return list(self.payload.get("blocks") or [])

    @property
    def words(self) -> str:
        """All text shown, title included, for asserting on."""
        return json.dumps(self.payload, ensure_ascii=False)

    def button(self, which: str) -> dict[str, Any]:
        """The button of this label or action_id; KeyError with what there is."""
        return button_among(self.blocks, which)

    def public(self, values: dict[str, Any] | None = None) -> dict[str, Any]:
        """The view as Slack sends it along."""
        known = {"private_metadata": "", "callback_id": "", **self.payload}
        return known | {"id": self.id, "hash": self.hash, "team_id": self.team, "app_id": "A1", "bot_id": BOT_ID,
                        "root_view_id": self.id, "previous_view_id": None, "state": {"values": values or {}}}  # fmt: skip


class Views:
    """What is open where. `life` says how many seconds a trigger lives, `home_enabled` whether the app has a Home."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.life = 3.0
        self.home_enabled = True
        self.stacks: defaultdict[str, list[View]] = defaultdict(list)
        """Open modals by person, the one on top last."""
        self.homes: dict[str, View] = {}
        self._clock = clock
        self._triggers: dict[str, tuple[str, float]] = {}
        self._spent: set[str] = set()
        self._numbers = count(1)
        self.methods: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "views.open": self._open, "views.update": self._update, "views.publish": self._publish,
        }  # fmt: skip

    def trigger(self, user: str) -> str:
        """A new trigger for what somebody does: good for one modal within `life` seconds."""
        name = f"13.{next(self._numbers)}.trigger"
        self._triggers[name] = (user, self._clock())
        return name

    def modal(self, user: str) -> View | None:
        """The modal somebody sees."""
        stack = self.stacks[user]
        return stack[-1] if stack else None

    def put(self, view: View, payload: dict[str, Any]) -> None:
        """Show something else in a view."""
        view.shown.append(view.payload)
        view.payload, view.errors, view.hash = payload, {}, f"h{next(self._numbers)}"

    def _open(self, params: dict[str, Any]) -> dict[str, Any]:
        name = str(params.get("trigger_id") or "")
        user, born = self._triggers.get(name, ("", 0.0))
        if not user:
            return _no("invalid_trigger_id")
        if name in self._spent:
            return _no("exchanged_trigger_id")
        if self._clock() - born > self.life:
            return _no("expired_trigger_id")
        payload = _view(params)
        if places := list(view_faults(payload, "modal")):
            return _no("invalid_arguments", places)
        if len(self.stacks[user]) >= _STACK:
            return _no("push_limit_reached")
        self._spent.add(name)
        view = View(f"V{next(self._numbers)}", user, payload, f"h{next(self._numbers)}")
        self.stacks[user].append(view)
        return {"ok": True, "view": view.public()}

    def _update(self, params: dict[str, Any]) -> dict[str, Any]:
        wanted = params.get("view_id")
        view = next((view for stack in self.stacks.values() for view in stack if view.id == wanted), None)
        if view is None:
            return _no("not_found")
        if params.get("hash") and params["hash"] != view.hash:
            return _no("hash_conflict")
        payload = _view(params)
        if places := list(view_faults(payload, "modal")):
            return _no("invalid_arguments", places)
        self.put(view, payload)
        return {"ok": True, "view": view.public()}

    def _publish(self, params: dict[str, Any]) -> dict[str, Any]:
        if not self.home_enabled:
            return _no("not_enabled")
        payload, user = _view(params), str(params.get("user_id"))
        if places := list(view_faults(payload, "home")):
            return _no("invalid_arguments", places)
        view = self.homes.get(user)
        if params.get("hash") and (view is None or params["hash"] != view.hash):
            return _no("hash_conflict")
        if view is None:
            view = self.homes[user] = View(f"V{next(self._numbers)}", user, payload, f"h{next(self._numbers)}")
        else:
            self.put(view, payload)
        return {"ok": True, "view": view.public()}


def _no(error: str, places: list[str] | None = None) -> dict[str, Any]:
    told = {"response_metadata": {"messages": places}} if places else {}
    return {"ok": False, "error": error, **told}


def _view(params: dict[str, Any]) -> dict[str, Any]:
    view = params.get("view") or {}
    return dict(json.loads(view) if isinstance(view, str) else view)
