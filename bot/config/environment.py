"""Secrets: read from the environment or from the files it names, never from the configuration file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from bot.config.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """The five secrets, empty where not given; none of them is ever in a `repr`."""

    slack_bot_token: str = field(default="", repr=False)
    slack_app_token: str = field(default="", repr=False)
    slack_signing_secret: str = field(default="", repr=False)
    slack_client_secret: str = field(default="", repr=False)
    discord_token: str = field(default="", repr=False)


VARIABLES = tuple(secret.name.upper() for secret in fields(Secrets))
"""`SLACK_BOT_TOKEN` and the others; each also with `_FILE`, naming a file that holds it (Docker and systemd do so)."""

_PREFIX = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}


def read(env: Mapping[str, str]) -> tuple[Secrets, list[Problem], list[Problem]]:
    """Read the secrets; returns them, the problems and the warnings. An empty variable counts as not set."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for variable in VARIABLES:
        value = _one(variable, env)
        if isinstance(value, Problem):
            problems.append(value)
        else:
            found[variable.lower()] = value
    secrets = Secrets(**found)
    return secrets, problems, _doubts(secrets)


def _one(variable: str, env: Mapping[str, str]) -> str | Problem:
    value, path = env.get(variable, "").strip(), env.get(f"{variable}_FILE", "").strip()
    if value and path:
        return Problem(key=variable, message=f"{variable} and {variable}_FILE are both set", hint="keep one of them")
    if not path:
        return _checked(variable, variable, value)
    try:
        held = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "it holds no text"
        return Problem(
            key=f"{variable}_FILE", message=f"{path} cannot be read: {why}", hint="is it there, and may Moves read it?"
        )
    if not held:
        return Problem(key=f"{variable}_FILE", message=f"{path} is empty", hint="put the token into it, or unset this")
    return _checked(variable, f"{variable}_FILE", held)


def _checked(variable: str, given_by: str, value: str) -> str | Problem:
    """A secret goes into headers and signatures: anything but one word of plain characters is a slip of the paste."""
    if any(not ("!" <= sign <= "~") for sign in value):
        return Problem(
            key=given_by,
            message="holds blanks, line breaks or special signs",
            hint="paste the token alone, on one line",
        )
    swapped = next((other for other, prefix in _PREFIX.items() if other != variable and value.startswith(prefix)), None)
    if swapped:
        return Problem(key=given_by, message=f"holds what belongs into {swapped}", hint="swap them")
    return value


def _doubts(secrets: Secrets) -> list[Problem]:
    bot, app, signing = secrets.slack_bot_token, secrets.slack_app_token, secrets.slack_signing_secret
    if bot or secrets.slack_client_secret or not (app or signing):
        return []
    return [
        Problem(
            key="SLACK_BOT_TOKEN",
            message="is not set although other Slack secrets are, so Slack stays off",
            hint="copy the Bot User OAuth Token (xoxb-…) of the app",
        )
    ]
