"""A library that keeps tables of its own in the store: slack-sdk's installations, on both databases."""

import asyncio
import datetime as dt

from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import inspect, update

from bot.on_slack.installations import Installations, _states
from store import subscriptions
from store.database import Database
from store.model.announce import Route

DAY = dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC)


def installed(team: str, token: str, *, at: int, enterprise: str | None = None) -> Installation:
    """An installation so many seconds after nine."""
    return Installation(app_id="A1", enterprise_id=enterprise, team_id=team, bot_token=token, bot_id="B1",
                        bot_user_id="U1", bot_scopes=["commands"], user_id="U7", installed_at=DAY.timestamp() + at)  # fmt: skip


async def test_installations_live_beside_moves_own_tables(url: str) -> None:
    """Made anew without harm, the newest counts, each app and workspace has its own, and what is forgotten is gone."""
    database = Database(url)
    kept, other = Installations(database, "1.1"), Installations(database, "2.2")
    await asyncio.gather(*(kept.create() for _ in range(3)))
    await asyncio.to_thread(database.upgrade)
    await kept.async_save(installed("T1", "xoxb-old", at=0, enterprise="E1"))
    await kept.async_save(installed("T1", "xoxb-new", at=5, enterprise="E1"))
    await kept.async_save(installed("T2", "xoxb-two", at=1))
    await other.async_save(installed("T1", "xoxb-other", at=9))
    newest = await kept.newest("T1")
    assert newest is not None
    assert (newest.bot_token, newest.enterprise_id, list(newest.bot_scopes or ())) == ("xoxb-new", "E1", ["commands"])
    assert await kept.teams() == ("T1", "T2")
    await kept.forget("T1")
    await kept.forget("T3")
    assert await kept.newest("T1") is None
    assert await kept.teams() == ("T2",)
    assert await other.teams() == ("T1",)
    database.close()


async def test_an_installation_that_was_begun_is_finished_once_and_not_for_ever(url: str) -> None:
    """A state is good once, and for ten minutes; those that were never finished do not fill the store."""
    database = Database(url)
    kept = Installations(database, "1.1")
    await kept.create()
    state = await kept.async_issue()
    assert [await kept.async_consume(state), await kept.async_consume(state)] == [True, False]
    old = await kept.async_issue()
    with database.lending() as engine, engine.begin() as connection:
        table = _states(engine).oauth_states
        connection.execute(update(table).values(expire_at=dt.datetime(2026, 3, 3)))  # noqa: DTZ001 - as slack-sdk keeps it
    assert not await kept.async_consume(old)
    await kept.async_issue()
    with database.lending() as engine, engine.connect() as connection:
        assert len(connection.execute(table.select()).all()) == 1
    database.close()


async def test_a_library_and_moves_write_by_turns(database: Database) -> None:
    """Whoever writes at the same time waits, and nothing of either is lost."""
    kept = Installations(database, "1.1")
    await kept.create()

    def subscribe(number: int) -> None:
        with database.writing() as session:
            subscriptions.add(session, Route(to=f"slack:C{number}"), by="slack:U1", now=DAY)

    await asyncio.gather(
        *(kept.async_save(installed(f"T{n}", f"xoxb-{n}", at=n)) for n in range(5)),
        *(asyncio.to_thread(subscribe, n) for n in range(5)),
    )
    assert len(await kept.teams()) == 5
    with database.reading() as session:
        assert len(subscriptions.of(session)) == 5
    with database.lending() as engine:
        for table in ("slack_bots", "slack_installations", "slack_oauth_states"):
            assert inspect(engine).has_table(table)
            with engine.begin() as connection:
                connection.exec_driver_sql(f"drop table {table}")  # this store is shared by tests
