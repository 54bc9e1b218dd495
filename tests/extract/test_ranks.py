"""The table of titles, by its own examples."""

import tomllib
from importlib.resources import files

import pytest

from watchers.extract.ranks import LOWEST, canonical, rank

ROWS = tomllib.loads((files("watchers.extract") / "lexicon" / "roles.toml").read_text(encoding="utf-8"))["role"]


def _examples(key: str) -> list[tuple[str, str]]:
    return [(row["name"], title) for row in ROWS for title in row[key]]


@pytest.mark.parametrize(("name", "title"), _examples("yes"))
def test_a_title_leads_to_its_row(name: str, title: str) -> None:
    """Each `yes`, whatever stands around the words."""
    assert name in {role.name for role in canonical(title)}


@pytest.mark.parametrize(("name", "title"), _examples("no"))
def test_a_like_title_leads_elsewhere(name: str, title: str) -> None:
    """Each `no`."""
    assert name not in {role.name for role in canonical(title)}


@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        ("chief executive", "chief scientist"),
        ("首席科学家", "研究员"),
        ("senior vice president of AI", "vice president"),
        ("CEO", "boss"),
        ("副总裁", "高管"),
        ("head of research", "research scientist"),
    ],
)
def test_ranks_tell_titles_of_one_person_apart(higher: str, lower: str) -> None:
    """Smaller is higher."""
    assert rank(higher) < rank(lower)


def test_both_languages_lead_to_the_same_role() -> None:
    """A title of either language has one name."""
    assert canonical("CTO") == canonical("首席技术官") == canonical("chief technology officer")


def test_an_unknown_title_ranks_lowest() -> None:
    """What no row knows says nothing."""
    assert canonical("raconteur") == ()
    assert rank("raconteur") == LOWEST


def test_every_row_has_examples_of_both_kinds() -> None:
    """A row nobody can check is not shipped."""
    assert all(row["yes"] and row["no"] and row["en"] for row in ROWS)
