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
    """Run the named parts, or all; `discord-spec PATH` alone (`benchmarks.discord_spec`)."""
    if names[:1] == ["discord-spec"] and len(names) == 2:
        from benchmarks import discord_spec  # noqa: PLC0415 - runs tests, needs a library that nothing else does

        return _printed("discord-spec", discord_spec.figures(names[1]))
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    print(f"{platform.platform()}, Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}")
    return max([_printed(name, PARTS[name]()) for name in names or PARTS])


def _printed(name: str, figures: list[Figure]) -> int:
    """Print a part; 1 when a figure of it misses its mark."""
    print(f"\n{name}")
    for figure in figures:
        print(f"  {figure}")
    return int(any(figure.missed for figure in figures))


sys.exit(main(sys.argv[1:]))
