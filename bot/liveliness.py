"""Keeps the event loop answering while other threads compute. Settings of the whole process, made once it is ready."""

import gc
import sys

_TURN = 0.001
"""Seconds a thread computes before another gets its turn. After each word with a socket the loop has to wait for one:
at Python's 5 ms, twenty answers that come at once would keep people waiting for a tenth of a second."""


def settle_in() -> None:
    """Share the processor in small turns, and have the collector leave alone what was loaded and stays.

    Each time over that, it would stop all else for 0.1 s.
    """
    sys.setswitchinterval(_TURN)
    gc.collect()
    gc.freeze()
