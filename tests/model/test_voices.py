"""How many voices tell a move, and who vouches for it."""

import itertools

import pytest

from store import press
from store.model import voices
from store.model.claims import Claim
from store.model.moves import Standing, Status
from store.model.phrases import Voucher
from tests.model.test_conclusion import C, D, P, R, claim

KNOWN = press.known()
SENTENCES = (
    "Ann Onne, who ran the training clusters, has left after five years.",
    "After half a decade the head of the clusters, Ann Onne, is gone.",
    "A farewell note went round on Monday: Ann Onne leaves the labs.",
    "The clusters lose Ann Onne, their chief since the beginning.",
)


def told(outlet: str, number: int = 0, *, quote: str = "", title: str = "", status: Status = P) -> Claim:
    """A claim of an outlet with the numbered sentence as its quote."""
    words = quote or SENTENCES[number]
    return claim(status, "OpenAI", outlet=outlet, title=title or f"{outlet} {number}", quote=words, day=number)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([told("Reuters"), told("Bloomberg", 1)], 2),
        ([told("Bloomberg"), told("Bloomberg News", 1), told("bloomberg.com", 2), told("彭博社", 3)], 1),
        ([told("WSJ"), told("MarketWatch", 1), told("Barron's", 2)], 1),
        ([told("CNBC"), told("NBC News", 1)], 1),
        ([told("财联社"), told("cls.cn", 1), told("36氪", 2), told("36kr.com", 3)], 2),
        ([told("Reuters"), told("MSN", 1), told("Yahoo Finance", 2), told("新浪财经", 3)], 1),
        ([told("MSN"), told("Yahoo Finance", 1), told("搜狐", 2)], 1),
        ([told("The Local Ledger"), told("The Harbour Post", 1)], 2),
        ([told("Reuters"), told("The Local Ledger", quote=SENTENCES[0] + " More soon.")], 1),
        ([told("Reuters"), told("The Local Ledger", 1, title="Reuters 0")], 1),
        ([told("Wire", quote="Gone."), told("Daily", quote="Gone.")], 2),
        ([told("PR Newswire"), told("Reuters", 1)], 1),
        ([told("PR Newswire"), told("OpenAI", 1), told("sec.gov", 2)], 0),
        ([], 0),
    ],
)
def test_count(claims: list[Claim], expected: int) -> None:
    """Families, copies, relays and the company's own pages, in any order."""
    for order in itertools.permutations(claims):
        assert voices.count(order, KNOWN) == expected


LEANER = "Ann Onne has left, according to Bloomberg."
LATE = "据晚点LatePost报道，安某已经离开。"


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([told("Bloomberg"), told("TechCrunch", 1, quote=LEANER)], 1),
        (
            [told("CNBC", 1, quote=LEANER), told("TechCrunch", 2, quote="Bloomberg reported on Monday that Ann left.")],
            1,
        ),
        ([told("LatePost"), told("36氪", 1, quote=LATE), told("虎嗅", 2, quote=LATE + "公司未回应。")], 1),
        ([told("虎嗅", 1, quote=LATE), told("Reuters", 2)], 2),
        ([told("Bloomberg", quote=LEANER), told("Reuters", 1)], 2),
        ([told("CNBC", quote="Bloomberg and Reuters know, according to Bloomberg."), told("Reuters", 1)], 2),
        ([told("Wire"), told("Daily", 1, quote="Ann Onne has left, first reported by Wire.")], 1),
        ([told("Wire"), told("Daily", 1, quote="According to media reports Ann Onne has left.")], 1),
        ([told("Daily", 1, quote="According to media reports Ann Onne has left.")], 1),
        ([told("MSN", quote="SAN FRANCISCO (Reuters) - Ann Onne left."), told("Reuters", 1)], 1),
        ([told("MSN", quote="SAN FRANCISCO (Reuters) - Ann Onne left."), told("Bloomberg", 1)], 2),
    ],
)
def test_retellings(claims: list[Claim], expected: int) -> None:
    """Whoever leans on another's reporting is that other's voice, also where it is an outlet nobody has listed."""
    for order in itertools.permutations(claims):
        assert voices.count(order, KNOWN) == expected


def test_a_wire_copy_makes_nobody_a_second_voice() -> None:
    """A house that prints an agency's text beside a text of its own is one voice, the agency another."""
    own, copy = told("Ledger", 2), told("Ledger", 1, quote=SENTENCES[0])
    assert voices.count([own, copy, told("Reuters")], KNOWN) == 2
    assert voices.count([copy, told("Reuters"), told("Reuters", 3)], KNOWN) == 1


@pytest.mark.parametrize(
    ("claims", "status", "expected"),
    [
        ([told("OpenAI", status=C)], C, Standing(outlets=0, by=Voucher.COMPANY, company="OpenAI")),
        ([told("Blog", quote="x", status=C), told("sec.gov", 1, status=C)], C, Standing(outlets=1, by=Voucher.FILING)),
        (
            [told("PR Newswire", status=C)],
            C,
            Standing(outlets=0, by=Voucher.COMPANY, company="OpenAI"),
        ),
        (
            [told("Reuters", quote="Ann Onne has left, OpenAI said.", status=C), told("Bloomberg", 1)],
            C,
            Standing(outlets=2, by=Voucher.COMPANY, company="OpenAI"),
        ),
        (
            [told("Reuters", quote="“I have left OpenAI”, Onne wrote on X.", status=C)],
            C,
            Standing(outlets=1, by=Voucher.PERSON),
        ),
        ([told("Reuters", status=C)], C, Standing(outlets=1)),
        ([told("Reuters", quote="Ann Onne has left, OpenAI said.", status=P)], P, Standing(outlets=1)),
        (
            [told("Reuters"), told("Bloomberg", 1, quote="OpenAI denied that Ann Onne leaves.", status=D)],
            D,
            Standing(outlets=1, by=Voucher.COMPANY, company="OpenAI"),
        ),
        ([told("Reuters", status=R), told("Bloomberg", 1, quote="OpenAI said so.", status=D)], R, Standing(outlets=1)),
    ],
)
def test_standing(claims: list[Claim], status: Status, expected: Standing) -> None:
    """What a status rests on: who vouches, and how many outlets say the same; denials never count for the move."""
    for order in itertools.permutations(claims):
        assert voices.standing(order, status, KNOWN) == expected
