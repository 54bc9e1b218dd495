"""Reading a good configuration: every key, the defaults, the example, the secrets, and which file is meant."""

import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest

from bot import config
from bot.config import ConfigTrouble
from bot.config import model as config_model
from bot.settings import Settings
from store import leaders
from store.model.announce import Route
from store.model.companies import Watchlist
from store.model.moves import Kind, Status

ROOT = Path(__file__).parents[2]
KINDS = {"feed": False, "google_news": False, "edgar": True, "rsshub": False}

EVERY_KEY = """
[store]
url = "sqlite:///data/moves.db"
[watch]
every = "1h30m"
contact = "ops@example.com"
max_age = "30d"
per_host = 3
host_gap = "0s"
allow_private = ["10.0.0.0/8", "rsshub.local:1200"]
rsshub = "http://rsshub.local:1200/"
proxy = "http://proxy.local:3128"
[[companies]]
name = "Alibaba"
aliases = ["阿里巴巴集團", "Ali"]
units = ["Qwen", "Quark"]
unit_aliases = { Qwen = ["通義千問"] }
ambiguous = ["Ali", "Quark"]
ticker = "BABA"
cik = "0001577552"
news = ["en", "zh", "en"]
[[people]]
name = "Lin Junyang"
also = ["林俊旸", "Justin Lin"]
[[sources]]
name = "Filings"
url = "https://filings.example/atom"
kind = "edgar"
every = "10m"
companies = ["ＡＬＩＢＡＢＡ", "ali"]
publisher = "SEC"
full_text = "never"
[[sources]]
name = "Plain"
url = "https://plain.example/feed"
[[routes]]
to = "slack:C0123456789"
companies = ["阿里巴巴集团"]
kinds = ["hire", "departure", "hire"]
min_status = "confirmed"
when = "Weekly monday 9:00"
time_zone = "Asia/Shanghai"
quiet = "22:00 – 7:30"
mention = "<!here>"
[ops]
to = "discord:998877"
[slack]
mode = "http"
api_base_url = "http://127.0.0.1:1/api"
http_host = "0.0.0.0"
http_port = 0
http_path = "/slack"
client_id = "1234.5678"
workspaces = ["T0123ABCD", "T0456EFGH", "T0123ABCD"]
public_url = "https://moves.example/"
authorize_url = "https://slack-gov.com/oauth/v2/authorize"
ping_interval = "5s"
proxy = "http://slack-proxy.local:1"
admins = ["U0123ABCD", "W9999ZZZZ", "U0123ABCD"]
[discord]
api_base_url = "http://127.0.0.1:2/api/v10/"
gateway_url = "ws://127.0.0.1:3"
guild_ids = [1, "112233445566778899"]
sync_commands = "never"
proxy = "http://discord-proxy.local:1"
admins = [12, "112233445566778899"]
admin_role = "998877665544332211"
shards = "auto"
[llm]
use = "off"
"""
SECRETS = {
    "SLACK_BOT_TOKEN": "xoxb-secret",
    "SLACK_APP_TOKEN": "xapp-secret",
    "SLACK_SIGNING_SECRET": "signing-secret",
    "SLACK_CLIENT_SECRET": "client-secret",
    "DISCORD_TOKEN": "discord-secret",
}


def _load(folder: Path, text: str, env: dict[str, str] | None = None) -> config.Loaded:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return config.load(path, env or {}, kinds=KINDS)


def test_every_key_reaches_the_settings(tmp_path: Path) -> None:
    """A file that sets every key to something else gives settings that say so, in canonical form."""
    loaded = _load(tmp_path, EVERY_KEY, SECRETS)
    settings = loaded.settings
    assert loaded.warnings == ()
    assert settings.store_url == f"sqlite:///{tmp_path.resolve() / 'data' / 'moves.db'}"
    watch = settings.watch
    assert (watch.every, watch.max_age, watch.host_gap) == (dt.timedelta(minutes=90), dt.timedelta(30), dt.timedelta(0))
    assert (watch.contact, watch.per_host, watch.proxy) == ("ops@example.com", 3, "http://proxy.local:3128")
    assert watch.allow_private == ("10.0.0.0/8", "rsshub.local:1200")
    assert watch.rsshub == "http://rsshub.local:1200/"
    (company,) = settings.watchlist.companies
    assert company.aliases == ("阿里巴巴集團", "阿里巴巴集团")
    assert (company.units, company.ambiguous) == (("Qwen", "Quark"), ("Ali", "Quark"))
    assert company.unit_aliases["Qwen"][:2] == ("通義千問", "通义千问")
    assert (company.ticker, company.cik, company.news) == ("BABA", "0001577552", ("en", "zh"))
    assert settings.watchlist.people[0].also == ("林俊旸", "Justin Lin")
    assert settings.ops_to == "discord:998877"
    assert settings.llm_use == "off"


def test_routes_and_sources_are_canonical(tmp_path: Path) -> None:
    """Names in any width and script become the company's, times one spelling, a missing rhythm the default."""
    settings = _load(tmp_path, EVERY_KEY, SECRETS).settings
    assert settings.routes == (
        Route(
            to="slack:C0123456789",
            companies=("Alibaba",),
            kinds=(Kind.HIRE, Kind.DEPARTURE),
            min_status=Status.CONFIRMED,
            when="weekly Mon 09:00",
            time_zone="Asia/Shanghai",
            quiet="22:00-07:30",
            mention="<!here>",
        ),
    )
    filings, plain = settings.sources
    assert (filings.companies, filings.kind, filings.publisher) == (("Alibaba",), "edgar", "SEC")
    assert (filings.every, filings.full_text) == (dt.timedelta(minutes=10), "never")
    assert (plain.every, plain.kind, plain.full_text) == (dt.timedelta(minutes=90), "feed", "auto")


def test_platforms_get_their_settings_and_secrets(tmp_path: Path) -> None:
    """Addresses end as the libraries want them, and tokens come from the environment alone."""
    settings = _load(tmp_path, EVERY_KEY, SECRETS).settings
    slack, discord = settings.slack, settings.discord
    assert (slack.mode, slack.api_base_url, slack.ping_interval) == ("http", "http://127.0.0.1:1/api/", 5.0)
    assert (slack.http_host, slack.http_port, slack.http_path) == ("0.0.0.0", 0, "/slack")  # noqa: S104 - as configured
    assert (slack.bot_token, slack.app_token) == ("xoxb-secret", "xapp-secret")
    assert (slack.signing_secret, slack.proxy) == ("signing-secret", "http://slack-proxy.local:1")
    assert (discord.api_base_url, discord.gateway_url) == ("http://127.0.0.1:2/api/v10", "ws://127.0.0.1:3")
    assert (discord.guild_ids, discord.sync_commands) == ((1, 112233445566778899), "never")
    assert (discord.token, discord.proxy) == ("discord-secret", "http://discord-proxy.local:1")
    assert (slack.client_id, slack.client_secret) == ("1234.5678", "client-secret")
    assert slack.workspaces == ("T0123ABCD", "T0456EFGH")
    assert slack.install_url == "https://moves.example/slack/install"
    assert slack.authorize_url == "https://slack-gov.com/oauth/v2/authorize"
    assert slack.admins == ("U0123ABCD", "W9999ZZZZ")
    assert (discord.admins, discord.admin_role) == ((12, 112233445566778899), 998877665544332211)
    assert discord.shards is None


def test_every_key_is_in_the_test_above() -> None:
    """The file of these tests leaves no key out."""
    data = tomllib.loads(EVERY_KEY)
    for name, keys in config_model.keys().items():
        table = data[name][0] if isinstance(data[name], list) else data[name]
        assert set(table) == set(keys)


def test_an_empty_file_is_the_defaults(tmp_path: Path) -> None:
    """Nothing has to be written: the values are those of the settings themselves, and the known leaders' names."""
    loaded = _load(tmp_path, "")
    store_url = f"sqlite:///{tmp_path.resolve() / 'moves.db'}"
    assert loaded.settings == Settings(store_url=store_url, watchlist=Watchlist(people=leaders.known()))
    assert [warning.message for warning in loaded.warnings] == [
        "there is no [[routes]]: moves are kept and answered, and nobody is told"
    ]


@pytest.mark.parametrize("text", [SECRETS["SLACK_BOT_TOKEN"], "hunter2"])
def test_secrets_stay_out_of_repr(tmp_path: Path, text: str) -> None:
    """Neither tokens nor the passwords of the store and proxies show in `repr` of what was loaded."""
    toml = '[store]\nurl = "postgresql+psycopg://moves:hunter2@db/moves"\n[slack]\nproxy = "http://me:hunter2@proxy.local:1"\n'
    loaded = _load(tmp_path, toml, SECRETS)
    assert "hunter2" in loaded.settings.store_url
    assert text not in repr(loaded)


def test_the_example_passes_as_it_stands() -> None:
    """No problem and no warning, without any token."""
    loaded = config.load(config.example_path(), {})
    assert loaded.warnings == ()
    assert len(loaded.settings.watchlist.companies) >= 30
    assert len(loaded.settings.sources) >= 15


def test_the_example_spells_out_the_defaults() -> None:
    """A value of a section that stands once is its default, so that copying the file changes nothing unseen."""
    data = tomllib.loads(config.example_path().read_text(encoding="utf-8"))
    defaults = config_model.ConfigFile()
    for name in ("store", "watch", "ops", "slack", "discord", "llm"):
        section = config_model.section_of((name,))
        assert section is not None
        assert set(data[name]) == set(section.model_fields)
        assert section.model_validate(data[name]) == getattr(defaults, name)


@pytest.mark.parametrize("document", ["config.example.toml", "docs/configuration.md"])
def test_every_key_is_shown_and_explained(document: str) -> None:
    """The example and the reference leave no key of the models out, section by section."""
    text = (ROOT / document).read_text(encoding="utf-8")
    parts = re.split(r"^(?:# )?(?:## )?`?\[{1,2}(\w+)\]{1,2}`?", text, flags=re.MULTILINE)
    shown = dict.fromkeys(config_model.keys(), "")
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        shown[name] += body
    for name, keys in config_model.keys().items():
        for key in keys:
            assert re.search(rf"^(# |\| `)?{key}\b", shown[name], re.MULTILINE), f"{document}: [{name}] {key}"


def test_which_file_is_meant(tmp_path: Path) -> None:
    """The option wins over MOVES_CONFIG, which wins over ./config.toml; with none of them there is none."""
    env = {"MOVES_CONFIG": "elsewhere.toml"}
    assert config.find(None, {}, tmp_path) is None
    (tmp_path / "config.toml").touch()
    assert config.find(None, {"MOVES_CONFIG": " "}, tmp_path) == tmp_path / "config.toml"
    assert config.find(None, env, tmp_path) == Path("elsewhere.toml")
    assert config.find(Path("option.toml"), env, tmp_path) == Path("option.toml")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing file, a folder and other encodings are told as what they are; a byte-order mark is no trouble."""
    path = tmp_path / "config.toml"
    for content, words in ((None, "no such file"), ("[watch]\n\n# 阿里".encode("gb18030"), ":3: this is not UTF-8")):
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(ConfigTrouble, match=re.escape(words)):
            config.load(path, {})
    with pytest.raises(ConfigTrouble, match="cannot be read"):
        config.load(tmp_path, {})
    path.write_text("a = " + "[" * 5000 + "]" * 5000, encoding="utf-8")
    with pytest.raises(ConfigTrouble, match="nested too deeply"):
        config.load(path, {})
    path.write_bytes(b'\xef\xbb\xbf[watch]\r\nevery = "7m"\r\n')
    assert config.load(path, {}, kinds=KINDS).settings.watch.every == dt.timedelta(minutes=7)


def test_an_absolute_store_stays_where_it_is(tmp_path: Path) -> None:
    """Four slashes are an absolute path, whatever folder the file is in."""
    other = tmp_path.resolve() / "other" / "moves.db"
    assert _load(tmp_path, f'[store]\nurl = "sqlite:///{other}"\n').settings.store_url == f"sqlite:///{other}"


def test_secrets_from_files(tmp_path: Path) -> None:
    """`…_FILE` names a file that holds the secret, with or without a line end."""
    (tmp_path / "token").write_text("discord-secret\n", encoding="utf-8")
    loaded = _load(tmp_path, "", {"DISCORD_TOKEN_FILE": str(tmp_path / "token")})
    assert loaded.settings.discord.token == "discord-secret"


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"DISCORD_TOKEN_FILE": "nowhere/token"}, "DISCORD_TOKEN_FILE: nowhere/token cannot be read: No such file"),
        ({"DISCORD_TOKEN_FILE": "token", "DISCORD_TOKEN": "x"}, "are both set; keep one of them"),
        ({"SLACK_BOT_TOKEN": "xapp-secret"}, "SLACK_BOT_TOKEN: holds what belongs into SLACK_APP_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-secret\nxapp-secret"}, "paste the token alone, on one line"),
    ],
)
def test_secrets_that_cannot_be(tmp_path: Path, env: dict[str, str], words: str) -> None:
    """Trouble with a secret names its variable and never the secret."""
    with pytest.raises(ConfigTrouble) as trouble:
        _load(tmp_path, "", env)
    assert words in str(trouble.value)
    assert "secret" not in str(trouble.value)
