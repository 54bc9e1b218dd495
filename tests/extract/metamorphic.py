"""Templates, casts and readings for the tests that compare one reading with another instead of with a label."""

import datetime as dt
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from opencc import OpenCC

from bot.config import default_watchlist
from store.model.moves import Finding, Status
from store.model.positions import Position
from watchers.entries import Article
from watchers.extract import choose
from watchers.extract.text import normalise

_CASES = Path(__file__).parents[1] / "data" / "cases"
DATA: dict[str, dict[str, Any]] = {
    lang: tomllib.loads((_CASES / f"metamorphic_{lang}.toml").read_text(encoding="utf-8")) for lang in ("en", "zh")
}
ENGINE = choose.engine(default_watchlist())
TRADITIONAL, SIMPLIFIED = OpenCC("s2t"), OpenCC("t2s")
PUBLISHED = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
STOP = {"en": ".", "zh": "。"}


@dataclass(frozen=True)
class Template:
    """One own-worded entry with slots."""

    id: str
    lang: str
    title: str
    summary: str = ""
    clause: str = ""
    past: str = ""
    silent: bool = False

    @property
    def long_ago(self) -> str:
        """The clause for a time long ago; a Chinese verb has no tense."""
        return self.past or (self.clause if self.lang == "zh" else "")

    @property
    def quiet_titles(self) -> list[str]:
        """Titles of the template's language that tell nothing."""
        return list(DATA[self.lang]["quiet_titles"])


@dataclass(frozen=True)
class Cast:
    """Who and what fills the slots."""

    slots: dict[str, str]
    canonical: dict[str, str]
    """Slot of each company by its canonical name."""

    def fill(self, text: str, **more: str) -> str:
        """Put names into a text and texts into it first; names keep their letters, the template gets a capital."""
        for key, value in more.items():
            text = text.replace("{" + key + "}", value)
        filled = (text[:1].upper() + text[1:]).format(**self.slots)
        role = self.slots["R"]
        for company in (self.slots["O"], self.slots["O2"]):
            if company.isascii() and role.isascii():  # two Latin words are parted in Chinese text too
                filled = filled.replace(company + role, f"{company} {role}")
        return filled


TEMPLATES = [Template(lang=lang, **row) for lang, data in DATA.items() for row in data["template"]]
TOLD = [template for template in TEMPLATES if not template.silent]
CLAUSES = [template for template in TOLD if template.clause]
LONG_AGO = [template for template in TOLD if template.long_ago]


def cast(lang: str, number: int) -> Cast:
    """The cast of this number: people, companies and roles each turn at a pace of their own."""
    data = DATA[lang]
    people, companies, roles = data["people"], data["companies"], data["roles"]
    (one, surname), (other, _) = people[number % len(people)], people[(number + 7) % len(people)]
    (here, ours), (there, theirs) = companies[number % len(companies)], companies[(number + 5) % len(companies)]
    role = roles[number % len(roles)]
    slots = {"P": one, "S": surname, "P2": other, "O": here, "O2": there, "R": role}
    return Cast(slots, {ours: "O", theirs: "O2"})


def casts(lang: str) -> list[Cast]:
    """Every person of the language once, in every company."""
    return [cast(lang, number) for number in range(len(DATA[lang]["people"]))]


def some_casts(lang: str) -> list[Cast]:
    """A few casts that share nobody."""
    return [cast(lang, number) for number in (0, 9, 17)]


def entry(lang: str, title: str, summary: str = "", ident: str = "1") -> Article:
    """An entry of the day on which the tests' news happens."""
    return Article(id=ident, title=title, summary=summary, published=PUBLISHED, lang=lang)


@cache
def read(article: Article) -> tuple[Finding, ...]:
    """What the shipped engine finds; remembered, for one text is compared with many."""
    return ENGINE.read(article).findings


def drawn(template: Template, names: Cast) -> Article:
    """The template's entry with this cast."""
    return entry(template.lang, names.fill(template.title), names.fill(template.summary))


def sentence(template: Template, names: Cast, text: str = "{clause}") -> str:
    """The template's clause in a text, closed with a full stop."""
    filled = names.fill(text, clause=template.clause, past=template.long_ago)
    return filled if filled.endswith(STOP[template.lang]) else filled + STOP[template.lang]


def news(findings: Iterable[Finding]) -> list[Finding]:
    """Without what is told as history."""
    return [f for f in findings if not f.background]


def standing(findings: Iterable[Finding]) -> list[Finding]:
    """News that is not denied."""
    return [f for f in news(findings) if f.status is not Status.DENIED]


def plain(text: str) -> str:
    """One form for all widths, quotes and scripts."""
    return str(SIMPLIFIED.convert(normalise(text)))


def essences(findings: Iterable[Finding]) -> list[str]:
    """What a reader is told of each finding, in one form for all scripts and widths, in an order not of the text."""
    return sorted(repr(_essence(finding)) for finding in findings)


def _essence(f: Finding) -> tuple[object, ...]:
    sides = (None if side is None else _side(side) for side in (f.left, f.joined))
    also = sorted(plain(name) for name in f.also)
    return (plain(f.person), also, *sides, str(f.status), str(f.date), f.background, f.alert)


def _side(side: Position) -> tuple[str, str, str]:
    return plain(side.company), plain(side.unit or ""), plain(side.role or "").casefold()


def moves(findings: Iterable[Finding]) -> set[str]:
    """Give "person | left company | joined company" of each finding."""
    return {
        f"{plain(f.person)} | {f.left.company if f.left else ''} | {f.joined.company if f.joined else ''}"
        for f in findings
    }


def shape(findings: Sequence[Finding], names: Cast) -> list[str]:
    """The findings with the slots put back for people, companies and roles."""
    return sorted(
        " | ".join(
            [
                _slot(f.person, names),
                *(_place(side, names) for side in (f.left, f.joined)),
                *(str(f.kind), str(f.status), str(f.date), "history" if f.background else "news"),
            ]
        )
        for f in findings
    )


def _slot(person: str, names: Cast) -> str:
    return next((key for key in ("P", "P2") if names.slots[key] == person), person)


def _place(side: Position | None, names: Cast) -> str:
    if side is None:
        return "-"
    company = names.canonical.get(side.company, side.company)
    return company + (":" + side.role.replace(names.slots["R"], "R") if side.role else "")


def capitals(names: Cast, title: str, small: frozenset[str]) -> str:
    """The template's title as a headline: a capital on every word but the small ones; names stay as they are."""
    role = capitalised(names.slots["R"], small)
    return replace(names, slots={**names.slots, "R": role}).fill(capitalised(title, small))


def capitalised(text: str, small: frozenset[str]) -> str:
    """A capital on every word of small letters but the small ones."""
    words = text.split(" ")
    return " ".join(w if w in small or not w[:1].islower() else w[:1].upper() + w[1:] for w in words)


def wide(text: str) -> str:
    """The text in full-width letters and digits."""
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)
