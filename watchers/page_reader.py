"""Takes pages apart in a child process that can be killed; see `watchers.children` for why.

The libraries for it are loaded in the child alone and only when the first page is read.
"""

import datetime as dt
from collections.abc import Iterable

from watchers.children import SECONDS, Children
from watchers.entries import Link, Page

LINGER = 120.0
"""Seconds without a page after which the child ends: its libraries and their caches take about 100 MiB."""


class PageReader:
    """One child, started when needed; pages come one by one, politely. `close` ends it, as does forgetting it."""

    def __init__(self, *, seconds: float = SECONDS, linger: float = LINGER) -> None:
        self._children = Children("watchers.page_child", at_most=1, seconds=seconds, linger=linger)

    async def read(self, body: bytes, content_type: str, url: str) -> Page:
        """Take a page apart as `watchers.page_text.read` does. Raises FormatTrouble, of kind `parser_gave_up` too."""
        told = await self._children.ask({"content_type": content_type}, body, url)
        return Page(
            url=told["url"],
            title=told["title"],
            text=told["text"],
            shown=told["shown"],
            published=dt.datetime.fromisoformat(told["published"]) if told["published"] else None,
            free=told["free"],
            links=_links(told["links"]),
            feeds=_links(told["feeds"]),
            is_sitemap=told["is_sitemap"],
        )

    def close(self) -> None:
        """End the child at once; a page at work ends with FormatTrouble."""
        self._children.close()


def _links(rows: Iterable[list[str]]) -> tuple[Link, ...]:
    return tuple(Link(url, text) for url, text in rows)
