"""Threads and forums at the stand-in: posts, threads begun at a message, the archive, tags."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from tests.stand_ins.discord_replies import answer
from tests.stand_ins.discord_rules import JSON, Refused, check_message, check_not_empty, invalid, text
from tests.stand_ins.discord_world import FORUM, NEWS, TEXT, THREAD, Channel, Message, World, snowflake

Tell = Callable[[str, JSON], Awaitable[None]]


class Threads:
    """The routes. `tell` is the gateway's, set after start."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.tell: Tell | None = None

    def routes(self, channel: str, guild: str) -> list[web.RouteDef]:
        """What is served below a channel and a server."""
        return [
            web.post(f"{channel}/threads", self._post),
            web.post(f"{channel}/messages/{{message}}/threads", self._begin),
            web.get(f"{channel}/threads/archived/public", self._archive),
            web.get(f"{guild}/threads/active", self._active),
            web.patch(channel, self._change),
        ]

    async def _post(self, request: web.Request) -> web.Response:
        """A post in a forum with its first message."""
        forum = self._world.channel(int(request.match_info["channel"]))
        forum.require("send_messages")
        if forum.type != FORUM:
            raise Refused(400, 50024, "Cannot execute action on this channel type")
        body = await request.json()
        invalid(text(("name",), body.get("name"), 1, 100))
        check_message(body["message"])
        check_not_empty(body["message"])
        tags = body.get("applied_tags") or []
        if forum.needs_tag and not tags:
            raise Refused(400, 40067, "A tag is required to create a forum post in this channel")
        if len(tags) > 5 or not {*tags} <= {tag["id"] for tag in forum.tags}:
            raise Refused(400, 50035, "Invalid Form Body: applied_tags")
        made = await self._made(forum, int(snowflake()), body["name"])
        made.applied = tags
        first = Message(made.id, body["message"], id=str(made.id))
        made.messages.append(first)
        return answer({**made.json(), "message": first.json(with_nonce=False)}, 201)

    async def _begin(self, request: web.Request) -> web.Response:
        """A thread at a message takes over the message's id."""
        channel = self._world.channel(int(request.match_info["channel"]))
        channel.require("create_public_threads")
        if channel.type not in {TEXT, NEWS}:
            raise Refused(400, 50024, "Cannot execute action on this channel type")
        root = channel.message(request.match_info["message"])
        if int(root.id) in self._world.channels:
            raise Refused(400, 160004, "A thread has already been created for this message")
        body = await request.json()
        invalid(text(("name",), body.get("name"), 1, 100))
        return answer((await self._made(channel, int(root.id), body["name"])).json(), 201)

    async def _made(self, above: Channel, number: int, name: str) -> Channel:
        thread = Channel(number, name, THREAD, parent=above.id, guild=above.guild)
        self._world.channels[number] = thread
        if self.tell is not None:
            await self.tell("THREAD_CREATE", {**thread.json(), "newly_created": True})
        return thread

    async def _archive(self, request: web.Request) -> web.Response:
        above = self._world.channel(int(request.match_info["channel"]))
        above.require("read_message_history")
        found = [c.json() for c in self._world.channels.values() if c.parent == above.id and c.archived]
        return answer({"threads": found, "members": [], "has_more": False})

    async def _active(self, request: web.Request) -> web.Response:
        guild = int(request.match_info["guild"])
        alive = (c for c in self._world.channels.values() if c.parent and not c.archived and c.guild == guild)
        return answer({"threads": [channel.json() for channel in alive], "members": [], "has_more": False})

    async def _change(self, request: web.Request) -> web.Response:
        """Take a thread out of the archive; give a forum tags, which needs Manage Channels."""
        channel = self._world.channel(int(request.match_info["channel"]))
        body = await request.json()
        if channel.type == THREAD:
            assert body.keys() == {"archived"} and body["archived"] is False  # noqa: PT018 - all this bot may want
            self._world.reopen(channel, self._world.channels[channel.parent or 0])
        else:
            channel.require("manage_channels")
            tags = body["available_tags"]
            for at, tag in enumerate(tags):
                invalid(text(("available_tags", str(at), "name"), tag.get("name"), 1, 20))
            if len(tags) > 20:
                raise Refused(400, 50035, "Invalid Form Body: available_tags")
            channel.tags = [
                {"emoji_id": None, "emoji_name": None, "moderated": False, **tag, "id": tag.get("id") or snowflake()}
                for tag in tags
            ]
        return answer(channel.json())
