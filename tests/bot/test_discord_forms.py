"""Forms in Discord: a modal as the first answer, its submission after a restart, and Discord's limits."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import Action, Card, Tone
from bot.chat import Asker
from bot.forms import Field, Form
from bot.on_discord.modals import modal
from tests.stand_ins.discord import CHANNEL, PERSON, DiscordStandIn
from tests.stand_ins.discord_bot import Recording, connected
from tests.stand_ins.discord_modal_rules import check_modal
from tests.stand_ins.discord_rules import Refused

ADA = Asker(platform="discord", user=str(PERSON), channel=str(CHANNEL), name="Ada")
KEY = "form:subscribe"
ALERT = Card(
    title="A leaves B", tone=Tone.DEPARTURE, actions=(Action("Set up…", KEY), Action("Nothing left…", "form:card"))
)


@pytest.fixture
async def server() -> AsyncIterator[DiscordStandIn]:
    """A Discord with an alert whose buttons open forms."""
    async with DiscordStandIn() as server:
        async with connected(server) as chat:
            await chat.post(str(CHANNEL), ALERT, key="k1")
        yield server


async def test_a_form_opens_at_once_and_is_answered_privately(server: DiscordStandIn) -> None:
    """What stands in it at first, each field with its label; what was filled in arrives by the fields' names."""
    answers = Recording()
    async with connected(server, answers):
        opened = await server.open(server.channel().messages[0], "Set up…")
        assert opened.data["title"] == "What to hear of"
        labels = [part["label"] for part in opened.data["components"]]
        assert labels == ["Which channel", "Companies", "When", "Time zone", "Why"]
        assert answers.asked == [(KEY, ADA)]
        answer = await server.submit(opened, channel=["123"], companies=["Alibaba", "OpenAI"], note="two\nlines")
    assert answer.private
    assert answer.embeds[0]["title"] == f"Filled {KEY}"
    values = {"channel": "123", "companies": "Alibaba, OpenAI", "when": "now", "zone": "UTC", "note": "two\nlines"}
    assert answers.filled == [(KEY, values, ADA)]


async def test_a_form_filled_in_during_a_restart_is_not_lost(server: DiscordStandIn) -> None:
    """All that is needed stands in the modal."""
    async with connected(server):
        opened = await server.open(server.channel().messages[0], "Set up…")
    answers = Recording()
    async with connected(server, answers):
        await server.submit(opened, channel=["123"])
    assert [key for key, _, _ in answers.filled] == [KEY]


async def test_what_was_filled_in_wrongly_is_not_lost(server: DiscordStandIn) -> None:
    """Discord has closed the form: the answer repeats what was written and opens it again."""
    async with connected(server):
        opened = await server.open(server.channel().messages[0], "Set up…")
        refused = await server.submit(opened, channel=["123"], zone="Mars", note="a *reason*")
        said = refused.embeds[0]["description"]
        for line in ("**Which channel**: <#123>", "**When**: At once", "**Time zone**: Mars"):
            assert line in said
        assert "a \\*reason\\*" in said
        assert (await server.open(refused, "Fill in again…")).data["custom_id"] == f"moves:{KEY}"


async def test_a_form_that_is_none_says_so_privately(server: DiscordStandIn) -> None:
    """Whoever may not, or comes too late, gets a card instead."""
    async with connected(server):
        answer = await server.click(server.channel().messages[0], "Nothing left…")
    assert answer.private
    assert answer.embeds[0]["title"] == "No form"


async def test_a_form_from_a_private_answer_changes_that_answer(server: DiscordStandIn) -> None:
    """As every button under it does."""
    async with connected(server) as chat:
        await chat.post(str(CHANNEL), Card(title="t", tone=Tone.HELP, actions=(Action("Set up…", KEY),)), key="k2")
        shown = await server.click(server.channel().messages[0], "Nothing left…")
        shown.body["components"] = server.channel().messages[1].body["components"]
        assert await server.submit(await server.open(shown, "Set up…"), channel=["123"]) is shown
    assert shown.embeds[0]["title"] == f"Filled {KEY}"


WORDS = st.text(max_size=130)
CHOICES = st.lists(st.tuples(st.text(min_size=1, max_size=110), WORDS), max_size=30).map(tuple)
FIELDS = st.builds(
    Field, name=st.just(""), label=st.text(st.characters(categories=("L", "Nd")), min_size=1, max_size=60), value=WORDS, hint=WORDS,
    choices=CHOICES, many=st.booleans(), channel=st.booleans(), optional=st.booleans(), long=st.booleans(),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(FIELDS, min_size=1, max_size=7))
async def test_any_form_is_accepted(fields: list[Field]) -> None:
    """Whatever stands in a form, the modal keeps to Discord's documented limits."""
    named = tuple(replace(field, name=f"f{at}") for at, field in enumerate(fields))
    check_modal(modal(Form(key="k" * 94, title="t" * 60, submit="Go", fields=named)).to_dict())


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "x" * 46},
        {"components": []},
        {"components": [{"type": 18, "label": "l", "component": {"type": 4, "style": 3, "custom_id": "c"}}]},
        {"components": [{"type": 18, "label": "x" * 46, "component": {"type": 8, "custom_id": "c"}}]},
        {"components": [{"type": 18, "label": "l", "component": {"type": 3, "custom_id": "c", "options": []}}]},
    ],
)
def test_the_stand_in_refuses_what_discord_refuses(wrong: dict[str, object]) -> None:
    """Title, number of parts, style, label, options."""
    right = {"custom_id": "moves:form:x", "title": "t", "components": [
        {"type": 18, "label": "l", "component": {"type": 4, "style": 1, "custom_id": "c"}}]}  # fmt: skip
    check_modal(right)
    with pytest.raises(Refused):
        check_modal({**right, **wrong})
