"""Announcements in Hong Kong, from the search to the PDF; answers are worded like theirs and made up."""

import dataclasses
import datetime as dt
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot import config
from store.model.moves import Status
from tests.stand_ins.feeds import FeedServer, Handler, Page, fixed
from tests.stand_ins.pdf import pdf
from tests.watchers.watching import START, source, state
from watchers.entries import Source
from watchers.errors import FormatTrouble
from watchers.extract import choose
from watchers.health import Condition, health
from watchers.poll import Watch, poll
from watchers.sources import hkex

CATEGORY = "Announcements and Notices - [Change in Directors or of Important Executive Functions or Responsibilities]"
ANNOUNCED = pdf(
    "Hong Kong Exchanges and Clearing Limited takes no responsibility for the contents of",
    "this announcement.",
    "Piotr Zielinski has resigned as chief technology officer of Tencent Holdings Limited",
    "with effect from 5 March 2026.",
)


def row(number: int, title: str = "RESIGNATION OF CHIEF TECHNOLOGY OFFICER", **other: Any) -> dict[str, Any]:
    """One announcement as the search lists it."""
    return {
        "NEWS_ID": str(number),
        "TITLE": title,
        "LONG_TEXT": CATEGORY,
        "STOCK_NAME": "TENCENT<br/>TENCENT-R",
        "FILE_LINK": f"/listedco/{number}.pdf",
        "DATE_TIME": "05/03/2026 18:30",
        **other,
    }


def found(*rows: Any) -> bytes:
    """The answer: JSON in JSON."""
    return json.dumps({"recordCnt": len(rows), "result": json.dumps(rows)}).encode()


async def past_the_first_look(server: FeedServer, watch: Watch) -> tuple[Page, Source]:
    """A search whose baseline is behind it."""
    page = Page(found(row(1), row(2, "MONTHLY RETURN", LONG_TEXT="Monthly Returns")), "application/json")
    looked = source(server.put("/search/titleSearchServlet.do", page) + "?stockId=7609", "hkex")
    first = await poll(looked, watch)
    assert (first.outcome, first.entries, first.pages) == ("baseline", 1, 0)
    return page, looked


async def test_an_announcement_is_read_from_its_pdf(server: FeedServer, watch: Watch) -> None:
    """The company's filing confirms; the link leads to the document."""
    watchlist = config.default_watchlist()
    watch = dataclasses.replace(watch, engine=choose.engine(watchlist), watchlist=watchlist)
    page, looked = await past_the_first_look(server, watch)
    server.put("/listedco/3.pdf", Page(ANNOUNCED, "application/pdf"))
    page.body = found(row(3), row(1))
    report = await poll(looked, watch)
    (change,) = report.changes
    assert (report.new, report.pages, change.announced) == (1, 1, True)
    assert (change.move.person, change.move.status) == ("Piotr Zielinski", Status.CONFIRMED)
    (told,) = change.move.evidence
    assert (told.publisher, told.title) == ("HKEXnews", "Tencent: Resignation of chief technology officer")
    assert told.published == dt.datetime(2026, 3, 5, 10, 30, tzinfo=dt.UTC)
    assert told.url == server.url("/listedco/3.pdf")


async def test_a_quiet_week_is_no_empty_source(server: FeedServer, watch: Watch) -> None:
    """Announcements came and none told of people: nothing is wrong with the source."""
    page, looked = await past_the_first_look(server, watch)
    for body in (found(row(2, "MONTHLY RETURN", LONG_TEXT="Monthly Returns")), found()):
        page.body = body
        report = await poll(looked, watch)
        assert (report.outcome, report.entries, report.overflowed) == ("ok", 0, False)
        assert health(state(watch.database), START).condition is Condition.HEALTHY


def test_each_look_asks_for_its_own_days() -> None:
    """By the calendar of Hong Kong; what is written in the address stays, what the search needs is added."""
    url = "https://www1.hkexnews.hk/search/titleSearchServlet.do?stockId=7609&lang=ZH&fromDate=20200101"
    asked = parse_qs(
        urlsplit(hkex.dated(url, dt.datetime(2026, 3, 5, 20, tzinfo=dt.UTC))).query, keep_blank_values=True
    )
    assert (asked["fromDate"], asked["toDate"]) == (["20260227"], ["20260306"])
    assert (asked["stockId"], asked["lang"], asked["t2code"], asked["market"]) == (["7609"], ["ZH"], ["-2"], ["SEHK"])
    everybody = parse_qs(urlsplit(hkex.dated(url.partition("?")[0], START)).query)
    assert (everybody["stockId"], everybody["t2code"]) == (["-1"], ["12350"])


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (fixed(b"<html>maintenance</html>"), "not_a_feed"),
        (fixed(b'{"result": "[{"}'), "not_a_feed"),
        (fixed(b'{"result": "{}"}'), "not_a_feed"),
        (fixed(b"[]"), "not_a_feed"),
        (fixed(b'{"recordCnt": 0, "result": "null"}'), "ok"),
        (
            fixed(
                found(
                    None, 7, {}, {"NEWS_ID": "9"}, row(4, FILE_LINK="javascript:x()"), row(5, TITLE=None, LONG_TEXT=7)
                )
            ),
            "ok",
        ),
        (fixed(status=503), "http_503"),
    ],
)
async def test_broken_answers(server: FeedServer, watch: Watch, answer: Handler, outcome: str) -> None:
    """Named troubles; rows that are none are passed over."""
    _, looked = await past_the_first_look(server, watch)
    server.put("/search/titleSearchServlet.do", answer)
    report = await poll(looked, watch)
    assert (report.outcome, report.new) == (outcome, 0)


@pytest.mark.parametrize("document", [fixed(status=404), fixed(b"%PDF-1.4 cut"), Page(pdf(), "application/pdf")])
async def test_a_document_that_cannot_be_read(server: FeedServer, watch: Watch, document: Handler) -> None:
    """A scan, a cut file, a missing one: the title is what is left."""
    page, looked = await past_the_first_look(server, watch)
    server.put("/listedco/3.pdf", document)
    page.body = found(row(3))
    report = await poll(looked, watch)
    assert (report.outcome, report.new, report.pages, report.changes) == ("ok", 1, 0, ())


@pytest.mark.parametrize(
    "title",
    [
        "RESIGNATION OF EXECUTIVE DIRECTOR",
        "APPOINTMENT OF CHIEF EXECUTIVE OFFICER AND CHANGE IN COMPOSITION OF BOARD COMMITTEES",
        "RETIREMENT OF NON-EXECUTIVE DIRECTOR",
        "RE-DESIGNATION OF DIRECTOR",
        "CHANGE OF CHAIRMAN",
        "執行董事辭任",
        "委任首席技術官及更換公司秘書",
        "变更董事",
    ],
)
def test_people_are_told_from_other_business(title: str) -> None:
    """By the words of the title, in three scripts."""
    assert hkex.about_people(title)


@pytest.mark.parametrize(
    "title",
    [
        "CHANGE OF AUDITOR",
        "RESIGNATION OF AUDITOR",
        "LIST OF DIRECTORS AND THEIR ROLES AND FUNCTIONS",
        "APPOINTMENT OF INDEPENDENT FINANCIAL ADVISER",
        "POLL RESULTS OF THE ANNUAL GENERAL MEETING",
        "FORM OF PROXY",
        "更換核數師",
        "董事名單與其角色和職能",
        "月報表",
    ],
)
def test_other_business_is_left_out(title: str) -> None:
    """Auditors go too, and nobody watches them."""
    assert not hkex.about_people(title)


def test_an_empty_document_is_a_trouble() -> None:
    """Its walk ends by name."""
    from watchers.entries import Entry  # noqa: PLC0415 - two pages of one name
    from watchers.entries import Page as Taken  # noqa: PLC0415

    walk = hkex.follow(Entry(id="1", url="https://x.example/1.pdf", title="t"), source("https://x.example"))
    assert next(walk) == "https://x.example/1.pdf"
    with pytest.raises(FormatTrouble):
        walk.send(Taken(url="https://x.example/1.pdf"))
