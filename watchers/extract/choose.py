"""Which engine reads the articles: the rules, with every language that has a package here."""

import importlib
import pkgutil
from functools import cache
from typing import cast

from store.model.companies import Watchlist
from watchers import extract
from watchers.extract.rules import Language, Rules


@cache
def languages() -> dict[str, Language]:
    """The languages that can be read, by ISO code: every package beside this module, by the `CODE` of its `reading`."""
    names = [found.name for found in pkgutil.iter_modules(extract.__path__) if found.ispkg]
    modules = [importlib.import_module(f"{extract.__name__}.{name}.reading") for name in names]
    return {module.CODE: cast("Language", module) for module in modules}


def engine(watchlist: Watchlist) -> Rules:
    """The rule engine with every language it can read; builds its tables, reads nothing yet."""
    return Rules(watchlist, languages())
