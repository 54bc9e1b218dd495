"""The only file that opens a socket: one conditional GET, followed, bounded and guarded, or a named trouble.

Knows nothing of feeds. Sends no cookies and no referrer, reads no proxy from the environment, follows redirects itself
so that every hop is judged, and asks the guard about the very address each connection is made to.
"""

import asyncio
import datetime as dt
import socket
import ssl
import zlib
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol

import aiohttp
from yarl import URL

from watchers import guard, hops
from watchers import headers as told
from watchers.entries import Response, Validators
from watchers.errors import BadStatus, BlockedAddress, FetchTrouble
from watchers.inflate import Inflater, TooBig, Truncated
from watchers.pace import Pace
from watchers.resolver import Resolver

_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/json, application/xml;q=0.9, */*;q=0.5"
_HEADER_ROOM = 32 * 1024
"""Longest header line taken; news sites send long security policies, and aiohttp's 8 KiB would refuse them."""
_LONGEST_VALIDATOR = 1000


class Manners(Protocol):
    """What the settings say about fetching; `bot.settings.WatchSettings` fulfils it."""

    @property
    def contact(self) -> str:
        """Goes into the user agent."""

    @property
    def per_host(self) -> int:
        """Requests at once to one host name."""

    @property
    def host_gap(self) -> dt.timedelta:
        """Least time between two requests to one host name."""

    @property
    def allow_private(self) -> tuple[str, ...]:
        """What the guard lets through beside public addresses."""

    @property
    def proxy(self) -> str:
        """An HTTP proxy for everything, or empty. It is trusted to guard names; addresses are judged before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """How much one fetch may cost us."""

    seconds: float = 30.0
    """For the whole fetch with all redirects; waiting for a turn does not count."""
    wire: int = 10 * 2**20
    """Bytes as they travel."""
    decoded: int = 10 * 2**20
    """Bytes after decompression."""


@dataclass(slots=True)
class _Dial:
    """The connection being made: what the guard is told, and what it answered."""

    host: str
    port: int
    refused: str | None = None


_dial: ContextVar[_Dial] = ContextVar("_dial")
"""aiohttp hands the socket factory an address without its name; this carries the name there, task by task."""


@dataclass(frozen=True, slots=True)
class _Hop:
    """A redirect: where to, and whether that is to be kept."""

    to: URL
    lasting: bool


class Web:
    """Fetches. Cheap to make; opens its one session at the first fetch, in the running loop."""

    def __init__(self, manners: Manners, *, caps: Caps | None = None, at_once: int = 64) -> None:
        proxy = URL(manners.proxy) if manners.proxy else None
        trusted = (f"{proxy.host}:{proxy.port}",) if proxy else ()
        self._guard = guard.parse((*manners.allow_private, *trusted))
        self._proxy = proxy
        self._agent = user_agent(manners.contact)
        self._caps = caps or Caps()
        self._pace = Pace(per_host=manners.per_host, gap=manners.host_gap.total_seconds(), in_all=at_once)
        self._session: aiohttp.ClientSession | None = None
        self._resolver: Resolver | None = None

    async def fetch(
        self, url: str, *, validators: Validators | None = None, headers: Mapping[str, str] | None = None
    ) -> Response:
        """Get this address; status 200 with the whole body, or 304 to validators that were sent. Raises FetchTrouble.

        `headers` are the source's own, sent to the first host only; validators go along every redirect.
        """
        here, left, lasting = hops.address(url, url), self._caps.seconds, True
        loop = asyncio.get_running_loop()
        own = dict(headers or {})
        for hop in range(hops.MOST + 1):
            async with self._pace.turn(here.host or ""):
                started = loop.time()
                try:
                    answer = await self._exchange(here, {**own, **_conditions(validators)}, left)
                except FetchTrouble as trouble:
                    trouble.redirected = hop > 0
                    raise
            left -= loop.time() - started
            if isinstance(answer, Response):
                return replace(answer, moved_to=str(here)) if hop and lasting else answer
            lasting = lasting and answer.lasting
            own = own if answer.to.origin() == here.origin() else {}
            here = answer.to
        raise FetchTrouble("too_many_redirects", url, f"more than {hops.MOST}")

    async def close(self) -> None:
        """Close the session; a later fetch opens a new one."""
        if self._session is not None:
            await self._session.close()
            self._session = None
        if self._resolver is not None:
            await self._resolver.close()
            self._resolver = None

    async def _exchange(self, url: URL, headers: Mapping[str, str], seconds: float) -> "Response | _Hop":
        """One request: an answer to keep, or where it sends us."""
        dial = _Dial(url.host or "", url.port or 0)
        _dial.set(dial)
        try:
            self._judge_literal(dial)
            async with (
                asyncio.timeout(max(0.0, seconds)),
                self._open().get(
                    url, headers=headers, allow_redirects=False, proxy=self._proxy, timeout=_NO_TIMEOUT
                ) as answer,
            ):
                return await self._take(url, answer, conditional="If-None-Match" in headers or _SINCE in headers)
        except (aiohttp.ClientError, OSError, ValueError, zlib.error) as error:
            raise self._trouble(url, dial, error) from error

    async def _take(self, url: URL, answer: aiohttp.ClientResponse, *, conditional: bool) -> "Response | _Hop":
        shown, now = str(url), dt.datetime.now(dt.UTC)
        pause = told.retry_delay(answer.headers, now)
        if hops.is_redirect(answer.status):
            to = hops.target(url, answer.headers.get("Location", ""))
            return _Hop(to, hops.is_lasting(url, answer.status, to))
        if answer.status == 304 and not conditional:
            raise FetchTrouble("unasked_304", shown, "not modified, though nothing was sent to compare with")
        partial = conditional and told.is_delta(answer.status, answer.headers)
        if answer.status != 304 and not partial and not told.is_complete(answer.status):
            challenged = answer.headers.get("cf-mitigated", "") == "challenge"
            kind = "challenge_page" if challenged else f"http_{answer.status}"
            raise BadStatus(kind, shown, "asks for a human" if challenged else "", retry_after=pause)
        return Response(
            url=str(url.with_user(None)),  # links are made absolute with it, and shown
            status=304 if answer.status == 304 else 200,
            body=b"" if answer.status == 304 else await self._body(answer),
            content_type=answer.headers.get("Content-Type", "")[:200],
            validators=_validators(answer),
            retry_after=pause,
            max_age=told.freshness(answer.headers),
            partial=partial,
        )

    async def _body(self, answer: aiohttp.ClientResponse) -> bytes:
        if (answer.content_length or 0) > self._caps.wire:
            raise TooBig(f"{answer.content_length} bytes announced")
        inflater, wire = Inflater(answer.headers.get("Content-Encoding", ""), self._caps.decoded), 0
        async for piece in answer.content.iter_any():
            wire += len(piece)
            if wire > self._caps.wire:
                raise TooBig("the answer is larger than allowed")
            inflater.feed(piece)
        return inflater.finish()

    def _judge_literal(self, dial: _Dial) -> None:
        """Addresses written out are judged before anything is opened; behind a proxy no socket factory sees them."""
        if _is_literal(dial.host):
            dial.refused = self._guard.refusal(dial.host, dial.port)
        if dial.refused:
            raise OSError(dial.refused)

    def _trouble(self, url: URL, dial: _Dial, error: Exception) -> FetchTrouble:
        shown = str(url)
        if dial.refused:
            return BlockedAddress("blocked_address", shown, dial.refused)
        kind = next((kind for types, kind in _KINDS if isinstance(error, types)), "bad_http")
        return FetchTrouble(kind, shown, "" if kind == "timeout" else _first_line(error))

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._resolver = Resolver()
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    socket_factory=self._socket, resolver=self._resolver, limit=0, ttl_dns_cache=60
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                max_line_size=_HEADER_ROOM,
                max_field_size=_HEADER_ROOM,
                headers={"User-Agent": self._agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
            )
        return self._session

    def _socket(self, address: aiohttp.AddrInfoType) -> socket.socket:
        """The last place before the dial, whoever resolved the name."""
        family, kind, protocol, _, place = address
        dial = _dial.get()
        refused = self._guard.refusal(str(place[0]), int(place[1]), host=dial.host)
        if refused:
            dial.refused = refused
            raise OSError(refused)
        return socket.socket(family=family, type=kind, proto=protocol)


_NO_TIMEOUT = aiohttp.ClientTimeout(total=None, connect=None, sock_read=None, sock_connect=None)
"""Ours spans the whole fetch; theirs would end parts of it with other words."""
_SINCE = "If-Modified-Since"

_KINDS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (TimeoutError, "timeout"),
    (TooBig, "too_big"),
    ((Truncated, aiohttp.ClientPayloadError), "truncated"),
    (zlib.error, "bad_encoding"),
    (aiohttp.ClientConnectorDNSError, "dns"),
    ((aiohttp.ClientSSLError, aiohttp.ServerFingerprintMismatch, ssl.SSLError), "tls"),
    (aiohttp.ClientConnectorError, "refused"),
    ((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, OSError), "disconnected"),
    (aiohttp.InvalidURL, "bad_url"),
    (aiohttp.ClientError, "bad_http"),
    (ValueError, "bad_encoding"),
)
"""First match wins; many of these are OSErrors or ValueErrors too."""


def user_agent(contact: str) -> str:
    """`Moves/0.1 ops@example.com`: the SEC refuses agents with brackets or addresses of pages, others those without."""
    try:
        number = ".".join(version("moves").split(".")[:2])
    except PackageNotFoundError:
        number = "0"
    clean = "".join(sign for sign in contact if sign.isprintable() and sign not in "()<>").strip()
    return f"Moves/{number} {clean}".strip()


def _conditions(validators: Validators | None) -> dict[str, str]:
    if validators is None:
        return {}
    # A-IM (RFC 3229): a server that knows it sends the new entries alone, counted from the document of that ETag.
    delta = "feed" if validators.etag else None
    pairs = (("If-None-Match", validators.etag), (_SINCE, validators.last_modified), ("A-IM", delta))
    return {name: value for name, value in pairs if value}


def _validators(answer: aiohttp.ClientResponse) -> Validators:
    """Kept as they came, quotes included, so that they go back byte for byte; what could not is not kept."""
    return Validators(etag=_returnable(answer, "ETag"), last_modified=_returnable(answer, "Last-Modified"))


def _returnable(answer: aiohttp.ClientResponse, name: str) -> str | None:
    """The header where it is UTF-8 and of sane length: aiohttp drops other bytes on the way back, unsaid."""
    value = answer.headers.get(name, "")
    try:
        size = len(value.encode())
    except UnicodeEncodeError:
        return None
    return value if 0 < size <= _LONGEST_VALIDATOR else None


def _is_literal(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
