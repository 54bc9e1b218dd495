"""Forms: what is asked, and the order that a filled one amounts to."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.admins import Admins
from bot.cards import Card, offered, plain
from bot.chat import Asker
from bot.commands import Commands
from bot.forms import MOST_CHOICES, MOST_FIELDS, Form
from bot.on_slack import screens
from bot.picks import Pick
from store import lookup, subscriptions
from store.database import Database
from store.lookup import MoveQuery
from store.model.announce import Route
from store.model.moves import Status
from tests import build
from tests.bot.commands_scene import WATCHLIST, told
from tests.stand_ins.slack_view_rules import view_faults
from tests.stores import in_memory

ADMIN = Asker(platform="slack", user="U1", channel="C1")
GUEST = Asker(platform="slack", user="U2", channel="C1")


@pytest.fixture
def database() -> Iterator[Database]:
    """A store with one move."""
    made = in_memory()
    told([build.finding(status=Status.REPORTED)], made)
    yield made
    made.close()


@pytest.fixture
def commands(database: Database) -> Commands:
    """Commands of which U1 is an admin."""
    return Commands(database, lambda: WATCHLIST, admins=lambda: Admins(slack=frozenset(["U1"])))


def routes(database: Database) -> list[str]:
    """What was subscribed to, one line a route."""
    with database.reading() as session:
        made = subscriptions.of(session)
    return [f"{r.to} {','.join(r.companies)} {r.way} {r.min_status} {r.when} {r.quiet} {r.time_zone}" for r in
            (one.route for one in made)]  # fmt: skip


def move(database: Database) -> str:
    """The id of the one move."""
    with database.reading() as session:
        return lookup.moves(session, MoveQuery(), limit=1).moves[0].id


async def form(commands: Commands, key: str, asker: Asker = ADMIN) -> Form:
    """The form of this key, which has to be one that platforms can show."""
    found = await commands.form(key, asker)
    assert isinstance(found, Form)
    assert len(found.title) <= 24
    assert len(found.submit) <= 24
    assert 0 < len(found.fields) <= MOST_FIELDS
    for field in found.fields:
        assert len(field.label) <= 45
        assert len(field.hint) <= 100
        assert len(field.choices) <= MOST_CHOICES
        assert not field.choices or field.many or field.value in dict(field.choices)
        assert all(value and 0 < len(label) <= 75 for value, label in field.choices)
    return found


async def test_a_channel_is_set_up_by_a_form(commands: Commands, database: Database) -> None:
    """What is left at its first value is what the order without it would be; choices and words make the route."""
    found = await form(commands, "form:subscribe")
    first = {field.name: field.value for field in found.fields}
    assert (await commands.fill(found.key, first, ADMIN)).title == "This channel now hears of every watched company"
    chosen = {"companies": "Alibaba, OpenAI", "what": "out status:reported", "when": "digest weekly Mon 09:00",
              "quiet": "22:00-07:00", "zone": "Asia/Shanghai"}  # fmt: skip
    await commands.fill(found.key, chosen, ADMIN)
    assert routes(database) == [
        "slack:C1 *  rumored now  UTC",
        "slack:C1 Alibaba,OpenAI out reported weekly Mon 09:00 22:00-07:00 Asia/Shanghai",
    ]


async def test_outside_of_channels_one_is_picked(commands: Commands, database: Database) -> None:
    """The app's own tab asks which channel; inside of one no other can be named."""
    nowhere = Asker(platform="slack", user="U1")
    found = await form(commands, "form:subscribe", nowhere)
    assert found.fields[0].channel
    assert "which channel" in plain((await commands.fill(found.key, {}, nowhere)).lead)
    assert "which channel" in plain((await commands.fill(found.key, {"channel": "C9/../x"}, nowhere)).lead)
    for order in ("pause", "mute Lin Junyang", "subscribe"):
        assert "the channel it is about" in plain((await commands.administer(order, nowhere)).lead)
    assert (await commands.administer("status", nowhere)).title == "Moves is running"
    await commands.fill(found.key, {"channel": "C9"}, nowhere)
    await commands.fill(found.key, {"channel": "C9"}, ADMIN)
    assert [line.split()[0] for line in routes(database)] == ["slack:C9", "slack:C1"]


async def test_words_of_an_order_in_a_field_stay_a_name(commands: Commands, database: Database) -> None:
    """A field holds what it asks for: nothing in it is read as another part of the order."""
    card = await commands.fill("form:subscribe", {"companies": "OpenAI mention <!here>"}, ADMIN)
    assert card.title == "Nothing was changed"
    card = await commands.fill("form:subscribe", {"quiet": "22:00-07:00 now"}, ADMIN)
    assert card.title == "Nothing was changed"
    assert routes(database) == []


@pytest.mark.parametrize(
    ("kind", "filled", "after"),
    [
        ("role", {"value": "head of Qwen", "note": "says her page"}, "head of Qwen"),
        ("role", {"value": "head of Qwen's lab", "note": "she didn't say “why"}, "head of Qwen's lab"),
        ("date", {"value": "2026-03"}, "2026-03"),
        ("status", {"value": "confirmed"}, "confirmed"),
    ],
)
async def test_a_move_is_corrected_by_a_form(
    commands: Commands, database: Database, kind: str, filled: dict[str, str], after: str
) -> None:
    """The form begins with what is known, and what is filled in becomes a correction that can be undone."""
    found = await form(commands, f"form:{kind} {move(database)}")
    assert any(field.value for field in found.fields if field.name == "value")
    done = await commands.fill(found.key, filled, ADMIN)
    assert done.title == f"Corrected: {after}"
    assert [action.label for action in done.actions] == ["Undo"]


async def test_who_may_not_gets_no_form(commands: Commands, database: Database) -> None:
    """Neither opening nor filling helps somebody who may not; a button that lost its move says so."""
    for key in ("form:subscribe", f"form:role {move(database)}"):
        refused = await commands.form(key, GUEST)
        assert isinstance(refused, Card)
        assert refused.title == "This needs an admin"
        assert (await commands.fill(key, {"value": "cook"}, GUEST)).title == "This needs an admin"
    assert routes(database) == []
    for key in ("form:role gone", "form:nothing", "form:"):
        lost = await commands.form(key, ADMIN)
        assert isinstance(lost, Card)
        assert "leads nowhere" in plain(lost.lead)
        assert (await commands.fill(key, {"value": "cook"}, ADMIN)).title == "Nothing was changed"


async def test_a_form_does_not_wait_for_a_slow_platform(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody knows in time whether a person may, the form opens; filling it in asks again."""
    monkeypatch.setattr("bot.commands._FORM_PATIENCE", 0.0)

    told = asyncio.Event()

    async def no() -> bool:
        await told.wait()
        return False

    asker = Asker(platform="slack", user="U2", channel="C1", manages=no)
    assert isinstance(await commands.form("form:subscribe", asker), Form)
    told.set()
    assert (await commands.fill("form:subscribe", {}, asker)).title == "This needs an admin"


FULL = Route(
    to="slack:C1", companies=("OpenAI", "Gone Labs"), way="in", min_status=Status.CONFIRMED, when="daily 17:30",
    time_zone="Asia/Shanghai", quiet="22:00-07:00", mention="<!here>",
)  # fmt: skip


async def test_a_route_is_changed_by_its_form(commands: Commands, database: Database) -> None:
    """Everything it asks for stands in the form, also what is offered to nobody else; left as it is, nothing changes."""
    with database.writing() as session:
        subscriptions.add(session, FULL, by="slack:U1", now=build.NOON)
    found = await form(commands, "form:route 1")
    first = {field.name: field.value for field in found.fields}
    assert first == {"companies": "OpenAI, Gone Labs", "what": "in status:confirmed", "when": "digest daily 17:30",
                     "zone": "Asia/Shanghai", "quiet": "22:00-07:00"}  # fmt: skip
    shown = [dict(field.choices).get(field.value) for field in found.fields[1:3]]
    assert shown == ["Who joins · from confirmed on", "In a digest, daily 17:30"]
    assert "exactly that already" in plain((await commands.fill(found.key, first, ADMIN)).lead)
    card = await commands.fill(found.key, first | {"what": "all", "quiet": ""}, ADMIN)
    assert card.title == "Route #1 is changed"
    card = await commands.fill(
        found.key, first | {"companies": "", "what": "all", "when": "now", "quiet": "", "zone": ""}, ADMIN
    )
    assert [plain(fact.value) for fact in card.facts] == [
        "OpenAI and Gone Labs · digest daily 17:30 Asia/Shanghai · with a mention",
        "every watched company · at once · with a mention",
    ]
    card = await commands.administer("change 1 zone Asia/Shanghai mention @channel", ADMIN)
    assert [plain(fact.value) for fact in card.facts] == [
        "every watched company · at once · with a mention · zone UTC",
        "every watched company · at once · with another mention · zone Asia/Shanghai",
    ]
    assert routes(database) == ["slack:C1 *  rumored now  Asia/Shanghai"]


async def test_a_form_of_a_route_that_is_gone(commands: Commands, database: Database) -> None:
    """It was removed, is another channel's, or holds more than a form does; and what no form offers is not taken."""
    with database.writing() as session:
        subscriptions.add(session, replace(FULL, to="slack:C9"), by="slack:U1", now=build.NOON)
        long = tuple(f"Company {number:04}" for number in range(300))
        subscriptions.add(session, replace(FULL, companies=long), by="slack:U1", now=build.NOON)
    for number, why in ((1, "not there any more"), (9, "not there any more"), (2, "too many companies")):
        refused = await commands.form(f"form:route {number}", ADMIN)
        assert isinstance(refused, Card)
        assert why in plain(refused.lead)
    for given in ({"what": "out mention", "when": "now"}, {"what": "out", "when": "digest daily 09:00 mention x"}):
        assert "choose" in plain((await commands.fill("form:route 2", given, ADMIN)).lead).casefold()
    card = await commands.fill("form:route 1", {"what": "out", "when": "now"}, ADMIN)
    assert "another channel's" in plain(card.lead)


async def test_a_channel_s_routes_are_picked_by_what_they_hear(commands: Commands) -> None:
    """By number or words, in the channel alone, and by those alone who may set it up."""
    for order in ("subscribe alibaba out", "subscribe openai in"):
        await commands.administer(order, ADMIN)
    await commands.administer("subscribe openai", replace(ADMIN, channel="C9"))
    picked = [[one.value for one in await commands.pick(Pick.ROUTE, typed, ADMIN)] for typed in ("", "#2", "ali", "3")]
    assert picked == [["1", "2"], ["2"], ["1"], []]
    assert (await commands.pick(Pick.ROUTE, "2", ADMIN))[0].label == "#2 · OpenAI · who joins · at once"
    assert await commands.pick(Pick.ROUTE, "", GUEST) == ()


def lines(card: Card) -> list[str]:
    """What stands in the sections of a card."""
    return [plain(line) for section in card.sections for line in section.lines]


def keys(card: Card) -> list[str]:
    """The keys of all buttons of a card."""
    return [action.key for action in offered(card)]


async def test_home_shows_the_platform_s_channels(commands: Commands) -> None:
    """Every channel that hears of something, none of another platform; only admins are offered what changes it."""
    await commands.administer("subscribe Alibaba out", ADMIN)
    await commands.administer("subscribe OpenAI", ADMIN)
    await commands.administer("pause", ADMIN)
    await commands.administer("subscribe", Asker(platform="terminal", user=""))
    home = await commands.home(Asker(platform="slack", user="U1"))
    channel, one, other, *rest = lines(home)
    assert channel.partition(" since ")[0] == "#C1 · Paused"
    assert (one, other) == ("#1 · Alibaba · who leaves · at once", "#2 · OpenAI · at once")
    assert rest == ["None looked at yet.", "Alibaba, OpenAI"]
    assert keys(home) == [
        "ask:1:", "form:subscribe", "form:route 1 at C1", "at:C1 unsubscribe 1", "form:route 2 at C1", "at:C1 unsubscribe 2",
        "at:C1 resume",
    ]  # fmt: skip
    assert keys(await commands.home(GUEST)) == ["ask:1:"]
    assert lines(await commands.home(GUEST)) == lines(home)


async def test_home_shows_no_channel_of_another_workspace(commands: Commands) -> None:
    """Where channels are written with their workspace, its people see those alone, and no button reaches another."""
    await commands.administer("subscribe Alibaba out", ADMIN)
    acme = replace(ADMIN, channel="", workspace="T0ACME")
    await commands.administer("subscribe", replace(acme, channel="T0ACME/C2"))
    assert [lines(await commands.home(asker))[0] for asker in (ADMIN, acme)] == ["#C1", "#T0ACME/C2"]
    assert "at:T0ACME/C2 pause" in keys(await commands.home(acme))
    discord = Asker(platform="discord", user="U1", channel="7", manages=_yes)
    for asker, place in ((acme, "C1"), (ADMIN, "T0ACME/C2"), (ADMIN, "C2!"), (discord, "8"), (acme, "T0OTHER/C1")):
        assert "leads nowhere" in plain((await commands.press(f"at:{place} pause", asker)).card.lead)
        assert "leads nowhere" in plain((await commands.fill(f"form:route 1 at {place}", {}, asker)).lead)
        assert isinstance(await commands.form(f"form:subscribe at {place}", asker), Card)


async def _yes() -> bool:
    return True


async def test_a_home_of_many_channels_is_counted(commands: Commands, database: Database) -> None:
    """More than Slack takes: channels and routes beyond are counted, and what is shown is within its limits."""
    companies = tuple(f"A Company With a Rather Long Name {number}" for number in range(8))
    with database.writing() as session:
        for number in range(40):
            for way in ("", "in", "out") * (2 if number % 3 else 1):
                route = Route(
                    to=f"slack:T012345678/C012345{number:03}",
                    companies=companies,
                    way=way,
                    when=f"daily {9 + len(way)}:00",
                    quiet=f"22:0{number % 7}-07:00",
                )
                subscriptions.add(session, route, by="slack:U1", now=build.NOON)
    home = await commands.home(replace(ADMIN, channel="", workspace="T012345678"))
    told = lines(home)
    assert [line for line in told if line.startswith("and ")] == [
        "and 20 more channels with 60 routes; /moves-admin routes in a channel shows what it hears of"
    ]
    view = screens.of_home(home)
    assert list(view_faults(view, "home")) == []
    assert "Cut here" not in str(view)
