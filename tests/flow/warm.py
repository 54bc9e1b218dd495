"""Imported once by the process that `tests.flow.shell` forks from: what every command loads is loaded here.

Reads an article into a throw-away store, so that lexicons and patterns are read before the fork. Starts no thread.
"""

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from unittest import mock

os.environ["COLUMNS"] = "100"  # consoles measure themselves when they are made

from bot import cli

_ARTICLE = "2026-03-04\n\nOpenAI names Orla Finn chief scientist\n\nOpenAI has named Orla Finn its chief scientist.\n"

with (
    tempfile.TemporaryDirectory() as _folder,
    contextlib.chdir(_folder),
    Path(os.devnull).open("w", encoding="utf-8") as _nowhere,
    contextlib.redirect_stdout(_nowhere),
    contextlib.suppress(SystemExit),
    mock.patch.object(sys, "argv", ["moves", "seed", "news.txt"]),
):
    Path("news.txt").write_text(_ARTICLE, encoding="utf-8")
    cli.main()
