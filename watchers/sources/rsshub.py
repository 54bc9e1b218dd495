"""Feeds that an RSSHub makes of sites without one: a route of a server that the configuration names once.

Routes rot, and the public server refuses more than a few requests; each route has its own health, as every source has.
What comes is a feed like any other.
"""

from watchers.sources.kind import Kind

PUBLIC = "rsshub.app"
"""The public server; it is slow to answer and quick to refuse."""


def at(server: str, route: str) -> str:
    """The address of a route such as `/latepost/1` at a server's address; a path of the server's stays in front."""
    return f"{server.rstrip('/')}/{route.lstrip('/')}"


KIND = Kind()
