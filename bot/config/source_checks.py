"""What is wrong with sources beyond their single keys: names twice, kinds that do not exist or need something else.

Works on the data as read, like `bot.config.checks`, and passes over anything of an unexpected type.
"""

from collections.abc import Iterator, Mapping

from bot import values
from bot.config.checks import Data, same, tables, texts
from bot.config.places import Path
from bot.config.problems import Locator, Problem

_NEEDS = "every [[sources]] needs name and url"
_BY_COMPANY = "edgar"
"""The kind that makes its own addresses from companies' numbers."""
_BY_ROUTE = "rsshub"
"""The kind whose address may be a route of a server named under [watch]."""


def problems(data: Data, at: Locator, kinds: Mapping[str, bool]) -> Iterator[Problem]:
    """Everything that is wrong between the keys of a source, and between sources. `kinds`: which need a contact."""
    yield from _repeated(data, at)
    yield from _kinds(data, at, kinds)
    for path, table in tables(data, "sources"):
        yield from _address(path, table, data, at)
        yield from _everybody(path, table, at)


def _repeated(data: Data, at: Locator) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for path, table in tables(data, "sources"):
        for written in texts(path, table, "name"):
            first = seen.setdefault(written.text.strip(), written.path)
            if first != written.path:
                told = f'another source is called "{written.text}" (line {at.line(first)})'
                yield at.problem(written.path, told, "give each source a name of its own")


def _kinds(data: Data, at: Locator, kinds: Mapping[str, bool]) -> Iterator[Problem]:
    contact = _watch(data, "contact")
    for path, table in tables(data, "sources"):
        for written in texts(path, table, "kind"):
            if written.text not in kinds:
                told = f'"{values.masked(written.text)}" is no kind of source'
                yield at.problem(written.path, told, values.did_you_mean(written.text, kinds))
            elif kinds[written.text] and not contact:
                hint = 'set contact = "you@your-company.com" under [watch]'
                yield at.problem(written.path, f"{written.text} sources answer nobody who does not say who asks", hint)


def _address(path: Path, table: Data, data: Data, at: Locator) -> Iterator[Problem]:
    """An address, a route with a server to it, or companies with numbers."""
    kind, url = table.get("kind"), table.get("url", "")
    if not url and kind == _BY_COMPANY and table.get("companies"):
        yield from _numbered(path, table, data, at)
    elif not url:
        hint = f'{_NEEDS}; or companies = ["*"] for all that have a cik' if kind == _BY_COMPANY else _NEEDS
        yield at.problem(path, "url is missing", hint)
    elif isinstance(url, str) and url.startswith("/") and kind != _BY_ROUTE:
        hint = f'write it with its scheme, as in "https://host{url}"; a route of RSSHub needs kind = "{_BY_ROUTE}"'
        yield at.problem((*path, "url"), f"{values.masked(url)!r} is no complete address", hint)
    elif isinstance(url, str) and url.startswith("/") and not _watch(data, "rsshub"):
        hint = 'set rsshub = "https://rsshub.your-company.com" under [watch], or write the whole address'
        yield at.problem((*path, "url"), "no RSSHub is named that has this route", hint)


def _numbered(path: Path, table: Data, data: Data, at: Locator) -> Iterator[Problem]:
    """The SEC knows a company by its number alone."""
    numbers = {
        same(name.text): firm.get("cik")
        for here, firm in tables(data, "companies")
        for name in texts(here, firm, "name", "aliases")
    }
    for written in texts(path, table, "companies"):
        if same(written.text) in numbers and not numbers[same(written.text)]:
            hint = 'add cik = "…" to it under [[companies]]: ten digits, found on sec.gov by its name'
            yield at.problem(written.path, f"{written.text} has no number at the SEC here", hint)
    if "*" in table.get("companies", ()) and not any(numbers.values()):
        yield at.problem((*path, "companies"), "no company has a cik", "add one under [[companies]]")


def _everybody(path: Path, table: Data, at: Locator) -> Iterator[Problem]:
    """A source is about few companies or about none in particular."""
    if table.get("kind") == _BY_COMPANY and not table.get("url"):
        return
    for written in texts(path, table, "companies"):
        if written.text == "*":
            yield at.problem(
                written.path, '"*" says nothing here', "leave companies out: a source may be about anybody"
            )


def _watch(data: Data, key: str) -> object:
    watch = data.get("watch")
    return watch.get(key) if isinstance(watch, dict) else None
