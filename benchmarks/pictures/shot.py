"""HTML to a small PNG: drawn by Chromium without a window, cut to what is there, with few colours."""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

WIDTH = 660
_SCALE = 1.5
_TALLEST = 2200
_EDGE = 18
_COLOURS = 128


def shoot(page: str, target: Path) -> None:
    """Write the page as a picture. Raises FileNotFoundError where there is no Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        source, raw = Path(folder) / "page.html", Path(folder) / "page.png"
        source.write_text(page, encoding="utf-8")
        command = [
            "chromium", "--headless", "--no-sandbox", "--hide-scrollbars", f"--force-device-scale-factor={_SCALE}",
            f"--window-size={WIDTH},{_TALLEST}", f"--user-data-dir={folder}/profile", f"--screenshot={raw}", source.as_uri(),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        drawn = Image.open(raw).convert("RGB")
    _cut(drawn).quantize(_COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


def _cut(drawn: Image.Image) -> Image.Image:
    """Cut off what is empty below."""
    empty = Image.new("RGB", drawn.size, drawn.getpixel((0, drawn.height - 1)))
    found = ImageChops.difference(drawn, empty).getbbox()
    return drawn.crop((0, 0, drawn.width, min(drawn.height, found[3] + _EDGE))) if found else drawn
