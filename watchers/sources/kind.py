"""What a kind of source is: how its answers become entries and how its entries are known again."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from watchers import cadence
from watchers.entries import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One way of publishing. All functions are pure; asking and remembering are the same for every kind."""

    tidy: Callable[[Document], Document]
    """Makes entries of this kind like those of any other."""
    own_format: Callable[[bytes, str], Document] | None = None
    """Reads answers that are no feeds: body and address in, FormatTrouble out. None: RSS, Atom or JSON Feed."""
    by_title: bool = True
    """Whether an entry may be known again by its title."""
    least: dt.timedelta = cadence.DENSEST
    """The densest rhythm in which its hosts want to be asked, however fast a source goes."""
    needs_contact: bool = False
    """Whether the publisher turns away readers who leave no address; the configuration asks for `watch.contact` then."""
