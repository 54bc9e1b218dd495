"""Other names of a person in brackets."""

import pytest

from store.model.companies import Watchlist
from watchers.entries import Article
from watchers.extract import choose
from watchers.extract.glosses import glosses


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Zhou Hao", "Zhou Hao (周浩) joins Alibaba", ("周浩",)),
        ("Andrew Ng", "Andrew Ng（吴恩达） has left", ("吴恩达",)),
        ("Roh Tae-moon", "Samsung named Roh Tae-moon (TM Roh) co-CEO", ("TM Roh",)),
        ("Zhou Hao", "Zhou Hao (阿里) leaves", ()),
        ("Zhou Hao", "Zhou Hao (34) leaves", ()),
        ("Zhou Hao", "Zhou Hao (Alibaba Cloud) leaves", ()),
        ("Zhou Hao", "Zhou Hao (Zhou Hao) leaves", ()),
        ("Zhou Hao", "Zhou Hao leaves (周浩)", ()),
        ("Zhou Hao", "Zhou Hao (李明) leaves", ()),
    ],
)
def test_what_is_a_name(name: str, text: str, found: tuple[str, ...]) -> None:
    """A name of the same sound or surname right behind the person's is one; ages, houses and other people are not."""
    assert glosses([name], [text]) == found


def test_a_finding_has_the_gloss() -> None:
    """What the article says in brackets comes out with the finding, and can be known again later."""
    title = "Zhou Hao (周浩) joins Alibaba"
    (found,) = choose.engine(Watchlist()).read(Article(id="1", title=title, published=None)).findings
    assert (found.person, found.also) == ("Zhou Hao", ("周浩",))
