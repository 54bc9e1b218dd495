"""A position: where somebody works and as what."""

import re
from dataclasses import dataclass

from store.model.names import fold

# Role families, the coarsest likeness of roles: two findings whose roles fall into different families about one person
# on one day may be two events. First match wins; words are searched in the folded role, Chinese ones as they stand.
_FAMILIES: tuple[tuple[str, str], ...] = (
    ("board", r"\bchair(man|woman|person)?\b|\bboard\b|\bdirectors?\b(?! of)|董事|主席"),
    ("chief", r"\bceo\b|\bchief executive\b|\bpresident\b|\bmanaging director\b|首席执行官|总裁|总经理"),
    ("science", r"\bscien|\bresearch|\bpost training\b|\bpre training\b|科学家|研究|训练"),
    ("technology", r"\bcto\b|\btech|\bengineer|\barchitect|\bcoder?\b|技术|工程|算法|架构"),
    ("product", r"\bcpo\b|\bproduct\b|\bdesign|产品|设计"),
    ("money", r"\bcfo\b|\bfinanc|\brevenue\b|\bcro\b|财务|营收|商业"),
    ("operations", r"\bcoo\b|\boperat|\bpeople\b|\btalent\b|运营|人才|人力"),
)
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _FAMILIES)


def family(role: str | None) -> str | None:
    """The role's family, or None where the words tell none; "Vice President of Research" is science."""
    folded = fold(role or "")
    folded = re.sub(r"\b(senior |executive )?vice president\b|\b[se]?vp\b|副总裁", " ", folded)
    return next((name for name, pattern in _COMPILED if pattern.search(folded)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Somebody's place: a company (canonical where known, else as written), a unit and a role as written."""

    company: str
    unit: str | None = None
    role: str | None = None
