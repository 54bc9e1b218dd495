"""Which engine reads the articles, by what is configured."""

from store.model.companies import Watchlist
from watchers.extract.chinese import reading as chinese
from watchers.extract.engine import Engine
from watchers.extract.english import reading as english
from watchers.extract.rules import Rules


def engine(watchlist: Watchlist) -> Engine:
    """The rule engine with every language it can read; builds its tables, reads nothing yet."""
    return Rules(watchlist, {"en": english.read, "zh": chinese.read})
