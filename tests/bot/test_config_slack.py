"""Slack in the configuration: what it lacks to listen, and to be installed by workspaces themselves."""

from pathlib import Path

import pytest

from bot import config
from bot.config import ConfigTrouble


def load(folder: Path, text: str, env: dict[str, str] | None = None) -> config.Loaded:
    """Read this as the configuration."""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return config.load(path, env or {})


def test_slack_that_cannot_listen(tmp_path: Path) -> None:
    """A bot token without what its mode needs, and the other way round, is a warning."""
    route = '[[routes]]\nto = "slack:C0123456789"\n'
    told = load(tmp_path, route, {"SLACK_BOT_TOKEN": "xoxb-secret"}).warnings
    assert [str(warning).partition(": ")[2] for warning in told] == [
        'slack.mode: mode "socket" needs SLACK_APP_TOKEN, which is not set'
    ]
    told = load(tmp_path, route, {"SLACK_APP_TOKEN": "xapp-secret"}).warnings
    assert [warning.key for warning in told] == ["routes[0].to", "SLACK_BOT_TOKEN"]


@pytest.mark.parametrize(
    ("text", "env", "told"),
    [
        ('client_id = "1.2"', {}, 'client_id needs mode = "http", SLACK_CLIENT_SECRET, SLACK_SIGNING_SECRET, public_url, workspaces as well'),
        ('workspaces = ["*"]', {}, "workspaces cannot install the app: client_id is not set"),
        ("", {"SLACK_CLIENT_SECRET": "x"}, "workspaces cannot install the app: client_id is not set"),
        ('client_id = "1.2"\nmode = "http"\npublic_url = "https://x.example"\nworkspaces = ["T0123ABCD"]',
         {"SLACK_CLIENT_SECRET": "x", "SLACK_SIGNING_SECRET": "x"}, ""),
    ],
)  # fmt: skip
def test_slack_that_workspaces_install_themselves(tmp_path: Path, text: str, env: dict[str, str], told: str) -> None:
    """What an installation lacks is a warning that names all of it; a bot token is not among it."""
    route = '[[routes]]\nto = "slack:T0123ABCD/C0123456789"\n'
    warnings = [str(warning) for warning in load(tmp_path, f"{route}[slack]\n{text}\n", env).warnings]
    assert [told in warning for warning in warnings if "client_id" in warning] == ([True] if told else [])
    assert told or warnings == []


def test_a_channel_without_its_workspace(tmp_path: Path) -> None:
    """Where every workspace installs the app, none is meant by leaving it out."""
    text = ('[[routes]]\nto = "slack:C0123456789"\n[slack]\nclient_id = "1.2"\nmode = "http"\n'
            'public_url = "https://x.example"\nworkspaces = ["T0123ABCD"]\n')  # fmt: skip
    secrets = {"SLACK_CLIENT_SECRET": "x", "SLACK_SIGNING_SECRET": "x"}
    (warning,) = load(tmp_path, text, secrets).warnings
    assert "does not say which workspace" in str(warning)
    assert load(tmp_path, text, secrets | {"SLACK_BOT_TOKEN": "xoxb-home"}).warnings == ()


@pytest.mark.parametrize(
    "text", ['client_id = "abc"', 'workspaces = ["acme"]', 'public_url = "moves.example"', 'client_secret = "x"']
)
def test_what_an_installation_cannot_be(tmp_path: Path, text: str) -> None:
    """Ids, addresses and secrets of the wrong shape are refused; the secret's own place is named."""
    with pytest.raises(ConfigTrouble) as trouble:
        load(tmp_path, f"[slack]\n{text}\n")
    assert text.partition(" ")[0] in str(trouble.value)
    assert "SLACK_CLIENT_SECRET" in str(trouble.value) or "client_secret" not in text
