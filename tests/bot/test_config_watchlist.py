"""The watchlist as the configuration gives it: names in both scripts, and the units of groups."""

from pathlib import Path

import pytest

from bot import config
from bot.config import model as config_model
from store.model.companies import CompanyRef
from store.readings import simplified
from watchers.sources import google_news

KINDS = {"feed": False}


def _load(folder: Path, text: str, env: dict[str, str] | None = None) -> config.Loaded:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return config.load(path, env or {}, kinds=KINDS)


def test_news_languages_are_those_that_can_be_searched() -> None:
    """What the file accepts under `news` has an edition to search."""
    for language in google_news.LANGUAGES:
        assert config_model.CompanySection(name="x", news=[language]).news == [language]


def test_the_default_watchlist_knows_names_in_both_scripts() -> None:
    """Without a file the bundled watchlist answers to names, units and other forms of a name."""
    watchlist = config.default_watchlist()
    for name, company in (("阿里", "Alibaba"), ("qwen", "Alibaba"), ("ＤＥＥＰＭＩＮＤ", "Google"), ("小米", "Xiaomi")):
        ref = watchlist.resolve(name)
        assert ref is not None
        assert ref.company == company


def test_names_of_one_unit_are_one_unit(tmp_path: Path) -> None:
    """Listed names of a well-known unit are joined and completed; a name that the file uses otherwise stays there."""
    companies = """
[[companies]]
name = "Alibaba"
units = ["通义千问", "Qwen", "Ovis Team"]
unit_aliases = { "ovis team" = ["Ovis组"] }
[[companies]]
name = "Qianwen"
[[companies]]
name = "Tencent"
units = ["AI Lab"]
"""
    watchlist = _load(tmp_path, companies).settings.watchlist
    alibaba, _, tencent = watchlist.companies
    assert alibaba.units == ("通义千问", "Ovis Team")
    for name in ("Qwen", "千问", "Tongyi Qianwen", "通义千问"):
        assert watchlist.resolve(name) == CompanyRef("Alibaba", "通义千问")
    assert watchlist.resolve("ovis组") == CompanyRef("Alibaba", "Ovis Team")
    assert watchlist.resolve("Qianwen") == CompanyRef("Qianwen")
    assert (tencent.units, tencent.unit_aliases) == (("AI Lab",), {})  # the well-known one of that name is ByteDance's


@pytest.mark.parametrize(
    ("names", "ref"),
    [
        ("Qwen, 通义千问, 千问, tongyi qianwen", CompanyRef("Alibaba", "Qwen")),
        ("通义, 通義實驗室, Tongyi Lab", CompanyRef("Alibaba", "Tongyi Lab")),
        ("达摩院, DAMO Academy", CompanyRef("Alibaba", "DAMO Academy")),
        ("阿里云, Alibaba Cloud", CompanyRef("Alibaba", "Alibaba Cloud")),
        ("Seed, 豆包大模型团队", CompanyRef("ByteDance", "ByteDance Seed")),
        ("AI Lab, 字节跳动AI Lab", CompanyRef("ByteDance", "ByteDance AI Lab")),
        ("腾讯AI Lab", CompanyRef("Tencent", "Tencent AI Lab")),
        ("混元, Hunyuan", CompanyRef("Tencent", "Hunyuan")),
        ("DeepMind, Google DeepMind", CompanyRef("Google", "Google DeepMind")),
        ("Google Brain, 谷歌大脑", CompanyRef("Google", "Google Brain")),
        ("FAIR, Facebook AI Research", CompanyRef("Meta", "FAIR")),
        ("MSL, Superintelligence Labs", CompanyRef("Meta", "Meta Superintelligence Labs")),
        ("MSR, 微软研究院", CompanyRef("Microsoft", "Microsoft Research")),
        ("AWS, Amazon Web Services", CompanyRef("Amazon", "Amazon Web Services")),
        ("诺亚方舟实验室, Noah's Ark Lab", CompanyRef("Huawei", "Noah's Ark Lab")),
        ("擎天柱, Optimus", CompanyRef("Tesla", "Tesla Optimus")),
    ],
)
def test_the_default_watchlist_knows_units_by_all_names(names: str, ref: CompanyRef) -> None:
    """Every name of a unit leads to the one unit, whatever the script."""
    watchlist = config.default_watchlist()
    for name in names.split(", "):
        assert watchlist.resolve(simplified(name)) == ref, name
