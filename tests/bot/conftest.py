"""The command surface over a real store, for the tests that ask it."""

import pytest

from bot.commands import Commands
from store.database import Database
from store.model.moves import Status
from store.model.positions import Position
from tests import build
from tests.bot.commands_scene import WATCHLIST, told


@pytest.fixture
def commands(database: Database) -> Commands:
    """Commands over a store with two moves at Alibaba and one at a company nobody watches."""
    told(
        [
            build.finding(also=("林俊旸",), status=Status.CONFIRMED),
            build.finding(
                "Zhou Hao", left=Position(company="Google"), joined=Position(company="Alibaba"), date="2026-01"
            ),
            build.finding("Ann Lee", left=Position(company="Acme Robotics"), date="2026-02-01"),
        ],
        database,
    )
    return Commands(database, lambda: WATCHLIST)
