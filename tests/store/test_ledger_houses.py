"""Companies and teams under several names, as recording takes them."""

from store.model.companies import CompanyRef
from store.model.houses import Houses
from store.model.moves import ChangeKind, Status
from tests.store.newsroom import Newsroom, finding, place

QWEN = CompanyRef("Alibaba", "Qwen")
HOUSES = Houses(
    written=(("Alibaba", CompanyRef("Alibaba")), ("阿里", CompanyRef("Alibaba")), ("Qwen", QWEN), ("通义千问", QWEN),
             ("Apple", CompanyRef("Apple")), ("Meta", CompanyRef("Meta")), ("Facebook", CompanyRef("Meta"))),
    parts=("ai",),
)  # fmt: skip


def test_units_never_split(news: Newsroom) -> None:
    """The same departure told of the lab and of the company is one."""
    one = news.one(finding("Ann Onne", "Alibaba/Qwen"))
    other = news.one(finding("Ann Onne", "Alibaba/Tongyi Lab"))
    assert one.move.id == other.move.id
    assert other.move.left == place("Alibaba/Qwen")


def test_another_name_of_the_team_is_no_news(news: Newsroom) -> None:
    """A team is stored by one name, and a surer outlet that uses another one changes only the status."""
    news.houses = HOUSES
    told = [
        news.one(finding("Ann Onne", "Alibaba/通义千问")),
        news.one(finding("Ann Onne", "Alibaba/QWEN")),
        news.one(finding("Ann Onne", "Alibaba/Qwen", status=Status.CONFIRMED)),
    ]
    assert [(change.kind, change.differs) for change in told] == [
        (ChangeKind.NEW, ()),
        (ChangeKind.CORROBORATED, ()),
        (ChangeKind.UPDATED, ("status",)),
    ]
    assert {change.move.left for change in told} == {place("Alibaba/Qwen")}


def test_a_name_learned_later_is_no_news(news: Newsroom) -> None:
    """What an older list stored by other names stays the same move, told of nobody anew."""
    news.one(finding("Ann Onne", "Facebook/通义千问"))
    news.houses = HOUSES
    change = news.one(finding("Ann Onne", "Meta"))
    assert (change.kind, change.differs) == (ChangeKind.CORROBORATED, ())


def test_a_well_known_name_in_front_of_another_word_is_another_company(news: Newsroom) -> None:
    """Apple Bank is not Apple where Apple is known; Meta AI is Meta; of what nobody knows the longer name is the same."""
    news.houses = HOUSES
    pairs = (("Apple", "Apple Bank", 2), ("Meta", "Meta AI", 1), ("Dirac", "Dirac Bank", 1))
    for person, (one, other, moves) in zip(("Ann Onne", "Bob Bee", "Cy Twombly"), pairs, strict=True):
        ids = {news.one(finding(person, company)).move.id for company in (one, other)}
        assert len(ids) == moves, one
