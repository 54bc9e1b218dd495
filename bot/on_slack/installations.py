"""Who installed the app where: slack-sdk's own tables in Moves' database, reached off the event loop.

slack-sdk makes its tables itself (`slack_bots`, `slack_installations`, `slack_oauth_states`); Moves' migrations know
nothing of them. They hold each workspace's token: whoever reads the database can speak there.
"""

import asyncio
import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import Engine, delete, select

from bot.on_slack import web
from store.database import Database

Got = TypeVar("Got")

STATE_LIVES = 600
"""Seconds within which an installation that was begun must be finished."""


class Installations(AsyncInstallationStore, AsyncOAuthStateStore):
    """slack-sdk's stores of installations and of installations begun, for one app. Every method raises StoreTrouble."""

    def __init__(self, database: Database, client_id: str) -> None:
        self._database = database
        self._client_id = client_id

    async def create(self) -> None:
        """Make the tables where they are not there yet."""

        def create(engine: Engine) -> None:
            self._bots(engine).create_tables()  # type: ignore[no-untyped-call]  # slack-sdk leaves it bare
            _states(engine).create_tables()  # type: ignore[no-untyped-call]  # the same

        await self._off(create, tables=True)

    async def newest(self, team: str) -> Bot | None:
        """The newest installation in a workspace."""

        def find(engine: Engine) -> Bot | None:
            store = self._bots(engine)
            table = store.bots
            mine = table.c.client_id == self._client_id
            wanted = select(table).where(mine, table.c.team_id == team, table.c.bot_token.is_not(None))
            with engine.connect() as connection:
                row = connection.execute(wanted.order_by(table.c.installed_at.desc()).limit(1)).mappings().first()
            return None if row is None else store.build_bot_entity(row)

        return await self._off(find)

    async def teams(self) -> tuple[str, ...]:
        """The workspaces the app is installed in."""

        def find(engine: Engine) -> tuple[str, ...]:
            table = self._bots(engine).bots
            wanted = select(table.c.team_id).where(table.c.client_id == self._client_id).distinct()
            with engine.connect() as connection:
                return tuple(sorted(team for team in connection.execute(wanted).scalars() if team))

        return await self._off(find)

    async def forget(self, team: str) -> None:
        """Delete every token of a workspace."""
        known = await self.newest(team)
        if known is not None:
            await self._off(
                lambda engine: self._bots(engine).delete_all(enterprise_id=known.enterprise_id, team_id=team)
            )

    async def async_save(self, installation: Installation) -> None:
        """Keep an installation."""
        await self._off(lambda engine: self._bots(engine).save(installation))

    async def async_issue(self, *_args: object, **_kwargs: object) -> str:
        """Begin an installation; those that were begun and never finished go."""

        def issue(engine: Engine) -> str:
            states = _states(engine)
            now = dt.datetime.now(dt.UTC).replace(tzinfo=None)  # slack-sdk keeps UTC without saying so
            with engine.begin() as connection:
                connection.execute(delete(states.oauth_states).where(states.oauth_states.c.expire_at < now))
            return states.issue()

        return await self._off(issue)

    async def async_consume(self, state: str) -> bool:
        """Say whether an installation was begun here and not finished yet; after that it is."""
        return await self._off(lambda engine: _states(engine).consume(state))

    def _bots(self, engine: Engine) -> SQLAlchemyInstallationStore:
        return SQLAlchemyInstallationStore(client_id=self._client_id, engine=engine, logger=web.log())

    async def _off(self, act: Callable[[Engine], Got], *, tables: bool = False) -> Got:
        """Do it in a thread, in its turn among those who write."""

        def work() -> Got:
            with self._database.lending(tables=tables) as engine:
                return act(engine)

        return await asyncio.to_thread(work)


def _states(engine: Engine) -> SQLAlchemyOAuthStateStore:
    return SQLAlchemyOAuthStateStore(expiration_seconds=STATE_LIVES, engine=engine, logger=web.log())
