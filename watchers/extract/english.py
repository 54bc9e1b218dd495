"""English articles to claims."""

from collections.abc import Sequence

from watchers.entries import Article
from watchers.extract.engine import Claim, Stop
from watchers.extract.mentions import CompanyFinder
from watchers.extract.text import Sentence


def read(sentences: Sequence[Sentence], article: Article, companies: CompanyFinder) -> tuple[list[Claim], list[Stop]]:
    """Claims of every clause that tells a move, and where a rule almost fired."""
    return [], []
