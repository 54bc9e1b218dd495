"""Houses called like somebody whom the news names: "Lowe's replacement" of Gregg Lowe, "Ford joined" of Tony Ford."""

import re

from watchers.extract.english import marks
from watchers.extract.english.cast import People
from watchers.extract.mentions import CompanyMention


def without_namesakes(one: marks.Marked, people: People) -> marks.Marked:
    """The sentence without companies that are somebody whom the news names: "Lowe's replacement", "Ford joined" of Tony Ford."""
    owners = [m for m in one.mentions if m.written.endswith("'s") and people.resolve(m.written.removesuffix("'s"))]
    owners += [m for m in one.mentions if m.written in marks.family() and _does_as_people(one.line.text, m, people)]
    return marks.mark(one.line, [m for m in one.mentions if m not in owners], plain=one.plain) if owners else one


_AS_PEOPLE = re.compile(
    r" (?:joined|joins|brings|succeeds|succeeded|replaces|served|serves|spent|holds|earned|graduated|comes|retired|resigned|previously)\b"
)


def _does_as_people(text: str, mention: CompanyMention, people: People) -> bool:
    """Whether a house called like somebody named in full opens the sentence and does what people do."""
    meant = people.resolve(mention.written) if mention.start == 0 else None
    return meant is not None and meant.endswith(f" {mention.written}") and bool(_AS_PEOPLE.match(text, mention.end))
