"""Hosts that state how often they may be asked. Pure; whatever the settings say, they are not asked more often.

The SEC: ten requests a second over all its hosts together (sec.gov, "Accessing EDGAR Data"); whoever asks more is shut
out for ten minutes. HKEX states nothing and is asked once a second.
"""

from typing import NamedTuple

_LEAST = {"sec.gov": 0.11, "hkexnews.hk": 1.0}
"""Seconds between two requests to the host and everything under it."""


class Manner(NamedTuple):
    """How a host is asked."""

    name: str
    """What its requests are counted under: hosts of one publisher share their turns."""
    gap: float
    """Least seconds between two requests, beside what the settings say."""


def manner(host: str) -> Manner:
    """The manner of a host name."""
    name = host.lower().rstrip(".")
    for strict, gap in _LEAST.items():
        if name == strict or name.endswith("." + strict):
            return Manner(strict, gap)
    return Manner(name, 0.0)
