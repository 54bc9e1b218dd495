"""The gateway half of the stand-in Discord: sessions, heartbeats, resuming, and closing in all the ways Discord does."""

import json
import secrets
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.stand_ins.discord_api import APPLICATION_JSON, BOT_JSON
from tests.stand_ins.discord_rules import JSON
from tests.stand_ins.discord_world import GUILD, TOKEN, World, guild_json

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
_PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15  # members, presences, message content
_GUILDS = 1 << 0


@dataclass
class Session:
    """What a client may resume: the events it was told, by number, on its shard of so many."""

    shard: int = 0
    shards: int = 1
    socket: web.WebSocketResponse | None = None
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    events: list[JSON] = field(default_factory=list)

    def event(self, name: str, data: JSON) -> JSON:
        """The next event, remembered for a replay."""
        told = {"op": DISPATCH, "t": name, "s": len(self.events) + 1, "d": data}
        self.events.append(told)
        return told

    @property
    def open(self) -> bool:
        """Whether its connection is."""
        return self.socket is not None and not self.socket.closed

    def holds(self, guild: int) -> bool:
        """Whether a server's events go to this shard."""
        return (guild >> 22) % self.shards == self.shard


class Gateway:
    """Accepts connections. `intents` and `connections` tell tests what clients asked for."""

    def __init__(self, world: World) -> None:
        self.url = ""
        self.intents = 0
        self.connections = 0
        self.identifies = 0
        self.resumes = 0
        self.refuse_handshakes = 0
        """How many of the next connections are turned away with 503."""
        self.refuse_identify_with = 0
        """The code every new session is refused with; 0 for none."""
        self.refuse_resume_with = 0
        """The code every resume is refused with; 0 for none."""
        self._world = world
        self._sockets: list[web.WebSocketResponse] = []
        self._sessions: dict[int, Session] = {}
        self._known: dict[str, Session] = {}

    def app(self) -> web.Application:
        """The application to serve."""
        app = web.Application()
        app.router.add_get("/", self._connect)
        return app

    @property
    def connected(self) -> bool:
        """Whether a client has a session on an open connection, for every shard it announced."""
        sessions = self._sessions.values()
        return (
            bool(sessions) and all(each.open for each in sessions) and len(sessions) == max(e.shards for e in sessions)
        )

    @property
    def shards(self) -> list[tuple[int, int]]:
        """The shards that are connected, each of how many."""
        return sorted((each.shard, each.shards) for each in self._sessions.values() if each.open)

    async def tell(self, name: str, data: JSON) -> None:
        """Send an event to the shard of its server; while nobody is connected it waits for a resume."""
        guild = int(data.get("guild_id") or GUILD)
        session = next((each for each in self._sessions.values() if each.holds(guild)), None)
        if session is None:
            raise AssertionError(f"{name}: no bot has identified at the gateway")
        event = session.event(name, data)
        if session.open:
            await self._send(session.socket, event)

    async def close(self, code: int = 4000) -> None:
        """Close the connection with a code: 4000 and the like are resumed, 4004 is final."""
        for socket in list(self._sockets):
            await socket.close(code=code)

    async def ask_to_reconnect(self) -> None:
        """Operation 7, as before a deployment."""
        for session in self._sessions.values():
            await self._send(session.socket, {"op": RECONNECT, "d": None})

    async def invalidate(self) -> None:
        """Operation 9: the session is lost, the client has to identify anew."""
        self._known.clear()
        for session in self._sessions.values():
            await self._send(session.socket, {"op": INVALID, "d": False})

    async def _send(self, socket: web.WebSocketResponse | None, payload: JSON) -> None:
        if socket is not None and not socket.closed:
            await socket.send_str(json.dumps(payload))

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        self.connections += 1
        if self.refuse_handshakes:
            self.refuse_handshakes -= 1
            return web.Response(status=503)
        if request.query.get("v") != "10" or request.query.get("encoding") != "json":
            return web.Response(status=400)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        await self._send(socket, {"op": HELLO, "d": {"heartbeat_interval": 41250}})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._hear(socket, json.loads(message.data))
        self._sockets.remove(socket)
        self._world.notify()
        return socket

    async def _hear(self, socket: web.WebSocketResponse, payload: JSON) -> None:
        match payload["op"]:
            case 1:
                await self._send(socket, {"op": ACK})
            case 2:
                await self._identify(socket, payload["d"])
            case 6:
                await self._resume(socket, payload["d"])
            case other:
                await socket.close(code=4001, message=f"unknown operation {other}".encode())
        self._world.notify()

    async def _identify(self, socket: web.WebSocketResponse, data: JSON) -> None:
        self.identifies += 1
        self.intents = data["intents"]
        shard, shards = data.get("shard") or (0, 1)
        if self.refuse_identify_with:
            await socket.close(code=self.refuse_identify_with)
        elif data["token"] != TOKEN:
            await socket.close(code=4004, message=b"Authentication failed.")
        elif not 0 <= shard < shards:
            await socket.close(code=4010, message=b"Invalid shard.")
        elif self.intents & _PRIVILEGED:
            await socket.close(code=4014, message=b"Disallowed intent(s).")
        else:
            session = Session(shard, shards, socket)
            self._sessions = {at: each for at, each in self._sessions.items() if each.shards == shards}
            self._known[session.id] = self._sessions[shard] = session
            await self._send(socket, session.event("READY", self._ready(session)))
            for guild in self._guilds(session) if self.intents & _GUILDS else ():
                await self._send(socket, session.event("GUILD_CREATE", self._guild(guild)))

    async def _resume(self, socket: web.WebSocketResponse, data: JSON) -> None:
        self.resumes += 1
        session = self._known.get(data["session_id"])
        if self.refuse_resume_with:
            await socket.close(code=self.refuse_resume_with)
        elif data["token"] != TOKEN:
            await socket.close(code=4004, message=b"Authentication failed.")
        elif session is None:
            await self._send(socket, {"op": INVALID, "d": False})
        else:
            session.socket = socket
            for event in session.events[int(data["seq"] or 0) :]:
                await self._send(socket, event)
            await self._send(socket, session.event("RESUMED", {}))

    def _ready(self, session: Session) -> JSON:
        return {
            "v": 10,
            "user": BOT_JSON,
            "guilds": [{"id": str(guild), "unavailable": True} for guild in self._guilds(session)],
            "shard": [session.shard, session.shards],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "application": {"id": APPLICATION_JSON["id"], "flags": 0},
        }

    def _guilds(self, session: Session) -> list[int]:
        return [guild for guild in self._world.guilds if session.holds(guild)]

    def _guild(self, guild: int) -> JSON:
        """With every channel, the active threads and the bot as the only member, as it is told without the intent."""
        here = [channel for channel in self._world.channels.values() if channel.guild == guild]
        told: JSON = {name: [] for name in ("presences", "voice_states", "stickers")}
        told["channels"] = [channel.json() for channel in here if not channel.parent]
        told["threads"] = [channel.json() for channel in here if channel.parent and not channel.archived]
        me = {"user": BOT_JSON, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False}
        return {**guild_json(guild), **told, "members": [{**me, "flags": 0}], "member_count": 2, "unavailable": False}
