"""What can go wrong at a Discord address, as scripts the stand-in follows request by request."""

from dataclasses import dataclass, field

from aiohttp import web

from tests.stand_ins.discord_rules import JSON


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer so instead of doing anything."""

    status: int
    body: JSON | str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drop:
    """Cut the connection without an answer: after having done what was asked, or before."""

    done: bool = True


Fault = Answer | Drop


def rate_limited(after: float, *, by_discord: bool = True, everywhere: bool = False) -> Answer:
    """A 429; one that is not Discord's own (Cloudflare's) has no `Via` header and no JSON."""
    if not by_discord:
        return Answer(429, "error code: 1015", {"Retry-After": str(int(after))})
    body: JSON = {"message": "You are being rate limited.", "retry_after": after, "global": everywhere}
    scope = {"X-RateLimit-Global": "true"} if everywhere else {"X-RateLimit-Scope": "user"}
    return Answer(429, body, {"Via": "1.1 google", "Retry-After": str(after), **scope})


def refused(status: int, code: int, message: str = "") -> Answer:
    """A refusal with Discord's code: `refused(403, 50013)`, `refused(404, 10003)`."""
    return Answer(status, {"code": code, "message": message or f"Refused with {code}"})


def broken(status: int = 503) -> Answer:
    """A failure of a server; discord.py itself tries 500, 502, 504 and 524 again, not 503."""
    return Answer(status, "upstream connect error")


class Script:
    """Faults waiting for the requests they are meant for, each used once."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, str, Fault]] = []

    def add(self, method: str, path: str, *faults: Fault) -> None:
        """Let the next requests with this method and this part of their path go wrong so, in order."""
        self._waiting += [(method, path, fault) for fault in faults]

    def next(self, method: str, path: str) -> Fault | None:
        """The fault for a request, taken off the list."""
        for at, (wanted, part, fault) in enumerate(self._waiting):
            if wanted == method and part in path:
                del self._waiting[at]
                return fault
        return None


def cut(request: web.Request) -> None:
    """Close the connection under a request, as a reset does."""
    if request.transport is not None:
        request.transport.abort()
