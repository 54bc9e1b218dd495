"""Which addresses may be dialled."""

import pytest

from watchers import guard

CLOSED = {
    "127.0.0.1": "loopback",
    "127.8.9.1": "loopback",
    "0.0.0.0": "unspecified",  # noqa: S104 - an address to refuse
    "10.1.2.3": "private",
    "172.31.255.255": "private",
    "192.168.1.1": "private",
    "169.254.169.254": "link-local",
    "100.64.0.1": "carrier-grade NAT",
    "192.0.2.9": "documentation",
    "198.18.0.1": "benchmarking",
    "224.0.0.1": "multicast",
    "255.255.255.255": "reserved",
    "::1": "loopback",
    "::": "unspecified",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local",
    "fc00::1": "private",
    "fec0::1": "site-local",
    "ff02::1": "multicast",
    "2001:db8::1": "documentation",
    "::ffff:10.0.0.1": "private",
    "::ffff:169.254.169.254": "link-local",
    "64:ff9b::7f00:1": "loopback",
    "64:ff9b:1::1": "local NAT64",
    "2002:7f00:1::": "loopback",
    "2002:c0a8:101::": "private",
    "::127.0.0.1": "loopback",
    "2001:0:5ef5:79fb::1": "protocol assignments",
    "4000::1": "reserved",
    "not an address": "no address",
}


@pytest.mark.parametrize(("address", "word"), CLOSED.items())
def test_closed_ranges_are_refused_by_name(address: str, word: str) -> None:
    """Every special range is refused, however its IPv4 address is wrapped, and the reason names it."""
    assert word in (guard.Guard().refusal(address, 80) or "")


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "192.0.1.1", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::"],
)
def test_public_addresses_pass(address: str) -> None:
    """Public addresses pass, wrapped ones too."""
    assert guard.Guard().refusal(address, 443) is None


@pytest.mark.parametrize(
    ("allowed", "address", "port", "host", "passes"),
    [
        ("10.0.0.0/8", "10.9.9.9", 1, "", True),
        ("10.0.0.0/8", "11.0.0.1", 1, "", True),
        ("10.0.0.0/8", "192.168.0.1", 1, "", False),
        ("10.1.2.3", "10.1.2.3", 99, "", True),
        ("10.1.2.3", "10.1.2.4", 99, "", False),
        ("127.0.0.1:8000", "127.0.0.1", 8000, "", True),
        ("127.0.0.1:8000", "127.0.0.1", 8001, "", False),
        ("127.0.0.1:8000", "127.0.0.2", 8000, "", False),
        ("127.0.0.1:8000", "::ffff:127.0.0.1", 8000, "", True),
        ("[::1]:8000", "::1", 8000, "", True),
        ("localhost:1200", "127.0.0.1", 1200, "LOCALHOST.", True),
        ("localhost:1200", "127.0.0.1", 1200, "elsewhere.example", False),
        ("localhost:1200", "127.0.0.1", 1201, "localhost", False),
        ("fd00::/8", "fd12::1", 80, "", True),
    ],
)
def test_the_admin_opens_networks_addresses_and_places(
    allowed: str, address: str, port: int, host: str, *, passes: bool
) -> None:
    """An exception opens exactly what it names: a network, an address, or one port of a host."""
    assert (guard.parse([allowed]).refusal(address, port, host=host) is None) is passes


@pytest.mark.parametrize(
    "entry",
    ["localhost", "http://10.0.0.1", "10.0.0.1:", "10.0.0.1:0", "10.0.0.1:99999", ":80", "a/b:80", "10.0.0.0/33", ""],
)
def test_what_is_no_place_is_refused(entry: str) -> None:
    """A mistyped exception is an error that quotes it, never a silent hole."""
    with pytest.raises(ValueError, match="is no network"):
        guard.parse([entry])
