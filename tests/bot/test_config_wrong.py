"""Files with mistakes: each is a small TOML whose wrong lines carry `#!` and words of the advice that must be given."""

import re
from pathlib import Path

import pytest

from bot import config
from bot.config import ConfigTrouble, Problem

CONFIGS = Path(__file__).parents[1] / "data" / "configs"
KINDS = {"feed": False, "google_news": False, "edgar": True, "rsshub": False}


def _expected(path: Path) -> list[tuple[int, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(number, words.strip()) for number, line in enumerate(lines, start=1) for words in line.split("#!")[1:]]


def _compare(problems: tuple[Problem, ...], path: Path) -> None:
    expected = _expected(path)
    told = [str(problem) for problem in problems]
    assert [problem.line for problem in problems] == [line for line, _ in expected], told
    for problem, (line, words) in zip(told, expected, strict=True):
        assert problem.startswith(f"{path}:{line}: ")
        assert words in problem


@pytest.mark.parametrize("path", sorted((CONFIGS / "wrong").glob("*.toml")), ids=lambda path: path.stem)
def test_wrong_files_name_every_line_and_the_way_out(path: Path) -> None:
    """Every mistake is told at its line with a hint, nothing else is, and no settings come of it."""
    with pytest.raises(ConfigTrouble) as trouble:
        config.load(path, {}, kinds=KINDS)
    _compare(trouble.value.problems, path)


@pytest.mark.parametrize("path", sorted((CONFIGS / "doubtful").glob("*.toml")), ids=lambda path: path.stem)
def test_doubtful_files_work_and_warn(path: Path) -> None:
    """What is merely unwise gives settings, and a warning at its line."""
    loaded = config.load(path, {}, kinds=KINDS)
    _compare(loaded.warnings, path)


def test_there_are_enough_of_them() -> None:
    """At least thirty ways to get it wrong are covered."""
    assert len(list((CONFIGS / "wrong").glob("*.toml"))) >= 30


def test_no_secret_is_repeated() -> None:
    """Neither the tokens nor the password of the wrong files turn up in what is told."""
    for name in ("secrets", "urls"):
        with pytest.raises(ConfigTrouble) as trouble:
            config.load(CONFIGS / "wrong" / f"{name}.toml", {}, kinds=KINDS)
        assert not re.search("hunter2", str(trouble.value) + repr(trouble.value.problems))


def test_several_problems_are_counted_first() -> None:
    """The first line says how many there are; the others follow in the order of the file."""
    with pytest.raises(ConfigTrouble) as trouble:
        config.load(CONFIGS / "wrong" / "everything_at_once.toml", {}, kinds=KINDS)
    first, *others = str(trouble.value).splitlines()
    assert first == f"{len(others)} problems in the configuration"
