"""Presses of buttons that are being answered: a second click before the answer is the same press."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager


class Clicks:
    """Remembers a press for as long as it is answered. For one event loop."""

    def __init__(self) -> None:
        self._under_way: set[Hashable] = set()

    @contextmanager
    def once(self, press: Hashable) -> Iterator[bool]:
        """Hold a press; False where the same one is held already."""
        if press in self._under_way:
            yield False
            return
        self._under_way.add(press)
        try:
            yield True
        finally:
            self._under_way.discard(press)
