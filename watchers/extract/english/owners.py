"""Houses beside their owners, products and teams: "Alibaba's Qwen", "TikTok owner ByteDance", "Anthropic's pre-training team"."""

from collections.abc import Sequence

from store.model.companies import CompanyRef
from watchers.extract.english.lexicon import common_words, words_of
from watchers.extract.english.nodes import Node, span


def two_companies(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "Alibaba's Qwen", "Google DeepMind's Gemini", "TikTok owner ByteDance": the last, unless it is a bare product."""
    first, last = nodes[0], nodes[-1]
    middle = nodes[1:-1]
    if any(n.kind == "w" and not words_of("owning").fullmatch(n.low) and not _adjective(n) for n in middle):
        return None
    if first.company and last.company and first.kind == "O" and "'" in [n.kind for n in middle] and _generic(last):
        return [span(nodes, first, company=CompanyRef(first.company.company, _unit_name(last)))]
    if last.kind == "N" and not (middle and middle[0].kind == "'"):
        return [span(nodes, first)] if last.low[:1].isalnum() and len(nodes) == 2 else None
    if last.kind == "N":
        return [span(nodes, first, company=CompanyRef(first.company.company, None) if first.company else None)]
    return [span(nodes, last, certain=first.certain or last.certain)]


def _generic(node: Node) -> bool:
    """Whether a name says only what sort of unit it is: "AI Lab", "Artificial Intelligence Lab"."""
    return node.kind == "O" and all(
        word in common_words() or word in {"ai", "agi", "labs", "lab"} for word in node.low.split()
    )


def _unit_name(node: Node) -> str:
    return node.company.unit or node.company.company if node.company else node.low


def _adjective(node: Node) -> bool:
    return not node.low.endswith(("ed", "s")) or node.low in {"advanced", "based"}


def unit(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "Anthropic's pre-training team", "Google Gemini unit": the company, with the unit named."""
    owned_house = nodes[1].kind == "'" and nodes[-1].low in _HOUSES
    if not owned_house and not words_of("units").fullmatch(nodes[-1].low):
        return None
    first = nodes[0]
    if first.company is None:
        return None
    return [span(nodes, first, vague=len(nodes) > 2 and nodes[1].kind == "'" and not any(n.kind == "N" for n in nodes))]


_HOUSES = frozenset({"company", "startup", "start-up", "firm"})
"""As in "GM's robotaxi company", which is another house than its owner."""
