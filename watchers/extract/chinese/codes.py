"""Houses before their code at an exchange: "沐棠利(830011)董事会收到…"; the code makes any letters before it a name."""

import re
from collections.abc import Iterator

from watchers.extract.chinese.lexicon import Lexicon
from watchers.extract.chinese.stems import HARD, no_house, without_lead

_CODE = re.compile(
    r"((?:\*?(?:ST|SST))?[\u4e00-\u9fffA-Z*][\u4e00-\u9fffA-Za-z.\-]{1,15}) ?"
    r"\((?:\d{4,6}(?:[.,\-]? ?(?:HK|SH|SZ|BJ|US|OC|NQ))?(?=[),])|(?:S[HZ]|HK|NASDAQ|NYSE|NYSE American):? ?[A-Z0-9.]{1,8}\)|\d{1,4}\.\d{1,3},-?\d|\d{6} [\u4e00-\u9fff]{2,6}\))"
)


def coded(text: str, lex: Lexicon) -> Iterator[str]:
    """What stands before a stock code, from where its clause, a date or a verb begins."""
    for found in _CODE.finditer(text):
        dated = found.start() > 0 and text[found.start() - 1].isdigit() and found[1][0] in "日号"
        name = without_lead(_last_run(found[1][dated:], lex))
        if 2 <= len(name) <= (16 if name.isascii() else 10) and name not in lex.classes and name not in no_house():
            yield name


def _last_run(run: str, lex: Lexicon) -> str:
    """The run behind its last verb or word of telling."""
    cut = max(run.rfind(mark) + 1 for mark in "丨︰的")
    for at, word in lex.words(run, 0, len(run)):
        if len(word) > 1 and not lex.classes[word].isdisjoint(HARD):
            cut = at + len(word)
    return run[cut:]
