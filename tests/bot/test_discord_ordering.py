"""What is chosen in Discord's options says the same as the words that are typed elsewhere."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import orders, subscribing
from bot.config import default_watchlist
from bot.on_discord import completing, ordering
from store.model.announce import Route
from store.model.corrections import Side
from store.model.moves import Status

HERE = "discord:123"
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=40
).filter(
    lambda text: (
        text.strip()
        and not text.strip().casefold().startswith(("--note", "note:"))
        and "“" not in text
        and "”" not in text
    )
)


def asked(order: str) -> tuple[Route, ...]:
    """The routes an order of this channel makes."""
    verb, _, rest = order.partition(" ")
    assert verb == "subscribe"
    return subscribing.routes(rest, HERE, default_watchlist())


def test_every_option_arrives_in_the_route() -> None:
    """Companies by any name, which way, how sure, when, quiet hours and their zone, whom to ring."""
    order = ordering.subscribe(
        companies="阿里巴巴, OpenAI", what="out", status="reported", when="daily 9:00", quiet="22:00-07:00",
        zone="Asia/Shanghai", mention="<@&77>",
    )  # fmt: skip
    (route,) = asked(order)
    assert (route.companies, route.way, route.min_status) == (("Alibaba", "OpenAI"), "out", Status.REPORTED)
    assert (route.when, route.quiet, route.time_zone, route.mention) == (
        "daily 09:00", "22:00-07:00", "Asia/Shanghai", "<@&77>",
    )  # fmt: skip


def test_a_change_says_only_what_was_chosen() -> None:
    """The number and what is named; `clear` takes a setting away that a picker could not empty."""
    order = ordering.change("#3", companies="阿里巴巴", what="both", when="weekly Mon 9:00", clear="mention")
    assert order == "change 3 '阿里巴巴' both digest weekly Mon 9:00 mention none"
    assert ordering.change("3", quiet="none", zone="UTC") == "change 3 quiet none zone UTC"
    assert ordering.change("3") == "change 3"


@pytest.mark.parametrize(
    ("when", "whens"),
    [
        ("", ["now"]),
        ("now", ["now"]),
        ("weekly Mon 09:00", ["weekly Mon 09:00"]),
        ("digest daily 09:00", ["daily 09:00"]),
        ("now, daily 09:00", ["now", "daily 09:00"]),
        ("daily 09:00 and now", ["daily 09:00", "now"]),
    ],
)
def test_when_may_be_two_things(when: str, whens: list[str]) -> None:
    """At once, gathered, or both."""
    assert [route.when for route in asked(ordering.subscribe(when=when))] == whens


def test_nothing_chosen_is_everything_at_once() -> None:
    """The bare subcommand asks for all companies."""
    assert ordering.subscribe() == "subscribe"
    assert asked("subscribe") == (Route(to=HERE),)


@pytest.mark.parametrize(
    "wrong", [{"when": "monthly"}, {"quiet": "night"}, {"zone": "Mars"}, {"companies": "Alibabba"}]
)
def test_wrong_values_are_told_in_words(wrong: dict[str, str]) -> None:
    """What an option may not hold is refused by the one grammar, with what to write instead."""
    with pytest.raises(orders.WrongUse):
        asked(ordering.subscribe(**wrong))


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS, st.sampled_from(["", "from", "to"]))
def test_a_correction_is_read_as_it_was_chosen(value: str, note: str, side: str) -> None:
    """Quotes, blanks, words of the grammar inside a value: it stays the value."""
    order = orders.read(orders.words(ordering.fix("role", "m1", side=side, value=value, note=note))[1:])
    assert (order.verb, order.names, order.side) == ("role", ("m1",), Side(side) if side else None)
    assert order.value == value.strip()
    assert order.note == " ".join(note.split())


@pytest.mark.parametrize(
    ("written", "sources"),
    [
        ("1 3", ("1", "3")),
        ("#2", ("2",)),
        ("The Daily, https://a.example/x y", ("The Daily", "https://a.example/x y")),
        ("1, 2", ("1", "2")),
    ],
)
def test_sources_are_parted(written: str, sources: tuple[str, ...]) -> None:
    """Numbers by blanks or commas, names by commas."""
    assert ordering.sources(written) == sources


def test_a_list_is_completed_at_its_last_name() -> None:
    """What was picked before stays in front and is not offered again."""
    done, current = completing.last("OpenAI, 阿里巴巴，Ali")
    assert (done, current) == ("OpenAI, 阿里巴巴，", "Ali")
    assert [c.value for c in completing.behind(done, ["OpenAI", "Alibaba"])] == ["OpenAI, 阿里巴巴，Alibaba"]
    assert completing.last("Open") == ("", "Open")


def test_hours_and_zones_are_offered() -> None:
    """What is typed comes first where it is something else; zones by any part of their name."""
    assert [choice.value for choice in completing.moments("")][:2] == ["now", "daily 09:00"]
    assert completing.moments("daily 17:30")[0].value == "daily 17:30"
    assert [choice.value for choice in completing.zones("shang")] == ["Asia/Shanghai"]
    assert completing.zones("")[0].value == "UTC"
    assert len(completing.zones("")) == 25
    assert completing.zones("los ang")[0].value == "America/Los_Angeles"
