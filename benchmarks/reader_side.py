"""The other side of `benchmarks.polling`: the same feeds by `reader`. Prints JSON.

`python benchmarks/reader_side.py PORT FEEDS`, with a Python that has reader; imports nothing of ours.
"""

import json
import statistics
import sys
import tempfile
import time

from reader import make_reader

SWEEPS = 5
WORKERS = 20
"""As many as we ask at once; reader was measured within 7 % of it with 1 and 8, and with latency only these keep up."""


WARM = 10


def _timed(reader: object) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    reader.update_feeds(workers=WORKERS, scheduled=False)  # type: ignore[attr-defined]
    return time.perf_counter() - wall, time.process_time() - cpu


def _sides(port: int, count: int, kind: str) -> tuple[float, list[tuple[float, float]]]:
    """Seconds of the first pass, then wall and processor seconds of each sweep over unchanged feeds."""
    with tempfile.TemporaryDirectory() as folder:
        reader = make_reader(f"{folder}/reader.sqlite")
        for number in range(count):
            reader.add_feed(f"http://127.0.0.1:{port}/{kind}/{number}")
        first = _timed(reader)[0]
        assert reader.get_entry_counts().total == count * 20
        return first, [_timed(reader) for _ in range(SWEEPS if kind == "f" else 1)]


def main() -> None:
    """Measure and print, once everything is loaded."""
    port, count = int(sys.argv[1]), int(sys.argv[2])
    _sides(port, WARM, "f")
    first, sweeps = _sides(port, count, "f")
    late = _sides(port, count, "late")[1][0]
    same = statistics.median(wall for wall, _ in sweeps)
    print(
        json.dumps({"first": first, "same": same, "same_cpu": statistics.median(c for _, c in sweeps), "late": late[0]})
    )


if __name__ == "__main__":
    main()
