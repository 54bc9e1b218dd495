"""What names alone say."""

import pytest

from store.identity import identity
from store.model.people import hinted, rare_alike, strangers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Karpathy", "Andrej Karpathy"),
        ("Alex Wang", "Alexandr Wang"),
        ("Mira Muratti", "Mira Murati"),
        ("Mustafa Suleiman", "Mustafa Suleyman"),
        ("詹南德雷亚", "John Giannandrea"),
        ("伊尔亚·苏茨克维", "Ilya Sutskever"),
        ("苏茨克维", "伊尔亚·苏茨克维"),
        ("艾伦·戴伊", "Alan Dye"),
        ("莱克", "Jan Leike"),
        ("格罗斯", "Daniel Gross"),
        ("阿马尔·苏布拉马尼亚", "Amar Subramanya"),
        ("帕霍茨基", "Jakub Pachocki"),
    ],
)
def test_hints(one: str, other: str) -> None:
    """Short forms, slips of the pen and transcriptions hint at one person, either way round."""
    assert hinted(identity([one]), identity([other]))
    assert hinted(identity([other]), identity([one]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jeff Wang", "Alexandr Wang"),
        ("Peter Deng", "Peter Steinberger"),
        ("Rowan Smith", "Roman Smith"),
        ("Lin Junyang", "Lin Junying"),
        ("Li Kai", "Li Kaixin"),
        ("Person Numbera", "Person Numberb"),
        ("Mary Smith", "Gary Smith"),
        ("林俊旸", "Jan Leike"),
        ("艾伦·戴伊", "Amar Subramanya"),
        ("詹南德雷亚", "Alan Dye"),
        ("莱克", "Ilya Sutskever"),
        ("郁博文", "Lin Junyang"),
    ],
)
def test_no_hints(one: str, other: str) -> None:
    """Other given names, close romanised names and other sounds hint at nothing."""
    assert not hinted(identity([one]), identity([other]))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("姚顺雨", "姚顺宇", True),
        ("林俊旸", "林俊暘", False),
        ("姚顺雨", "Yao Shunyu", False),
        ("苏茨克维", "伊尔亚·苏茨克维", False),
        ("姚顺雨 (Yao Shunyu)", "姚順雨", False),
    ],
)
def test_strangers(one: str, other: str, *, expected: bool) -> None:
    """Different characters are different people; traditional ones and a surname alone are not different."""
    assert strangers([identity([one]), identity([other])]) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Andrej Karpathy", "Andrej Karpathy", True),
        ("Karpathy, Andrej", "Dr. Andrej Karpathy", True),
        ("林俊旸", "林俊暘", True),
        ("王伟", "王伟", False),
        ("Wang Wei", "Wang Wei", False),
        ("Shunyu Yao", "Yao Shunyu", False),
        ("Andrej Karpathy", "Karpathy", False),
    ],
)
def test_rare_names(one: str, other: str, *, expected: bool) -> None:
    """Western and longer Chinese names speak for one person by themselves, common and romanised ones do not."""
    assert rare_alike(identity([one]), identity([other])) is expected
