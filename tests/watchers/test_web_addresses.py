"""Where a fetch may lead, and what goes along: redirects, private addresses, passwords."""

import socket

import pytest
from yarl import URL

from tests.stand_ins.feeds import FeedServer, fixed, redirect, serving
from tests.watchers.conftest import manners
from watchers import hops
from watchers import web as web_module
from watchers.entries import Validators
from watchers.errors import BlockedAddress
from watchers.resolver import Resolver
from watchers.web import Web

BODY = b"<rss>" + b"words " * 1000 + b"</rss>"


async def test_redirects_are_followed_and_the_last_address_told(server: FeedServer, web: Web) -> None:
    """Five hops are followed, and links will be made absolute with the address that answered."""
    server.put("/end", fixed(BODY))
    for hop in range(5):
        server.put(f"/{hop}", redirect(f"/{hop + 1}" if hop < 4 else "end", status=(301, 302, 303, 307, 308)[hop]))
    answer = await web.fetch(server.url("/0"))
    assert answer.body == BODY
    assert answer.url == server.url("/end")


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "127.1", "2130706433", "0x7f000001", "0.0.0.0"],  # noqa: S104 - addresses to refuse
)
async def test_private_addresses_are_not_dialled(server: FeedServer, host: str) -> None:
    """Whatever spelling leads to loopback, the guard says no and the server is never asked."""
    web = Web(manners())
    with pytest.raises(BlockedAddress) as caught:
        await web.fetch(server.url("/", host))
    await web.close()
    assert caught.value.kind == "blocked_address"
    assert not server.seen


async def test_a_name_that_leads_inside_is_not_dialled(server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a name resolves to at the moment of the dial counts: a name server cannot lead us to loopback."""
    server.put("/", fixed(BODY))
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))]
    monkeypatch.setattr(web_module, "Resolver", lambda: Resolver(look_up=lambda *_, **__: inside))
    web = Web(manners())
    with pytest.raises(BlockedAddress):
        await web.fetch(server.url("/", "news.example"))
    await web.close()
    assert not server.seen


async def test_redirects_into_the_private_net_are_not_followed(server: FeedServer, web: Web) -> None:
    """A permitted server cannot send us to one that is not."""
    async with serving() as canary:
        canary.put("/", fixed(BODY))
        for host in ("127.0.0.1", "localhost"):
            with pytest.raises(BlockedAddress):
                await web.fetch(server.put("/page", redirect(canary.url("/", host))))
        assert not canary.seen


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [((301,), True), ((308, 301), True), ((302,), False), ((301, 307), False), ((303, 308), False), ((), False)],
)
async def test_only_a_chain_meant_for_good_is_told(
    server: FeedServer, web: Web, statuses: tuple[int, ...], *, moved: bool
) -> None:
    """The answer says where the source has moved only where every redirect on the way was permanent."""
    for hop, status in enumerate(statuses):
        server.put(f"/{hop}", redirect(f"/{hop + 1}#part", status=status))
    server.put(f"/{len(statuses)}", fixed(BODY))
    answer = await web.fetch(server.url("/0"))
    assert answer.moved_to == (server.url(f"/{len(statuses)}") if moved else None)


def test_a_redirect_that_gives_something_up_is_not_to_be_kept() -> None:
    """Encryption given up, or a password that would be left behind, make no new address; nor does a temporary one."""
    kept = [
        hops.is_lasting(URL(old), status, URL(new))
        for old, status, new in (
            ("http://a.example/", 301, "https://a.example/"),
            ("https://a.example/", 308, "https://b.example/"),
            ("https://a.example/", 301, "http://a.example/"),
            ("https://me:word@a.example/", 301, "https://a.example/x"),
            ("http://a.example/", 302, "https://a.example/"),
        )
    ]
    assert kept == [True, True, False, False, False]


async def test_a_password_stays_within_its_origin(server: FeedServer, web: Web) -> None:
    """A redirect to the same host and port keeps user and password, however it is written."""
    server.put("/end", fixed(BODY))
    for location in ("/end", server.url("/end")):
        await web.fetch(server.put("/", redirect(location)).replace("://", "://me:s3cret@"))
        assert server.seen[-1][1].get("Authorization", "").startswith("Basic ")


async def test_a_listed_name_opens_only_its_port(server: FeedServer) -> None:
    """`localhost:port` lets that name and port through; the same address under another name stays closed."""
    url = server.put("/", fixed(BODY))
    web = Web(manners(f"localhost:{server.port}"))
    assert (await web.fetch(server.url("/", "localhost"))).body == BODY
    with pytest.raises(BlockedAddress):
        await web.fetch(url)
    await web.close()


async def test_a_sources_own_headers_stay_with_its_host(server: FeedServer) -> None:
    """A key given for one host is not carried to another by a redirect; validators are."""
    async with serving() as other:
        other.put("/", fixed(BODY))
        web = Web(manners(server.place, other.place))
        url = server.put("/", redirect(other.url("/")))
        await web.fetch(url, headers={"X-Key": "k"}, validators=Validators(etag='"e"'))
        await web.close()
        assert server.seen[0][1]["X-Key"] == "k"
        assert "X-Key" not in other.seen[0][1]
        assert other.seen[0][1]["If-None-Match"] == '"e"'


async def test_a_password_is_not_carried_to_another_host(server: FeedServer) -> None:
    """A redirect elsewhere leaves user and password behind."""
    async with serving() as other:
        other.put("/", fixed(BODY))
        web = Web(manners(server.place, other.place))
        await web.fetch(server.put("/", redirect(other.url("/"))).replace("://", "://me:s3cret@"))
        await web.close()
        assert "Authorization" not in other.seen[0][1]
