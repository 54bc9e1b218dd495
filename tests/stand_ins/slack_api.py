"""The Web API half of the Slack stand-in: methods over HTTP, channel state, scopes, failures on order."""

import asyncio
import base64
import json
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from aiohttp import web

from tests.stand_ins.slack_files import Files
from tests.stand_ins.slack_oauth import OAuth
from tests.stand_ins.slack_rules import refusal
from tests.stand_ins.slack_state import BOT_ID, BOT_USER, FIRST_TS, TEAM, Channel, Failure, Message
from tests.stand_ins.slack_views import Views

BOT_TOKEN = "xoxb-1111-2222-standin"
APP_TOKEN = "xapp-1-A1-3333-standin"
SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
ALLSCOPES = ("commands", "chat:write", "channels:read", "groups:read", "channels:history", "groups:history",
             "users:read", "files:write")  # fmt: skip


SCOPES = {
    "chat.postMessage": "chat:write", "chat.update": "chat:write", "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write", "conversations.history": "channels:history",
    "conversations.replies": "channels:history", "conversations.info": "channels:read", "users.info": "users:read",
    "files.getUploadURLExternal": "files:write", "files.completeUploadExternal": "files:write",
}  # fmt: skip


class Api:
    """State and methods. `calls` records every call as (method, parameters)."""

    def __init__(self) -> None:
        self.channels: dict[str, Channel] = {}
        self.posts: list[Message] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.scopes: tuple[str, ...] = ALLSCOPES
        self.show_metadata = True
        self.admins: set[str] = set()
        self.people: dict[str, dict[str, Any]] = {}
        """What is told of somebody beside or instead of the usual, by user."""
        """Users who are admins of the workspace."""
        self.page_limit = 15
        self.views = Views()
        self.files = Files()
        self.oauth = OAuth()
        self._here = TEAM
        """The workspace of the token in use."""
        self.changed = asyncio.Condition()
        self._failures: defaultdict[str, deque[Failure]] = defaultdict(deque)
        self._numbers = count(1)
        self.first_ts = FIRST_TS
        """Seconds of the first message; set it to now where Moves runs by the real clock."""
        self._methods: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "auth.test": self._auth_test, "chat.postMessage": self._post, "chat.update": self._update,
            "chat.delete": self._delete, "chat.postEphemeral": self._ephemeral,
            "conversations.history": self._history, "conversations.replies": self._replies,
            "conversations.info": self._info, "users.info": self._user, "chat.getPermalink": self._permalink,
            **self.views.methods, **self.files.methods, **self.oauth.methods,
        }  # fmt: skip

    def channel(self, name: str) -> Channel:
        """The channel of this id, made on first asking; channels never asked for do not exist."""
        return self.channels.setdefault(name, Channel(name))

    def fail(self, method: str, failure: Failure, times: int = 1) -> None:
        """Let the next calls of a method fail that way."""
        self._failures[method].extend([failure] * times)

    def _place(self, params: dict[str, Any]) -> Channel | None:
        """The channel that is meant; one of another workspace is not to be found."""
        channel = self.channels.get(str(params.get("channel")))
        return channel if channel is not None and channel.team == self._here else None

    def next_ts(self) -> str:
        """A new message's ts: unique, growing, six decimals."""
        number = next(self._numbers)
        return f"{self.first_ts + number}.{number:06d}"

    async def tell(self) -> None:
        """Wake whoever waits for a change."""
        async with self.changed:
            self.changed.notify_all()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one API call, failures first."""
        method, params = request.match_info["method"], await parameters(request)
        self.calls.append((method, params))
        failure = self._next_failure(method)
        failed = _failed(request, failure)
        if failed is not None:
            await self.tell()
            return failed
        answer = self.answer(method, params, _token(request, params))
        await self.tell()
        if failure.lose_answer:
            return _cut(request)
        await asyncio.sleep(failure.slow)
        return web.json_response(answer, headers={"x-oauth-scopes": ",".join(self.scopes)})

    async def failing(self, request: web.Request, method: str) -> web.StreamResponse | None:
        """The failure ordered for the next call of a method, as an answer; None when none was."""
        failure = self._next_failure(method)
        await asyncio.sleep(failure.slow)
        return _failed(request, failure)

    def _next_failure(self, method: str) -> Failure:
        return self._failures[method].popleft() if self._failures[method] else Failure()

    def answer(self, method: str, params: dict[str, Any], token: str) -> dict[str, Any]:
        """What Slack answers to this call."""
        if method == "oauth.v2.access":
            return self._methods[method](params)
        workspace = self.oauth.known(token)
        if token != BOT_TOKEN and workspace is None:
            return {"ok": False, "error": "invalid_auth" if token else "not_authed"}
        self._here = workspace.id if workspace else TEAM
        needed = SCOPES.get(method, "")
        if needed and needed not in (workspace.scopes if workspace else self.scopes):
            return {"ok": False, "error": "missing_scope", "needed": needed, "provided": ",".join(self.scopes)}
        act = self._methods.get(method)
        return (
            act(params | {"token": token} if method == "apps.uninstall" else params)
            if act
            else {"ok": False, "error": "unknown_method"}
        )

    def _auth_test(self, params: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "team": "Team", "team_id": self._here, "user": "moves", "user_id": BOT_USER,
                "bot_id": BOT_ID}  # fmt: skip

    def _post(self, params: dict[str, Any]) -> dict[str, Any]:
        channel = self._place(params)
        problem = self._no_place(channel) or self._bad_message(params)
        if problem or channel is None:
            return problem or {"ok": False, "error": "channel_not_found"}
        thread = params.get("thread_ts") or ""
        if thread and channel.said(thread) is None:
            return {"ok": False, "error": "thread_not_found"}
        message = self.add(channel, params, thread=thread)
        return {"ok": True, "channel": channel.id, "ts": message.ts, "message": {"text": message.text}}

    def add(self, channel: Channel, payload: dict[str, Any], *, thread: str = "") -> Message:
        """Put a message into a channel, whoever sent it; also used for answers shared by response_url."""
        message = Message(channel.id, self.next_ts(), str(payload.get("text") or ""), blocks_of(payload), thread,
                          payload.get("metadata"), payload=payload)  # fmt: skip
        channel.messages.append(message)
        self.posts.append(message)
        return message

    def _update(self, params: dict[str, Any]) -> dict[str, Any]:
        channel = self._place(params)
        problem = self._no_place(channel) or self._bad_message(params, update=True)
        if problem or channel is None:
            return problem or {"ok": False, "error": "channel_not_found"}
        message = channel.said(str(params.get("ts")))
        if message is None:
            return {"ok": False, "error": "message_not_found"}
        message.edits.append(message.blocks)
        message.text, message.payload = str(params.get("text") or ""), params
        message.blocks = blocks_of(params) if "blocks" in params else message.blocks
        return {"ok": True, "channel": channel.id, "ts": message.ts, "text": message.text}

    def _permalink(self, params: dict[str, Any]) -> dict[str, Any]:
        channel = self._place(params)
        message = channel.said(str(params.get("message_ts"))) if channel else None
        if channel is None or message is None:
            return {"ok": False, "error": "message_not_found" if channel else "channel_not_found"}
        address = f"https://team.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
        return {"ok": True, "channel": channel.id, "permalink": address}

    def _delete(self, params: dict[str, Any]) -> dict[str, Any]:
        channel = self._place(params)
        message = channel.said(str(params.get("ts"))) if channel else None
        if channel is None or message is None:
            return {"ok": False, "error": "message_not_found"}
        channel.messages.remove(message)
        return {"ok": True, "channel": channel.id, "ts": message.ts}

    def _ephemeral(self, params: dict[str, Any]) -> dict[str, Any]:
        channel = self._place(params)
        problem = self._no_place(channel) or self._bad_message(params)
        if problem or channel is None:
            return problem or {"ok": False, "error": "channel_not_found"}
        message = Message(channel.id, self.next_ts(), str(params.get("text") or ""), blocks_of(params),
                          payload=params, ephemeral_to=str(params.get("user")))  # fmt: skip
        self.posts.append(message)
        return {"ok": True, "message_ts": message.ts}

    def _history(self, params: dict[str, Any]) -> dict[str, Any]:
        channel = self._place(params)
        if channel is None:
            return {"ok": False, "error": "channel_not_found"}
        if not channel.is_member:
            return {"ok": False, "error": "not_in_channel"}
        return self._page([m for m in reversed(channel.messages) if not m.thread_ts], params)

    def _replies(self, params: dict[str, Any]) -> dict[str, Any]:
        channel = self._place(params)
        root = channel.said(str(params.get("ts"))) if channel else None
        if channel is None or root is None:
            return {"ok": False, "error": "thread_not_found"}
        return self._page([root, *(m for m in channel.messages if m.thread_ts == root.ts)], params)

    def _page(self, messages: list[Message], params: dict[str, Any]) -> dict[str, Any]:
        oldest, start = float(params.get("oldest") or 0), int(params.get("cursor") or 0)
        shown = [m for m in messages if float(m.ts) >= oldest]
        end = start + min(int(params.get("limit") or 100), self.page_limit)
        marked = str(params.get("include_all_metadata")).lower() in {"1", "true"} and self.show_metadata
        page = [_public(m, marked=marked) for m in shown[start:end]]
        cursor = str(end) if end < len(shown) else ""
        return {"ok": True, "messages": page, "response_metadata": {"next_cursor": cursor}}

    def _info(self, params: dict[str, Any]) -> dict[str, Any]:
        channel = self._place(params)
        if channel is None:
            return {"ok": False, "error": "channel_not_found"}
        about = {"id": channel.id, "name": channel.name}
        return {"ok": True, "channel": about | {"is_member": channel.is_member, "is_archived": channel.is_archived}}

    def _user(self, params: dict[str, Any]) -> dict[str, Any]:
        user = str(params.get("user"))
        about = {"id": user, "team_id": self._here, "is_admin": user in self.admins, "is_owner": False}
        return {"ok": True, "user": about | self.people.get(user, {})}

    def _no_place(self, channel: Channel | None) -> dict[str, Any] | None:
        if channel is None:
            return {"ok": False, "error": "channel_not_found"}
        if channel.is_archived:
            return {"ok": False, "error": "is_archived"}
        return None if channel.is_member else {"ok": False, "error": "not_in_channel"}

    def _bad_message(self, params: dict[str, Any], *, update: bool = False) -> dict[str, Any] | None:
        error, places = refusal(params, update=update)
        if not error and (places := self.files.faults(blocks_of(params))):
            error = "invalid_blocks"
        return {"ok": False, "error": error, "response_metadata": {"messages": places}} if error else None


async def parameters(request: web.Request) -> dict[str, Any]:
    """Parameters of a call from wherever Slack takes them: JSON, a form or the query."""
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **{key: value for key, value in (await request.post()).items() if isinstance(value, str)}}


def blocks_of(payload: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Blocks as a list, also where they came as text."""
    blocks = payload.get("blocks") or []
    return list(json.loads(blocks) if isinstance(blocks, str) else blocks)


def _token(request: web.Request, params: dict[str, Any]) -> str:
    basic = request.headers.get("Authorization", "")
    if basic.startswith("Basic "):
        name, _, secret = base64.b64decode(basic.removeprefix("Basic ")).decode().partition(":")
        params |= {"client_id": name, "client_secret": secret}
        return ""
    return request.headers.get("Authorization", "").removeprefix("Bearer ") or str(params.get("token") or "")


def _public(message: Message, *, marked: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {"type": "message", "ts": message.ts, "text": message.text, "bot_id": message.bot_id}
    shown |= {"thread_ts": message.thread_ts} if message.thread_ts else {}
    return shown | ({"metadata": message.metadata} if marked and message.metadata else {})


def _failed(request: web.Request, failure: Failure) -> web.StreamResponse | None:
    """A failure as an answer; None where the call is carried out all the same."""
    if failure.reset:
        return _cut(request)
    if failure.status == 429:
        headers = {"Retry-After": f"{failure.retry_after:g}"}
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
    if failure.status:
        return web.Response(status=failure.status, text="upstream trouble", content_type="text/html")
    if failure.body:
        return web.Response(text=failure.body, content_type="text/html")
    if failure.error:
        return web.json_response({"ok": False, "error": failure.error, **failure.extra})
    return None


def _cut(request: web.Request) -> web.Response:
    """Cut the connection under the request; nothing returned after that is sent."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
