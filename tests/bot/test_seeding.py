"""The documents every store starts with."""

from bot import app, config, seeding
from bot.settings import Settings
from store.model.companies import Company, Watchlist


def test_the_seeds_are_the_same_moves_under_any_watchlist() -> None:
    """A watchlist of one company, or of none, still gives seven moves and one Alibaba."""
    for companies in ((), (Company(name="Cohere"),), (Company(name="Alibaba Group", aliases=("Alibaba", "阿里")),)):
        with app.opened(Settings(store_url="sqlite://", watchlist=Watchlist(companies))) as parts:
            known = parts.commands.matching("")
            asked = parts.commands.matching("alibaba")
        assert len(known) == 7
        assert len(asked) >= 4


def test_the_admins_words_come_first() -> None:
    """A company the admin names is not named again by the bundled list."""
    mine = Watchlist((Company(name="Alibaba Group", aliases=("Alibaba",)),))
    both = seeding.widened(mine, config.default_watchlist())
    assert both.companies[0].name == "Alibaba Group"
    assert "Alibaba" not in [company.name for company in both.companies]
    assert "OpenAI" in [company.name for company in both.companies]
