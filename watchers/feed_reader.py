"""Reads feeds in child processes that can be killed; see `watchers.children` for why."""

import datetime as dt

from watchers.children import SECONDS, SLOW, Children
from watchers.entries import Document, Entry


class FeedReader:
    """A few children, started when needed and kept. Not bound to a loop; `close` ends them, as does forgetting it."""

    def __init__(self, *, children: int = 2, seconds: float = SECONDS, slow: float = SLOW) -> None:
        self._children = Children("watchers.feed_child", at_most=children, seconds=seconds, slow=slow)

    async def read(self, body: bytes, content_type: str, url: str) -> Document:
        """Read a feed as `watchers.feed_format.read` does. Raises FormatTrouble, of kind `parser_gave_up` too."""
        answer = await self._children.ask({"content_type": content_type}, body, url)
        return Document(entries=tuple(map(_entry, answer["entries"])), complete=answer["complete"])

    def close(self) -> None:
        """End the children at once; reads at work end with FormatTrouble."""
        self._children.close()


def _entry(row: list[str]) -> Entry:
    identity, link, title, summary, body, published, publisher = row
    return Entry(
        id=identity,
        url=link,
        title=title,
        summary=summary,
        body=body,
        published=dt.datetime.fromisoformat(published) if published else None,
        publisher=publisher,
    )
