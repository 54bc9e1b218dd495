"""Somebody's feed test files, each polled twice over loopback: `python -m benchmarks.corpora FOLDER…`, `-v` names the files.

Counts what must not be (crashes, feeds given up for time, news at the second look of the same bytes), feeds refused
though bare feedparser finds entries in them, and where our entries differ from feedparser's: how many, ids, titles, links.
Nothing of the files is kept.
"""

import asyncio
import datetime as dt
import io
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import feedparser
import structlog
from aiohttp import web

from bot import config
from bot.settings import WatchSettings
from store.database import Database
from watchers import plain_text, raw_item
from watchers.entries import Document, Entry, Source
from watchers.errors import FormatTrouble
from watchers.extract import choose
from watchers.poll import Watch, poll
from watchers.web import Web

_ENDINGS = {".xml", ".rss", ".atom", ".rdf", ".json"}
_HEADER = re.compile(rb"^Header:\s*([\w-]+):\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE)
_AT_ONCE = 40
_HUNG = {"parser_gave_up", "timeout"}


@dataclass(frozen=True, slots=True)
class Case:
    """One file."""

    path: Path
    name: str
    body: bytes

    @property
    def content_type(self) -> str:
        """What the file's first lines say (`Header: Content-type: …`), else XML or JSON by its name."""
        told = {name.lower(): value for name, value in _HEADER.findall(self.body[:2000])}
        usual = "application/feed+json" if self.path.suffix == ".json" else "application/xml"
        return str(told[b"content-type"].decode("latin-1")) if b"content-type" in told else usual


@dataclass
class Found:
    """What came out of a folder: names of files by what they showed."""

    files: int = 0
    feeds: int = 0
    """Files in which feedparser finds entries."""
    entries: int = 0
    by_word: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    kinds: Counter[str] = field(default_factory=Counter)
    """Kinds of trouble of the refused."""

    def note(self, word: str, case: Case) -> None:
        """Put a file under a word."""
        self.by_word[word].append(case.name)


def cases(folder: Path) -> Iterator[Case]:
    """Every file that may be a feed; a .json beside an .xml of its name is somebody's expectation of it."""
    for path in sorted(folder.rglob("*")):
        beside = path.suffix == ".json" and path.with_suffix(".xml").exists()
        if path.suffix in _ENDINGS and path.is_file() and not beside:
            yield Case(path, str(path.relative_to(folder)), path.read_bytes())


class Corpus:
    """A folder being served and polled."""

    def __init__(self, found: Sequence[Case]) -> None:
        self._cases = found
        self.found = Found(files=len(found))
        self._database = Database(":memory:")
        self._database.upgrade()
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def run(self) -> Found:
        """Poll everything twice and compare."""
        app = web.Application()
        app.router.add_get("/{number}", self._serve)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        watch = self._watch(port)
        await asyncio.gather(*(self._looked(number, port, watch) for number in range(len(self._cases))))
        await watch.web.close()
        watch.close()
        await runner.cleanup()
        self._database.close()
        return self.found

    def _watch(self, port: int) -> Watch:
        watchlist = config.default_watchlist()
        manners = WatchSettings(allow_private=(f"127.0.0.1:{port}",), per_host=_AT_ONCE, host_gap=dt.timedelta(0))
        return Watch(
            web=Web(manners),
            database=self._database,
            engine=choose.engine(watchlist),
            routes=(),
            watchlist=watchlist,
            max_age=dt.timedelta(days=14),
            clock=lambda: dt.datetime.now(dt.UTC),
        )

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        case = self._cases[int(request.match_info["number"])]
        return web.Response(body=case.body, headers={"Content-Type": _one_line(case.content_type)})

    async def _looked(self, number: int, port: int, watch: Watch) -> None:
        case, url = self._cases[number], f"http://127.0.0.1:{port}/{number}"
        source = Source(name=str(number), url=url, every=dt.timedelta(hours=1))
        async with self._turns:
            first, second = await poll(source, watch), await poll(source, watch)
            bare = await asyncio.to_thread(_bare, case, url)
            ours = await _ours(watch, case, url)
        outcomes = {first.outcome, second.outcome}
        if "unexpected" in outcomes:
            self.found.note("crashed", case)
        if outcomes & _HUNG:
            self.found.note("given up", case)
        if second.new:
            self.found.note("news at the second look", case)
        self._compare(case, bare, ours, url)

    def _compare(self, case: Case, bare: Sequence[Mapping[str, Any]], ours: Document | str, url: str) -> None:
        if not bare:
            return
        self.found.feeds += 1
        self.found.entries += len(bare)
        if isinstance(ours, str):
            self.found.note("refused", case)
            self.found.kinds[ours] += 1
            return
        for word in _differences(bare, ours.entries, url):
            self.found.note(word, case)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _bare(case: Case, url: str) -> list[Mapping[str, Any]]:
    """The entries that feedparser alone finds, with its defaults, told the same address and type."""
    headers = {"content-type": case.content_type, "content-location": url}
    return [
        entry
        for entry in feedparser.parse(io.BytesIO(case.body), response_headers=headers).entries
        if _says(entry, url)
    ]


def _says(entry: Mapping[str, Any], url: str) -> bool:
    bodies = [part.get("value", "") for part in entry.get("content") or ()]
    texts = {key: str(entry.get(key) or "") for key in ("title", "link", "summary")}
    return raw_item.entry(raw_item.RawItem(**texts, body=max(bodies, key=len, default="")), url) is not None


async def _ours(watch: Watch, case: Case, url: str) -> Document | str:
    try:
        return await watch.reader.read(case.body, case.content_type, url)
    except FormatTrouble as trouble:
        return trouble.kind


def _differences(bare: Sequence[Mapping[str, Any]], ours: Sequence[Entry], url: str) -> Iterator[str]:
    """In which respects the entries differ, after what both sides do to text."""
    if len(bare) != len(ours):
        yield "other number of entries"
        return
    pairs = list(zip(bare, ours, strict=True))
    if any(plain_text.line(str(theirs.get("id") or ""), 2000) != one.id for theirs, one in pairs):
        yield "other ids"
    if any(_title(theirs) != one.title for theirs, one in pairs):
        yield "other titles"
    if any(raw_item.link_of(str(theirs.get("link") or ""), url) != one.url for theirs, one in pairs):
        yield "other links"


def _title(theirs: Mapping[str, Any]) -> str:
    raw = raw_item.RawItem(title=str(theirs.get("title") or ""), link="http://a.example/")
    tidy = raw_item.entry(raw, "http://a.example/")
    return tidy.title if tidy is not None else ""


_WORDS = (
    "crashed", "given up", "news at the second look", "refused", "other number of entries", "other ids", "other titles",
    "other links",
)  # fmt: skip


def lines(folder: Path, found: Found, *, verbose: bool) -> Iterable[str]:
    """The counts, and the files where asked for."""
    yield f"{folder}: {found.files} files, {found.feeds} with {found.entries} entries for feedparser"
    for word in _WORDS:
        named = found.by_word[word]
        kinds = f"  ({', '.join(f'{kind} {n}' for kind, n in found.kinds.most_common())})" if word == "refused" else ""
        yield f"  {word:26} {len(named):5}{kinds if named else ''}"
        for name in sorted(named) if verbose else ():
            yield f"      {name}"


def main(arguments: Sequence[str]) -> int:
    """Poll each folder; 1 when anything crashed, hung or was news twice."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    bad = 0
    for folder in (Path(argument) for argument in arguments if argument != "-v"):
        found = asyncio.run(_polled(list(cases(folder))))
        for line in lines(folder, found, verbose="-v" in arguments):
            print(line)
        bad += sum(len(found.by_word[word]) for word in _WORDS[:3])
    return 1 if bad else 0


async def _polled(found: Sequence[Case]) -> Found:
    return await Corpus(found).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
