"""The child process of `watchers.feed_reader`; run as `python -m watchers.feed_child`."""

from collections.abc import Mapping

from watchers import child, feed_format

_LEAST_SECONDS = 0.5
"""A feed of twenty entries takes a fiftieth of it."""


def read(body: bytes, header: Mapping[str, str]) -> Mapping[str, object]:
    """One feed."""
    return feed_format.pack(feed_format.read(body, header["content_type"], header["url"]))


if __name__ == "__main__":
    child.serve(read, least=_LEAST_SECONDS)
