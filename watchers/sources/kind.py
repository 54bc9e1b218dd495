"""What a kind of source is: how its answers become entries and how its entries are known again."""

import datetime as dt
from collections.abc import Callable, Generator
from dataclasses import dataclass

from watchers import cadence
from watchers.entries import Document, Entry, Page, Source

Follow = Callable[[Entry, Source], Generator[str, Page, Entry]]
"""The way from an entry to its words: yields the address of a page, is sent that page, returns the entry filled.

Raises FormatTrouble where the pages are not what they should be. Pure: it asks, and somebody else fetches.
"""


def as_given(document: Document, _source: Source) -> Document:
    """Leave everything as it is."""
    return document


def always(url: str, _now: dt.datetime) -> str:
    """The same address at every look."""
    return url


def same_address(url: str) -> str:
    """What is written in the configuration is what is fetched."""
    return url


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One way of publishing. All functions are pure; asking and remembering are the same for every kind."""

    tidy: Callable[[Document, Source], Document] = as_given
    """Makes entries of this kind like those of any other."""
    own_format: Callable[[bytes, str], Document | None] | None = None
    """Reads answers that are no feeds: body and address in, FormatTrouble out. None, or where it returns None: RSS, Atom
    or JSON Feed."""
    from_page: Callable[[Page, Source], Document] | None = None
    """Makes entries of a web page, already taken apart where it can do no harm."""
    address: Callable[[str], str] = same_address
    """What is fetched for an address that people know: a profile, a short form."""
    dated: Callable[[str, dt.datetime], str] = always
    """The address of one look, where it has to say which days it asks for."""
    follow: Follow | None = None
    """Where the entry itself says nothing: how its words are found."""
    by_title: bool = True
    """Whether an entry may be known again by its title."""
    least: dt.timedelta = cadence.DENSEST
    """The densest rhythm in which its hosts want to be asked, however fast a source goes."""
    leads_to_articles: bool = True
    """Whether an entry's link is an article worth fetching; no for opaque links and for posts that are all there is."""
    titles_from_pages: bool = False
    """Whether a page's title is better than the entry's: links are worded "Read more" and dated."""
    needs_contact: bool = False
    """Whether the publisher turns away readers who leave no address; the configuration asks for `watch.contact` then."""
