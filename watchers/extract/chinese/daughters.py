"""Houses that no list knows as parts of one that a list knows: "O旗下子公司A和B", or A written right behind O."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from store.model.companies import CompanyRef
from watchers.extract.chinese.tokens import Kind, Token

_KNOWN = attrgetter("known")


def owned(sentences: Sequence[tuple[str, list[Token]]]) -> list[tuple[str, list[Token]]]:
    """The sentences with every unlisted "O旗下子公司A", and every A right behind O, as a unit of O wherever A is named."""
    owners: dict[str, CompanyRef] = {}
    for text, tokens in sentences:
        if "子公司" not in text and all(map(_KNOWN, tokens)):
            continue
        for at, token in enumerate(tokens):
            if (house := _written_behind(tokens, at)) is not None:
                owners[token.text] = CompanyRef(house.company, token.text)
            if token.text == "子公司" and at and tokens[at - 1].text == "旗下":
                owners.update(_daughters(tokens, at))
    if not owners:
        return list(sentences)
    return [(text, [_as_unit(t, owners) for t in tokens]) for text, tokens in sentences]


def _written_behind(tokens: Sequence[Token], at: int) -> CompanyRef | None:
    """The listed house right behind which an unlisted one is written without a gap: "奇瑞" before "雄狮科技"."""
    if at == 0 or tokens[at].kind is not Kind.COMPANY or tokens[at].known:
        return None
    house = tokens[at - 1]
    beside = house.kind is Kind.COMPANY and house.known and house.end == tokens[at].start
    return house.company if beside else None


def _as_unit(token: Token, owners: Mapping[str, CompanyRef]) -> Token:
    owner = owners.get(token.text) if token.kind is Kind.COMPANY and not token.known else None
    return token if owner is None else replace(token, company=owner)


def _daughters(tokens: Sequence[Token], at: int) -> Iterator[tuple[str, CompanyRef]]:
    left = tokens[max(0, at - 8) : at]
    owner = next((t.company for t in reversed(left) if t.company is not None), None)
    for token in tokens[at + 1 :]:
        if token.kind is Kind.COMPANY and not token.known and owner is not None:
            yield token.text, CompanyRef(owner.company, token.text)
        elif token.text != "、" and not token.has("join"):
            return
