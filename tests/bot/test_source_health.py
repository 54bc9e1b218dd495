"""What `moves sources` shows."""

import datetime as dt
import json

import pytest

from bot import source_health
from store import feeds
from store.database import Database
from store.feeds import Address, Failed, Looked
from tests.stores import in_memory
from watchers.entries import Source

NOW = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
NAMES = ("Well", "机器之心 快讯", "Broken", "Moved", "Ended", "New")


def source(name: str) -> Source:
    """An hourly source."""
    return Source(name=name, url=f"https://a.example/{name}?token=secret&q=1", every=HOUR)


@pytest.fixture
def store() -> Database:
    """A store that remembers one source of each sort."""
    database = in_memory()
    good = Looked(now=NOW - HOUR / 4, due=NOW + HOUR / 2, new=1, shown=20, newest=NOW - 2 * HOUR, gap=7200.0)
    with database.writing() as session:
        ids = {name: feeds.look(session, name=name, url=source(name).url).id for name in NAMES[:-1]}
        for number in ids.values():
            feeds.advance(session, number, good)
        again = Looked(now=NOW, due=NOW + HOUR, overflowed=True, missed=3)
        feeds.advance(session, ids["Well"], again)
        moved = Address(moved_to="https://b.example/?token=hidden", why="said so for days")
        feeds.advance(session, ids["Moved"], Looked(now=NOW, due=NOW, address=moved))
        feeds.fail(session, ids["Broken"], Failed(kind="timeout", error="timeout (…)", now=NOW, due=NOW + HOUR))
        feeds.fail(session, ids["Ended"], Failed(kind="http_410", error="http_410 (…)", now=NOW, due=NOW, gone=True))
    return database


def shown(store: Database, capsys: pytest.CaptureFixture[str], *, as_json: bool = False) -> str:
    """What is printed."""
    source_health.show(store, [source(name) for name in NAMES], now=NOW, as_json=as_json)
    return capsys.readouterr().out


def test_trouble_comes_first_with_its_reason(store: Database, capsys: pytest.CaptureFixture[str]) -> None:
    """One line a source, the troubled ones first; reasons under them; the sum at the end; no secret anywhere."""
    out = shown(store, capsys)
    lines = out.splitlines()
    words = [line.split()[0] for line in lines if line and not line.startswith(" ")]
    assert words == ["state", "gone", "failing", "moved", "unseen", "healthy", "healthy", "6"]
    for told in (
        "timeout (…)",
        '`moves poll "Ended"`',
        "nothing known was left in it once",
        "said so for days",
        "6 sources: 1 gone, 1 failing, 1 moved, 1 unseen, 2 healthy. 3 scheduled looks did not happen",
    ):
        assert told in out
    assert "secret" not in out
    assert "hidden" not in out


def test_columns_stand_under_each_other(store: Database, capsys: pytest.CaptureFixture[str]) -> None:
    """Ideographs are two cells wide, and long names are cut."""
    from rich.cells import cell_len  # noqa: PLC0415 - what terminals count

    long = source("A name that goes on and on, as names of newsrooms do at times")
    source_health.show(store, [source(NAMES[1]), source(NAMES[0]), long], now=NOW, as_json=False)
    lines = [line for line in capsys.readouterr().out.splitlines() if " ago " in line or "never" in line]
    ends = {
        cell_len(line[: line.index("ago" if "ago" in line else "never") + (3 if "ago" in line else 5)])
        for line in lines
    }
    assert len(lines) == 3
    assert len(ends) == 1


def test_json_keeps_the_order_of_the_configuration(store: Database, capsys: pytest.CaptureFixture[str]) -> None:
    """Every source has every key; times are ISO; addresses are masked; the history is there."""
    rows = json.loads(shown(store, capsys, as_json=True))
    assert [row["name"] for row in rows] == list(NAMES)
    assert len({tuple(row) for row in rows}) == 1
    by_name = {row["name"]: row for row in rows}
    assert by_name["Well"]["last_success"] == "2026-03-05T12:00:00+00:00"
    assert (by_name["Well"]["overflows"], by_name["Well"]["missed_looks"], by_name["Well"]["rhythm"]) == (1, 3, 3600.0)
    assert (by_name["Ended"]["state"], by_name["Ended"]["next_look"]) == ("gone", None)
    assert by_name["Moved"]["asked_at"] == "https://b.example/?token=***"
    (change,) = by_name["Moved"]["addresses"]
    assert (change["to"], change["why"]) == ("https://b.example/?token=***", "said so for days")
    assert by_name["New"]["state"] == "unseen"


def test_nothing_watched_says_what_to_do(store: Database, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty list is no empty screen, and an empty JSON array for scripts."""
    source_health.show(store, [], now=NOW, as_json=False)
    source_health.show(store, [], now=NOW, as_json=True)
    assert capsys.readouterr().out.splitlines() == ["Nothing is watched; add [[sources]] to config.toml.", "[]"]
