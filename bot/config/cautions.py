"""What works and may still not be what the admin wants. A warning never stops anything."""

from collections.abc import Iterator, Mapping

from bot import values
from bot.config.checks import Data, same, tables, texts
from bot.config.environment import Secrets
from bot.config.model import ConfigFile
from bot.config.places import Path
from bot.config.problems import Locator, Problem
from watchers.sources import rsshub

_POLITE = 60
"""Seconds: below a minute between two looks most public sites begin to refuse."""


def warnings(data: Data, file: ConfigFile, secrets: Secrets, at: Locator) -> Iterator[Problem]:
    """Everything worth knowing about a file without problems."""
    yield from _hurried(file, at)
    yield from _deaf(file, secrets, at)
    yield from _repeated(data, at)
    yield from _toothless(file, at)
    yield from _borrowed(file, at)
    if not file.routes:
        yield at.problem((), "there is no [[routes]]: moves are kept and answered, and nobody is told", "")


def _hurried(file: ConfigFile, at: Locator) -> Iterator[Problem]:
    distant = [not values.loopback(values.host(source.url or "")) for source in file.sources]
    for index, (source, far) in enumerate(zip(file.sources, distant, strict=True)):
        if far and source.every is not None and source.every.total_seconds() < _POLITE:
            told = f"{values.host(source.url)} is asked every {values.span(source.every)}"
            yield at.problem(
                ("sources", index, "every"), told, 'most sites want "1m" or more, and block who hurries them'
            )
    waiting = any(far and source.every is None for source, far in zip(file.sources, distant, strict=True))
    searched = any(company.news for company in file.companies)
    if file.watch.every.total_seconds() < _POLITE and (waiting or searched):
        told = f"sites and news searches are asked every {values.span(file.watch.every)}"
        yield at.problem(("watch", "every"), told, 'most want "1m" or more, and block who hurries them')


def _deaf(file: ConfigFile, secrets: Secrets, at: Locator) -> Iterator[Problem]:
    """Destinations on platforms that are off, once a platform, and Slack that can post and not listen."""
    destinations: list[tuple[Path, str]] = [
        *((("routes", index, "to"), route.to) for index, route in enumerate(file.routes)),
        (("ops", "to"), file.ops.to),
    ]
    tokens: Mapping[str, tuple[str, str]] = {
        "slack": ("SLACK_BOT_TOKEN", secrets.slack_bot_token or file.slack.client_id),
        "discord": ("DISCORD_TOKEN", secrets.discord_token),
    }
    for platform, (variable, token) in tokens.items():
        path = next((path for path, to in destinations if to.startswith(f"{platform}:")), None)
        if path is not None and not token:
            told = f"{platform.title()} is off: {variable} is not set"
            yield at.problem(path, told, "what goes there waits until it is")
    needed = {
        "socket": ("SLACK_APP_TOKEN", secrets.slack_app_token),
        "http": ("SLACK_SIGNING_SECRET", secrets.slack_signing_secret),
    }
    variable, secret = needed[file.slack.mode]
    if secrets.slack_bot_token and not secret:
        yield at.problem(("slack", "mode"), f'mode "{file.slack.mode}" needs {variable}, which is not set', "")
    yield from _half_installable(file, secrets, at)
    yield from _homeless(file, secrets, at)


def _homeless(file: ConfigFile, secrets: Secrets, at: Locator) -> Iterator[Problem]:
    """Channels without their workspace, where workspaces install the app and none is home."""
    if not file.slack.client_id or secrets.slack_bot_token:
        return
    for index, route in enumerate(file.routes):
        if route.to.startswith("slack:") and "/" not in route.to:
            told = f'"{route.to}" does not say which workspace: what is set up in the channel is not about this route'
            yield at.problem(("routes", index, "to"), told, 'write "slack:T0123ABCD/C0123456789"')


def _half_installable(file: ConfigFile, secrets: Secrets, at: Locator) -> Iterator[Problem]:
    """Workspaces that are to install the app themselves, and what that lacks."""
    slack = file.slack
    if not slack.client_id:
        if secrets.slack_client_secret or slack.workspaces:
            told = "workspaces cannot install the app: client_id is not set"
            yield at.problem(("slack", "client_id"), told, "it stands in “Basic Information” of the app")
        return
    lacking = {
        'mode = "http"': slack.mode == "http",
        "SLACK_CLIENT_SECRET": secrets.slack_client_secret,
        "SLACK_SIGNING_SECRET": secrets.slack_signing_secret,
        "public_url": slack.public_url,
        "workspaces": slack.workspaces,
    }
    missing = [name for name, there in lacking.items() if not there]
    if missing:
        yield at.problem(("slack", "client_id"), f"client_id needs {', '.join(missing)} as well", "")


def _repeated(data: Data, at: Locator) -> Iterator[Problem]:
    """Names that say nothing new, because the company has the same one in another case, width or script."""
    for section, keys in (("companies", ("name", "aliases", "units", "unit_aliases")), ("people", ("name", "also"))):
        for path, table in tables(data, section):
            seen: dict[str, str] = {}
            for written in texts(path, table, *keys):
                first = seen.setdefault(same(written.text), written.text)
                if first is not written.text:
                    told = f'"{written.text}" is already known here as "{first}"'
                    yield at.problem(written.path, told, "case, width, accents and script make no difference")


def _borrowed(file: ConfigFile, at: Locator) -> Iterator[Problem]:
    """Routes of the public RSSHub."""
    if file.watch.rsshub and values.host(file.watch.rsshub) == rsshub.PUBLIC:
        told = f"{rsshub.PUBLIC} refuses more than a few requests"
        yield at.problem(("watch", "rsshub"), told, "run an RSSHub of your own, or look rarely")


def _toothless(file: ConfigFile, at: Locator) -> Iterator[Problem]:
    """A mention in Slack is markup: plain @here is shown and rings nobody."""
    for index, route in enumerate(file.routes):
        if route.to.startswith("slack:") and route.mention and "<" not in route.mention:
            told = f'"{route.mention}" rings nobody in Slack'
            yield at.problem(("routes", index, "mention"), told, values.RINGS_IN_SLACK)
