"""Houses that no list knows and whose name tells their trade: "云岭银行" before "行长", "富海金控" behind "出任"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from watchers.extract.chinese.tokens import Kind, Token

_TRADES = "银行|农商行|城商行|保险|人寿|财险|寿险|金控|金融|信托|证券|期货|汽车|重工|药业|制药|航空|电力|钢铁|水泥|地产|置业|乳业|酒业|物流|影业"
_TRADE = re.compile(_TRADES)
_NAMED = re.compile(f"([\\u4e00-\\u9fff]{{2,6}})(?:{_TRADES})")
_SPEAKING = re.compile(
    f'(?:^|[。,;:!?\\n "])(([\\u4e00-\\u9fff]{{2,4}}?)(?:{_TRADES}))(?=(?:集团)?(?:董事会|公告|宣布|表示|发布|今|昨|近日|日前|\\d|\\())'
)
_ANY = re.compile(
    "以来|国有|多家|一家|两家|几家|各家|这家|该家|某|数家|商业|大型|中小|外资|中资|民营|民企|股份制|所有|全部|不少|许多|上市"
)
_GENERAL = re.compile(
    "(?:国有|商业|中央|投资|政策|股份制|多家|一家|两家|这家|该家|外资|中资|数字|私人|大型|中小|网络|互联网|地方|民营|内资|开发性|"
    "社会|养老|医疗|人身|财产|商业性|车辆|健康|新能源|智能|电动|传统|燃油|商用|自动驾驶|合资|国产|豪华|纯电|中国|美国|全球|国内|国际|海外|"
    "消费|普惠|供应链|绿色|个人|公司|零售|企业|财富|民用|通用|商用|军用|房|工业|第三方|跨境)+"
)
_CUT = "的了在从由为任是与和及向被对将让请把给出于至到、即"
_ROOM = 6


def traded(text: str, tokens: Sequence[Token]) -> Iterator[str]:
    """The names of a sentence that end in a trade and stand beside a title or a verb of moving."""
    if not _TRADE.search(text):
        return
    for at, token in enumerate(tokens):
        if token.kind is Kind.ROLE or (token.kind is Kind.PERSON and at):
            yield from _ending(text, tokens[:at])
        elif token.kind is Kind.TRIGGER or token.text == "为":
            yield from _beginning(text, tokens[at + 1 :])
    yield from (found[1] for found in _SPEAKING.finditer(text) if not _general(found[2]))


def _ending(text: str, before: Sequence[Token]) -> Iterator[str]:
    """The house that ends right before a title or a name."""
    run = list(takewhile(_plain, reversed(before)))
    if not run:
        return
    end = run[0].end
    start = max(run[-1].start, end - _ROOM - 2)
    yield from _cut(text[start:end].rsplit(" ", maxsplit=1)[-1], whole=start == run[-1].start)


def _beginning(text: str, behind: Sequence[Token]) -> Iterator[str]:
    run = list(takewhile(lambda t: _plain(t) or t.kind is Kind.ROLE, behind))
    if run and (found := _NAMED.match(text, run[0].start, run[-1].end)) is not None:
        yield from _cut(found.group(), whole=True)


def _plain(token: Token) -> bool:
    if token.kind is Kind.TEXT:
        return True
    dull = token.has("stop", "common", "of", "other_subject", "tail")
    return token.kind is Kind.WORD and dull and token.text not in _CUT and not token.has("former", "adverb", "say")


def _cut(run: str, *, whole: bool) -> Iterable[str]:
    """The name, where the characters before its trade are few and no word of a kind."""
    name = run.removesuffix("集团").removesuffix("公司")
    found = _NAMED.fullmatch(name)
    return (name,) if whole and found is not None and not _general(found[1]) else ()


def _general(stem: str) -> bool:
    """Whether the characters before the trade name no house: "多家", "国有商业"."""
    return any(char in _CUT for char in stem) or _ANY.search(stem) is not None or _GENERAL.fullmatch(stem) is not None
