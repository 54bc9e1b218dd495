"""Whether a message tells of a move."""

from collections.abc import AsyncIterator

import pytest

from bot import config
from bot.cards import Card, plain
from bot.judging import Judge, link
from bot.settings import WatchSettings
from tests.stand_ins.feeds import FeedServer, Page, serving
from watchers import page_text
from watchers.entries import Page as Shown
from watchers.extract import choose
from watchers.page_reader import PageReader
from watchers.pages import Pages
from watchers.web import Web

ARTICLE = (
    "<html><head><title>Marta Kessler leaves OpenAI</title></head><body><article><h1>Marta Kessler leaves OpenAI</h1>"
    "<p>Marta Kessler, head of research at OpenAI, has left the company, she said on Monday. She had led the team for "
    "three years and gave no reason for her decision, which surprised many of those who worked with her there.</p>"
    "</article></body></html>"
)
"""A made-up article."""


class Here(PageReader):
    """Takes pages apart in this process, which is quicker than in a child."""

    async def read(self, body: bytes, content_type: str, url: str) -> Shown:
        """As the child does."""
        return page_text.read(body, content_type, url)


@pytest.fixture
async def pages() -> AsyncIterator[tuple[FeedServer, Pages]]:
    """An outlet on this machine, and a way to its pages under the guard."""
    async with serving() as server:
        web = Web(WatchSettings(allow_private=(server.place,)))
        yield server, Pages(web, Here())
        await web.close()


def judge(pages: Pages | None = None) -> Judge:
    """Reads with the watchlist that comes with Moves."""
    watchlist = config.default_watchlist()
    return Judge(pages or Pages(Web(WatchSettings()), Here()), choose.engine(watchlist), watchlist)


def words(card: Card) -> str:
    """Everything a card says."""
    lines = [card.lead, *(line for section in card.sections for line in section.lines)]
    return "\n".join([card.title, *(section.heading for section in card.sections), *map(plain, lines)])


async def test_the_page_behind_a_message_s_link_is_read(pages: tuple[FeedServer, Pages]) -> None:
    """Who, from where, how sure, the words that say so and what would follow; the person leads on."""
    server, behind = pages
    url = server.put("/exit", Page(ARTICLE.encode(), "text/html"))
    card = await judge(behind).judge(f"Did you see <{url}|this>? https://other.example/b")
    assert card.title == "Yes: this tells of 1 move"
    assert "Departure from OpenAI · head of research" in words(card)
    assert "announced, once, to every route that asks for it" in words(card)
    assert [action.key for action in card.actions] == ["ask:1:Marta Kessler"]


async def test_a_message_without_a_link_is_read_itself() -> None:
    """Also where it tells nothing: then the reason is said."""
    assert "Departure from Alibaba" in words(await judge().judge("阿里巴巴首席科学家周明川离职"))
    card = await judge().judge("Lunch at noon?")
    assert (card.title, card.actions) == ("No move was found in this", ())
    assert "no word of a change of hands" in words(card)
    assert "only thought of" in words(await judge().judge("If Marta Kessler leaves OpenAI, what then?"))
    assert (await judge().judge("  ")).title == "There is nothing to read in this message"


async def test_what_cannot_be_had_is_told(pages: tuple[FeedServer, Pages]) -> None:
    """An address inside the network is refused by the guard, a page that is no article named as what it is."""
    server, behind = pages
    refused = await judge(behind).judge("http://10.1.2.3/secret")
    assert refused.title == "The page could not be read"
    told = words(refused)
    assert "a network that is not open to everybody's questions. (blocked_address)" in told
    assert "10.1.2.3" not in told  # nor where any name leads in there
    gone = server.url("/gone")
    assert "There is no such page. (http_404)" in words(await judge(behind).judge(gone))
    url = server.put("/wall", Page(b"<title>Just a moment...</title><p>Checking your browser</p>", "text/html"))
    assert "no article but a challenge to browsers" in words(await judge(behind).judge(url))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://a.example/x?b=1.", "https://a.example/x?b=1"),
        ("<https://a.example/x|label>", "https://a.example/x"),
        ("看这里（https://a.example/新闻）。", "https://a.example/新闻"),
        ("no link: http colon", None),
    ],
)
def test_links_end_where_the_sentence_goes_on(text: str, found: str | None) -> None:
    """Brackets and full stops of either script belong to the sentence."""
    assert link(text) == found
