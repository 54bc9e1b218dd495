"""What a section of sources becomes."""

import datetime as dt
from pathlib import Path

from bot import config

KINDS = {"feed": False, "google_news": False, "edgar": True, "rsshub": False}


def _load(folder: Path, text: str, env: dict[str, str] | None = None) -> config.Loaded:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return config.load(path, env or {}, kinds=KINDS)


def test_filings_are_asked_for_by_company(tmp_path: Path) -> None:
    """One source a company, by its number; "*" is everybody who has one."""
    firms = '[watch]\ncontact = "a@b.example"\n' + "".join(
        f'[[companies]]\nname = "{name}"\ncik = "{cik}"\n' for name, cik in (("NVIDIA", "0001045810"), ("xAI", ""))
    )
    for asked in ('["nvidia"]', '["*"]'):
        text = f'{firms}[[sources]]\nname = "SEC"\nkind = "edgar"\nevery = "30m"\ncompanies = {asked}\n'
        (source,) = _load(tmp_path, text).settings.sources
        assert (source.name, source.companies) == ("SEC: NVIDIA", ("NVIDIA",))
        assert source.url == "https://data.sec.gov/submissions/CIK0001045810.json"
        assert source.every == dt.timedelta(minutes=30)


def test_routes_get_their_server(tmp_path: Path) -> None:
    """The server stands once under [watch]; a whole address needs none."""
    text = (
        '[watch]\nrsshub = "https://hub.example/"\n[[sources]]\nname = "A"\nkind = "rsshub"\nurl = "/latepost/1"\n'
        '[[sources]]\nname = "B"\nkind = "rsshub"\nurl = "https://other.example/huxiu/article"\n'
    )
    urls = [source.url for source in _load(tmp_path, text).settings.sources]
    assert urls == ["https://hub.example/latepost/1", "https://other.example/huxiu/article"]
