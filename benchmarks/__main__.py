"""`make bench` prints every figure; `python -m benchmarks extraction` only some.

A figure that misses its mark is printed as MISSED and ends the run with exit code 1.
"""

import platform
import sys
import time
from collections.abc import Callable

from benchmarks import clusters, commands, extraction, names, polling, seed, speed, store
from benchmarks.figures import Figure

PARTS: dict[str, Callable[[], list[Figure]]] = {
    "extraction": extraction.figures,
    "seed": seed.figures,
    "clusters": clusters.figures,
    "names": names.figures,
    "speed": speed.figures,
    "store": store.figures,
    "commands": commands.figures,
    "polling": polling.figures,
}


def main(names: list[str]) -> int:
    """Run the named parts, or all."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    print(f"{platform.platform()}, Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}")
    missed = 0
    for name in names or PARTS:
        print(f"\n{name}")
        for figure in PARTS[name]():
            print(f"  {figure}")
            missed += figure.missed
    return 1 if missed else 0


sys.exit(main(sys.argv[1:]))
