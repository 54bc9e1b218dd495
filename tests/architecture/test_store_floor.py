"""The store's floor: what importing it loads, and what the package must carry."""

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

import store

MODULES = sorted(path.stem for path in (Path(store.__file__).parent / "model").glob("*.py") if path.stem != "__init__")


def loaded(code: str) -> set[str]:
    """Names of the modules a fresh interpreter has loaded after this code."""
    asked = f"{code}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    return {name.split(".")[0] for name in done.stdout.split()}


def test_the_model_is_standard_library_only() -> None:
    """Importing the whole language of the house loads no library at all."""
    names = "\n".join(f"import store.model.{module}" for module in MODULES)
    foreign = {name for name in loaded(names) if not name.startswith("_")} - set(sys.stdlib_module_names) - {"store"}
    assert {"sqlmodel", "sqlalchemy", "pydantic", "opencc", "pypinyin", "alembic"}.isdisjoint(foreign)


def test_importing_opens_nothing() -> None:
    """Importing the store starts no thread, opens no file of its own and loads no driver."""
    code = (
        "import threading, store.ledger, store.lookup, store.outbox, store.feeds; assert threading.active_count() == 1"
    )
    assert "psycopg" not in loaded(code)


@pytest.mark.parametrize("name", ["env.py", "script.py.mako", "versions/0001_first_schema.py"])
def test_migrations_travel_with_the_package(name: str) -> None:
    """Alembic finds its scripts inside the installed package."""
    assert files("store.migrations").joinpath(name).is_file()


def test_migrations_stand_alone() -> None:
    """A migration never uses today's tables: it must mean tomorrow what it means today."""
    versions = Path(store.__file__).parent / "migrations" / "versions"
    for path in versions.glob("[0-9]*.py"):
        assert "store" not in path.read_text(encoding="utf-8").replace("sa.", "").split("import ", 1)[-1], path.name


def test_no_file_outgrows_three_hundred_lines() -> None:
    """Files stay small enough to be read in one go."""
    root = Path(store.__file__).parent
    long = {p.name: n for p in root.rglob("*.py") if (n := len(p.read_text(encoding="utf-8").splitlines())) > 300}
    assert long == {}
