"""When two tellings are of one person and one move."""

import datetime as dt
import itertools

import pytest

from store.identity import identity
from store.model import sameness
from store.model.dates import PartialDate
from store.model.sameness import Event, Known, Match, Span, match, one_move, same_company, span
from tests.store.newsroom import place

DAY = dt.date(2026, 3, 4)


def event(
    person: str, left: str | None = None, joined: str | None = None, *, day: int = 0, date: str | None = None
) -> Event:
    """A telling published so many days after the fourth of March."""
    told = DAY + dt.timedelta(days=day)
    when = span(PartialDate.parse(date) if date else None, told)
    return Event(who=identity([person]), left=place(left), joined=place(joined), when=when)


def met(found: Event, *known: tuple[int, Event]) -> Match:
    """Match against known moves, numbered from 1, each with its person's number."""
    return match(found, [Known(move=n, person=person, event=one) for n, (person, one) in enumerate(known, start=1)])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Google", "Google", True),
        ("google", "Google DeepMind", True),
        ("Scale AI", "Scale", True),
        ("力帆", "力帆科技", True),
        ("Thinking Machines Lab", "Thinking Machines", True),
        ("Open", "OpenAI", False),
        ("阿里", "阿里巴巴", True),
        ("Meta", "Metaphysic", False),
        ("小", "小米", False),
    ],
)
def test_same_company(one: str, other: str, *, expected: bool) -> None:
    """A company is known by its name with or without more words, never by half a word."""
    assert same_company(one, other) is expected
    assert same_company(other, one) is expected


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        (None, 0, 0),
        ("2026-03-03", -1, 0),
        ("2026-05-30", 0, 87),  # told in March, effective in May
        ("2025-11-01", -123, -123),  # history by March
        ("2026", -62, 0),
        ("2027", 0, 0),
    ],
)
def test_span(date: str | None, first: int, last: int) -> None:
    """A telling speaks of the days from the event to itself, of the event alone once that is history."""
    got = span(PartialDate.parse(date) if date else None, DAY)
    assert (got.first, got.last) == (DAY + dt.timedelta(days=first), DAY + dt.timedelta(days=last))


def test_hull_leaves_retellings_out() -> None:
    """A telling without a date long after the others does not prolong the move."""
    days = [Span(DAY + dt.timedelta(days=n), DAY + dt.timedelta(days=n), dated=False) for n in (0, 30, 200)]
    assert sameness.hull(days) == Span(DAY, DAY + dt.timedelta(days=30), dated=False)


def test_hull_prefers_days_to_years() -> None:
    """Who only knows the year does not widen what others know better."""
    year = Span(dt.date(2026, 1, 1), dt.date(2026, 12, 31), vague=True)
    assert sameness.hull([year, Span(DAY, DAY)]) == Span(DAY, DAY)
    assert sameness.hull([year]) == year


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("A",), ("A",), True),
        (("A", "B"), ("A",), True),
        (("A", "B"), (None, "B"), True),
        (("A",), (None, "B"), True),
        (("A", "B"), ("A", "C"), True),  # another destination: an update, not another departure
        (("A", "B"), ("B", "A"), False),
        (("A", "B"), (None, "A"), False),
        (("A", "B"), ("B",), False),
        (("A",), (None, "A"), False),
        ((None, "A"), (None, "B"), False),
        (("A//technical lead",), ("A//chief executive",), True),
        (("A/Lab one",), ("A/Lab two",), True),
    ],
)
def test_legs(one: tuple[str | None, ...], other: tuple[str | None, ...], *, expected: bool) -> None:
    """A shared leg or two halves make one move; opposite legs, and units, do not matter or do, as the theory says."""
    a, b = event("Ann Onne", *one), event("Ann Onne", *other, day=3)
    assert one_move(a, b) is expected
    assert one_move(b, a) is expected


@pytest.mark.parametrize(("days", "expected"), [(0, True), (45, True), (46, False), (-45, True), (-46, False)])
def test_window(days: int, *, expected: bool) -> None:
    """Forty-five days apart is one move, one more is another."""
    assert one_move(event("Ann Onne", "A"), event("Ann Onne", "A", day=days)) is expected


@pytest.mark.parametrize(("days", "expected"), [(10, True), (11, False)])
def test_promoted_and_gone(days: int, *, expected: bool) -> None:
    """Giving up a role inside and leaving for good are one event only within days of each other."""
    assert one_move(event("Ann Onne", "A", "A"), event("Ann Onne", "A", day=days)) is expected


def test_a_year_joins_no_halves() -> None:
    """Nobody's halves are joined by a date that is only a year."""
    assert not one_move(event("Ann Onne", "A", date="2026"), event("Ann Onne", None, "B"))
    assert one_move(event("Ann Onne", "A", date="2026"), event("Ann Onne", "A"))


def test_namesakes_stay_two() -> None:
    """姚顺雨 and 姚顺宇 sound alike and are two, whoever is told of first and in whichever script."""
    rain = event("姚顺雨", "OpenAI", "Tencent")
    cosmos = event("姚顺宇", "Anthropic", "Google DeepMind", day=-70)
    assert met(cosmos, (1, rain)) == Match()
    assert met(event("Shunyu Yao", "Anthropic", "Google DeepMind", day=-70), (1, rain)) == Match()
    assert met(event("Yao Shunyu", None, "Tencent"), (1, rain), (2, cosmos)) == Match(people=(1,), moves=(1,))
    assert met(event("Shunyu Yao", None, "Meta"), (1, rain), (2, cosmos)) == Match()
    assert met(event("Shunyu Yao", "Anthropic", day=-70), (1, rain), (2, cosmos)) == Match(people=(2,), moves=(2,))


def test_common_names_need_a_company() -> None:
    """A common name at another company is another person; at the same one within two years it is the same."""
    known = (1, event("王伟", "Baidu"))
    assert met(event("王伟", None, "Tencent", day=200), known) == Match()
    assert met(event("Wei Wang", "Baidu", day=300, date="2026-12-20"), known) == Match(people=(1,))
    assert met(event("王伟", "Baidu", day=900, date="2028-08-20"), known) == Match()


def test_rare_names_need_none() -> None:
    """A Western name, or a Chinese one of three characters, is one person wherever it turns up."""
    for name in ("Andrej Karpathy", "林俊旸"):
        assert met(event(name, None, "B", day=200), (1, event(name, "A"))) == Match(people=(1,))


def test_halves_of_a_common_name() -> None:
    """Leaving A, then joining B within the window is one person's move, in one script only."""
    assert met(event("Wang Wei", None, "B", day=20), (1, event("Wei Wang", "A"))) == Match(people=(1,), moves=(1,))
    assert met(event("Wang Wei", None, "B", day=20), (1, event("王伟", "A"))) == Match()


def test_bare_surname() -> None:
    """A bare surname joins the one bearer with the same leg in the window, and nobody where there are two."""
    lin, other = (1, event("Lin Junyang", "Alibaba")), (2, event("Lin Yuan", "Alibaba"))
    assert met(event("Lin", "Alibaba", day=3), lin) == Match(people=(1,), moves=(1,))
    assert met(event("Lin", "Alibaba", day=3), lin, other) == Match()
    assert met(event("Lin", None, "Alibaba", day=3), lin) == Match()
    assert met(event("Lin", "Baidu", day=3), lin) == Match()
    assert met(event("Lin", "Alibaba", day=60), lin) == Match()


def test_bare_surname_in_its_article() -> None:
    """In an article that told of one bearer a bare surname is theirs, whatever is said."""
    known = [Known(move=1, person=1, event=event("Andrej Karpathy", "OpenAI"))]
    found = event("Karpathy", None, "Eureka Labs", date="2023")
    assert match(found, known) == Match()
    assert match(found, known, here=[1]).people == (1,)


def test_retelling() -> None:
    """Without a date of its own, a late telling of a known leg is no news, unless something happened in between."""
    left = (1, event("Ann Onne", "A//CTO"))
    assert met(event("Ann Onne", "A", day=100), left) == Match(people=(1,), moves=(1,), retold=True)
    assert met(event("Ann Onne", "A", day=100, date="2026-06-10"), left) == Match(people=(1,))
    assert met(event("Ann Onne", "A", day=400), left) == Match(people=(1,))
    back = (1, event("Ann Onne", None, "A", day=60))
    assert met(event("Ann Onne", "A", day=110), left, back) == Match(people=(1,))


def test_a_farewell_is_announced_and_taken() -> None:
    """A last day within three months is that of the departure announced, read in either order; not after a return."""
    news, last = event("Ann Onne", "A//CTO"), event("Ann Onne", "A", day=58, date="2026-05-01")
    assert met(last, (1, news)) == met(news, (1, last)) == Match(people=(1,), moves=(1,))
    assert met(event("Ann Onne", "A//board member", day=58, date="2026-05-01"), (1, news)).moves == ()
    back = (1, event("Ann Onne", None, "A", day=30))
    assert 1 not in met(last, (1, news), back).moves
    assert met(event("Ann Onne", "A", "C", day=58, date="2026-05-01"), (1, event("Ann Onne", "A", "B"))).moves == ()


@pytest.mark.parametrize(("name", "moves"), [("Onneberg", (1,)), ("Lin", ()), ("Smith", ())])
def test_only_an_unusual_surname_says_farewell_alone(name: str, moves: tuple[int, ...]) -> None:
    """Two months apart, a bare surname that few people bear is the one who goes; one of everybody's is nobody known."""
    known = (1, event(f"Ann {name}", "A"))
    assert met(event(name, "A", day=58, date="2026-05-01"), known).moves == moves


def test_a_new_role_is_no_retelling() -> None:
    """Months after joining, another role at the same company is a move of its own."""
    joined = (1, event("Ann Onne", None, "A//researcher"))
    assert met(event("Ann Onne", None, "A//chief executive", day=90), joined) == Match(people=(1,))
    assert met(event("Ann Onne", None, "A//senior researcher", day=90), joined).retold


def test_a_telling_can_show_two_to_be_one() -> None:
    """Who left A and who joined B are one person once a telling says "from A to B"."""
    left, joined = (1, event("林俊旸", "A")), (2, event("Junyang Lin", None, "B", day=10))
    assert met(joined[1], left) == Match()
    assert met(event("林俊旸", "A", "B", day=12), left, joined) == Match(people=(1, 2), moves=(1, 2))


def test_role_family_breaks_ties() -> None:
    """Of two moves that fit equally the one in the same line of work is meant."""
    chief = event("Ann Onne", "A//CEO", "A//chair")
    science = event("Ann Onne", "A//scientist", "A//adviser", day=60)
    for order in itertools.permutations([(1, chief), (1, science)]):
        (meant,) = met(event("Ann Onne", "A//head of research", "A", day=30), *order).moves
        assert order[meant - 1][1] is science


def test_western_given_name() -> None:
    """Tony Wu is the Wu who left the same company within two days, unless two did; later, or elsewhere, he is not."""
    wu = (1, event("吴宇怀", "xAI"))
    assert met(event("Tony Wu", "xAI", day=1), wu) == Match(people=(1,), moves=(1,))
    assert met(event("Yuhuai Wu", "xAI", day=1), (1, event("Tony Wu", "xAI"))) == Match(people=(1,), moves=(1,))
    assert met(event("Tony Wu", "xAI", day=5), wu) == Match()
    assert met(event("Tony Wu", "OpenAI", day=1), wu) == Match()
    assert met(event("Tony Wu", "xAI", day=1), wu, (2, event("Wu Yonghui", "xAI"))) == Match()
    assert met(event("Jeff Wang", "xAI"), (1, event("Alexandr Wang", "xAI"))) == Match()
    assert met(event("Greg Yang", "xAI"), wu) == Match()
