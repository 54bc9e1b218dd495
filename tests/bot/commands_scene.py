"""What the tests of the command surface share: a watchlist, an asker, a store that was told findings, and how to read a card."""

from bot.cards import Card, Strong
from bot.chat import Asker
from store import ledger
from store.database import Database
from store.ledger import Telling
from store.model.announce import Circumstances
from store.model.companies import Company, Watchlist
from store.model.moves import Finding
from store.model.people import Person
from tests import build

WATCHLIST = Watchlist(
    (
        Company(
            name="Alibaba",
            aliases=("阿里巴巴", "阿里"),
            units=("Qwen", "Tongyi Lab"),
            unit_aliases={"Qwen": ("通义千问",)},
            ticker="BABA",
        ),
        Company(name="OpenAI", units=("Codex",)),
    ),
    (Person(name="Lin Junyang", also=("林俊旸", "Junyang Lin")),),
)
ASKER = Asker(platform="test", user="u1", name="mei")


def told(findings: list[Finding], database: Database) -> None:
    """Record findings as if a wire had told each."""
    at = Circumstances(
        now=build.NOON, max_age=build.NOON - build.NOON, published=build.NOON, watched=frozenset(), seed=True
    )
    for number, finding in enumerate(findings):
        telling = Telling(publisher="Wire", title="T", url=f"https://w.example/{number}", published=build.NOON)
        with database.writing() as session:
            ledger.record(session, [finding], telling, routes=(), at=at, people=WATCHLIST.people)


def people_in(card: Card) -> list[str]:
    """The names the rows of a timeline are about, in order."""
    names = (span for section in card.sections for line in section.lines for span in line if isinstance(span, Strong))
    return [name.text for name in names]
