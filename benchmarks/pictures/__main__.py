"""Draws them: `python -m benchmarks.pictures FOLDER [NAME…]` (`make pictures`); needs Chromium and its fonts.

Everything shown is a payload that the stand-ins of the platforms took from a running Moves; only the frame round it is ours.
"""

import asyncio
import sys
from pathlib import Path

from benchmarks.pictures import discord_page, slack_page, staged
from benchmarks.pictures.shot import shoot
from bot import logs


def main(folder: Path, names: list[str]) -> None:
    """Write one PNG a scene and platform; some names only draw those."""
    seen = asyncio.run(staged.play())
    pages = {f"slack-{name}": slack_page.page(scene) for name, scene in seen.slack.items()}
    pages |= {f"discord-{name}": discord_page.page(scene) for name, scene in seen.discord.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in pages.items():
        if not names or name in names:
            shoot(page, folder / f"{name}.png")


if __name__ == "__main__":
    logs.configure("error")
    main(Path(sys.argv[1]), sys.argv[2:])
