"""What would happen to an article, stage by stage, with every reason; nothing is written and nobody is told.

The target is an address (fetched under the same guard as every source), or a file: a document with a date, or one
entry as JSON.
"""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot import measure, wording
from bot.settings import Settings
from store.model.companies import Watchlist
from store.model.moves import Finding
from watchers import documents, page_verdict, plain_text, relevance
from watchers.entries import Article, Entry, Page
from watchers.extract import choose, text
from watchers.extract.engine import Claim, Direction, Reading, Traced
from watchers.extract.language import language_of
from watchers.page_reader import PageReader
from watchers.pages import Pages
from watchers.web import Web

_MOST_STOPS = 20
_MOST_CLAUSES = 60


async def explain(target: str, settings: Settings) -> list[str]:
    """Lines for people: what was read, in which language, what fired, what stopped, what would be told.

    Raises OSError or ValueError where a file cannot be read, WatchTrouble where a page cannot.
    """
    about: list[str] = []
    if target.startswith(("http://", "https://")):
        article, about = await _fetched(target, settings)
    else:
        article = _from_file(Path(target))
    return [*about, *stages(article, settings.watchlist)]


def stages(article: Article, watchlist: Watchlist) -> Iterator[str]:
    """The stages of one article. Pure but for reading the bundled rules."""
    yield f"title      {plain_text.line(article.title, 200)}"
    yield f"published  {article.published:%Y-%m-%d}" if article.published else "published  not told"
    yield f"language   {language_of(article)}, {wording.count(len(text.sentences(article)), 'sentence')}"
    entry = Entry(id=article.id, url=article.url, title=article.title, summary=article.summary, body=article.body)
    why_not = relevance.bundled().why_not(entry)
    if why_not:
        yield f"relevance  set aside: {why_not}"
        return
    yield "relevance  worth reading: it speaks of a change of hands"
    engine = choose.engine(watchlist)
    reading = engine.read(article)
    yield from _clauses(engine.trace(article), reading)
    for finding in reading.findings:
        yield from _finding(finding, watchlist)
    if not reading.findings:
        yield "outcome    no move found; nobody would be told"


def _clauses(traced: Sequence[Traced], reading: Reading) -> Iterator[str]:
    """Every clause in which something fired, was stopped or stands to be read, and the stops that belong to none."""
    stops = list(reading.stops)
    told = _last_clauses(traced, reading.claims)
    for number, clause in enumerate(traced[:_MOST_CLAUSES]):
        mine = [stop for stop in stops if stop.words == clause.words]
        stops = [stop for stop in stops if stop not in mine]
        claims = [c for c, place in zip(reading.claims, told, strict=True) if place == number]
        if not (claims or mine or any(span.kind in {"person", "verb"} for span in clause.spans)):
            continue
        yield f"clause {number + 1:<3} {plain_text.line(clause.words, 300)}"
        yield f"  spans    {_spans(clause)}"
        yield from dict.fromkeys(map(_fired, claims))
        yield from (f"  stopped  {stop.reason}" for stop in mine)
    if len(traced) > _MOST_CLAUSES:
        yield f"clauses    {len(traced) - _MOST_CLAUSES} more are not shown"
    for stop in stops[:_MOST_STOPS]:
        yield f"stopped    {stop.reason}: {plain_text.line(stop.words, 120)}"


def _last_clauses(traced: Sequence[Traced], claims: Sequence[Claim]) -> list[int]:
    """For each claim the number of its clause: the one of its sentence that names the person, else the sentence's first."""
    found: list[int] = []
    for claim in claims:
        mine = [n for n, clause in enumerate(traced) if clause.at == claim.at and clause.words in claim.evidence]
        named = [n for n in mine if any(name in traced[n].words for name in (claim.person, *claim.also))]
        found.append(next(iter(named or mine), -1))
    return found


def _spans(clause: Traced) -> str:
    shown = (f"{s.kind} “{s.words}”{f' = {s.means}' if s.means and s.means != s.words else ''}" for s in clause.spans)
    return " · ".join(shown) or "nothing that a rule looks at"


def _fired(claim: Claim) -> str:
    way = "leaves" if claim.direction is Direction.OUT else "comes to"
    place = claim.company.company if claim.company else "a company told elsewhere"
    told = " as history" if claim.background else ""
    return f"  fired    {claim.pattern}: {claim.person} {way} {place}, {claim.status.value}{told}"


def _finding(finding: Finding, watchlist: Watchlist) -> Iterator[str]:
    sides = [f"from {wording.place(finding.left)}"] if finding.left else []
    sides += [f"to {wording.place(finding.joined)}"] if finding.joined else []
    when = f", {finding.date}" if finding.date else ""
    yield f"finding    {finding.person}: {finding.kind.value}, {' '.join(sides)}, {finding.status.value}{when}"
    yield f"  words    {plain_text.line(finding.evidence, 300)}"
    yield f"  rules    {', '.join(finding.why) or 'none named'}"
    yield f"  tier     {'may alert' if finding.alert else 'may not alert'}, confidence {finding.confidence:.2f}"
    yield from (f"           {reason}" for reason in finding.tier)
    yield f"  outcome  {outcome(finding, watchlist)}"


def outcome(finding: Finding, watchlist: Watchlist) -> str:
    """What the article alone would lead to; what the store knows already can only make it quieter."""
    watched = {company.name for company in watchlist.companies}
    if not any(side and side.company in watched for side in (finding.left, finding.joined)):
        return "stored, not announced: no company of it is on the watchlist"
    if finding.background:
        return "stored, not announced: told only as history"
    if finding.status.value == "denied":
        return "marks what is known as denied; no alert of its own"
    if not finding.alert:
        return "stored, not announced: not sure enough to interrupt anybody"
    return "announced, once, to every route that asks for it"


def _from_file(path: Path) -> Article:
    content = path.read_bytes().decode("utf-8-sig")
    if content.lstrip().startswith("{"):
        first = json.dumps(json.loads(content)) if "\n" in content.strip() else content
        return next(measure.articles([first]))
    return documents.article(content, name=path.name)


async def _fetched(url: str, settings: Settings) -> tuple[Article, list[str]]:
    """The page as an article, and a line on what it is; fetched and taken apart as those behind entries are."""
    web, reader = Web(settings.watch), PageReader()
    try:
        page = await Pages(web, reader).page(url)
    finally:
        await web.close()
        reader.close()
    told = page_verdict.verdict(page)
    lines = [f"page       {wording.count(page_verdict.weigh(page.text), 'letter')} of main text"]
    if told:
        lines.append(
            f"page       no article but {NO_ARTICLE[told]}: an entry that led here would be read from its own text"
        )
    return page_article(url, page), lines


def page_article(url: str, page: Page) -> Article:
    """A page as an article; one that does not say when it was published counts as today's."""
    published = page.published or dt.datetime.now(dt.UTC)
    return Article(id=url, title=page.title, body=page.text, url=page.url, published=published)


NO_ARTICLE = {
    "challenge": "a challenge to browsers",
    "consent": "a question about cookies",
    "paywall": "a paywall",
    "login": "a login",
    "error_page": "an error",
    page_verdict.NOTHING_TO_READ: "next to nothing",
}
"""What a page is that is no article, by its verdict, in words."""
