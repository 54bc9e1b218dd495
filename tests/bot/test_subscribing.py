"""What a channel asks for, in words."""

import contextlib
import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import config
from bot.orders import WrongUse
from bot.subscribing import changed, routes
from store.model.announce import Route
from store.model.moves import Status

HERE = "slack:C1"
WATCHED = config.default_watchlist()


def asked(**fields: object) -> Route:
    """A route of this channel."""
    return Route(to=HERE, **fields)  # type: ignore[arg-type]  # names are the route's


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [asked()]),
        ("all out", [asked(way="out")]),
        ("alibaba", [asked(companies=("Alibaba",))]),
        ("阿里巴巴、OpenAI", [asked(companies=("Alibaba", "OpenAI"))]),
        ("Alibaba OpenAI in", [asked(companies=("Alibaba", "OpenAI"), way="in")]),
        ("Thinking Machines Lab, Mistral AI", [asked(companies=("Thinking Machines Lab", "Mistral AI"))]),
        ("“Thinking Machines Lab” status:Confirmed", [asked(companies=("Thinking Machines Lab",), min_status=Status.CONFIRMED)]),
        ("openai digest daily 9:00 zone Asia/Shanghai", [asked(companies=("OpenAI",), when="daily 09:00", time_zone="Asia/Shanghai")]),
        ("digest weekly monday 09:00 openai", [asked(companies=("OpenAI",), when="weekly Mon 09:00")]),
        ("openai now digest daily 18:30", [asked(companies=("OpenAI",)), asked(companies=("OpenAI",), when="daily 18:30")]),
        ("openai quiet 22:00-07:00 mention <!here>", [asked(companies=("OpenAI",), quiet="22:00-07:00", mention="<!here>")]),
        ("openai and alibaba in out", [asked(companies=("OpenAI", "Alibaba"))]),
        ("openai mention @here", [asked(companies=("OpenAI",), mention="<!here>")]),
        ("openai mention <!subteam^S1|@staff>", [asked(companies=("OpenAI",), mention="<!subteam^S1>")]),
        ("OpenAI, openai", [asked(companies=("OpenAI",))]),
    ],
)  # fmt: skip
def test_read(text: str, expected: list[Route]) -> None:
    """Names in either script, with commas or without; everything else in any order."""
    assert list(routes(text, HERE, WATCHED)) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("alibabba", "did you mean Alibaba"),
        ("Alibaba Qqqq", "“Qqqq” is not on the watchlist"),
        ("qwen", "Qwen is a team of Alibaba"),
        ("status:sure", "there are rumored, reported, confirmed"),
        ("status:denied", "there are rumored"),
        ("digest", "say what follows “digest”"),
        ("digest daily", "say what follows “daily”"),
        ("digest weekly Mon", "say what follows “weekly”"),
        ("digest hourly 09:00", "is no time to post"),
        ("digest hourly", "is no time to post"),
        ("digest daily 25:00", "is no time of day"),
        ("quiet night", "is no span of hours"),
        ("zone Shanghai", "Asia/Shanghai"),
        ("zone", "say what follows “zone”"),
        ("mention \u202e", "is no mention"),
        ("mention @editors", "“@editors” rings nobody in Slack; write <!here>"),
    ],
)
def test_refused(text: str, told: str) -> None:
    """What cannot be used is named, with what to write instead."""
    with pytest.raises(WrongUse, match=told):
        routes(text, HERE, WATCHED)


FULL = asked(
    companies=("Alibaba", "Gone Labs"), way="out", min_status=Status.REPORTED, when="daily 09:00", time_zone="Asia/Shanghai",
    quiet="22:00-07:00", mention="<!here>",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("openai", {"companies": ("OpenAI",)}),
        ("gone labs, 阿里", {"companies": ("Gone Labs", "Alibaba")}),
        ("all", {"companies": ("*",)}),
        ("in", {"way": "in"}),
        ("both status:any", {"way": "", "min_status": Status.RUMORED}),
        ("status:confirmed", {"min_status": Status.CONFIRMED}),
        ("now", {"when": "now"}),
        ("digest none", {"when": "now"}),
        ("digest weekly fri 16:00", {"when": "weekly Fri 16:00"}),
        ("quiet none zone none mention none", {"quiet": "", "time_zone": "UTC", "mention": ""}),
        ("quiet off zone Europe/Berlin mention @here", {"quiet": "", "time_zone": "Europe/Berlin", "mention": "<!here>"}),
        (",", {}),
    ],
)  # fmt: skip
def test_changed(text: str, fields: dict[str, object]) -> None:
    """Only what is named changes; each setting can be taken away; a company that was let go of the list may stay."""
    assert changed(text, FULL, WATCHED) == dataclasses.replace(FULL, **fields)  # type: ignore[arg-type]  # as above


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "say what is to change"),
        ("now digest daily 09:00", "another one beside it"),
        ("alibabba", "did you mean Alibaba"),
        ("quiet", "say what follows “quiet”"),
        ("digest hourly none", "is no time to post"),
    ],
)
def test_not_changed(text: str, told: str) -> None:
    """As with subscribe, what cannot be used is named."""
    with pytest.raises(WrongUse, match=told):
        changed(text, FULL, WATCHED)


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing that is typed raises anything else, and every route is for this channel."""
    found: tuple[Route, ...] = ()
    with contextlib.suppress(WrongUse):
        found = (*routes(text, HERE, WATCHED), changed(text, FULL, WATCHED))
    assert {route.to for route in found} <= {HERE}
