"""Servers that break, bend or drag out HTTP: every case ends in time, with its own word, and costs itself alone."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.stand_ins.raw import RawServer, Script, for_ever, raw, says
from tests.watchers.conftest import manners
from watchers.errors import FetchTrouble
from watchers.web import Caps, Web

pytestmark = pytest.mark.asyncio(loop_scope="module")

FEED = b"<rss><channel><item><title>" + b"words " * 200 + b"</title></item></channel></rss>"
OK = b"HTTP/1.1 200 OK\r\n"
SIZED = OK + b"Content-Length: %d\r\n\r\n" % len(FEED)
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
CHUNK = b"%x\r\n%s\r\n" % (len(FEED), FEED)
ZIPPED = gzip.compress(FEED)


def encoded(encoding: str, body: bytes) -> Script:
    """An answer in this Content-Encoding."""
    return says(OK + f"Content-Encoding: {encoding}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)


def status(line: str, *headers: str) -> Script:
    """An answer of this status, with the feed as its body."""
    return says("\r\n".join((f"HTTP/1.1 {line}", *headers, f"Content-Length: {len(FEED)}", "", "")).encode() + FEED)


def flipped(body: bytes, at: int) -> bytes:
    """The bytes with one of them turned round."""
    return body[:at] + bytes([body[at] ^ 0xFF]) + body[at + 1 :]


CASES: dict[str, tuple[Script, str]] = {
    # not HTTP
    "hangs up at once": (says(), "disconnected"),
    "another protocol": (says(b"220 mail.example ESMTP\r\n"), "bad_http"),
    "a body without a head": (says(FEED), "bad_http"),
    "a version of the future": (says(b"HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n"), "bad_http"),
    "no version": (says(b"200 OK\r\n\r\n" + FEED), "bad_http"),
    "a status of letters": (says(b"HTTP/1.1 abc OK\r\n\r\n"), "bad_http"),
    "a status of four digits": (says(b"HTTP/1.1 2000 OK\r\n\r\n"), "bad_http"),
    "NUL in the status line": (says(b"HTTP/1.1 200 O\0K\r\n\r\n"), "fine"),
    "TLS where none was spoken": (says(b"\x15\x03\x01\x00\x02\x02\x46"), "bad_http"),
    # heads
    "head cut": (says(OK + b"Content-Type: text/x"), "disconnected"),
    "header without a colon": (says(OK + b"nonsense\r\n\r\n" + FEED), "bad_http"),
    "header with NUL": (says(OK + b"X-A: a\0b\r\nContent-Length: 0\r\n\r\n"), "bad_http"),
    "blank before the colon": (says(OK + b"Content-Length : %d\r\n\r\n" % len(FEED) + FEED), "fine"),
    "a header of 100 kB": (says(OK + b"X-A: " + b"a" * 100_000 + b"\r\n\r\n"), "bad_http"),
    "a status line of 100 kB": (says(b"HTTP/1.1 200 " + b"O" * 100_000 + b"\r\n\r\n"), "bad_http"),
    "50,000 headers": (says(OK + b"X-A: a\r\n" * 50_000 + b"\r\n"), "bad_http"),
    "headers for ever": (for_ever(b"X-A: a\r\n" * 1000, first=OK), "bad_http"),
    "head never ends": (for_ever(b"X-A: a\r\n", first=OK, every=0.05), "timeout"),
    "a byte of the head at a time": (says(*(bytes([byte]) for byte in OK * 9), every=0.05), "timeout"),
    "continue, continue": (for_ever(b"HTTP/1.1 100 Continue\r\n\r\n", every=0.001), "timeout"),
    "another protocol is proposed": (says(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"), "http_101"),
    # lengths
    "shorter than announced": (says(SIZED + FEED[:-9]), "truncated"),
    "longer than announced": (says(SIZED + FEED + b"<more/>" * 99), "fine or bad_http"),
    "negative length": (says(OK + b"Content-Length: -5\r\n\r\n" + FEED), "bad_http"),
    "length in words": (says(OK + b"Content-Length: many\r\n\r\n" + FEED), "bad_http"),
    "length with a plus": (says(OK + b"Content-Length: +5\r\n\r\n" + FEED), "bad_http"),
    "two lengths": (says(OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + FEED), "bad_http"),
    "length and chunks": (says(OK + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNK), "bad_http"),
    "an exabyte announced": (says(OK + b"Content-Length: 1000000000000000000\r\n\r\n" + FEED), "too_big"),
    "more digits than any number": (says(OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n"), "bad_http"),
    "no length, hangs up": (says(OK + b"\r\n" + FEED), "fine"),
    "no length, no end": (for_ever(b"x" * 65536, first=OK + b"\r\n"), "too_big"),
    # chunks
    "in chunks": (says(CHUNKED + CHUNK + b"0\r\n\r\n"), "fine"),
    "no last chunk": (says(CHUNKED + CHUNK), "truncated"),
    "cut in a chunk": (says(CHUNKED + CHUNK[:300]), "truncated"),
    "chunk size in words": (says(CHUNKED + b"zz\r\n" + FEED), "bad_http"),
    "chunk size negative": (says(CHUNKED + b"-5\r\n" + FEED), "bad_http"),
    "a chunk of exabytes": (says(CHUNKED + b"ffffffffffffffff\r\n" + FEED), "truncated"),
    "chunk with an endless extension": (for_ever(b"x" * 65536, first=CHUNKED + b"5;a="), "timeout"),
    "chunks for ever": (for_ever(CHUNK * 20, first=CHUNKED), "too_big"),
    "trailers for ever": (for_ever(b"X-A: a\r\n" * 1000, first=CHUNKED + CHUNK + b"0\r\n"), "bad_http"),
    # pace
    "never answers": (says(hang=True), "timeout"),
    "hangs in the middle": (says(SIZED + FEED[:99], hang=True), "timeout"),
    "a byte of the body at a time": (for_ever(b" ", first=OK + b"Content-Length: 99999\r\n\r\n", every=0.05), "timeout"),
    "a chunk at a time": (for_ever(b"1\r\n \r\n", first=CHUNKED, every=0.05), "timeout"),
    # encodings of the transfer
    "gzip": (encoded("gzip", ZIPPED), "fine"),
    "gzip in capitals": (encoded("GZIP", ZIPPED), "fine"),
    "gzip cut": (encoded("gzip", ZIPPED[:-12]), "truncated"),
    "gzip of nothing": (encoded("gzip", b""), "truncated"),
    "gzip, head only": (encoded("gzip", ZIPPED[:10]), "truncated"),
    "gzip, wrong sum": (encoded("gzip", flipped(ZIPPED, -6)), "bad_encoding"),
    "gzip, wrong length": (encoded("gzip", flipped(ZIPPED, -1)), "bad_encoding"),
    "gzip, broken inside": (encoded("gzip", flipped(ZIPPED, 30)), "bad_encoding"),
    "gzip that is none": (encoded("gzip", FEED), "bad_encoding"),
    "gzip, then noise": (encoded("gzip", ZIPPED + b"noise"), "fine"),
    "gzip twice over": (encoded("gzip, gzip", gzip.compress(ZIPPED)), "bad_encoding"),
    "a thousand gzips in a row": (encoded("gzip", gzip.compress(b"") * 1000), "too_big"),
    "gzip bomb": (encoded("gzip", gzip.compress(bytes(20 * 2**20), 9)), "too_big"),
    "deflate bomb": (encoded("deflate", zlib.compress(bytes(20 * 2**20), 9)), "too_big"),
    "deflate cut": (encoded("deflate", zlib.compress(FEED)[:-3]), "truncated"),
    "brotli, never asked for": (encoded("br", b"\x0b\x02\x80abc\x03"), "bad_encoding"),
    "zstd, never asked for": (encoded("zstd", b"\x28\xb5\x2f\xfd"), "bad_encoding"),
    "an encoding of 5,000 letters": (encoded("x" * 5000, FEED), "bad_encoding"),
    # statuses
    "no content": (says(b"HTTP/1.1 204 No Content\r\n\r\n"), "http_204"),
    "a part": (status("206 Partial Content", "Content-Range: bytes 0-99/5000"), "http_206"),
    "only the new, unasked": (status("226 IM Used", "IM: feed"), "http_226"),
    "choose yourself": (status("300 Multiple Choices", "Location: /x"), "http_300"),
    "not modified, unasked": (says(b"HTTP/1.1 304 Not Modified\r\n\r\n"), "unasked_304"),
    "use a proxy": (status("305 Use Proxy", "Location: http://10.0.0.1/"), "http_305"),
    "a teapot": (status("418 I'm a teapot"), "http_418"),
    "for legal reasons": (status("451 Unavailable"), "http_451"),
    "a status nobody knows": (status("799 Whatever"), "http_799"),
    "refresh elsewhere": (status("200 OK", "Refresh: 0; url=http://10.0.0.1/"), "fine"),
}  # fmt: skip


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def server() -> AsyncIterator[RawServer]:
    """One server for all cases, each at its own path."""
    async with raw() as made:
        for number, (script, _) in enumerate(CASES.values()):
            made.put(f"/{number}", script)
        yield made


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def web(server: RawServer) -> AsyncIterator[Web]:
    """One client for all cases: what one breaks the next would notice."""
    made = Web(manners(server.place), caps=Caps(seconds=10, wire=2**20, decoded=2 * 2**20))
    yield made
    await made.close()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def hasty(server: RawServer) -> AsyncIterator[Web]:
    """One that waits no longer than it must, for what never ends."""
    made = Web(manners(server.place), caps=Caps(seconds=0.4, wire=2**20, decoded=2 * 2**20))
    yield made
    await made.close()


async def fetched(web: Web, url: str) -> tuple[str, str]:
    """What comes of a fetch: `fine` and the body, or the trouble's kind and address."""
    try:
        answer = await web.fetch(url)
    except FetchTrouble as trouble:
        return trouble.kind, trouble.url
    return "fine", answer.body.decode()


@pytest.mark.parametrize("case", CASES)
async def test_a_server_that_misbehaves_is_named(server: RawServer, web: Web, hasty: Web, case: str) -> None:
    """The fetch ends within its time as the case says: with the feed whole, or with the trouble's kind and address."""
    url = f"http://{server.place}/{list(CASES).index(case)}"
    async with asyncio.timeout(15):
        outcome, told = await fetched(hasty if CASES[case][1] == "timeout" else web, url)
    assert told in {FEED.decode(), "", url}
    assert outcome in CASES[case][1].split(" or ")


async def test_a_plain_server_speaks_no_tls() -> None:
    """A server that speaks http, asked by https, is a trouble of encryption."""

    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(SIZED + FEED)
        writer.close()

    listening = await asyncio.start_server(greet, "127.0.0.1", 0)
    place = f"127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    web = Web(manners(place))
    async with listening:
        with pytest.raises(FetchTrouble) as caught:
            await web.fetch(f"https://{place}/")
    await web.close()
    assert caught.value.kind == "tls"


async def test_a_connection_closed_behind_our_back_is_made_anew(server: RawServer, web: Web) -> None:
    """A server that says keep-alive and hangs up costs no look."""
    url = server.put("/again", says(OK + b"Connection: keep-alive\r\nContent-Length: 2\r\n\r\nok"))
    assert [(await web.fetch(url)).body for _ in range(3)] == [b"ok"] * 3
