"""How well the main text of pages is found, on somebody's pages with known passages: `python -m benchmarks.pages FOLDER`.

The folder is that of trafilatura's own evaluation (`tests` in its repository: `evaldata.json`, `eval/`, `cache/`); none of
it is kept here. Each page goes through the child process as in a look; what is counted are passages that should be in the
text and are, passages that should not and are, days told, pages that were refused or taken for no article.
"""

import asyncio
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from watchers import page_verdict
from watchers.entries import Page
from watchers.errors import FormatTrouble
from watchers.page_reader import PageReader


def _cases(folder: Path) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    told: dict[str, dict[str, Any]] = json.loads((folder / "evaldata.json").read_text(encoding="utf-8"))
    for url, case in told.items():
        kept = next((p for p in (folder / "eval" / case["file"], folder / "cache" / case["file"]) if p.is_file()), None)
        if kept is not None:
            yield url, kept.read_bytes(), case


async def measured(folder: Path) -> tuple[list[Figure], Counter[str]]:
    """The figures, and how many pages were refused or judged to be no article, by kind."""
    reader, counts, refused, seconds = PageReader(), Counter[str](), Counter[str](), list[float]()
    for url, body, case in _cases(folder):
        started = time.monotonic()
        try:
            page = await reader.read(body, "text/html", url)
        except FormatTrouble as trouble:
            refused[trouble.kind] += 1
            continue
        seconds.append(time.monotonic() - started)
        refused.update(filter(None, [page_verdict.verdict(page)]))
        counts.update(_counted(page, case))
    reader.close()
    read = len(seconds)
    return [
        Figure("pages read", read),
        Figure("wanted passages found", counts["found"] / counts["wanted"]),
        Figure("unwanted passages kept", counts["kept"] / counts["unwanted"]),
        Figure("pages whose day is told", counts["dated"] / read),
        Figure("a page, median", statistics.median(seconds) * 1000, unit="ms"),
        Figure("the slowest page", max(seconds), unit="s"),
    ], refused


def _counted(page: Page, case: dict[str, Any]) -> dict[str, int]:
    text = " ".join(page.text.split())
    wanted, unwanted = case.get("with", []), case.get("without", [])
    return {
        "wanted": len(wanted),
        "found": sum(" ".join(passage.split()) in text for passage in wanted),
        "unwanted": len(unwanted),
        "kept": sum(" ".join(passage.split()) in text for passage in unwanted),
        "dated": page.published is not None,
    }


if __name__ == "__main__":
    figures, refused = asyncio.run(measured(Path(sys.argv[1])))
    for figure in figures:
        print(figure)
    print("  refused or no article:", ", ".join(f"{kind} {n}" for kind, n in refused.items()) or "none")
