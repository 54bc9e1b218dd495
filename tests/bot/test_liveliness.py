"""Settings of the whole process that keep the loop answering."""

import subprocess
import sys

TOLD = (
    "import gc, sys; from bot import liveliness; liveliness.settle_in(); "
    "print(sys.getswitchinterval() <= 0.001, gc.get_freeze_count() > 0, gc.isenabled())"
)


def test_turns_are_small_and_what_is_loaded_is_left_alone() -> None:
    """In a process of its own, since they hold for all of it: small turns, a frozen start, and the collector still at work."""
    done = subprocess.run([sys.executable, "-c", TOLD], capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    assert done.stdout.split() == ["True"] * 3
