"""Fetching, against a real server that behaves and misbehaves."""

import asyncio
import gzip
import zlib

import pytest

from tests.stand_ins.feeds import FeedServer, Page, bomb, cut, drip, endless, fixed, hang, redirect, serving, zipped
from tests.watchers.conftest import manners
from watchers.entries import Validators
from watchers.errors import BadStatus, FetchTrouble
from watchers.web import Caps, Web, user_agent

BODY = b"<rss>" + b"words " * 1000 + b"</rss>"


async def trouble(web: Web, url: str) -> FetchTrouble:
    """The trouble that a fetch must end with."""
    with pytest.raises(FetchTrouble) as caught:
        await web.fetch(url)
    return caught.value


async def test_validators_go_back_as_they_came(server: FeedServer, web: Web) -> None:
    """The second request carries both validators byte for byte, and a 304 comes back as one."""
    page = Page(
        BODY, headers={"Last-Modified": "Wed, 04 Mar 2026 10:00:00 GMT", "Cache-Control": "public, max-age=600"}
    )
    url = server.put("/feed", page)
    first = await web.fetch(url)
    second = await web.fetch(url, validators=first.validators)
    sent = server.seen[1][1]
    assert first.body == BODY
    assert first.max_age
    assert first.max_age.total_seconds() == 600
    assert (second.status, second.body) == (304, b"")
    assert sent["If-None-Match"] == page.etag
    assert sent["If-Modified-Since"] == "Wed, 04 Mar 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    ("etag", "kept"), [(b'W/"\xc3\xa9"', True), (b'"\xe9"', False), (b'"' + b"x" * 2000 + b'"', False)]
)
async def test_only_validators_that_can_go_back_are_kept(etag: bytes, *, kept: bool) -> None:
    """An ETag comes back to the server as the same bytes, or not at all: a changed one would hide nothing and cost much."""
    got: list[bytes] = []

    async def raw(reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        got.append(await reading.readuntil(b"\r\n\r\n"))
        writing.write(b"HTTP/1.1 200 OK\r\nETag: " + etag + b"\r\nContent-Length: 2\r\n\r\nok")
        await writing.drain()
        writing.close()

    listening = await asyncio.start_server(raw, "127.0.0.1", 0)
    place = f"127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    web = Web(manners(place))
    async with listening:
        validators = (await web.fetch(f"http://{place}/")).validators
        await web.fetch(f"http://{place}/", validators=validators)
    await web.close()
    assert (b"If-None-Match: " + etag + b"\r\n" in got[1]) is kept
    assert (b"If-None-Match" in got[1]) is kept


async def test_requests_say_who_we_are_and_nothing_else(server: FeedServer, web: Web) -> None:
    """The agent is name, version and contact without brackets; no cookie and no referrer is ever sent."""
    url = server.put("/", fixed(BODY, Set_Cookie="a=b"))
    await web.fetch(url)
    await web.fetch(url)
    sent = server.seen[1][1]
    assert sent["User-Agent"] == user_agent("ops@example.com") == user_agent("(ops@example.com)\r\n")
    assert sent["User-Agent"].startswith("Moves/")
    assert sent["User-Agent"].endswith(" ops@example.com")
    assert not {"Cookie", "Referer"} & set(sent)


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(BODY),
        gzip.compress(BODY[:100]) + gzip.compress(BODY[100:]),
        gzip.compress(BODY) + b"\0\0padding",
    ],
    ids=["one", "two members", "padded"],
)
async def test_gzip_is_undone(server: FeedServer, web: Web, body: bytes) -> None:
    """One stream, several, or one with padding: the words come out whole."""
    assert (await web.fetch(server.put("/", fixed(body, Content_Encoding="gzip")))).body == BODY


@pytest.mark.parametrize("bits", [zlib.MAX_WBITS, -zlib.MAX_WBITS])
async def test_both_kinds_of_deflate_are_undone(server: FeedServer, web: Web, bits: int) -> None:
    """Servers send deflate with and without its wrapper; both are read."""
    packer = zlib.compressobj(wbits=bits)
    body = packer.compress(BODY) + packer.flush()
    assert (await web.fetch(server.put("/", fixed(body, Content_Encoding="deflate")))).body == BODY


FAILURES = {
    "hang": (hang, "timeout"),
    "drip": (drip, "timeout"),
    "endless": (endless, "too_big"),
    "huge": (fixed(b"x" * (2**20 + 1)), "too_big"),
    "bomb": (bomb(), "too_big"),
    "many members": (fixed(gzip.compress(b"") * 100, Content_Encoding="gzip"), "too_big"),
    "cut": (cut(BODY, 300), "truncated"),
    "cut gzip": (zipped(BODY, keep=-20), "truncated"),
    "empty gzip": (fixed(b"", Content_Encoding="gzip"), "truncated"),
    "no gzip": (fixed(BODY, Content_Encoding="gzip"), "bad_encoding"),
    "brotli": (fixed(BODY, Content_Encoding="br"), "bad_encoding"),
    "not found": (fixed(status=404), "http_404"),
    "gone": (fixed(status=410), "http_410"),
    "server error": (fixed(status=500), "http_500"),
    "part": (fixed(BODY, status=206), "http_206"),
    "unasked 304": (fixed(status=304), "unasked_304"),
    "redirect to nowhere": (fixed(status=301), "bad_redirect"),
    "redirect to a file": (redirect("file:///etc/passwd"), "bad_redirect"),
    "redirect to a bad host": (redirect("http://[nonsense/"), "bad_redirect"),
    "redirect to itself": (redirect("/page"), "too_many_redirects"),
}


@pytest.mark.parametrize("mode", FAILURES)
async def test_failures_have_names(server: FeedServer, mode: str) -> None:
    """Each way to fail ends soon, with its own kind and the address asked."""
    handler, kind = FAILURES[mode]
    web = Web(manners(server.place), caps=Caps(seconds=0.5 if kind == "timeout" else 5, wire=2**20, decoded=2 * 2**20))
    async with asyncio.timeout(5):
        caught = await trouble(web, server.put("/page", handler))
    await web.close()
    assert caught.kind == kind
    assert server.place in caught.url


async def test_nobody_listens_and_no_name() -> None:
    """A closed port and a name without an address are told apart."""
    async with serving() as gone:
        url = gone.url("/")
    other = Web(manners(gone.place))
    assert (await trouble(other, url)).kind == "refused"
    assert (await trouble(other, "http://no-such-host.invalid/")).kind == "dns"
    await other.close()


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7),
        ("1000000000000", 86400),
        ("Wed, 21 Oct 2199 07:28:00 GMT", 86400),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("-5", None),
        ("soon", None),
    ],
)
async def test_retry_after_is_read_and_bounded(server: FeedServer, web: Web, header: str, seconds: int | None) -> None:
    """Seconds and dates are understood, absurd ones are bounded to a day, nonsense is nothing."""
    with pytest.raises(BadStatus) as caught:
        await web.fetch(server.put("/", fixed(status=429, Retry_After=header)))
    assert caught.value.kind == "http_429"
    delay = caught.value.retry_after
    assert (delay.total_seconds() if delay is not None else None) == seconds


async def test_new_entries_alone_are_asked_for_and_known_as_such(server: FeedServer, web: Web) -> None:
    """With an ETag goes the wish for the new entries alone (RFC 3229); such an answer says that it is no whole list."""
    url = server.put("/", fixed(BODY, status=226, IM="feed", ETag='"2"'))
    answer = await web.fetch(url, validators=Validators(etag='"1"'))
    assert (answer.partial, answer.status, answer.validators.etag) == (True, 200, '"2"')
    assert server.seen[0][1]["A-IM"] == "feed"
    assert (await trouble(web, url)).kind == "http_226"
    assert "A-IM" not in server.seen[1][1]
    server.put("/", fixed(BODY, status=226, IM="diffe"))
    with pytest.raises(BadStatus):
        await web.fetch(url, validators=Validators(etag='"1"'))


async def test_only_the_web_is_fetched(web: Web) -> None:
    """Files, other schemes and addresses without a host are refused before anything is opened."""
    for url in ("file:///etc/passwd", "ftp://a.example/", "http://", "feed", "http://[::1"):
        assert (await trouble(web, url)).kind == "bad_url"


async def test_a_password_in_the_address_is_used_and_never_shown(server: FeedServer, web: Web) -> None:
    """User and password of a source's address become a header; the answer's address and troubles are without them."""
    url = server.put("/", fixed(BODY)).replace("://", "://me:s3cret@")
    answer = await web.fetch(url)
    assert server.seen[0][1]["Authorization"].startswith("Basic ")
    assert answer.url == server.url("/")
    server.put("/", fixed(status=401))
    caught = await trouble(web, url)
    assert "s3cret" not in f"{caught} {caught!r} {caught.url}"


async def test_a_host_is_not_crowded(server: FeedServer) -> None:
    """No more requests at once than allowed reach a host, and they keep their distance."""
    url = server.put("/", fixed(BODY))
    web = Web(manners(server.place, per_host=2, gap=0.03))
    loop = asyncio.get_running_loop()
    started = loop.time()
    await asyncio.gather(*(web.fetch(url) for _ in range(6)))
    await web.close()
    assert server.most_at_once <= 2
    assert loop.time() - started >= 5 * 0.03


async def test_one_slow_host_does_not_hold_up_another(server: FeedServer) -> None:
    """While one host hangs with all its places taken, others are served."""
    async with serving() as slow:
        stuck = Web(manners(server.place, slow.place, per_host=1))
        waiting = [asyncio.create_task(stuck.fetch(slow.put("/", hang))) for _ in range(3)]
        async with asyncio.timeout(3):
            assert (await stuck.fetch(server.put("/", fixed(BODY)))).status == 200
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await stuck.close()


async def test_a_closed_web_opens_again(server: FeedServer, web: Web) -> None:
    """Closing twice is fine, and the next fetch works."""
    url = server.put("/", fixed(BODY))
    await web.fetch(url)
    await web.close()
    await web.close()
    assert (await web.fetch(url)).status == 200
