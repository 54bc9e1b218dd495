"""`config.toml` to `Settings`: read, checked as a whole, every problem told at its line."""

from bot.config.appending import NewSource, append
from bot.config.problems import ConfigTrouble, Problem
from bot.config.reading import Loaded, default_watchlist, example_path, find, load

__all__ = [
    "ConfigTrouble",
    "Loaded",
    "NewSource",
    "Problem",
    "append",
    "default_watchlist",
    "example_path",
    "find",
    "load",
]
