"""The frame of leading: "X will head O", "X to lead the AI team", "O will be led by X"; and what such a post is called."""

import re
from collections.abc import Iterator

from watchers.extract.engine import CompanySource
from watchers.extract.english.clauses import Clause, Subject, named_company
from watchers.extract.english.drafts import IN, Draft, Scene, coming, role_as
from watchers.extract.english.lexicon import words_of
from watchers.extract.english.nodes import Node

_NEW_BODY = re.compile(r"\bnew (?:[\w-]+ ){0,3}(?:organi[sz]ation|unit|team|group|lab|division|company)\b")


def lead(scene: Scene) -> Iterator[Draft]:
    """As in "X will head O", "X to lead the AI team": a post told ahead."""
    clause, at, form, who = scene.clause, scene.at, scene.form, scene.who
    stop = clause.stop(at)
    right = clause.letters[at + 1 : stop]
    fresh = _NEW_BODY.search(clause.words(max(0, at - 9), at)) is not None
    if form.past:
        if coming(clause, at - 1) or fresh or clause.nodes[at - 1].low == "will be":
            yield from _will_be_led(clause, at, who)
        return
    if not coming(clause, at) or "k" in who.passed:
        return
    if not who.people or not re.match(r"[dpwjft'NR\"]{0,5}(?:[ONcB]|R|w)", right):
        return
    words = clause.words(at, min(stop, at + 9))
    if re.match(r"\S+ (?:his|her|their) own\b", words):
        return
    if not words_of("led").search(words) and not re.match(r"[dpwjft'R]{0,4}[ON]|ca", right):
        return
    named = named_company(clause, at + 1, stop, skip=("by", "from"))
    if named is None and (other := _OTHER_HOUSE.match(right)) is not None and _some_house(clause, at, other):
        if not other.group(1) or (company := clause.nodes[at + 1 + other.start(1)].company) is None:
            return  # "leaves O to lead AI startup": not O
        named = company, CompanySource.EXPLICIT, at + 1 + other.start(1)
    role, _ = role_as(clause, at + 2, stop)
    for person in who.people:
        yield Draft(
            who=person,
            direction=IN,
            company=named[0] if named else None,
            role=role or led_as(clause, at, stop),
            at=at,
            subject=who,
            source=named[1] if named else CompanySource.MAIN,
        )


_OTHER_HOUSE = re.compile(r"(?:d(?=w))?[wjtR]{1,4}?(?:(N)(?!')|(?=$|[.,;aoD]))")
_SOME_HOUSE = re.compile(r"(?!the |its |their )(?:[\w.-]+ ){0,4}(?:startup|start-up|firm|company|venture|unicorn)\b")


def _some_house(clause: Clause, at: int, found: re.Match[str]) -> bool:
    """As in "to lead AI startup Veldora" and "to run a new company": of a house that no sentence has spoken of."""
    return (
        _SOME_HOUSE.match(clause.words(at + 1, at + 1 + (found.start(1) if found.group(1) else found.end())))
        is not None
    )


def led_as(clause: Clause, at: int, stop: int) -> str | None:
    """The post of somebody who will lead something, by its words: "to co-lead the safety team" is "co-lead of safety team".

    None where what is led is the company itself.
    """
    verb = clause.nodes[at].low.split(" ")[0]
    title = "chair" if verb == "chair" else "co-lead" if verb.startswith("co-") else "head"
    nodes = clause.nodes[at + 1 : stop]
    nodes = nodes[1:] if nodes and nodes[0].low in {"for", "of"} else nodes
    end = next((i for i, n in enumerate(nodes) if n.kind not in "dpwjftNROc'&\""), len(nodes))
    start = next((i for i, n in enumerate(nodes[:end]) if n.kind not in "dpjft"), end)
    led = nodes[start:end]
    if (
        not led
        or len(led) > _LONGEST_POST
        or (len(led) == 1 and _is_house(led[0]))
        or {led[0].low, led[-1].low} & BATONS
    ):
        return None
    begin, close = led[0].start, led[-1].end
    first = _DETERMINER.match(clause.sentence.text[begin:close])
    return f"{title} of {clause.sentence.original[begin + (first.end() if first else 0) : close]}"


BATONS = frozenset(
    {
        "baton",
        "reins",
        "helm",
        "torch",
        "keys",
        "control",
        "management",
        "leadership",
        "command",
        "chairmanship",
        "running",
        "role",
        "job",
        "post",
    }
)
"""What stands for any post, where somebody hands it over."""
_DETERMINER = re.compile(r"^(?:the|its|their|his|her|our|a|an) ", re.IGNORECASE)


def _is_house(node: Node) -> bool:
    """Whether a node is the company itself and no part of it: "OpenAI", "the startup", but not "its safety team"."""
    if node.kind == "c":
        return words_of("units").search(node.low) is None
    return node.company is not None and node.low == node.company.company.lower()


_LONGEST_POST = 7


def _will_be_led(clause: Clause, at: int, who: Subject) -> Iterator[Draft]:
    """As in "O will be led by X"."""
    by = re.match(r"[jD]?b[dpwjft]{0,3}(?:[ON]'?&?){0,2}P", clause.letters[at + 1 :])
    company = who.company or next((n.company for n in reversed(clause.nodes[:at]) if n.kind == "O"), None)
    told = who.company is not None or words_of("led").search(clause.words(0, at))
    if by is None or not told:
        return  # "The keynote will be led by X"
    for person in clause.nodes[at + by.end()].people:
        yield Draft(who=person, direction=IN, company=company, source=CompanySource.SUBJECT, at=at, subject=who)
