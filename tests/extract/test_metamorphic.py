"""What a change of the text does to the reading, whatever the reading is: relations over templates, without labels."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from bot.config import default_watchlist
from store.model.moves import Finding, Status
from tests.extract.metamorphic import (
    CLAUSES,
    DATA,
    LONG_AGO,
    STOP,
    TEMPLATES,
    TOLD,
    TRADITIONAL,
    Template,
    capitals,
    casts,
    drawn,
    entry,
    essences,
    moves,
    news,
    read,
    sentence,
    shape,
    some_casts,
    standing,
    wide,
)
from watchers.entries import Article
from watchers.extract import choose

ENGLISH = [template for template in TEMPLATES if template.lang == "en"]
CHINESE = [template for template in TEMPLATES if template.lang == "zh"]


def _id(value: object) -> str:
    return f"{value.lang}-{value.id}" if isinstance(value, Template) else str(value)


def test_the_templates_are_many() -> None:
    """At least forty of either language tell a move, forty of either can be put after "that" or long ago."""
    for lang in DATA:
        for group in (TOLD, CLAUSES, LONG_AGO):
            assert len([t for t in group if t.lang == lang]) >= 40


# 1. Other names


@pytest.mark.parametrize("template", TEMPLATES, ids=_id)
def test_other_names_and_companies_give_the_same_shape(template: Template) -> None:
    """As many findings of the same kinds, statuses and sides, with the names and companies changed accordingly."""
    every = casts(template.lang)
    first, *others = (shape(read(drawn(template, names)), names) for names in every)
    assert bool(first) is not template.silent
    for names, other in zip(every[1:], others, strict=True):
        assert other == first, drawn(template, names).title


# 2. Denials


def _people(findings: tuple[Finding, ...]) -> set[str]:
    return {f.person for f in findings}


def _claimed(template: Template, kind: str) -> Iterator[tuple[Article, Article]]:
    """The clause alone, and the same under each denial of this kind."""
    title = template.quiet_titles[0]
    for names in some_casts(template.lang):
        bare = entry(template.lang, title, sentence(template, names))
        for denial in DATA[template.lang][kind]:
            yield bare, entry(template.lang, title, sentence(template, names, denial))


@pytest.mark.parametrize("kind", ["denials", "denials_after"])
@pytest.mark.parametrize("template", CLAUSES, ids=_id)
def test_a_denial_flips_the_status(template: Template, kind: str) -> None:
    """Whoever moves by the clause alone is told as denied, and nobody as moving."""
    for bare, gainsaid in _claimed(template, kind):
        before, after = read(bare), read(gainsaid)
        assert news(before), bare.summary
        assert {f.status for f in before} != {Status.DENIED}
        assert {f.status for f in after} == {Status.DENIED}, gainsaid.summary
        assert _people(after) == _people(before), gainsaid.summary


@pytest.mark.parametrize("template", CLAUSES, ids=_id)
def test_a_denial_that_is_not_read_confirms_nothing(template: Template) -> None:
    """Where the claim stands before a noun nothing need come out, but nothing stands."""
    for _, gainsaid in _claimed(template, "denials_unread"):
        assert standing(read(gainsaid)) == [], gainsaid.summary


@pytest.mark.parametrize("template", [t for t in TOLD if not t.summary], ids=_id)
def test_a_headline_is_denied_by_its_text(template: Template) -> None:
    """What the headline states and the text calls untrue is told as denied."""
    for names in some_casts(template.lang):
        before = read(drawn(template, names))
        for denial in DATA[template.lang]["denials_of_titles"]:
            article = entry(template.lang, names.fill(template.title), names.fill(denial))
            after = read(article)
            assert {f.status for f in after} == {Status.DENIED}, article
            assert _people(after) == _people(before), article


# 3. Long ago


@pytest.mark.parametrize("template", LONG_AGO, ids=_id)
def test_an_old_year_silences(template: Template) -> None:
    """Told of 2019 in 2026 nothing is news; told without a year it is."""
    for names in some_casts(template.lang):
        for title in template.quiet_titles:
            assert news(read(entry(template.lang, title, sentence(template, names, "{past}"))))
            for year in DATA[template.lang]["years"]:
                article = entry(template.lang, title, sentence(template, names, year))
                assert news(read(article)) == [], article.summary


# 4. Coming and going


@dataclass(frozen=True)
class _Verbs:
    lang: str
    frame: str
    coming: str
    going: str


VERBS = [
    _Verbs(lang, frame, coming, going)
    for lang, data in DATA.items()
    for table in data["direction"]
    for frame in table["frames"]
    for coming, going in table["verbs"]
]


@pytest.mark.parametrize("verbs", VERBS, ids=lambda v: f"{v.lang}-{v.frame}-{v.coming}")
def test_coming_and_going_are_each_others_mirror(verbs: _Verbs) -> None:
    """The same people, company and status with one verb as with the other, on the other side."""
    for names in some_casts(verbs.lang):
        title = DATA[verbs.lang]["quiet_titles"][0]
        came, went = (
            read(entry(verbs.lang, title, names.fill(verbs.frame, V=verb) + STOP[verbs.lang]))
            for verb in (verbs.coming, verbs.going)
        )
        assert came
        assert all(f.joined and not f.left for f in came)
        mirrored = {(f.person, f.left and f.left.company, f.status, f.background, f.date) for f in went if not f.joined}
        assert {(f.person, f.joined and f.joined.company, f.status, f.background, f.date) for f in came} == mirrored
        assert len(went) == len(came)


# 5. Scripts


@pytest.mark.parametrize("template", CHINESE, ids=_id)
def test_traditional_characters_read_like_simplified_ones(template: Template) -> None:
    """The same findings after both are brought into one script."""
    for names in casts("zh"):
        article = drawn(template, names)
        title, summary = TRADITIONAL.convert(article.title), TRADITIONAL.convert(article.summary)
        assert essences(read(entry("zh", title, summary))) == essences(read(article)), title


# 6. Order


def _every_entry() -> list[Article]:
    """One entry of each template, with a cast that turns from one to the next."""
    return [
        replace(drawn(template, casts(template.lang)[number % 17]), id=_id(template))
        for number, template in enumerate(TEMPLATES)
    ]


@pytest.mark.parametrize("order", ["reversed", "rotated", "halves", "twice"])
def test_the_order_of_entries_does_not_matter(order: str) -> None:
    """An engine holds no state: after whatever else, an entry reads as it does first."""
    entries = _every_entry()
    orders = {
        "reversed": entries[::-1],
        "rotated": entries[37:] + entries[:37],
        "halves": entries[::2] + entries[1::2],
        "twice": entries + entries,
    }
    one = choose.engine(default_watchlist())
    alone = {article.id: one.read(article) for article in entries}
    other = choose.engine(default_watchlist())
    for article in orders[order]:
        assert other.read(article) == alone[article.id]


def _pairs(distance: int) -> list[tuple[Template, Template]]:
    """Templates of one language with others some places further on."""
    groups = [[t for t in CLAUSES if t.lang == lang] for lang in DATA]
    return [(group[i], group[(i + distance) % len(group)]) for group in groups for i in range(len(group))]


@pytest.mark.parametrize(("one", "other"), [*_pairs(1), *_pairs(5), *_pairs(11)], ids=_id)
def test_sentences_of_different_stories_may_be_swapped(one: Template, other: Template) -> None:
    """Both tell what each tells alone, whichever comes first."""
    every, title = casts(one.lang), one.quiet_titles[0]
    for number in (0, 9, 14):
        first, second = sentence(one, every[number]), sentence(other, every[number + 2])
        alone = moves(read(entry(one.lang, title, first))) | moves(read(entry(one.lang, title, second)))
        blank = " " if one.lang == "en" else ""
        for text in (first + blank + second, second + blank + first):
            assert moves(read(entry(one.lang, title, text))) == alone, text


# 7. What is beside the point


def _altered(article: Article, lang: str) -> Iterator[Article]:
    """The entry with something beside the point added or written otherwise."""
    title, summary, data = article.title, article.summary, DATA[lang]
    yield from (replace(article, title=title + outlet) for outlet in data["outlets"])
    yield from (replace(article, summary=f"{summary} {more}".strip()) for more in data["sentences"])
    yield from (replace(article, summary=byline + summary) for byline in data["bylines"])
    yield replace(article, title=f"{title}  ", summary=f"{summary} \n ")
    yield from (replace(article, title=title + STOP[lang]) for _ in range(not title.endswith(("?", "？"))))
    for old, new in ((" ", "\u00a0"), ("'", "’"), ("-", "\u2011"), ('"', "“")):
        yield replace(article, title=title.replace(old, new), summary=summary.replace(old, new))
    yield replace(article, title=wide(title), summary=wide(summary))


@pytest.mark.parametrize("template", TEMPLATES, ids=_id)
def test_what_is_beside_the_point_changes_nothing(template: Template) -> None:
    """An outlet's name, a byline, an ordinary sentence, blanks, other quotation marks, other widths."""
    for names in some_casts(template.lang):
        article = drawn(template, names)
        before = essences(read(article))
        for other in _altered(article, template.lang):
            assert essences(read(other)) == before, other


def test_marks_of_a_name_may_be_curly() -> None:
    """A name with another apostrophe, hyphen or blank is found, and given as it is written."""
    written = ["Patrick O'Donnell", "Patrick O’Donnell", "Kim Min-jun", "Kim Min\u2011jun", "Marta\u00a0Kessler"]
    found = [read(entry("en", f"{name} leaves Anthropic")) for name in written]
    assert [[f.person for f in findings] for findings in found] == [[name] for name in written]


# 8. Capitals


@pytest.mark.parametrize("small", DATA["en"]["small_words"])
@pytest.mark.parametrize("template", ENGLISH, ids=_id)
def test_a_headline_in_capitals_reads_like_a_sentence(template: Template, small: str) -> None:
    """The same findings from "X Leaves O for O2" as from "X leaves O for O2"."""
    for names in casts("en"):
        article = drawn(template, names)
        headline = capitals(names, template.title, frozenset(small.split()))
        assert essences(read(replace(article, title=headline))) == essences(read(article)), headline
