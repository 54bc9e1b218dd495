"""Any move, any text: what reaches Slack and Discord keeps their limits, acts by nothing foreign, and loses nothing in silence.

Five thousand cards for each platform, the same in every run; a failure names its number.
"""

import pytest

from bot.forms import Field, Form
from bot.on_discord.embeds import render as to_discord
from bot.on_discord.modals import modal
from bot.on_slack import screens
from bot.on_slack.blocks import render as to_slack
from bot.on_slack.screens import About
from tests.rendering import any_form, anything, discord_reader, slack_reader
from tests.rendering.reading import Reading
from tests.rendering.words import Anything
from tests.stand_ins.discord_modal_rules import check_modal
from tests.stand_ins.slack_view_rules import view_faults

_AT_ONCE = 500
_STARTS = range(0, 5000, _AT_ONCE)


@pytest.mark.parametrize("start", _STARTS)
def test_slack(start: int) -> None:
    """Block Kit's limits after escaping, and only the links, times, marks and mentions that the card asks for."""
    for number in range(start, start + _AT_ONCE):
        chance = Anything(number)
        shown = anything.card(chance, chance.choice(("", "", "<!here>", "<@U012AB>", "<!subteam^S012>")))
        message = to_slack(shown, "F00000001")
        assert slack_reader.faults(shown, {"text": message.text, "blocks": message.blocks}) == [], number
        if number % 10 == 0:
            assert list(view_faults(screens.of_card(shown, About()), "modal")) == [], number
            assert list(view_faults(screens.of_home(shown), "home")) == [], number


@pytest.mark.parametrize("start", _STARTS)
def test_discord(start: int) -> None:
    """Limits after trimming, and only the links, times and marks that the card asks for; whom a mention names may be rung."""
    for number in range(start, start + _AT_ONCE):
        chance = Anything(number)
        shown = anything.card(chance, chance.choice(("", "", "@here", "<@123>", "<@&456>")))
        message = to_discord(shown, key="k" * 25)
        assert discord_reader.faults(shown, message) == [], number


def test_slack_takes_any_form() -> None:
    """Labels, hints, choices and what is filled in at first, of any length: a modal that Slack opens."""
    for number in range(500):
        shown = any_form.form(Anything(number))
        assert list(view_faults(screens.of_form(shown, About()), "modal")) == [], number


async def test_discord_takes_any_form() -> None:
    """The same as Discord's modal."""
    for number in range(500):
        check_modal(dict(modal(any_form.form(Anything(number))).to_dict()))
    wide = Form(
        key="form:role m1", title="Role", submit="Save", fields=(Field(name="role", label="Role", value="𠮷" * 3000),)
    )
    check_modal(dict(modal(wide).to_dict()))


@pytest.mark.parametrize(
    "words",
    ["a *b* c", "~b~", "`b`", "_b_ c", ":tada:", "<!here>", "<@U1>", "<https://evil.example|b>", "a & b", "\u202eb"],
)
def test_what_acts_in_slack_is_seen(words: str) -> None:
    """The reader itself: a mark, an entity, an emoji's name or a turned word does not pass unseen."""
    read = Reading()
    slack_reader.read_mrkdwn(words, read)
    assert read.faults or read.marks


@pytest.mark.parametrize(
    "words",
    ["a **b** c", "*b*", "__b__", "~~b~~", "||b||", "`b`", ":tada:", "@everyone", "<@1>", "[b](https://evil.example)",
     "https://evil.example", "# b", "a\n- b", "1. b", "-# b", "\u202eb"],
)  # fmt: skip
def test_what_acts_in_discord_is_seen(words: str) -> None:
    """The reader itself: a mark, a mention, an address, a list or a heading does not pass unseen."""
    read = Reading()
    discord_reader.read_markdown(words, read)
    assert read.faults or read.marks
