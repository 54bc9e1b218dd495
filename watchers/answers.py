"""A server's answer to entries, as the kind of source reads it; hostile formats in children that can be killed."""

import asyncio
from dataclasses import dataclass

from watchers.entries import Document, Response, Source
from watchers.feed_reader import FeedReader
from watchers.page_reader import PageReader
from watchers.sources import kind_of


@dataclass(frozen=True, slots=True)
class Readers:
    """The two that read what strangers wrote."""

    feeds: FeedReader
    pages: PageReader

    async def document(self, source: Source, response: Response) -> Document:
        """What a source's answer holds, tidied. Raises WatchTrouble: not what the kind expects, or no such kind."""
        kind = kind_of(source)
        own = await asyncio.to_thread(kind.own_format, response.body, response.url) if kind.own_format else None
        if own is not None:
            return kind.tidy(own, source)
        if kind.from_page is not None:
            page = await self.pages.read(response.body, response.content_type, response.url)
            return kind.tidy(await asyncio.to_thread(kind.from_page, page, source), source)
        return kind.tidy(await self.feeds.read(response.body, response.content_type, response.url), source)
