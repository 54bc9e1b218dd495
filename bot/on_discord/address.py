"""Where Discord is reached: its own servers, a rate-limiting REST proxy, a gateway proxy.

discord.py has no option for it, so two class attributes of its internals are set (stable since 2.0; the dependency is
pinned to 2.7 for this reason). They belong to the process: all clients in it use the same addresses.
"""

from dataclasses import dataclass

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route

from bot.chat import ChatTrouble

REST = "https://discord.com/api/v10"
"""Discord's own REST address, as discord.py 2.7 has it."""
GATEWAY = "wss://gateway.discord.gg/"
"""Discord's own gateway, as discord.py 2.7 has it."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The two addresses in use, without a slash at the end; an empty `gateway` is still to be asked for."""

    rest: str
    gateway: str

    @classmethod
    def of(cls, api_base_url: str, gateway_url: str) -> "Addresses":
        """Read what was configured. With Discord's own REST address the gateway is known; else it may stay open.

        Raises ChatTrouble for anything that is no address.
        """
        rest = _address(api_base_url or REST, ("http", "https"), "discord.api_base_url")
        known = gateway_url or (GATEWAY if rest == REST else "")
        return cls(rest, _address(known, ("ws", "wss"), "discord.gateway_url") if known else "")

    def use(self) -> None:
        """Send every client of this process there."""
        Route.BASE = self.rest
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(self.gateway or GATEWAY)

    async def complete(self, http: HTTPClient) -> "Addresses":
        """These addresses with the gateway filled in, asked from `<rest>/gateway/bot` if it is open.

        Needs a logged-in client. Raises discord.GatewayNotFound when the address does not tell.
        """
        if self.gateway:
            return self
        _, url, _ = await http.get_bot_gateway()
        return Addresses(self.rest, _address(url, ("ws", "wss"), f"the gateway named by {self.rest}/gateway/bot"))


def in_use() -> dict[str, str]:
    """The addresses of this process, for the log and for health."""
    return {"api": Route.BASE, "gateway": str(DiscordWebSocket.DEFAULT_GATEWAY)}


def reset() -> None:
    """Back to Discord's own servers."""
    Addresses(REST, GATEWAY).use()


def _address(written: str, schemes: tuple[str, ...], key: str) -> str:
    try:
        url = yarl.URL(written.strip())
    except (ValueError, TypeError) as error:
        raise ChatTrouble(f"{key} is not an address: {written!r}") from error
    if url.scheme not in schemes or not url.host:
        raise ChatTrouble(f"{key} must begin with {' or '.join(f'{s}://' for s in schemes)}, not {written!r}")
    return str(url.with_fragment(None)).rstrip("/")
