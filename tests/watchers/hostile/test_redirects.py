"""Redirects that lead inside, nowhere, round in circles or out of HTTP: none reaches what is not ours to reach."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.stand_ins.raw import RawServer, Script, raw, says
from tests.watchers.conftest import manners
from watchers import web as web_module
from watchers.errors import FetchTrouble
from watchers.resolver import Resolver
from watchers.web import Caps, Web

pytestmark = pytest.mark.asyncio(loop_scope="module")

PRIVATE = {
    "another port of loopback": "http://127.0.0.1:{canary}/",
    "its name": "http://localhost:{canary}/",
    "its name with a dot": "http://localhost.:{canary}/",
    "its name in capitals": "HTTP://LOCALHOST:{canary}/",
    "without a scheme": "//127.0.0.1:{canary}/",
    "encrypted": "https://127.0.0.1:{canary}/",
    "another address of loopback": "http://127.8.8.8:{canary}/",
    "short": "http://127.1:{canary}/",
    "as one number": "http://2130706433:{canary}/",
    "in hexadecimal": "http://0x7f000001:{canary}/",
    "in octal": "http://0177.0.0.1:{canary}/",
    "the address of nobody": "http://0.0.0.0:{canary}/",
    "nothing": "http://0:{canary}/",
    "IPv6": "http://[::1]:{canary}/",
    "IPv6 of nobody": "http://[::]:{canary}/",
    "mapped": "http://[::ffff:127.0.0.1]:{canary}/",
    "mapped in hexadecimal": "http://[::ffff:7f00:1]:{canary}/",
    "compatible": "http://[::127.0.0.1]:{canary}/",
    "NAT64": "http://[64:ff9b::7f00:1]:{canary}/",
    "6to4": "http://[2002:7f00:1::]:{canary}/",
    "Teredo": "http://[2001:0:5ef5:79fb:0:0:80ff:fffe]:{canary}/",
    "site-local": "http://[fec0::1]/",
    "unique local": "http://[fd00::1]/",
    "link-local": "http://[fe80::1]/",
    "link-local with its interface": "http://[fe80::1%25lo]/",
    "multicast": "http://224.0.0.1/",
    "broadcast": "http://255.255.255.255/",
    "ten": "http://10.0.0.1/",
    "one seven two": "http://172.16.0.1/",
    "one nine two": "http://192.168.0.1/",
    "cloud metadata": "http://169.254.169.254/latest/meta-data/",
    "cloud metadata, IPv6": "http://[fd00:ec2::254]/",
    "carrier-grade NAT": "http://100.64.0.1/",
    "benchmarking": "http://198.18.0.1/",
    "an allowed host as user": "http://{server}@127.0.0.1:{canary}/",
    "an allowed host as fragment": "http://127.0.0.1:{canary}#@{server}/",
    "an allowed host as path": "http://127.0.0.1:{canary}/@{server}/",
    "dots of another script": "http://127。0。0。1:{canary}/",
    "digits of another width": "http://１２７.0.0.1:{canary}/",
    "a name that leads inside": "http://inside.example:{canary}/",
}

ELSEWHERE = {
    "no address": ("", "bad_redirect"),
    "blanks": ("   ", "bad_redirect too_many_redirects"),
    "a file": ("file:///etc/passwd", "bad_redirect"),
    "a script": ("javascript:alert(1)", "bad_redirect"),
    "data": ("data:application/rss+xml,<rss/>", "bad_redirect"),
    "ftp": ("ftp://127.0.0.1/", "bad_redirect"),
    "gopher": ("gopher://127.0.0.1:{canary}/_x", "bad_redirect"),
    "mail": ("mailto:a@b.example", "bad_redirect"),
    "no host": ("http:///x", "bad_redirect http_404"),
    "a broken host": ("http://[::1", "bad_redirect"),
    "a port of letters": ("http://a.example:port/", "bad_redirect"),
    "a port too high": ("http://127.0.0.1:99999/", "bad_redirect"),
    "port nought": ("http://127.0.0.1:0/", "blocked_address bad_redirect"),
    "backslashes": ("http:\\\\127.0.0.1:{canary}\\", "bad_redirect http_404"),
    "itself": ("/{path}", "too_many_redirects"),
    "itself, longer each time": ("{path}/x", "too_many_redirects http_404"),
    "8,000 letters": ("/" + "x" * 8000, "http_404"),
    "100,000 letters": ("/" + "x" * 100_000, "bad_http"),
    "a label of 300 letters": ("http://" + "x" * 300 + ".example/", "bad_redirect bad_url dns"),
    "a name with a blank": ("http://a b.example/", "bad_redirect bad_url dns"),
    "a name with NUL": ("http://a%00b.example/", "bad_redirect bad_url dns"),
    "a lone surrogate": ("http://\udcff.example/", "bad_redirect bad_url dns"),
}


def to(location: str, *, status: int = 302, body: bytes = b"") -> Script:
    """A redirect as bytes, with whatever the location holds."""
    head = f"HTTP/1.1 {status} Found\r\nContent-Length: {len(body)}\r\nLocation: ".encode()
    return says(head + location.encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def server() -> AsyncIterator[RawServer]:
    """The only server that is allowed."""
    async with raw() as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def canary() -> AsyncIterator[RawServer]:
    """A server that nobody may reach, on every address of loopback there is."""
    async with raw() as made:
        made.put("/", says(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret"))
        yield made


def look_up(host: str, port: int, **named: object) -> list[tuple[object, ...]]:
    """Names lead to loopback; what the system itself makes of odd numbers stays its business."""
    if host.endswith(".example"):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))] if host == "inside.example" else []
    return list(socket.getaddrinfo(host, port, **named))  # type: ignore[arg-type] # handed through


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def web(server: RawServer) -> AsyncIterator[Web]:
    """One client for all cases."""
    patched = pytest.MonkeyPatch()
    patched.setattr(web_module, "Resolver", lambda: Resolver(look_up=look_up))
    made = Web(manners(server.place), caps=Caps(seconds=2, wire=2**20, decoded=2**20))
    yield made
    await made.close()
    patched.undo()


async def trouble(web: Web, url: str) -> FetchTrouble:
    """The trouble a fetch ends in, soon."""
    async with asyncio.timeout(5):
        with pytest.raises(FetchTrouble) as caught:
            await web.fetch(url)
    return caught.value


@pytest.mark.parametrize("case", PRIVATE)
async def test_no_redirect_leads_inside(server: RawServer, canary: RawServer, web: Web, case: str) -> None:
    """However the private address is written, nothing is sent to it, and the trouble says blocked or unreadable."""
    location = PRIVATE[case].format(canary=canary.port, server=server.place)
    found = await trouble(web, server.put("/trap", to(location, status=301)))
    assert found.kind in {"blocked_address", "bad_redirect", "bad_url", "dns"}
    assert canary.asked == []
    if case in {"cloud metadata", "mapped", "NAT64", "6to4", "another port of loopback", "a name that leads inside"}:
        assert found.kind == "blocked_address"


@pytest.mark.parametrize("case", ELSEWHERE)
async def test_no_redirect_leads_astray(server: RawServer, canary: RawServer, web: Web, case: str) -> None:
    """Locations that are no web address, circles and absurd ones end with their own word."""
    location, kinds = ELSEWHERE[case]
    located = location.replace("{canary}", str(canary.port)).replace("{path}", "trap")
    found = await trouble(web, server.put("/trap", to(located)))
    assert found.kind in kinds.split()
    assert canary.asked == []


async def test_a_location_cannot_smuggle_a_header(server: RawServer, web: Web) -> None:
    """Line ends in a location, written out or escaped, never become lines of our request."""
    await trouble(web, server.put("/trap", to("/a%0D%0AX-Evil:%201")))
    assert not [head for head in server.heads if b"\r\nX-Evil" in head]


async def test_the_body_of_a_redirect_is_not_read(server: RawServer, web: Web) -> None:
    """A redirect with a body of megabytes costs no more than its head."""
    server.put("/end", says(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"))
    fat = says(b"HTTP/1.1 302 Found\r\nLocation: /end\r\nContent-Length: 99999999\r\n\r\n", hang=True)
    async with asyncio.timeout(5):
        assert (await web.fetch(server.put("/trap", fat))).body == b"ok"
