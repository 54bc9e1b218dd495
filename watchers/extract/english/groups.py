"""Noun groups folded into one node: "OpenAI's former research chief X, 34," becomes one person with a tie to OpenAI.

Works on the letters of `nodes`; never looks at verbs. What a group says of a person's place is kept as a Tie.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from operator import itemgetter
from typing import TypeAlias

from store.model.companies import CompanyRef
from watchers.extract.english import asides, owners
from watchers.extract.english.letters import needed, stretch
from watchers.extract.english.nodes import Node, Tie, Who, span

_Fold: TypeAlias = Callable[[Sequence[Node]], "list[Node] | None"]

_PLURAL = re.compile(
    r"(?:founders|cofounders|leaders|researchers|engineers|executives|scientists|directors|presidents|heads|veterans|bosses|chiefs|professors|partners|leads|members|execs|veterans|creators|ceos|co-ceos)\b",
    re.IGNORECASE,
)


def fold(nodes: Sequence[Node], letters: str, text: str) -> tuple[list[Node], str]:
    """All groups of a sentence folded, in an order in which each step finds what it needs, with the letters of what is left.

    `letters` are those of the nodes as they come.
    """
    made = list(nodes)
    for row, pattern, fold_one in _steps(_wanted().intersection(letters)):
        if row in letters and (first := pattern.search(letters)) is not None:
            folded = _apply(pattern.finditer(letters, first.start()), fold_one, made, text)
            if folded is not None:
                made, letters = folded, shape(folded)
    return made, letters


@cache
def _wanted() -> frozenset[str]:
    """The letters that some step cannot do without."""
    return frozenset().union(*(needed(pattern) for pattern, _ in _STEPS))


@cache
def _steps(present: frozenset[str]) -> tuple[tuple[str, re.Pattern[str], _Fold], ...]:
    """The steps that sentences with these letters may need, each with the row of letters that it cannot do without.

    Folding drops letters, and one that is gone costs a search, no more.
    """
    return tuple((stretch(pattern), pattern, fold_one) for pattern, fold_one in _STEPS if needed(pattern) <= present)


def shape(nodes: Sequence[Node]) -> str:
    """The letters of a row of nodes."""
    return "".join(map(_KIND, nodes))


_KIND = itemgetter(Node._fields.index("kind"))
"""By place, which is quicker than by name: rows of letters are made again and again."""


def _named(node: Node, text: str) -> Node:
    """A joined title gets its words as they stand."""
    return node._replace(role=text[node.start : node.end]) if node.kind == "R" and node.role is None else node


def _apply(found: Iterable[re.Match[str]], fold_one: _Fold, nodes: list[Node], text: str) -> list[Node] | None:
    """The nodes with every group folded that a pattern has found; None where there is none."""
    made: list[Node] = []
    position = 0
    for match in found:
        start, end = match.span()
        if start < position:
            continue
        folded = fold_one(nodes[start:end])
        if folded is not None:
            made += nodes[position:start]
            made += [_named(node, text) for node in folded]
            position = end
    return [*made, *nodes[position:]] if position else None


def _ref(node: Node) -> CompanyRef | None:
    return node.company if node.kind in "ON" else None


def _titles(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "President and COO", "founder, chairman and CEO": one title."""
    return [span(nodes, nodes[0], role=None)]


def _abbreviated(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "Chief Executive Officer (CEO)": the short form says nothing new."""
    initials = "".join(word[0] for word in re.findall(r"\w+", nodes[0].low))
    return [span(nodes, nodes[0])] if initials.endswith(nodes[2].low) else None


def _before_name(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "OpenAI's former chief scientist X", "Meta research head X": the person, tied."""
    person = nodes[-1]
    if nodes[-2].kind == "," and nodes[-3].kind == "R":
        return None
    org = next((n for n in nodes if n.kind in "ON"), None)
    role = next((n for n in nodes if n.kind == "R"), None)
    former = any(n.kind == "f" for n in nodes)
    tie = Tie(
        company=_ref(org) if org else None,
        role=role.role if role else None,
        former=former,
        sure=not org or org.kind == "O",
    )
    people = tuple(who if who.tie else Who(name=who.name, tie=tie) for who in person.people)
    return [span(nodes, person, people=people)]


def _title_before(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "OpenAI's head of product for cloud models, X": the title goes on with words no list has."""
    return _before_name([n for n in nodes if n.kind in "ONRftP"])


def _each_titled(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "O's media head, X, product head, Y, and the head of engineering, Z": each with the title before."""
    house = next((n for n in nodes if n.kind in "ON"), None)
    people: list[Who] = []
    role: str | None = None
    for node in nodes:
        role = node.role if node.kind == "R" else role
        if node.kind == "P":
            tie = Tie(company=_ref(house) if house else None, role=role, sure=house is None or house.kind == "O")
            people += [who if who.tie else replace(who, tie=tie) for who in node.people]
    return [span(nodes, next(n for n in nodes if n.kind == "P"), people=tuple(people))]


def _of_several(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "former O and O2 executive X": from neither, as far as is told."""
    tie = Tie(company=None, role=nodes[-2].role, former=True)
    people = tuple(who if who.tie else Who(name=who.name, tie=tie) for who in nodes[-1].people)
    return [span(nodes, nodes[-1], people=people)]


def _formerly(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "Former Amazon technology chief, X, has joined O": a place just left, told in an apposition."""
    folded = _title_before(nodes)
    if folded is None:
        return None
    aside = [replace(w, tie=replace(w.tie, aside=True)) if w.tie is not None else w for w in folded[0].people]
    return [folded[0]._replace(people=tuple(aside))]


def _of_company(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "X of Princeton": the person, tied."""
    if nodes[1].low != "of":
        return None
    tie = Tie(company=_ref(nodes[-1]), role=None, sure=nodes[-1].kind == "O")
    return [span(nodes, nodes[0], people=tuple(_tied(w, tie) for w in nodes[0].people))]


def _apposition(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "X, a former researcher at OpenAI," and "X (Meta)": the person, tied; the closing comma goes with it."""
    person, inner = nodes[0], nodes[2:]
    closed = inner[-1].kind in ",)"
    body = inner[:-1] if closed else inner
    clause = _DOES.search(shape(body))
    if clause is not None:  # what the person does there, or was before, says nothing of the place
        body = body[: clause.start()]
    letters = shape(body)
    if not body or not _APPOSITION_BODY.match(letters):
        return [span(nodes, person)] if nodes[1].kind == "(" and "V" in shape(inner) else None
    role = next((n for n in body if n.kind == "R"), None)
    company = _company_of(body)
    if role is None and company is None and not closed:
        return None
    if role is None and company is None and inner[-1].kind == ",":
        return [span(nodes[:-1], person), inner[-1]]
    former = any(n.kind == "f" for n in body[: letters.find("R") + 1 if "R" in letters else len(body)])
    if former and company is not None and len({n.low for n in body if n.kind in "ON"}) > 1:
        company = None  # "the former chief of O and founder of O2": from neither, as far as is told
    tie = Tie(company=company, role=role.role if role else None, former=former, aside=True)
    listed = len(person.people) > 1
    people = tuple(_tied(who, tie, listed=listed) for who in person.people)
    return [span(nodes, person, people=people)]


def _tied(who: Who, tie: Tie, *, listed: bool = False) -> Who:
    """The person with this tie where none says more; of several, each keeps the title that was told beside the name."""
    own = who.tie.role if who.tie else None
    if who.tie is None or (who.tie.company is None and tie.company is not None):
        return Who(name=who.name, tie=replace(tie, role=(own or tie.role) if listed else (tie.role or own)))
    return who


def _company_of(body: Sequence[Node]) -> CompanyRef | None:
    """The company of a description: after "of", "at", "for", or before the title."""
    for before, node in zip([None, *body], body, strict=False):
        if node.kind == "O" and (before is None or before.kind in "odptfwc',F" or before.low == "the"):
            return node.company
    for before, node in zip([None, *body], body, strict=False):
        if node.kind == "N" and before is not None and before.low in {"at", "of"}:
            return node.company
    return None


def _list(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "A, B and C": one node of several persons; a plural title before the first is everybody's."""
    people = [who for n in nodes if n.kind == "P" for who in n.people]
    first = people[0].tie
    if first is not None and first.role and _PLURAL.search(first.role):
        people = [who if who.tie else Who(name=who.name, tie=first) for who in people]
    if first is not None and first.company is not None and not first.former:
        people = [_colleague(who, first.company) for who in people]
    return [span(nodes, nodes[0], people=tuple(people))]


def _pair(nodes: Sequence[Node]) -> list[Node] | None:
    """As in the headline "X, Y return to O": both, by a verb that more than one do."""
    ahead = nodes[-2].kind == "T"
    alike = ahead or (
        not nodes[-1].low.partition(" ")[0].endswith(("s", "ing")) and any(not f.past for f in nodes[-1].forms)
    )
    both = [who for node in (nodes[0], nodes[2]) for who in node.people]
    return (
        [span(nodes[:3], nodes[0], people=tuple(both)), *nodes[3:]]
        if alike and len(both) == len(nodes[:3]) - 1
        else None
    )


def _colleague(who: Who, company: CompanyRef) -> Who:
    """As in "X, chief of O, and co-founder Y": Y's title is at O as well."""
    bare = who.tie is not None and who.tie.company is None and who.tie.role is not None
    return replace(who, tie=replace(who.tie, company=company)) if bare and who.tie else who


_DOES = re.compile(r"[hV]|(?<=.)&d?f")
_APPOSITION_BODY = re.compile(
    r"(?:(?:c')?[dpjw'D]{0,4}[ftj]{0,2}[dpwj]{0,2}(?:[ON]'?[wf]?)?R|[ft]{1,2}(?:d|w|R|o|O|F)|o[ON]|[ON]$|w{1,2}$|d?w{0,3}[,]?$|dw{1,4}o)"
    r"[dpftwjRONoD&'aBcTFiP.#]*$"
)
_STEPS: tuple[tuple[re.Pattern[str], _Fold], ...] = (
    (re.compile(r"dV(?=[wjR])"), asides.foremost),
    (re.compile(r"(?<=V)V(?=(?:[ON]'?)?[wtj]{0,2}R?P)"), asides.put_out),
    (re.compile(r"O\(w:[wN]\)"), lambda nodes: [span(nodes, nodes[0])]),
    (re.compile(r"[ON],[wV](?=[wj]{0,4}[ON])"), asides.owned),
    (re.compile(r"(?<=,)oD(?=[dw]{0,3}R)"), asides.until),
    (re.compile(r"P'[D]?OV"), asides.exit_of),
    (re.compile(r"P'(?=[fwjt]{0,2}O)"), lambda _: []),
    (re.compile(r"[ON],P'[wjtf]{1,6},(?=[xj]{0,2}V)"), lambda nodes: [span(nodes, nodes[0])]),
    (re.compile(r"O'w{3,4}O"), asides.owned_house),
    (re.compile(r"O'?w{0,2}[ON](?![a-z])|O'?[ON]"), owners.two_companies),
    (re.compile(r"O'?w{0,2}[ON]|O'?[ON]"), owners.two_companies),
    (re.compile(r"O'?[wN]{0,2}w"), owners.unit),
    (re.compile(r"(?<=V)[dp]?[wj]{1,4}[oa](?=[dp]?(?:[ON]'?)?[wtj]{0,2}R|[dp]?O)"), asides.post_of),
    (re.compile(r"(?<=[ON]')ww"), asides.top_job),
    (re.compile(r"c[ON]|c,O,(?=[xjm]{0,3}V)"), lambda nodes: [span(nodes, next(n for n in nodes if n.kind in "ON"))]),
    (re.compile(r"R\([RwNO]\)"), _abbreviated),
    (re.compile(r"RR"), _titles),
    (re.compile(r"R(?:,R)+,?&[dp]?R(?!P)|(?<![Va])R&[dp]?R|(?<=[Va])R&[dp]?R(?!P)"), _titles),
    (re.compile(r"f[ON](?:,[ON]){0,2}&[ON][wt]{0,2}RP"), _of_several),
    (re.compile(r"[ON]'?[wtj]{0,2}R,?P(?:,R,?P)+,?&[dp]?R[odpw]{0,4},?P"), _each_titled),
    (re.compile(r"[ON]'?[wtj]{0,2}R,P,&[dp]?R[odpw]{0,4},P"), _each_titled),
    (
        re.compile(
            # what the first branch can begin with goes first, so that no other letter is tried with all that it may have
            r"(?=[ONRtf])(?:[ON]'[wtjf]{0,2}|[ON])?[tf]{0,2}(?:[ON]'?[wf]?)?R[,.]?P|f[ON]P|[ON]'[f]?P|[tf]?Ro[d]?[ON]P|(?<!a)[tf]?Ro[d]?[ON],P"
        ),
        _before_name,
    ),
    (re.compile(r"(?:(?<=^)|(?<=[sq\",&j]))[ON]'[wtjf]{0,2}R[wo]{1,6},P"), _title_before),
    (
        re.compile(r"(?<!P,)(?<!P,d)[ON]'[wtjf]{0,2}R,P(?=[,.])|(?:^|(?<=[.;:]))dtR(?:o[dwNc]{1,4})?,P(?=,)"),
        _title_before,
    ),
    (re.compile(r"(?:(?<=^)|(?<=[,o]))f[ON]R,P(?=,)"), _formerly),
    (re.compile(r"(?<=&)[dp]R,P(?=[,.])"), _title_before),
    (re.compile(r"Po[ON]"), _of_company),
    (re.compile(r"P\([^()]*\)"), _apposition),
    (re.compile(r"P,F[d]?[ON],(?=[xj]{0,2}[xV])"), asides.coming_from),
    (re.compile(r"P,[dftw]{0,3}o[ON](?:,[ON])*,?&[ON],"), _apposition),
    (re.compile(r"(?<!&)P,(?:[^,;()VPshqx.?!]|P'|R,(?=R))+(?:,(?=[^&P])|(?=,&|,P|[;.?!]|$|&))"), _apposition),
    (
        re.compile(r"(?:(?<=^)|(?<=[q&,:;\"jD]))P,[dt]{1,3}Ro[dpw]{0,3}[ON](?:'?w{1,3})?(?=[jD]{0,2}(?:xj?)?V)"),
        _apposition,
    ),
    (re.compile(r"P,[^,;()VPshqx.?!]*R[^,;()VPshqx.?!]*h[^;.?!P]{1,60}?,(?=[xj]{0,3}V)"), _apposition),
    (re.compile(r"P,[^,;()VPshqx.?!]*R[^,;()VPshqx.?!]*V[^;.?!Px,]{1,40},(?=[xj]{1,3}V)"), _apposition),
    (re.compile(r"P&d[wtD]{0,4}Ro[dw]{0,2}[Oc](?=[jD]{0,2}x[jD]?V)"), lambda nodes: [span(nodes, nodes[0])]),
    (re.compile(r"(?<=[i,&])PowR?w?(?:&w)?(?=,)"), asides.field),
    (asides.TWO_RELATIVES, asides.relatives),
    (
        re.compile(
            r"P(?:(?:[,;]|,?&)[dwt]{0,2}P)*[,;]?&[dwt]{0,2}P(?![xjn]{0,3}V)|(?<!V)P(?:(?:[,;]|,?&)[dwt]{0,2}P)*[,;]?&[dwt]{0,2}P|P(?:[,;]P)+[,;]?&[wdt]{0,2}z|P(?:,P){2,}|P,P(?=T[dp]{0,2}B)|P(?:,P){0,2},z(?=[xj]{0,2}V)|P,?&[dw]{1,3}R(?=[xjV])|P(?:,P)+,&[dwjtz]{0,3}R(?=[oF.;]|$)"
        ),
        _list,
    ),
    (re.compile(r"(?:^|(?<=[a;]))P,PT?V"), _pair),
    (re.compile(r"w(?:[ON]'?)[wt]{0,2}R,P,(?=[xjm]{0,3}V)"), asides.several),
    (re.compile(r"P,(?:[^,;()VPshqx.?!]|R,(?=R))+(?:,(?=[^&P])|(?=,&|,P|[;.?!]|$|&))"), _apposition),
)
