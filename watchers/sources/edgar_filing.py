"""From a filing's address to the words that matter in it. Pure: yields addresses, is sent pages.

An 8-K: its main document, and of that the part under Item 5.02 alone; what stands under other items is other news. A 6-K
has no items: its main document and its exhibits 99, the beginning of each, and only where they speak of people.
"""

import re
from collections.abc import Generator, Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urljoin, urlsplit

from watchers import relevance
from watchers.entries import Entry, Page, Source
from watchers.errors import FormatTrouble

_MOST_EXHIBITS = 2
_EXHIBIT_ROOM = 8_000
"""Letters of an exhibit that are read: an announcement fits, the notes to a quarter's figures do not."""
_INDEX = re.compile(r"-index\.html?$", re.IGNORECASE)
_DOCUMENT = re.compile(r"/Archives/edgar/data/.+/([\w.-]+\.(?:html?|txt))$", re.IGNORECASE)
_HEADING = re.compile(r"item\s*5\.02\b[.:\s–—-]*", re.IGNORECASE)
_NEXT = re.compile(r"item\s*\d{1,2}\.\d{2}\b|signatures?\b\W*$|exhibit index\b", re.IGNORECASE)
_ITS_NAME = re.compile(
    r"(?:(?:departure|election|appointment|compensatory arrangements)\s+of\s+(?:(?:certain|principal|executive)\s+)?"
    r"(?:directors|officers)(?:\s+or\s+(?:certain|principal)\s+officers)?[\s;,.:]*(?:and\s+)?){2,}",
    re.IGNORECASE,
)
"""The item's official title: it names departures and appointments whatever has happened."""


def follow(entry: Entry, _source: Source) -> Generator[str, Page, Entry]:
    """Walk to the filing's words. Raises FormatTrouble where the document or the part is missing."""
    address = entry.url or ""
    documents = [address]
    if _INDEX.search(urlsplit(address).path):
        index = yield address
        documents = list(_documents(index, is_8k="8-K" in entry.title))
        if not documents:
            raise FormatTrouble("not_a_page", address, "no document is listed")
    told: list[str] = []
    for document in documents:
        page = yield document
        told.append(_words(page, is_8k="8-K" in entry.title))
    return replace(entry, body="\n".join(part for part in told if part))


def part(text: str) -> str:
    """What stands under Item 5.02, paragraph by paragraph, without its heading; empty where there is no such heading."""
    kept: list[str] = []
    inside = False
    for line in text.split("\n"):
        heading = _HEADING.match(line)
        inside = heading is not None or (inside and not _NEXT.match(line))
        if inside:
            kept.append(_ITS_NAME.sub("", line[heading.end() if heading else 0 :], count=1).strip())
    return "\n".join(filter(None, kept))


def _words(page: Page, *, is_8k: bool) -> str:
    if is_8k:
        found = part(page.shown)
        if not found:
            raise FormatTrouble("not_a_page", page.url, "no Item 5.02 in it")
        return found
    beginning = page.shown[:_EXHIBIT_ROOM]
    return beginning if relevance.bundled().found(beginning) else ""


def _documents(index: Page, *, is_8k: bool) -> Iterator[str]:
    """The addresses of the documents that are read, the main one first."""
    typed = list(_typed(index))
    main = [address for address, kind in typed if kind.startswith("8-K" if is_8k else "6-K")]
    yield from (main or [address for address, kind in typed if not kind.startswith("EX-")])[:1]
    if not is_8k:
        yield from [address for address, kind in typed if kind.startswith("EX-99")][:_MOST_EXHIBITS]


def _typed(index: Page) -> Iterator[tuple[str, str]]:
    """Each document with its type, which stands behind its name in the table; empty where it does not."""
    cells = [line.strip() for line in index.shown.split("\n")]
    for link in index.links:
        address = _unwrapped(link.url)
        found = _DOCUMENT.search(urlsplit(address).path)
        if found is None or _INDEX.search(found[1]):
            continue
        at = next((at for at, cell in enumerate(cells) if cell.split(" ")[0] == found[1]), len(cells))
        yield address, next((cell for cell in cells[at + 1 : at + 2]), "").upper()


def _unwrapped(url: str) -> str:
    """The document itself, not the viewer around it."""
    parts = urlsplit(url)
    inside = parse_qs(parts.query).get("doc", [""])[0] if parts.path.endswith("/ix") else ""
    return urljoin(url, inside) if inside else url
