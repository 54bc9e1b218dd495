"""`moves sources add`: what it says, and that it never breaks a configuration."""

import asyncio
import datetime as dt
import tomllib
from pathlib import Path

import pytest

from bot import adding, config
from bot.config import ConfigTrouble, NewSource, append
from bot.settings import Settings, WatchSettings
from tests.flow.shell import moves
from tests.stand_ins.feeds import FeedServer, Page, item, rss, serving
from watchers.discover import Found
from watchers.entries import Entry, Source

NOW = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)
NEW = NewSource(
    name='The "Lab" 新闻', url="https://lab.example/feed?a=1&b=\\", kind="page", every="1h", companies=("Lab",)
)
COMPANY = '[[companies]]\nname = "Lab"   # our own\n'


def written(folder: Path, text: str) -> Path:
    """A config file."""
    path = folder / "config.toml"
    path.write_bytes(text.encode())
    return path


def found(**told: object) -> Found:
    """Something found."""
    entry = Entry(id="1", url=None, title="One", published=NOW - dt.timedelta(days=1))
    base = {"kind": "feed", "url": "https://lab.example/feed", "title": "Lab", "how": "declared", "entries": (entry,)}
    return Found(**{**base, **told})  # type: ignore[arg-type]  # values of the test's own making


@pytest.mark.parametrize(
    "before",
    [
        COMPANY,
        f"# first\n{COMPANY}\n# a comment at the end, without a line's end",
        COMPANY.replace("\n", "\r\n"),
        f'\ufeff{COMPANY}[ops]\nto = ""\n\n\n',
    ],
    ids=["plain", "no line end", "windows", "marked"],
)
def test_every_byte_before_the_table_stays(tmp_path: Path, before: str) -> None:
    """Comments, blanks and line ends; the table is at its line and reads as it was meant."""
    path = written(tmp_path, before)
    line = append(path, NEW, {})
    after = path.read_bytes()
    assert after.startswith(before.encode())
    assert after.decode().splitlines()[line - 1] == "[[sources]]"
    assert (b"\r\n" in after) == ("\r\n" in before)
    assert b"\r\n" not in after or after.count(b"\n") == after.count(b"\r\n")
    (source,) = config.load(path, {}).settings.sources
    assert (source.name, source.url, source.kind, source.companies) == (NEW.name, NEW.url, "page", ("Lab",))
    assert [file.name for file in tmp_path.iterdir()] == ["config.toml"]


@pytest.mark.parametrize(
    ("before", "new", "told"),
    [
        (f'sources = [{{ name = "A", url = "https://a.example" }}]\n{COMPANY}', NEW, "no TOML"),
        (COMPANY, NewSource(name="A", url="https://a.example", companies=("Nobody",)), 'is called "Nobody"'),
        (COMPANY, NewSource(name="A", url="https://a.example", every="soon"), "no length of time"),
        (COMPANY, NewSource(name="A", url="https://a.example", kind="edgar"), "set contact"),
        (
            f'{COMPANY}[[sources]]\nname = "A"\nurl = "https://a.example"\n',
            NewSource(name="A", url="https://b.example"),
            "another",
        ),
    ],
)
def test_a_good_file_is_never_broken(tmp_path: Path, before: str, new: NewSource, told: str) -> None:
    """What would not load is not written; the trouble names the file and the line it would have stood on."""
    path = written(tmp_path, before)
    with pytest.raises(ConfigTrouble) as caught:
        append(path, new, {})
    assert told in str(caught.value)
    assert str(caught.value).startswith(f"{path}:")
    assert path.read_bytes() == before.encode()
    assert [file.name for file in tmp_path.iterdir()] == ["config.toml"]


def test_rights_and_links_stay(tmp_path: Path) -> None:
    """A file that others may not read stays so, and one that is a link stays a link."""
    (tmp_path / "real").mkdir()
    path = written(tmp_path / "real", COMPANY)
    path.chmod(0o600)
    link = tmp_path / "config.toml"
    link.symlink_to(path)
    append(link, NEW, {})
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o600
    assert "[[sources]]" in path.read_text(encoding="utf-8")


def test_names_are_unique() -> None:
    """The host, then a number, part those who call themselves the same; a given name stands."""

    def named(*taken: str, name: str = "") -> str:
        watched = tuple(Source(name=t, url="https://x.example", every=dt.timedelta(1)) for t in taken)
        return adding.source(found(), Settings(store_url="", sources=watched), name=name).name

    assert named() == "Lab"
    assert named("Lab") == "Lab (lab.example)"
    assert named("Lab", "Lab (lab.example)") == "Lab (2)"
    assert named("Lab", name="Mine") == "Mine"


def test_the_report_says_what_was_seen() -> None:
    """Kind, title, address, entries and their newest, rhythm, and what to beware of."""
    settings = Settings(store_url="")
    lines = list(adding.report(found(), adding.source(found(), settings), NOW))
    assert lines[:4] == [
        "found      feed: declared",
        "title      Lab",
        "address    https://lab.example/feed",
        "entries    1 entry, the newest of 2026-03-04 12:00 UTC",
    ]
    assert lines[-1] == "rhythm     every 1h"
    old = found(kind="edgar", entries=(Entry(id="", url=None, title="", published=NOW - dt.timedelta(days=400)),))
    cautions = [line for line in adding.report(old, adding.source(old, settings), NOW) if line.startswith("caution")]
    assert len(cautions) == 2
    assert any("may be frozen" in line for line in cautions)
    assert "entries    none at the moment" in list(adding.report(found(entries=()), NEW, NOW))


def test_what_is_watched_already_is_known_again() -> None:
    """By its address, also where people write it otherwise."""
    url = "https://m.example/@jane"
    known = Source(name="Jane", url=f"{url}.rss?limit=40", kind="mastodon", every=dt.timedelta(1))
    settings = Settings(store_url="", sources=(known,))
    assert adding.known_as(found(kind="mastodon", url=url), settings) == "Jane"
    assert adding.known_as(found(), settings) is None


async def test_the_whole_way(tmp_path: Path) -> None:
    """From the command to a file that loads; a dry run writes nothing."""
    async with serving() as server:
        _, url = _newsroom(server)
        path = written(tmp_path, f'[watch]\nallow_private = ["{server.place}"]\nhost_gap = "0s"\n{COMPANY}')
        before = path.read_bytes()
        dry = await asyncio.to_thread(moves, "sources", "add", url, "--dry-run", cwd=tmp_path)
        assert (dry.returncode, path.read_bytes()) == (0, before)
        assert "Nothing was written." in dry.stdout
        done = await asyncio.to_thread(moves, "sources", "add", url, "--company", "lab", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "found      feed: declared by the page" in done.stdout
    assert tomllib.loads(path.read_text(encoding="utf-8"))["sources"] == [
        {"name": "The Lab", "url": url.replace("/news", "/feed.xml"), "every": "1h", "companies": ["lab"]}
    ]
    assert config.load(path, {}).settings.sources[0].companies == ("Lab",)


async def test_discovery_keeps_to_the_settings() -> None:
    """The guard is the one of the configuration."""
    async with serving() as server:
        page, url = _newsroom(server)
        seen = await adding.discover(url, Settings(store_url="", watch=_open(server)), NOW)
    assert (seen.kind, len(seen.entries)) == ("feed", 1)
    assert page.body


def _newsroom(server: FeedServer) -> tuple[Page, str]:
    server.put("/feed.xml", Page(rss(item("One", guid="1"), title="The Lab")))
    page = Page(b"<html><link rel='alternate' type='application/rss+xml' href='/feed.xml'></html>", "text/html")
    return page, server.put("/news", page)


def _open(server: FeedServer) -> WatchSettings:
    return WatchSettings(allow_private=(server.place,), host_gap=dt.timedelta(0))
