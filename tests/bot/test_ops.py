"""What Moves says about itself, decided from what it remembers."""

import datetime as dt
from typing import Any

from sqlmodel import col, select

from bot import ops, ops_cards
from bot.cards import Tone, plain
from store import subscriptions
from store.columns import Row
from store.database import Database
from store.matters import SETTLE, MatterRow, Told
from store.tables import SourceRow
from tests import build

NOW = build.NOON
HOUR = dt.timedelta(hours=1)
OPS = "slack:COPS"


def source(name: str, **state: Any) -> Row:
    """A source that was looked at and answered a minute ago, unless told otherwise."""
    seen: dict[str, Any] = {"first_looked_at": NOW - 9 * HOUR, "last_success_at": NOW, "newest_at": NOW, "shown": 9}
    return SourceRow(name=name, url=f"https://{name}.example/", **(seen | state))


def failing(name: str, kind: str, hours: float) -> Row:
    """A source that fails since so many hours."""
    return source(name, failures=7, error_kind=kind, last_error=kind, failing_since=NOW - hours * HOUR)


def standing(database: Database, *rows: Row, **inside: Any) -> dict[str, str]:
    """What is the matter: the key of each and what is said."""
    told: dict[str, Any] = {"to": OPS, "watched": {"a", "b", "c", "d", "e", "f"}} | inside
    with database.writing() as session:
        session.add_all(rows)
        session.flush()
        ops.gather(session, ops.Inside(**told), now=NOW)
        return {row.key: row.said for row in session.exec(select(MatterRow).order_by(col(MatterRow.id)))}


def test_sources_are_told_of_when_it_lasts(database: Database) -> None:
    """Gone at once, blocked after an hour, failing after six, silent as its own rhythm says; others never."""
    found = standing(
        database,
        source("a"),
        source("b", gone_at=NOW, last_error="http_410"),
        failing("c", "http_403", 2),
        failing("d", "timeout", 5),
        failing("e", "timeout", 7),
        source("f", newest_at=NOW - 90 * 24 * HOUR, last_new_at=NOW - 90 * 24 * HOUR, gap=86400.0),
        failing("unwatched", "timeout", 99),
    )
    assert list(found) == ["gone:b", "source:c", "source:e", "source:f"]
    assert found["gone:b"].startswith("Source “b” is gone: not asked since")
    assert found["source:c"].startswith("Source “c” does not let Moves in: http_403")
    assert "fallen silent: nothing new for 90 days" in found["source:f"]


def test_channels_and_platforms(database: Database) -> None:
    """What Moves paused itself is told of, what people paused is not; nor what could only be told at the lost place."""
    with database.writing() as session:
        subscriptions.pause(session, "slack:C1", by="", why="is_archived", now=NOW)
        subscriptions.pause(session, "slack:C2", by="slack:U1", now=NOW)
    found = standing(database, platforms={"discord": "the token is refused", "slack": "no"})
    assert list(found) == ["lost:slack:C1", "platform:discord"]
    assert "is_archived; once Moves can post there again" in found["lost:slack:C1"]
    with database.writing() as session:
        subscriptions.pause(session, OPS, by="", why="gone", now=NOW)
        assert not ops.gather(session, ops.Inside(to=OPS, watched=()), now=NOW + HOUR)
    assert f"lost:{OPS}" not in standing(database)
    with database.writing() as session:
        subscriptions.resume(session, OPS)
        assert ops.gather(session, ops.Inside(to=OPS, watched=()), now=NOW + HOUR)


def test_a_lost_channel_that_somebody_pauses_is_not_tried_again(database: Database) -> None:
    """It is over when somebody resumes it, and not before."""
    inside = ops.Inside(to=OPS, watched=())

    def told(hours: int) -> bool:
        with database.writing() as session:
            ops.gather(session, inside, now=NOW + hours * HOUR)
            return ops.gather(session, inside, now=NOW + hours * HOUR + SETTLE)

    with database.writing() as session:
        subscriptions.pause(session, "slack:C1", by="", why="is_archived", now=NOW)
    assert told(1)
    with database.writing() as session:
        subscriptions.pause(session, "slack:C1", by="slack:U1", now=NOW)
    assert not told(2)
    with database.writing() as session:
        subscriptions.resume(session, "slack:C1")
    assert told(3)


def test_what_is_not_there_any_more_is_forgotten(database: Database) -> None:
    """A source that is watched no longer and a platform that is wanted no longer are not well again."""
    rows = (failing("a", "timeout", 9), failing("b", "timeout", 9))
    assert list(standing(database, *rows, platforms={"discord": "no", "matrix": "no"})) == [
        "platform:discord", "platform:matrix", "source:a", "source:b",
    ]  # fmt: skip
    with database.writing() as session:
        assert ops.gather(session, ops.Inside(to=OPS, watched=("a", "b"), platforms={"discord": "no", "matrix": "no"}),
                          now=NOW + HOUR)  # fmt: skip
    left = standing(database, watched={"b"}, connected=("discord",))
    assert list(left) == ["platform:discord", "source:b"]


def test_a_notice_reads_well() -> None:
    """What began first, what is over under a heading of its own; a long list is cut and counted."""
    began, over = Told("Source “a” is gone", NOW), Told("Source “b” is well again", NOW, over=True)
    card = ops_cards.notice([began, over])
    assert (card.title, card.tone) == ("Moves: 1 thing needs a look", Tone.TROUBLE)
    assert [section.heading for section in card.sections] == ["", "Well again"]
    assert plain(card.sections[0].lines[0]).startswith("• Source “a” is gone · ")
    assert ops_cards.notice([over]).title == "Moves: 1 thing well again"
    many = ops_cards.notice([began] * 40)
    assert many.title == "Moves: 40 things need a look"
    assert plain(many.sections[0].lines[-1]) == "and 28 more; the log has all"
