"""What somebody says on Bluesky and Mastodon: own words only, without titles."""

import dataclasses
import datetime as dt
import json
from typing import Any

import pytest

from bot import config
from store.model.moves import Status
from tests.stand_ins.feeds import FeedServer, Handler, Page, fixed, item, rss
from tests.watchers.watching import TODAY, source
from watchers.entries import Entry
from watchers.extract import choose
from watchers.poll import Watch, poll
from watchers.sources import bluesky, mastodon

DID, OTHER = "did:plc:abc123", "did:plc:other"
WORDS = "I'm leaving OpenAI after five years. Today was my last day."


@pytest.fixture
def watch(watch: Watch) -> Watch:
    """The tests' watch with the engine and the watchlist that Moves comes with."""
    watchlist = config.default_watchlist()
    return dataclasses.replace(watch, engine=choose.engine(watchlist), watchlist=watchlist)


def post(key: str, text: str = "Good morning.", *, who: str = DID, **other: Any) -> dict[str, Any]:
    """One item of an author's feed; `reason` and `reply` where they are given."""
    reply = {"reply": {"parent": {"uri": other.pop("reply")}}} if "reply" in other else {}
    record = {"$type": "app.bsky.feed.post", "text": text, "createdAt": "2026-03-05T09:00:00.000Z", **reply}
    author = {"did": who, "handle": "whitfield.example", "displayName": "Jane Whitfield"}
    return {"post": {"uri": f"at://{who}/app.bsky.feed.post/{key}", "author": author, "record": record}, **other}


def posts(*items: Any) -> bytes:
    """The answer."""
    return json.dumps({"feed": items, "cursor": "x"}).encode()


def told(*items: Any) -> list[Entry]:
    """The entries of an answer."""
    return list(bluesky.read(posts(*items), "https://api.example").entries)


async def test_a_post_is_the_authors_word(server: FeedServer, watch: Watch) -> None:
    """Told in the first person it is about the author, who must know."""
    page = Page(posts(post("1")), "application/json")
    looked = source(server.put("/xrpc/feed", page), "bluesky")
    assert (await poll(looked, watch)).outcome == "baseline"
    page.body = posts(post("2", WORDS), post("1"))
    (change,) = (await poll(looked, watch)).changes
    assert (change.announced, change.move.person, change.move.companies) == (True, "Jane Whitfield", ("OpenAI",))
    assert change.move.status is Status.CONFIRMED
    assert change.move.evidence[0].url == f"https://bsky.app/profile/{DID}/post/2"
    page.body = posts(post("3", "Thank you all."), post("2", WORDS))
    again = await poll(looked, watch)
    assert (again.new, again.changes) == (1, ())
    assert server.paths() == ["/xrpc/feed"] * 3


def test_others_words_are_left_out() -> None:
    """Reposts, replies to others, empty posts; a thread of one's own and a pinned post stay."""
    repost = {"$type": "app.bsky.feed.defs#reasonRepost"}
    kept = told(
        post("1", WORDS),
        post("2", who=OTHER, reason=repost),
        post("3", "Really?", reply=f"at://{OTHER}/app.bsky.feed.post/9"),
        post("4", "And I will rest.", reply=f"at://{DID}/app.bsky.feed.post/1"),
        post("5", "  "),
        post("6", "Pinned.", reason={"$type": "app.bsky.feed.defs#reasonPin"}),
    )
    assert [entry.id.rpartition("/")[2] for entry in kept] == ["1", "4", "6"]
    assert {entry.title for entry in kept} == {"Jane Whitfield on Bluesky"}
    assert kept[0].published == dt.datetime(2026, 3, 5, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "odd",
    [
        None,
        7,
        {},
        {"post": None},
        {"post": {"uri": "https://x.example"}},
        {"post": {"uri": f"at://{DID}/app.bsky.feed.post/1", "record": {"text": 7}}},
        {"post": {"uri": f"at://{DID}/app.bsky.feed.like/1", "record": {"text": "x"}}},
    ],
)
def test_odd_items_are_passed_over(odd: Any) -> None:
    """And spoil no other."""
    assert [entry.body for entry in told(odd, post("1", "Hello."))] == ["Hello."]


def test_a_post_without_name_or_date_is_still_one() -> None:
    """The handle, or the account's number, stands in."""
    bare = post("1", "Hello.")
    bare["post"]["author"] = {}
    bare["post"]["record"]["createdAt"] = "yesterday"
    (entry,) = told(bare)
    assert (entry.title, entry.published) == (f"{DID} on Bluesky", None)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (fixed(b"<html></html>"), "not_a_feed"),
        (fixed(b'{"error": "InvalidRequest", "message": "Profile not found"}'), "not_a_feed"),
        (fixed(b'{"feed": {}}'), "not_a_feed"),
        (fixed(b'{"error": "InvalidRequest"}', 400), "http_400"),
        (fixed(b"[" * 100_000), "not_a_feed"),
    ],
)
async def test_broken_answers(server: FeedServer, watch: Watch, answer: Handler, outcome: str) -> None:
    """By name."""
    assert (await poll(source(server.put("/xrpc/feed", answer), "bluesky"), watch)).outcome == outcome


@pytest.mark.parametrize(
    ("written", "actor"),
    [
        ("https://bsky.app/profile/whitfield.example", "whitfield.example"),
        ("https://bsky.app/profile/did:plc:abc123/", "did:plc:abc123"),
        ("https://bsky.app/profile/did:plc:abc123/rss", "did:plc:abc123"),
    ],
)
def test_a_profile_leads_to_its_posts(written: str, actor: str) -> None:
    """At the public server; other addresses are taken as they are."""
    found = bluesky.address(written)
    assert found.startswith("https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed?")
    assert f"actor={actor}&" in found
    other = "https://pds.example/xrpc/app.bsky.feed.getAuthorFeed?actor=x"
    assert bluesky.address(other) == other


async def test_mastodon_is_read_from_its_feed(server: FeedServer, watch: Watch) -> None:
    """No title, the author named by the configuration; boosts and replies are not the author's word."""

    def said(number: int, text: str, user: str = "jane") -> str:
        link = server.url(f"/@{user}/{number}")
        return item("", guid=link, link=link, date=TODAY, text=f"&lt;p&gt;{text}&lt;/p&gt;")

    page = Page(rss(said(1, "Good morning.")))
    looked = dataclasses.replace(source(server.put("/@jane.rss", page), "mastodon"), publisher="Jane Whitfield")
    assert (await poll(looked, watch)).outcome == "baseline"
    page.body = rss(
        said(4, "I'm leaving Anthropic today.", user="piotr"),
        said(3, "@piotr I'm leaving Meta AI as well."),
        said(2, WORDS),
        said(1, "Good morning."),
    )
    report = await poll(looked, watch)
    (change,) = report.changes
    assert (report.new, change.move.person, change.move.companies) == (1, "Jane Whitfield", ("OpenAI",))
    page.body = rss(said(5, "I'm joining Cohere next week."), said(2, WORDS))
    assert (await poll(looked, watch)).new == 1


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://m.example/@jane", "https://m.example/@jane.rss?limit=40"),
        ("https://m.example/@jane.rss?limit=100", "https://m.example/@jane.rss?limit=100"),
        ("https://m.example/users/jane/", "https://m.example/users/jane.rss?limit=40"),
        ("https://m.example/tags/exits.rss", "https://m.example/tags/exits.rss"),
    ],
)
def test_a_profile_leads_to_its_feed(written: str, expected: str) -> None:
    """With more than the twenty posts of the default; a tag's feed stays as it is."""
    assert mastodon.address(written) == expected
