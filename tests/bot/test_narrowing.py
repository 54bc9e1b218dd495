"""Questions to the command surface that are narrowed: by side, time, status and words."""

import pytest

from bot.cards import plain
from bot.commands import Commands
from tests.bot.commands_scene import ASKER, people_in


@pytest.mark.parametrize(
    ("asked", "people"),
    [
        ("alibaba out", ["Lin Junyang"]),
        ("alibaba in", ["Zhou Hao"]),
        ("阿里 since:2026-02", ["Lin Junyang"]),
        ("alibaba until:2026-02-28", ["Zhou Hao"]),
        ("alibaba status:confirmed", ["Lin Junyang"]),
        ("out", ["Lin Junyang", "Ann Lee", "Zhou Hao"]),
        ("until:2026-02-15 out", ["Ann Lee", "Zhou Hao"]),
        ('text:"technical lead"', ["Lin Junyang"]),
    ],
)
async def test_a_list_is_narrowed(commands: Commands, asked: str, people: list[str]) -> None:
    """By side, time, status and words; the card says by what, its buttons ask the same again."""
    card = (await commands.answer(asked, ASKER)).card
    assert people_in(card) == people
    assert "Only " in plain(card.lead)
    again = card.actions[-1].key.removeprefix("share:1:")
    assert people_in((await commands.answer(again, ASKER)).card) == people
    assert commands.matching(asked)[0].person == people[0]


async def test_nothing_left_leads_to_all(commands: Commands) -> None:
    """An empty narrowed list offers the whole one; a word without sense says what to write."""
    empty = (await commands.answer("alibaba status:denied", ASKER)).card
    assert empty.title == "No such moves: Alibaba"
    assert [action.key for action in empty.actions] == ["ask:1:Alibaba"]
    assert "since:2026-01" in plain((await commands.answer("alibaba since:soon", ASKER)).card.lead)


async def test_suggestions_narrow(commands: Commands) -> None:
    """Behind a name the words that narrow are offered, those that begin as typed."""
    assert "alibaba out" in await commands.suggest("alibaba ")
    assert await commands.suggest("alibaba status:c") == ("alibaba status:confirmed",)
