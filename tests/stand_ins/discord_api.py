"""The REST half of the stand-in Discord: version 10, the routes this bot uses, Discord's headers and error bodies."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.stand_ins import discord_faults as faults
from tests.stand_ins.discord_command_rules import check_commands
from tests.stand_ins.discord_replies import Replies, answer, body_of
from tests.stand_ins.discord_rules import JSON, Refused
from tests.stand_ins.discord_threads import Threads
from tests.stand_ins.discord_world import APPLICATION, BOT, GUILD, TOKEN, Channel, World, guild_json, user_json

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

APPLICATION_JSON: JSON = {
    "id": str(APPLICATION),
    "name": "Moves",
    "icon": None,
    "description": "",
    "bot_public": False,
    "bot_require_code_grant": False,
    "verify_key": "00",
    "flags": 0,
    "team": None,
    "owner": {"id": "1", "username": "owner", "discriminator": "0", "avatar": None},
}
BOT_JSON: JSON = {**user_json(BOT, "Moves"), "discriminator": "0000", "bot": True}


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: for tests that look at the wire."""

    method: str
    path: str
    body: Any
    headers: dict[str, str]


class Api:
    """The routes. `gateway` is told after start, for `/gateway/bot` names it."""

    def __init__(self, world: World, *, prefix: str = "/api/v10") -> None:
        self.world = world
        self.script = faults.Script()
        self.requests: list[Request] = []
        self.gateway_url = ""
        self.shards = 1
        """How many connections are advised."""
        self._prefix = prefix
        self._replies = Replies(world)
        self.threads = Threads(world)

    def app(self) -> web.Application:
        """The application to serve."""
        app = web.Application(middlewares=[self._wire])
        me, on = self._prefix, self._replies
        channel, hook = f"{me}/channels/{{channel}}", f"{me}/webhooks/{{application}}/{{token}}"
        commands = f"{me}/applications/{{application}}"
        app.add_routes(
            [
                web.get(f"{me}/users/@me", self._who),
                web.get(f"{me}/oauth2/applications/@me", self._application),
                web.get(f"{me}/gateway", self._gateway),
                web.get(f"{me}/gateway/bot", self._gateway),
                web.get(f"{me}/guilds/{{guild}}", self._guild),
                web.get(f"{me}/guilds/{{guild}}/members/{{user}}", self._member),
                *self.threads.routes(channel, f"{me}/guilds/{{guild}}"),
                web.get(f"{commands}/commands", self._known_commands),
                web.put(f"{commands}/commands", self._tell_commands),
                web.get(f"{commands}/guilds/{{guild}}/commands", self._known_commands),
                web.put(f"{commands}/guilds/{{guild}}/commands", self._tell_commands),
                web.get(channel, self._channel),
                web.get(f"{channel}/messages", self._history),
                web.post(f"{channel}/messages", self._post),
                web.get(f"{channel}/messages/{{message}}", self._message),
                web.patch(f"{channel}/messages/{{message}}", self._edit),
                web.post(f"{me}/interactions/{{interaction}}/{{token}}/callback", on.respond),
                web.post(hook, on.follow),
                web.get(f"{hook}/messages/@original", on.original),
                web.patch(f"{hook}/messages/@original", on.fill),
            ]
        )
        return app

    @web.middleware
    async def _wire(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Everything around a route: the record, the token, scripted faults, errors and headers as Discord's."""
        body = await body_of(request) if request.can_read_body else None
        self.requests.append(Request(request.method, request.path, body, dict(request.headers)))
        fault = self.script.next(request.method, request.path)
        if isinstance(fault, faults.Answer):
            return _faulty(fault)
        if fault == faults.Drop(done=False):
            faults.cut(request)
            return web.Response()
        try:
            response = await self._admitted(request, handler)
        except Refused as error:
            response = answer(error.body, error.status)
        except web.HTTPNotFound:
            response = answer({"message": "404: Not Found", "code": 0}, 404)
        if fault is not None:
            faults.cut(request)
        response.headers.update(_limits())
        return response

    async def _admitted(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Interaction answers carry their own token; everything else needs the bot's."""
        by_token = request.path.startswith((f"{self._prefix}/interactions/", f"{self._prefix}/webhooks/"))
        if not by_token and request.headers.get("Authorization") != f"Bot {TOKEN}":
            raise Refused(401, 0, "401: Unauthorized")
        return await handler(request)

    async def _who(self, _: web.Request) -> web.Response:
        return answer(BOT_JSON)

    async def _application(self, _: web.Request) -> web.Response:
        return answer(APPLICATION_JSON)

    async def _gateway(self, _: web.Request) -> web.Response:
        starts = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return answer({"url": self.gateway_url, "shards": self.shards, "session_start_limit": starts})

    async def _guild(self, request: web.Request) -> web.Response:
        guild = int(request.match_info["guild"])
        if guild not in self.world.guilds:
            raise Refused(404, 10004, "Unknown Guild")
        return answer(guild_json(guild))

    async def _member(self, request: web.Request) -> web.Response:
        joined = "2026-01-01T00:00:00+00:00"
        unset: JSON = dict.fromkeys(("avatar", "banner", "nick", "premium_since", "communication_disabled_until"))
        at: JSON = {"roles": [], "joined_at": joined, "deaf": False, "mute": False, "flags": 0, "pending": False}
        return answer({"user": BOT_JSON, **at, **unset})

    async def _known_commands(self, request: web.Request) -> web.Response:
        return answer(self.world.commands.get(request.match_info.get("guild", ""), []))

    async def _tell_commands(self, request: web.Request) -> web.Response:
        """Overwrite the commands of a scope; the empty scope is global."""
        guild = request.match_info.get("guild", "")
        if guild and guild != str(GUILD):
            raise Refused(403, 50001, "Missing Access")
        body = await request.json()
        check_commands(body)
        whose = {"application_id": str(APPLICATION), "version": "1", "default_member_permissions": None}
        known = [{**whose, "description": "", **command, "id": str(5001 + at)} for at, command in enumerate(body)]
        for command in known:  # told as numbers and nothing, told back as text and the default
            rights = command["default_member_permissions"]
            command["default_member_permissions"] = None if rights is None else str(rights)
            command["integration_types"] = command.get("integration_types") or [0]
        self.world.commands[guild] = known
        self.world.syncs += 1
        return answer(known)

    async def _channel(self, request: web.Request) -> web.Response:
        channel = self.world.channel(int(request.match_info["channel"]))
        self._above(channel).require()
        return answer(channel.json())

    def _above(self, channel: Channel) -> Channel:
        """Whose rights count: a thread has those of its channel."""
        return self.world.channel(channel.parent) if channel.parent else channel

    async def _history(self, request: web.Request) -> web.Response:
        """Newest first, or the oldest after a message, as Discord pages."""
        channel = self.world.channel(int(request.match_info["channel"]))
        self._above(channel).require()
        shown = channel.messages if "read_message_history" in self._above(channel).rights else []
        after, before = request.query.get("after"), request.query.get("before")
        found = [m for m in shown if int(m.id) > int(after or 0) and (before is None or int(m.id) < int(before))]
        limit = int(request.query.get("limit", "50"))
        page = found[:limit] if after is not None else found[-limit:]
        return answer([m.json(with_nonce=False) for m in reversed(page)])

    async def _post(self, request: web.Request) -> web.Response:
        channel = self.world.channel(int(request.match_info["channel"]))
        return answer(self.world.post(channel, await body_of(request)).json(with_nonce=True))

    async def _message(self, request: web.Request) -> web.Response:
        channel = self.world.channel(int(request.match_info["channel"]))
        self._above(channel).require("read_message_history")
        return answer(channel.message(request.match_info["message"]).json(with_nonce=False))

    async def _edit(self, request: web.Request) -> web.Response:
        channel = self.world.channel(int(request.match_info["channel"]))
        above = self._above(channel)
        above.require()
        if channel.archived:
            raise Refused(400, 50083, "Thread is archived")
        if channel.locked and "manage_threads" not in above.rights:
            raise Refused(400, 160005, "Thread is locked")
        message = channel.message(request.match_info["message"])
        if message.author != BOT:
            raise Refused(403, 50005, "Cannot edit a message authored by another user")
        body = await body_of(request)
        if any("filename" in each for each in body.get("attachments") or []) and "attach_files" not in above.rights:
            raise Refused(403, 50013, "Missing Permissions")
        message.change(body)
        self.world.notify()
        return answer(message.json(with_nonce=False))


def _faulty(fault: faults.Answer) -> web.Response:
    if isinstance(fault.body, str):
        return web.Response(text=fault.body, status=fault.status, headers=fault.headers)
    response = answer(fault.body, fault.status)
    response.headers.update(fault.headers)
    return response


def _limits() -> dict[str, str]:
    """Rate-limit headers far from their end."""
    return {
        "Via": "1.1 google",
        "X-RateLimit-Limit": "1000",
        "X-RateLimit-Remaining": "999",
        "X-RateLimit-Reset": f"{time.time() + 1:.3f}",
        "X-RateLimit-Reset-After": "1.000",
        "X-RateLimit-Bucket": "stand-in",
    }
