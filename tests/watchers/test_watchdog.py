"""Deeds for work that takes too long."""

import threading
import time

from watchers.watchdog import Watchdog

LONG = 60.0


def test_deeds_are_done_in_order_until_the_work_is_over() -> None:
    """Each deed waits for the one before; those that would come after the end never do."""
    done: list[str] = []
    second = threading.Event()

    def ring() -> None:
        done.append("second")
        second.set()

    watchdog = Watchdog()
    with watchdog.watching((LONG, lambda: done.append("of another"))):
        with watchdog.watching(
            (0.01, lambda: done.append("first")), (0.01, ring), (LONG, lambda: done.append("third"))
        ):
            assert second.wait(10)
        with watchdog.watching((0.05, lambda: done.append("too late"))):
            pass
        time.sleep(0.1)
    watchdog.end()
    assert done == ["first", "second"]


def test_one_thread_watches_everything_and_ends() -> None:
    """A thousand works that end in time start one thread; it ends when told to."""
    before, watchdog = threading.active_count(), Watchdog()
    for _ in range(1000):
        with watchdog.watching((LONG, lambda: None)):
            assert threading.active_count() <= before + 1
    watchdog.end()
    assert watchdog._thread is not None
    watchdog._thread.join(10)
    assert not watchdog._thread.is_alive()
