"""Which addresses may be dialled: the public internet, and what the admin lists. Pure; knows no socket.

Asked about the very address a connection is about to be made to, after DNS, so that literals in odd spelling, redirects
and names that change their mind between two look-ups are all covered. Ranges: IANA's special-purpose registries for
IPv4 and IPv6. `ipaddress.is_global` alone is not enough: it calls NAT64, 6to4, site-local and multicast global.
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

_CLOSED = tuple(
    (ipaddress.ip_network(network), name)
    for network, name in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("64:ff9b:1::/48", "local NAT64"),
        ("2001::/23", "protocol assignments"),
        ("2001:db8::/32", "documentation"),
        ("3fff::/20", "documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_UNICAST = ipaddress.IPv6Network("2000::/3")
"""The only IPv6 space handed out to the public internet."""


@dataclass(frozen=True)
class Guard:
    """The decision. Made by `parse` from the setting `allow_private`; without exceptions it lets only public ones pass."""

    networks: tuple[Network, ...] = ()
    places: frozenset[tuple[str, int]] = frozenset()
    """Host (a lower-case name or an address in its usual spelling) and port."""

    def refusal(self, address: str, port: int, *, host: str = "") -> str | None:
        """Say why this address must not be dialled, in words for a log ("127.0.0.1 is loopback"), or None.

        `host` is the name the address was found under; it only matters where the admin listed that name with this port.
        """
        try:
            written = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return f"{address[:60]} is no address"
        meant = _unwrapped(written)
        if self._allowed(written, meant, port, host):
            return None
        return next((f"{address} is {name}" for network, name in _CLOSED if meant in network), None) or _odd(meant)

    def _allowed(self, written: Address, meant: Address, port: int, host: str) -> bool:
        places = ((host.lower().rstrip("."), port), (str(written), port), (str(meant), port))
        return any(place in self.places for place in places) or any(meant in network for network in self.networks)


def parse(entries: Iterable[str]) -> Guard:
    """Read the setting: networks ("10.0.0.0/8"), addresses ("10.1.2.3", any port), places ("localhost:1200", "[::1]:80").

    Raises ValueError naming the first entry that is none of these.
    """
    networks: list[Network] = []
    places: set[tuple[str, int]] = set()
    for entry in (entry.strip() for entry in entries):
        network = _network(entry)
        place = _place(entry) if network is None else None
        if network is not None:
            networks.append(network)
        elif place is not None:
            places.add(place)
        else:
            raise ValueError(f"{entry!r} is no network (10.0.0.0/8), address (10.1.2.3) or host:port (localhost:1200)")
    return Guard(tuple(networks), frozenset(places))


def _unwrapped(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one, where there is one: what would be reached in the end."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    inside = address.ipv4_mapped or address.sixtofour
    if inside is None and (address in _NAT64 or (address in _COMPATIBLE and int(address) > 1)):
        inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return inside or address


def _odd(address: Address) -> str | None:
    if isinstance(address, ipaddress.IPv6Address) and address not in _UNICAST:
        return f"{address} is reserved"
    return None


def _network(entry: str) -> Network | None:
    try:
        return ipaddress.ip_network(entry.removeprefix("[").removesuffix("]"), strict=False)
    except ValueError:
        return None


def _place(entry: str) -> tuple[str, int] | None:
    host, colon, port = entry.rpartition(":")
    host = host.removeprefix("[").removesuffix("]").lower().rstrip(".")
    if not (host and colon and port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        return None
    if any(sign in host for sign in "/@?# "):
        return None
    try:
        return str(ipaddress.ip_address(host)), int(port)
    except ValueError:
        return None if ":" in host else (host, int(port))
