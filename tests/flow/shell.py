"""Runs `moves` as a shell does: a process of its own, in a folder, with its streams and exit code.

Every process is forked from one that has loaded the program and read the lexicons once (`tests.flow.warm`), so that a
test pays for what a command does and not for three seconds of imports. `cold` starts Python anew, as a user does.
"""

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from multiprocessing.context import ForkServerContext
from pathlib import Path

ROOT = Path(__file__).parents[2]
_PATIENCE = 60.0
"""Seconds; no command in the tests takes a tenth of it."""
_STREAMS = ("stdin", "stdout", "stderr")


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left: exit code, output, errors."""

    returncode: int
    stdout: str
    stderr: str


def moves(*arguments: str, cwd: Path, given: str = "", **env: str) -> Done:
    """Run a command without any of our tokens; `given` is its standard input."""
    with tempfile.TemporaryDirectory() as folder:
        streams = Path(folder)
        (streams / "stdin").write_text(given, encoding="utf-8")
        process = _warm().Process(target=_command, args=(arguments, str(cwd), folder, _environment(env)))
        process.start()
        process.join(_PATIENCE)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(f"moves {' '.join(arguments)} did not end")
        return Done(process.exitcode, *((streams / name).read_text(encoding="utf-8") for name in _STREAMS[1:]))


def forked(deed: Callable[..., None], *arguments: str) -> int:
    """Call a function in a process of its own; returns the exit code, less than nothing for a signal."""
    process = _warm().Process(target=deed, args=arguments)
    process.start()
    process.join(_PATIENCE)
    assert process.exitcode is not None
    return process.exitcode


def cold(*arguments: str, cwd: Path, given: str = "", **env: str) -> Done:
    """Run `python -m bot`, from nothing."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "bot", *arguments],
        cwd=cwd,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_PATIENCE,
        check=False,
        env=_environment(env),
    )
    return Done(done.returncode, done.stdout, done.stderr)


def _environment(env: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DISCORD_", "MOVES_"))}
    return {**kept, "PYTHONPATH": str(ROOT), "COLUMNS": "100", **env}


@cache
def _warm() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.flow.warm"])
    return context


def _command(arguments: tuple[str, ...], cwd: str, streams: str, env: Mapping[str, str]) -> None:
    """In the child: take the streams, the folder and the environment, then be `moves`."""
    modes = (os.O_RDONLY, os.O_WRONLY | os.O_CREAT, os.O_WRONLY | os.O_CREAT)
    for number, (name, mode) in enumerate(zip(_STREAMS, modes, strict=True)):
        os.dup2(os.open(Path(streams, name), mode), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - multiprocessing gave the child none
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    sys.argv = ["moves", *arguments]
    from bot.cli import main  # noqa: PLC0415 - loaded before the fork; the tests themselves need none of it

    main()
