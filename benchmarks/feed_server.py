"""Five hundred feeds on loopback, in a process of their own: `python -m benchmarks.feed_server FEEDS ENTRIES`.

Prints its port, then serves until its input ends. `/f/N` is a feed with an ETag; `/late/N` the same a tenth of a second
later; `/bad/WORD` a hostile one. Bare asyncio, so that what is measured is the reader and not the server.
"""

import asyncio
import gzip
import random
import sys

LATENCY = 0.1
_VERBS = ("unveils", "prices", "tests", "delays", "renews", "patches", "opens", "audits", "ships", "compares")
_THINGS = (
    "its new model",
    "a data centre",
    "its chip plan",
    "the speech service",
    "an agent kit",
    "its search",
    "a benchmark",
)
_FIRST = ("Mira", "Tomas", "Aiko", "Nadia", "Piotr", "Elena", "Ravi", "Sofia", "Jonas", "Amara", "Hugo", "Leila")
_LAST = ("Lund", "Ortega", "Sato", "Haddad", "Zielinski", "Rossi", "Iyer", "Lopez", "Berg", "Okafor", "Weiss", "Karimi")
_WORDS = [
    "The",
    "company",
    "said",
    "on",
    "Tuesday",
    "that",
    "the",
    "work",
    "began",
    "last",
    "spring",
    "with",
    "a",
    "small",
    "group",
    "and",
    "grew",
    "as",
    "customers",
    "asked",
    "for",
    "more",
    "of",
    "it",
    "while",
    "engineers",
    "measured",
    "cost",
    "speed",
    "and",
    "quality",
    "on",
    "the",
    "tasks",
    "that",
    "people",
    "bring",
    "every",
    "day",
    "and",
    "published",
    "what",
    "they",
    "saw",
]
_MOVES, _LEADERS = 200, 10
"""So many entries to one that tells of a change of hands, and to one that names a leader and tells of none."""
HOSTILE = ("hang", "drip", "bomb", "trap")


def feed(number: int, entries: int) -> bytes:
    """One feed; the same in every run."""
    dice = random.Random(number)  # noqa: S311 - invented news
    items = "".join(_item(number, entry, dice) for entry in range(entries))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>Feed {number}</title>'
        f"<link>https://wire{number}.example/</link><description>News</description>{items}</channel></rss>"
    ).encode()


def _item(number: int, entry: int, dice: random.Random) -> str:
    company, story = f"Lab{dice.randrange(400)}", number * 20 + entry
    title = f"{company} {dice.choice(_VERBS)} {dice.choice(_THINGS)}, report {story}"
    if story % _LEADERS == 3:
        title = f"{company} chief executive praises {dice.choice(_THINGS)}, report {story}"
    if story % _MOVES == 0:
        title = f"{company} chief scientist {dice.choice(_FIRST)} {dice.choice(_LAST)} leaves to join Acme{story} Labs"
    text = " ".join(dice.choices(_WORDS, k=60))
    return (
        f"<item><title>{title}</title><link>https://wire{number}.example/{entry}</link><guid>{story}</guid>"
        f"<pubDate>Wed, 25 Nov 2026 {entry % 24:02}:{number % 60:02}:00 GMT</pubDate><description>&lt;p&gt;{text}.&lt;/p&gt;</description></item>"
    )


class _Site:
    """What is served, made before the first request."""

    def __init__(self, feeds: int, entries: int) -> None:
        bodies = [feed(number, entries) for number in range(feeds)]
        self.pages = [_answer(body, f'ETag: "{number}"') for number, body in enumerate(bodies)]
        self.same = [f'HTTP/1.1 304 Not Modified\r\nETag: "{number}"\r\n\r\n'.encode() for number in range(feeds)]
        trap = (
            b"<rss><channel><item><title>t</title><rating/><author>"
            + b"a" * 150_000
            + b"</author></item></channel></rss>"
        )
        self.bomb = _answer(gzip.compress(bytes(50 * 2**20), 9), "Content-Encoding: gzip")
        self.trap = _answer(trap)


def _answer(body: bytes, *headers: str) -> bytes:
    head = ("HTTP/1.1 200 OK", "Content-Type: application/rss+xml", f"Content-Length: {len(body)}", *headers, "", "")
    return "\r\n".join(head).encode() + body


class _Connection(asyncio.Protocol):
    """One connection, kept alive; requests come one after the other."""

    def __init__(self, site: _Site) -> None:
        self._site = site
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to answer."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every whole request."""
        self._heard += data
        while b"\r\n\r\n" in self._heard:
            head, _, self._heard = self._heard.partition(b"\r\n\r\n")
            self._serve(head)

    def _serve(self, head: bytes) -> None:
        _, kind, name = head.split(b" ", 2)[1].decode().split("/")
        if kind == "bad":
            self._misbehave(name)
            return
        number = int(name)
        known = f'if-none-match: "{number}"'.encode() in head.lower()
        answer = self._site.same[number] if known else self._site.pages[number]
        if kind == "late":
            asyncio.get_running_loop().call_later(LATENCY, self._transport.write, answer)
        else:
            self._transport.write(answer)

    def _misbehave(self, word: str) -> None:
        if word == "drip":
            self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n")
            self._drip()
        elif word != "hang":
            self._transport.write(self._site.bomb if word == "bomb" else self._site.trap)

    def _drip(self) -> None:
        if not self._transport.is_closing():
            self._transport.write(b" ")
            asyncio.get_running_loop().call_later(0.5, self._drip)


async def serve(feeds: int, entries: int) -> None:
    """Listen on every address of loopback, so that hostile feeds can have hosts of their own; end with the input."""
    site, loop = _Site(feeds, entries), asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(site), "0.0.0.0", 0)  # noqa: S104 - reached over 127.0.0.0/8 only
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
