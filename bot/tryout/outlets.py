"""The sample outlets: real feeds over real HTTP on loopback, which publish one stage of stories after another."""

import datetime as dt
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from importlib.resources import files
from xml.sax.saxutils import escape

from aiohttp import web

from store.model.companies import Company


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One sample item; published so many hours before the try-out started."""

    stage: int
    outlet: str
    hours_ago: float
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Samples:
    """The stories and the invented companies they are about."""

    stories: tuple[Story, ...]
    companies: tuple[Company, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """Names of the outlets, each once."""
        return tuple(dict.fromkeys(story.outlet for story in self.stories))

    @property
    def stages(self) -> int:
        """The last stage."""
        return max(story.stage for story in self.stories)


def samples() -> Samples:
    """Read the bundled stories."""
    data = tomllib.loads(files("bot.tryout").joinpath("stories.toml").read_text(encoding="utf-8"))
    companies = tuple(
        Company(name=row["name"], aliases=tuple(row.get("aliases", ())), units=tuple(row.get("units", ())))
        for row in data["companies"]
    )
    return Samples(tuple(Story(**row) for row in data["stories"]), companies)


class Newsstand:
    """Serves every outlet's stories up to the current stage as RSS, on a free port of 127.0.0.1."""

    def __init__(self, sample: Samples, clock: Callable[[], dt.datetime]) -> None:
        self._sample = sample
        self._opened = clock()
        self._stage = 0
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def open(self) -> None:
        """Listen; afterwards `port` and `url` hold."""
        app = web.Application()
        app.router.add_get("/{number:\\d+}.xml", self._serve)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = int(self._runner.addresses[0][1])

    async def close(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    def url(self, outlet: str) -> str:
        """The feed of an outlet."""
        return f"http://127.0.0.1:{self.port}/{self._sample.outlets.index(outlet)}.xml"

    def publish(self, stage: int) -> None:
        """Add the stories of all stages up to this one."""
        self._stage = stage

    async def _serve(self, request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        if number >= len(self._sample.outlets):
            raise web.HTTPNotFound
        outlet = self._sample.outlets[number]
        told = [s for s in self._sample.stories if s.outlet == outlet and s.stage <= self._stage]
        return web.Response(text=rss(outlet, self.url(outlet), told, self._opened), content_type="application/rss+xml")


def rss(outlet: str, url: str, stories: Sequence[Story], opened: dt.datetime) -> str:
    """An RSS 2.0 document, newest story first."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{escape(story.title)}</guid><title>{escape(story.title)}</title>"
        f"<link>{url.removesuffix('.xml')}/{number}</link><description>{escape(story.summary)}</description>"
        f"<pubDate>{format_datetime(opened - dt.timedelta(hours=story.hours_ago))}</pubDate></item>"
        for number, story in reversed(list(enumerate(stories)))
    )
    return (
        f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>{escape(outlet)}</title>"
        f"<link>{url}</link><description>Sample</description>{items}</channel></rss>"
    )
