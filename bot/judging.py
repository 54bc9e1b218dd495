"""Whether a message tells of a move: the page behind its first link, or its own text, read as every article is.

Nothing is written and nobody is told. The page is fetched under the same guard as every source.
"""

import asyncio
import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from bot import wording
from bot.cards import Action, Card, Line, Link, Section, Strong, Text, Tone
from bot.chat import MOST_READ
from bot.explain import NO_ARTICLE, outcome, page_article
from bot.queries import LONGEST
from store.model.companies import Watchlist
from store.model.moves import Finding
from watchers import page_verdict, plain_text, relevance
from watchers.entries import Article, Entry
from watchers.errors import WatchTrouble
from watchers.extract.engine import Engine, Reading
from watchers.pages import Pages

PATIENCE = 40.0
"""Seconds an answer may take, waiting for a turn included; platforms keep a question open for longer."""
_AT_ONCE = 2
_MOST = 5
_MOST_STOPS = 3
_WHY: Mapping[str, str] = {
    "blocked_address": "its address lies in a network that is not open to everybody's questions",
    "bad_url": "this is no address",
    "dns": "there is no server of that name",
    "timeout": "the server did not answer in time",
    "refused": "the server takes no connection",
    "disconnected": "the connection broke",
    "tls": "the server's certificate does not hold",
    "too_big": "the page is too large",
    "http_401": "the server wants to know who asks",
    "http_403": "the server lets nobody in who is no reader of its own",
    "http_404": "there is no such page",
    "http_429": "the server was asked too often",
}
"""What people are told for a word of `watchers.errors`; others stand as they are."""
_LINK = re.compile(r"https?://[^\s<>|\"“”（）()，。；、]+", re.IGNORECASE)


class Judge:
    """Reads what people point at, two at once. `pages` belongs to whoever made it."""

    def __init__(self, pages: Pages, engine: Engine, watchlist: Watchlist) -> None:
        self._pages = pages
        self._engine = engine
        self._watchlist = watchlist
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def judge(self, text: str) -> Card:
        """What a message tells, as a card; a page that cannot be had is told with its reason."""
        url = link(text)
        if url is None and not text.strip():
            return _trouble("There is nothing to read in this message")
        try:
            async with asyncio.timeout(PATIENCE), self._turns:
                return await self._judged(text, url)
        except TimeoutError:
            return _trouble("The page did not come in time", "Too many may be asking at once; try again in a minute.")
        except WatchTrouble as trouble:
            return _trouble("The page could not be read", _unread(trouble))

    async def _judged(self, text: str, url: str | None) -> Card:
        if url is None:
            return await asyncio.to_thread(self._card, _message(text), "")
        page = await self._pages.page(url)
        verdict = page_verdict.verdict(page)
        note = f"The page is no article but {NO_ARTICLE[verdict]}." if verdict else ""
        return await asyncio.to_thread(self._card, page_article(url, page), note)

    def _card(self, article: Article, note: str) -> Card:
        entry = Entry(id=article.id, url=article.url, title=article.title, summary=article.summary, body=article.body)
        aside = relevance.bundled().why_not(entry)
        reading = Reading() if aside else self._engine.read(article)
        return verdict(article, reading, self._watchlist, aside=aside or "", note=note)


def link(text: str) -> str | None:
    """The first address in a message, without the stops of the sentence behind it."""
    found = _LINK.search(text)
    return found.group().rstrip(".,;:!?'*_~") if found else None


def verdict(article: Article, reading: Reading, watchlist: Watchlist, *, aside: str = "", note: str = "") -> Card:
    """What was found in an article, or why nothing was. Pure."""
    findings = reading.findings[:_MOST]
    number = len(reading.findings)
    about = plain_text.line(article.title, 150)
    where: Line = (Link(about or article.url, article.url),) if article.url else (Text(about),)
    people = dict.fromkeys(one.person for one in findings if len(one.person) <= LONGEST)
    return Card(
        title=f"Yes: this tells of {wording.count(number, 'move')}" if number else "No move was found in this",
        tone=Tone.ANSWER,
        lead=(*where, *((Text(f" · {note}"),) if note else ())),
        sections=tuple(_found(one, watchlist) for one in findings) or tuple(_why_not(reading, aside)),
        footer=(Text("Nothing was stored and nobody was told."),),
        actions=tuple(Action(f"{person} in Moves", f"ask:1:{person}") for person in people),
    )


def _found(finding: Finding, watchlist: Watchlist) -> Section:
    sides = [f"from {wording.place(finding.left)}"] if finding.left else []
    sides += [f"to {wording.place(finding.joined)}"] if finding.joined else []
    when = f" · {wording.when(finding.date)}" if finding.date else ""
    told = f"{finding.kind.value.capitalize()} {' '.join(sides)} · {wording.STATUS[finding.status].lower()}{when}"
    sure = f"Confidence {finding.confidence:.2f}"
    reasons = f" ({'; '.join(finding.tier)})" if finding.tier else ""
    lines: tuple[Line, ...] = (
        (Text(told),),
        (Text(f"“{plain_text.line(finding.evidence, 300)}”"),),
        (Strong("What Moves would do"), Text(f" · {outcome(finding, watchlist)}")),
        (Text(f"{sure}{reasons}"),),
    )
    return Section(heading=finding.person, lines=lines)


def _why_not(reading: Reading, aside: str) -> Iterator[Section]:
    if aside:
        yield Section(lines=((Text(f"Set aside before it was read closely: {aside}."),),))
    stops: Sequence[Line] = [
        (Strong(stop.reason), Text(f" · {plain_text.line(stop.words, 160)}")) for stop in reading.stops[:_MOST_STOPS]
    ]
    if stops:
        yield Section(heading="What came near", lines=tuple(stops))


def _message(text: str) -> Article:
    """A message as an article: its first line is the title."""
    title, _, rest = text.strip()[:MOST_READ].partition("\n")
    return Article(id="message", title=title, body=rest, published=dt.datetime.now(dt.UTC))


def _unread(trouble: WatchTrouble) -> str:
    """Why, in words, and the word for it in the log. Where an address leads in a network that is shut is not told."""
    status = trouble.kind.removeprefix("http_")
    why = _WHY.get(trouble.kind, f"the server answered {status}" if status.isdecimal() else "")
    return f"{wording.sentence(why)} ({trouble.kind})" if why else wording.sentence(str(trouble))


def _trouble(title: str, advice: str = "") -> Card:
    return Card(title=title, tone=Tone.TROUBLE, lead=(Text(advice),) if advice else ())
