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
    """What a client may resume: the events it was told, by number."""

    id: str = field(default_factory=lambda: secrets.token_hex(8))
    events: list[JSON] = field(default_factory=list)

    def event(self, name: str, data: JSON) -> JSON:
        """The next event, remembered for a replay."""
        told = {"op": DISPATCH, "t": name, "s": len(self.events) + 1, "d": data}
        self.events.append(told)
        return told


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
        self._socket: web.WebSocketResponse | None = None
        self._session: Session | None = None
        self._known: dict[str, Session] = {}

    def app(self) -> web.Application:
        """The application to serve."""
        app = web.Application()
        app.router.add_get("/", self._connect)
        return app

    @property
    def connected(self) -> bool:
        """Whether a client has a session on an open connection."""
        return self._session is not None and self._socket is not None and not self._socket.closed

    async def tell(self, name: str, data: JSON) -> None:
        """Send an event; while nobody is connected it waits for a resume."""
        if self._session is None:
            raise AssertionError(f"{name}: no bot has identified at the gateway")
        event = self._session.event(name, data)
        if self.connected:
            await self._send(event)

    async def close(self, code: int = 4000) -> None:
        """Close the connection with a code: 4000 and the like are resumed, 4004 is final."""
        if self._socket is not None:
            await self._socket.close(code=code)

    async def ask_to_reconnect(self) -> None:
        """Operation 7, as before a deployment."""
        await self._send({"op": RECONNECT, "d": None})

    async def invalidate(self) -> None:
        """Operation 9: the session is lost, the client has to identify anew."""
        self._known.clear()
        await self._send({"op": INVALID, "d": False})

    async def _send(self, payload: JSON) -> None:
        if self._socket is not None and not self._socket.closed:
            await self._socket.send_str(json.dumps(payload))

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        self.connections += 1
        if self.refuse_handshakes:
            self.refuse_handshakes -= 1
            return web.Response(status=503)
        if request.query.get("v") != "10" or request.query.get("encoding") != "json":
            return web.Response(status=400)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._socket = socket
        await self._send({"op": HELLO, "d": {"heartbeat_interval": 41250}})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._hear(socket, json.loads(message.data))
        self._world.notify()
        return socket

    async def _hear(self, socket: web.WebSocketResponse, payload: JSON) -> None:
        match payload["op"]:
            case 1:
                await self._send({"op": ACK})
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
        if self.refuse_identify_with:
            await socket.close(code=self.refuse_identify_with)
        elif data["token"] != TOKEN:
            await socket.close(code=4004, message=b"Authentication failed.")
        elif self.intents & _PRIVILEGED:
            await socket.close(code=4014, message=b"Disallowed intent(s).")
        else:
            self._session = Session()
            self._known[self._session.id] = self._session
            await self._send(self._session.event("READY", self._ready(self._session)))
            if self.intents & _GUILDS:
                await self._send(self._session.event("GUILD_CREATE", self._guild(GUILD)))

    async def _resume(self, socket: web.WebSocketResponse, data: JSON) -> None:
        self.resumes += 1
        session = self._known.get(data["session_id"])
        if self.refuse_resume_with:
            await socket.close(code=self.refuse_resume_with)
        elif data["token"] != TOKEN:
            await socket.close(code=4004, message=b"Authentication failed.")
        elif session is None:
            await self._send({"op": INVALID, "d": False})
        else:
            self._session = session
            for event in session.events[int(data["seq"] or 0) :]:
                await self._send(event)
            await self._send(session.event("RESUMED", {}))

    def _ready(self, session: Session) -> JSON:
        return {
            "v": 10,
            "user": BOT_JSON,
            "guilds": [{"id": str(GUILD), "unavailable": True}],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "application": {"id": APPLICATION_JSON["id"], "flags": 0},
        }

    def _guild(self, guild: int) -> JSON:
        """With every channel, the active threads and the bot as the only member, as it is told without the intent."""
        here = [channel for channel in self._world.channels.values() if channel.guild == guild]
        told: JSON = {name: [] for name in ("presences", "voice_states", "stickers")}
        told["channels"] = [channel.json() for channel in here if not channel.parent]
        told["threads"] = [channel.json() for channel in here if channel.parent and not channel.archived]
        me = {"user": BOT_JSON, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False}
        return {**guild_json(guild), **told, "members": [{**me, "flags": 0}], "member_count": 2, "unavailable": False}
