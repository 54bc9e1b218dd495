"""How names sound across scripts."""

import subprocess
import sys

import pytest

from store.namesakes import romanised
from store.readings import person_keys, simplified


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lin Junyang", "Junyang Lin"),
        ("林俊旸", "Junyang Lin"),
        ("林俊暘", "LIN Junyang"),
        ("姚順雨", "Shunyu Yao"),
        ("郁博文", "Bowen Yu"),
        ("赵晟佳", "Shengjia Zhao"),
        ("吕骋", "Lyu Cheng"),
        ("吕骋", "Lü Cheng"),
        ("曾国藩", "Zeng Guofan"),
        ("单伟建", "Shan Weijian"),
        ("翟冬", "Zhai Dong"),
        ("欧阳娜", "Ouyang Na"),
        ("长孙无忌", "Zhangsun Wuji"),
        ("吴永辉", "Wu Yong-Hui"),
        ("Roh Tae-moon", "Taemoon Roh"),
        ("Yuhuai (Tony) Wu", "Tony Wu"),
        ("Yuhuai (Tony) Wu", "吴宇怀"),
        ("姚顺雨（Vinces Yao）", "Vinces Yao"),
        ("Karén Simonyan", "Karen Simonyan"),
        ("Sam Schoenholz", "Samuel Schoenholz"),
        ("Samuel S. Schoenholz", "Schoenholz, Sam"),
        ("Dr. Fei-Fei Li, PhD", "李飞飞"),
        ("Daniel De Freitas", "Daniel DeFreitas"),
        ("穆斯塔法·苏莱曼", "穆斯塔法・苏莱曼"),
    ],
)
def test_forms_of_one_name_meet(one: str, other: str) -> None:
    """Order, script, diacritics, hyphens, initials, nicknames and readings do not part a name from itself."""
    assert person_keys(one) & person_keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lin Junyang", "Yuanqing Lin"),
        ("Yao Shunyu", "Yan Shunyu"),
        ("Rowan Smith", "Roman Smith"),
        ("郁博文", "林俊旸"),
        ("Lin", "Lin Junyang"),
        ("", "Lin"),
    ],
)
def test_other_names_do_not(one: str, other: str) -> None:
    """Another surname or given name, or a bare surname, is another key."""
    assert not person_keys(one) & person_keys(other)


@pytest.mark.parametrize("text", ["", " ", "???", "()", "（）", "·", "😀", "Jr.", "-", ",", "12 34"])
def test_no_text_is_too_odd(text: str) -> None:
    """Whatever is no name gives keys or none, and never fails."""
    assert all(key == key.strip() for key in person_keys(text))


def test_heteronyms_are_bounded() -> None:
    """A name of many readings stays within twelve combinations for each surname reading."""
    assert len(person_keys("乐行行重乐")) <= 24


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Yao Shunyu", True), ("Junyang Lin", True), ("Wei Wang", True), ("Mira Murati", False), ("Jimmy Ba", False),
     ("Kai-Fu Lee", False), ("林俊旸", False), ("Lin", False), ("Andrew Ng", False)],
)  # fmt: skip
def test_romanised(name: str, *, expected: bool) -> None:
    """Romanised Chinese names are told from Western ones by surname and syllables."""
    assert romanised(name) is expected


def test_simplified_leaves_the_rest() -> None:
    """Only Chinese characters are touched."""
    assert simplified("騰訊 Tencent ＡＢＣ") == "腾讯 Tencent ＡＢＣ"


def test_nothing_is_loaded_before_it_is_needed() -> None:
    """Importing the store and reading Latin names load neither opencc nor pypinyin."""
    code = (
        "import sys, store.ledger, store.lookup, store.readings as r; r.person_keys('Lin Junyang'); "
        "print({'opencc', 'pypinyin'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    assert done.stdout.strip() == "set()"
