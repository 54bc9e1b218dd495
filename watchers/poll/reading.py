"""An entry read, before it is recorded: what it told, or why it tells nothing. One bad entry costs itself."""

from dataclasses import dataclass, replace

import structlog

from store.model.moves import Change, Finding
from watchers.entries import Entry, Source
from watchers.fuller import OwnText
from watchers.poll.watch import Watch, article

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Read:
    """What became of an entry so far."""

    entry: Entry
    keys: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    outcome: str = "read"
    near: bool = False
    """A rule fired or almost did."""
    page: bool = False
    """What was read is the page behind the entry."""
    changes: tuple[Change, ...] = ()
    """What it did to the store, once recorded."""

    def lost(self, error: Exception) -> "Read":
        """The entry as one that failed; it is settled so that it holds nothing back, and logged with where to find it."""
        _log.error("entry_failed", title=self.entry.title[:120], url=self.entry.url, exc_info=error)
        return replace(self, findings=(), outcome=f"failed: {type(error).__name__}")

    @property
    def own(self) -> OwnText:
        """What the decision about its page needs to know."""
        told = any(finding.alert for finding in self.findings)
        return OwnText(relevant=self.outcome == "read", complete=told, near=self.near)


def read(entry: Entry, keys: tuple[str, ...], source: Source, watch: Watch) -> Read:
    """Read one entry; a reading that raises costs this entry and no other."""
    if why_not := watch.triggers.why_not(entry):
        return Read(entry, keys, outcome=f"ignored: {why_not}")
    try:
        found = watch.engine.read(article(entry, source))
    except Exception as error:  # noqa: BLE001 - within the wall, so that one entry spoils no other
        return Read(entry, keys).lost(error)
    return Read(entry, keys, found.findings, near=bool(found.findings or found.claims or found.stops))
