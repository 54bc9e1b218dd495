"""Pages behind entries: fetched once, politely, under the same guard as every source, and kept a while.

Two sources that lead to one page cost its server one request, also while the first is under way. What went wrong is kept
too: a page that could not be had is not asked for again at once. In memory only: an entry is read once, and once read it
is known to the store.
"""

import asyncio
from collections import OrderedDict

from watchers import identity
from watchers.entries import Page
from watchers.page_reader import PageReader
from watchers.web import Web

KEPT = 64
"""Pages held; each a few dozen kilobytes, a hostile one some hundred."""
KEPT_SECONDS = 3_600.0
_HEADERS = {"Accept": "text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.8, */*;q=0.5"}

_Kept = tuple[float, "asyncio.Task[Page]"]


class Pages:
    """Belongs to the loop it is first used in. `reader` takes the pages apart; it and the Web are closed by others."""

    def __init__(self, web: Web, reader: PageReader) -> None:
        self._web = web
        self._reader = reader
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    async def page(self, url: str) -> Page:
        """The page at this address. Raises WatchTrouble: no answer, or nothing that can be taken apart."""
        key, now = identity.canonical_link(url) or url, asyncio.get_running_loop().time()
        kept = self._kept.get(key)
        if kept is None or now - kept[0] > KEPT_SECONDS:
            kept = self._kept[key] = (now, self._begun(url))
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        # Shielded: whoever else waits for this page gets it, though the first to ask has gone.
        return await asyncio.shield(kept[1])

    def _begun(self, url: str) -> "asyncio.Task[Page]":
        task = asyncio.create_task(self._read(url), name="page")
        task.add_done_callback(_heard)
        return task

    async def _read(self, url: str) -> Page:
        response = await self._web.fetch(url, headers=_HEADERS)
        return await self._reader.read(response.body, response.content_type, response.url)

    def close(self) -> None:
        """Forget everything; what is under way is given up."""
        for _, task in self._kept.values():
            task.cancel()
        self._kept.clear()


def _heard(task: "asyncio.Task[Page]") -> None:
    """A trouble that nobody waits for any more is no news to the loop."""
    if not task.cancelled():
        task.exception()
