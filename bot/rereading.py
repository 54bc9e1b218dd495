"""`/moves-admin reload`: reads the configuration again and lets Moves go by it, or refuses it and changes nothing."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot import reloading, reloading_cards
from bot.cards import Card
from bot.chat import Asker
from bot.config import ConfigTrouble, Loaded
from bot.settings import Live, Settings

_log = structlog.get_logger(__name__)


class Reload:
    """Carries the order out, one at a time. `reread` reads the file or raises ConfigTrouble; None where there is no file.

    `go_by` puts the second settings in the place of the first, which hold until then.
    """

    def __init__(
        self,
        live: Live,
        reread: Callable[[], Loaded] | None,
        go_by: Callable[[Settings, Settings], Awaitable[None]],
    ) -> None:
        self._live = live
        self._reread = reread
        self._go_by = go_by
        self._alone = asyncio.Lock()

    async def reload(self, _asker: Asker) -> Card:
        """Say what changed, or what is wrong with the file."""
        if self._reread is None:
            return reloading_cards.nothing_to_read()
        async with self._alone:
            try:
                loaded = await asyncio.to_thread(self._reread)
            except ConfigTrouble as trouble:
                _log.warning("reload_refused", problems=len(trouble.problems))
                return reloading_cards.refused([problem.brief for problem in trouble.problems])
            before = self._live.settings
            after = reloading.kept(before, loaded.settings)
            await self._go_by(before, after)
        told = reloading.changes(before, after)
        _log.info("reloaded", changes=told)
        waiting, warnings = reloading.waits(after, loaded.settings), [warning.brief for warning in loaded.warnings]
        return reloading_cards.reloaded(told, waiting, warnings)
