"""Options of every command are understood before its name and behind it."""

import pytest

from bot.options import in_front


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("show alibaba --config a.toml", "--config a.toml show alibaba"),
        ("--config a.toml show alibaba", "--config a.toml show alibaba"),
        ("show --config=a.toml --json", "--config=a.toml show --json"),
        ("fix wrong m1 --note why --debug", "--debug fix wrong m1 --note why"),
        ("run --log info --config a.toml", "--log info --config a.toml run"),
        ("show --config", "show --config"),
        ("show -- --config a.toml", "show -- --config a.toml"),
        ("", ""),
    ],
)
def test_options_of_every_command_come_first(typed: str, understood: str) -> None:
    """Wherever they stand; one without its value is left for the command line to refuse."""
    assert in_front(typed.split()) == understood.split()
