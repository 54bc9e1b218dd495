"""Reads `config.toml` and the secrets of the environment into `Settings`; tells every problem at its line, all at once.

The steps, each in a file of its own: `places` (which key stands on which line), `refusals` with `model` and `values`
(single keys), `checks` (keys against each other), `environment` (the secrets), `cautions`, and `build`. A file with a
problem gives no settings at all, so that a reload never replaces a good configuration by half of a bad one.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.config import build, cautions, checks, environment, refusals, source_checks
from bot.config.model import ConfigFile
from bot.config.places import places
from bot.config.problems import ConfigTrouble, Locator, Problem, in_order, syntax
from bot.settings import Settings
from store.model.companies import Watchlist
from watchers import sources

__all__ = ["ConfigTrouble", "Loaded", "Problem", "default_watchlist", "example_path", "find", "load"]

_EXAMPLE = "config.example.toml"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A configuration that can be used, and what its admin should know all the same."""

    settings: Settings
    warnings: tuple[Problem, ...] = ()


def find(path_option: Path | None, env: Mapping[str, str], cwd: Path) -> Path | None:
    """Which file to read: `--config`, else `MOVES_CONFIG`, else `config.toml` in `cwd` if there is one, else None.

    A file that was named is returned whether or not it exists, so that `load` can say that it does not.
    """
    if path_option is not None:
        return path_option
    if named := env.get("MOVES_CONFIG", "").strip():
        return Path(named)
    here = cwd / "config.toml"
    return here if here.is_file() else None


def load(path: Path, env: Mapping[str, str], *, kinds: Mapping[str, bool] | None = None) -> Loaded:
    """Read, check and build.

    `kinds` are the kinds of source there are, each with whether it needs `watch.contact`; left out: those of
    `watchers.sources`.
    Returns the settings with their warnings. Raises ConfigTrouble with every problem found, in the order of the file;
    a file that is no TOML has only that one.
    """
    text = _read(path)
    data = _parse(str(path), text)
    at = Locator(str(path), places(text))
    secrets, unset, doubts = environment.read(env)
    if wrong := [*_wrong(data, at, _kinds() if kinds is None else kinds), *unset]:
        raise ConfigTrouble(in_order(wrong))
    file = ConfigFile.model_validate(data)
    settings = build.settings(file, secrets, path.resolve().parent)
    return Loaded(settings, in_order([*cautions.warnings(data, file, secrets, at), *doubts]))


def _read(path: Path) -> str:
    """The text, with or without a byte-order mark, in one kind of line end."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        hint = "copy config.example.toml to it, or name another file with --config"
        raise ConfigTrouble([Problem(file=str(path), key="", message="there is no such file", hint=hint)]) from None
    except OSError as error:
        told = f"this cannot be read: {(error.strerror or 'unknown reason').lower()}"
        raise ConfigTrouble([Problem(file=str(path), key="", message=told)]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem = Problem(file=str(path), line=line, key="", message="this is not UTF-8", hint="save the file as UTF-8")
        raise ConfigTrouble([problem]) from None


def _parse(file: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigTrouble([syntax(file, text, error)]) from None
    except RecursionError:
        raise ConfigTrouble([Problem(file=file, key="", message="lists or tables are nested too deeply")]) from None


def _kinds() -> dict[str, bool]:
    return {name: kind.needs_contact for name, kind in sources.KINDS.items()}


def _wrong(data: Mapping[str, Any], at: Locator, kinds: Mapping[str, bool]) -> Iterator[Problem]:
    """Of a key that holds a secret only that is told, whatever else is wrong with it."""
    leaks = tuple(checks.secrets(data, at))
    keys = {leak.key for leak in leaks}
    yield from leaks
    others = (
        *refusals.refusals(data, at),
        *checks.problems(data, at),
        *source_checks.problems(data, at, kinds),
    )
    yield from (problem for problem in others if problem.key not in keys)


def example_path() -> Path:
    """Where `config.example.toml` lies: inside the installed package, in a checkout at the root of the repository."""
    packaged = Path(__file__).parents[1] / _EXAMPLE
    return packaged if packaged.is_file() else Path(__file__).parents[2] / _EXAMPLE


def default_watchlist() -> Watchlist:
    """The companies and people of the example file: what is watched where nobody has written a configuration."""
    return load(example_path(), {}).settings.watchlist
