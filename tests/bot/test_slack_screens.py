"""What a modal shows and keeps, without a Slack."""

import json
from dataclasses import replace

import pytest

from bot.forms import Field, Form
from bot.on_slack import screens
from bot.on_slack.screens import About
from tests.stand_ins.slack_view_rules import view_faults


def test_any_form_is_a_modal_slack_takes() -> None:
    """Hostile and over-long words of a form keep Slack's limits and stay words."""
    long = "<!channel> & *x* " * 300
    fields = (
        Field(name="a", label=long, value=long, hint=long, long=True),
        Field(name="b", label="", choices=tuple((str(n), long) for n in range(25)), value="3", many=True),
        Field(name="c", label="x", choices=(("1", ""),), value="gone"),
        Field(name="d", label="x", channel=True, value="C1"),
        Field(name="e", label="\x00"),
    )
    view = screens.of_form(Form(key="form:x", title=long, submit="", fields=fields), About(channel="C1"))
    assert list(view_faults(view, "modal")) == []
    assert "mrkdwn" not in json.dumps(view)


@pytest.mark.parametrize("kept", ["", "[]", "{broken", '{"key": 7}', "null"])
def test_a_view_that_says_nothing_is_about_nothing(kept: str) -> None:
    """What Slack keeps for a modal is read with caution."""
    assert About.of({"private_metadata": kept}) == About()


def test_what_a_modal_is_about_is_kept_whole() -> None:
    """Key, channel and thread come back as they went."""
    about = About("form:role m1", "T1/C1", "1.2", home=True)
    assert About.of({"private_metadata": about.kept}) == about
    assert len(replace(about, key="form:" + "x" * 89).kept) < 3000
