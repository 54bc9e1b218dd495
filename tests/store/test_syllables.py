"""The library of readings in less room: it must read as it always did."""

import json
import os
import subprocess
import sys
from importlib.resources import files

from store.syllables import packed, pypinyin

TEXTS = ("重庆朝阳", "林俊旸", "单雄信", "长孙无忌", "银行行长", "一丁不识", "乐乐", "曾毅 Tencent")
AS_IT_CAME = (
    "import json, sys, pypinyin; texts = json.load(sys.stdin); "
    "print(json.dumps([[pypinyin.lazy_pinyin(t), pypinyin.pinyin(t, heteronym=True)] for t in texts]))"
)


def test_the_table_is_the_same_and_smaller() -> None:
    """Every phrase keeps its readings; equal ones are one list."""
    table = (files("pypinyin") / "phrases_dict.json").read_text(encoding="utf-8")
    ours = packed(table)
    assert ours == json.loads(table)
    assert len({id(one) for sounds in ours.values() for one in sounds}) < 3_000


def test_everything_reads_as_before() -> None:
    """With and without phrases in the text, in both of its ways."""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", AS_IT_CAME], input=json.dumps(TEXTS), capture_output=True, text=True, check=True
    )
    ours = [[pypinyin().lazy_pinyin(text), pypinyin().pinyin(text, heteronym=True)] for text in TEXTS]
    assert ours == json.loads(done.stdout)
    assert "PYPINYIN_NO_PHRASES" not in os.environ
