"""Houses no list has whose names hold everyday words, told by what they do: "Lakeside Blue has appointed X as R".

Capitals beside the deed tell them, so everyday words count as part of a name here; a person's name never does.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from watchers.extract.alternation import one_of
from watchers.extract.english import people as english_people
from watchers.extract.english import roles as english_roles
from watchers.extract.english.lexicon import common_words, load
from watchers.extract.english.lines import Line, telling

_W = r"[A-Z][\w&'’-]{0,24}(?<!'s)(?<!s')"
_RUN = rf"((?:{_W} (?:& )?){{1,4}}{_W})"
_BETWEEN = (
    r"(?:,? \([^()]{2,40}\))?(?: (?:has|have|also|today|recently|just|now|will|is|yesterday|officially|formally)){0,3} "
)


@cache
def _lists() -> dict[str, list[str]]:
    return {key: list(words) for key, words in load("en_words")["strangers"].items()}


@cache
def _deeds() -> frozenset[str]:
    """One word of each deed: a line with none of them has none."""
    lists = _lists()
    return telling([*lists["naming"], *lists["headline"]])


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A run of capitals before a deed in plain text, before one in a headline, behind a title and "at", and behind a verb of going."""
    lists = _lists()
    naming, headline, posts = (one_of(lists[key]) for key in ("naming", "headline", "posts"))
    move = r"(?:made|makes|making) an? (?:[\w-]+ ){0,3}(?:move|hire|appointment|change),? (?:by )?\w+ing"
    return (
        re.compile(
            rf"(?:^|[,;:] |\b(?:that|and|while|as|after|when) )(?:[Tt]he )?{_RUN}{_BETWEEN}(?:{naming}|{move}) "
        ),
        re.compile(rf"^(?:The )?((?:{_W} (?:& )?){{0,3}}{_W}) {headline} "),
        re.compile(
            rf"\b{posts} at (?:[Tt]he )?(?:{_RUN}|({one_of(lists['outlets'])}))(?=[,.;]|$| (?:in|to|for|since|and|where|who|after|from|has|will|is)\b)"
        ),
    )


def told(line: Line) -> Iterable[str]:
    """The names in this line that only houses bear that do what these do."""
    acting, placed = not _deeds().isdisjoint(line.words), " at " in line.text and _AT.search(line.text) is not None
    return _told(line, acting=acting, placed=placed) if acting or placed else ()


def _told(line: Line, *, acting: bool, placed: bool) -> Iterator[str]:
    plain, shouted, post = _patterns()
    if english_people.headline(line.text):
        found = shouted.match(line.text) if acting else None
        yield from _fit([found.group(1)] if found is not None else [], shouted=True)
        return
    wanted = [*[plain] * acting, *[post] * placed]
    yield from _fit(
        (m.group(1) for pattern in wanted for m in pattern.finditer(line.text) if m.group(1)), shouted=False
    )
    yield from (m.group(2) for m in post.finditer(line.text) if placed and m.group(2))


_AT = re.compile(r" at (?:[Tt]he )?[A-Z]")


def _fit(runs: Iterator[str] | list[str], *, shouted: bool) -> Iterator[str]:
    for run in runs:
        name = _bare(run)
        if name is not None and _is_house(name, shouted=shouted):
            yield name


def _bare(run: str) -> str | None:
    """The run without words before the name: "While Lakeside Blue"."""
    words = run.split(" ")
    while words and words[0].lower() in _leads():
        words = words[1:]
    return " ".join(words) or None


@cache
def _leads() -> frozenset[str]:
    return frozenset(_lists()["leads"])


@cache
def _no_names() -> frozenset[str]:
    """Words no house's name holds: what governments, offices and days are called, and honorifics."""
    return frozenset(_lists()["no_names"])


def _is_house(name: str, *, shouted: bool) -> bool:
    """Whether a name can only be a house's: an everyday word in it, no title, no place alone, nobody's given name."""
    words = [word.lower() for word in name.split(" ") if word != "&"]
    low = " ".join(words)
    if len(words) < 2 or not _no_names().isdisjoint(words) or low in english_people.no_houses():
        return False
    everyday = [word in common_words() and word not in english_people.surnames_too() for word in words]
    if not any(everyday) or (shouted and all(everyday)) or english_people.reads_as_person(name):
        return False
    return not any(english_roles.find(low, name))
