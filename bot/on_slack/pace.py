"""How fast posts may go into one channel: Slack takes about one a second and tolerates short bursts."""

from collections.abc import Callable

_GAP = 1.0  # seconds for each post, Slack's documented rate
_BURST = 5  # posts that may come at once after a quiet time; ours


class Pace:
    """Tells each post how long to wait. Keeps one number a channel and forgets nothing else."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._used_up_to: dict[str, float] = {}

    def wait(self, channel: str) -> float:
        """Take the channel's next place and return the seconds until it."""
        now = self._clock()
        used = max(self._used_up_to.get(channel, now), now) + _GAP
        self._used_up_to[channel] = used
        return max(0.0, used - now - _BURST * _GAP)
