"""The rules of the house that no linter knows."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import cli

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for floor in ("bot", "watchers", "store") for path in (ROOT / floor).rglob("*.py"))
WALLS = {"bot/commands.py", "bot/delivery.py", "bot/on_slack", "bot/on_discord", "watchers/poll"}
"""Where a broad except may stand: one source's poll, one delivery, one command."""


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its docstring included."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


FORBIDDEN = {
    "store.model.sameness, store.model.announce": "sqlmodel sqlalchemy pydantic aiohttp opencc pypinyin structlog",
    "watchers.extract.choose": "sqlmodel sqlalchemy aiohttp pypinyin feedparser apscheduler",
    "bot.cli": "slack_bolt discord sqlmodel aiohttp alembic",
    "bot.commands": "slack_bolt slack_sdk discord aiohttp apscheduler feedparser",
    "bot.app": "slack_bolt slack_sdk discord feedparser trafilatura lxml pypdf htmldate PIL",
}
"""What each must not load, from those that may load least to the one that may load most."""


@pytest.mark.parametrize(
    "forbidden", [FORBIDDEN, {"watchers.discover": "feedparser trafilatura lxml pypdf htmldate sqlmodel"}], ids=len
)
def test_importing_loads_no_more_than_it_should(forbidden: dict[str, str]) -> None:
    """The model is pure, extraction reaches nothing, an unused platform costs nothing, `--help` is quick.

    One process for all that can follow each other: what one loads too much shows with the next as well.
    """
    steps = (
        f"import {module}; print({module!r}, [name for name in {names.split()!r} if name in sys.modules])"
        for module, names in forbidden.items()
    )
    code = "import sys\n" + "\n".join(steps)
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    assert found.stdout.splitlines() == [f"{module} []" for module in forbidden]


def test_files_and_functions_stay_small() -> None:
    """No file over 300 lines, no function over 60, the median function at most ten."""
    long_files = [str(p.relative_to(ROOT)) for p in SOURCES if len(p.read_text(encoding="utf-8").splitlines()) > 300]
    lengths = sorted(length(node) for path in SOURCES for node in functions(path))
    assert long_files == []
    assert lengths[-1] <= 60
    assert lengths[len(lengths) // 2] <= 10


def test_no_drawer_modules() -> None:
    """A file is named after its one duty."""
    drawers = {"utils", "helpers", "common", "manager", "base", "service"}
    assert [str(path) for path in SOURCES if path.stem in drawers] == []


def test_broad_excepts_stand_at_the_walls_only() -> None:
    """Whoever catches everything stands at one of the three walls."""
    broad = re.compile(r"except (?:BaseException|Exception)\b|except:")
    found = {str(path.relative_to(ROOT)) for path in SOURCES if broad.search(path.read_text(encoding="utf-8"))}
    assert {name for name in found if not any(name.startswith(wall) for wall in WALLS)} == set()


def test_every_command_the_readme_shows_exists() -> None:
    """What the README and the guides tell people to type can be typed."""
    known = set(get_command(cli).commands)  # type: ignore[attr-defined]  # a group of commands
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {word for page in pages for word in re.findall(r"(?<![/\w])moves (\w+)\b", "\n".join(_code(page)))}
    assert shown - known - {"QUERY"} == set()
    assert {"run", "check", "extract", "replay", "show", "seed"} <= known


def test_every_link_of_the_pages_leads_somewhere() -> None:
    """A page or picture that a page names is there."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))]
    missing = [
        f"{page.name}: {link}" for page, link in links if "://" not in link and not (page.parent / link).exists()
    ]
    assert len(links) > 10
    assert missing == []


def _code(page: Path) -> list[str]:
    """What a page shows to be typed: console blocks and words set as code, not the program's own output."""
    text = re.sub(r"```text.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.findall(r"```.*?```|`[^`\n]+`", text, flags=re.DOTALL)


def test_no_index_address_and_no_machine_path_is_kept() -> None:
    """The lock files name hashes, no host; nothing names a folder of somebody's machine."""
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert text.count("--hash=sha256:") > text.count("==")
