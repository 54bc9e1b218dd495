"""Moves told without a verb of their own: "O announced X as its R", "X is interim R", "Also leaving are A and B"."""

import re
from collections.abc import Iterator

from watchers.extract.engine import CompanySource
from watchers.extract.english.clauses import Clause, Subject, named_company
from watchers.extract.english.drafts import IN, OUT, Draft, hirer, place_of

_ANNOUNCED = re.compile(r"([OPHc])[jDx]{0,3}s[dpwjft]{0,2}(P)a[dpwjt]{0,3}(?:[ON]'?)?(R)")
_INTERIM = re.compile(r"P(?:x[jD]{0,2}|(w)a)(?:d|([ON])'(?=R(?!w)))?(R)")
_INVERTED = re.compile(r"^[jwoHdRT,]{0,5}(V)[^PV]{0,14}(?:x[^PV]{0,12}?|V)P")
_TITLE_FIRST = re.compile(r"(R)[^PVHs]{0,8}(V)P")


def announced(clause: Clause) -> Iterator[Draft]:
    """As in "O announced X as its new R", "Y announced X as the new R of O"."""
    for match in _ANNOUNCED.finditer(clause.letters) if "a" in clause.letters else ():
        speaker = clause.nodes[match.start(1)]
        named = place_of(clause, match.start(3), match.start(3), len(clause.letters))
        company, source = hirer(Subject(speaker.people, speaker.company if speaker.kind == "O" else None), named)
        for person in clause.nodes[match.start(2)].people:
            yield Draft(
                who=person,
                direction=IN,
                company=company,
                source=source,
                role=clause.nodes[match.start(3)].role,
                at=match.start(2) + 1,
                trigger="en.announced",
            )


_BEEN_ANNOUNCED = re.compile(r"(P)x{1,2}j?sa[dpwjt]{0,3}(?:([ON])'?[wt]{0,2})?(R)(?:o[dpw]{0,2}(O))?")


def been_announced(clause: Clause) -> Iterator[Draft]:
    """As in "X has been announced as O's new R"."""
    for match in _BEEN_ANNOUNCED.finditer(clause.letters) if "a" in clause.letters else ():
        told = clause.nodes[match.start(3) - 1 : match.start(3)] and not {"n", "y"} & set(match.group())
        passive = any(
            n.low in {"been", "was", "were", "is", "are"} for n in clause.nodes[match.start(1) : match.start(3)]
        )
        verb = any(n.low in {"announced", "confirmed"} for n in clause.nodes[match.start(1) : match.start(3)])
        at = match.start(2) if match.group(2) else match.start(4) if match.group(4) else None
        for person in clause.nodes[match.start(1)].people if told and passive and verb else ():
            yield Draft(
                who=person,
                direction=IN,
                company=clause.nodes[at].company if at is not None else None,
                source=CompanySource.EXPLICIT if at is not None else CompanySource.MAIN,
                role=clause.nodes[match.start(3)].role,
                at=match.start(1) + 1,
                trigger="en.announced",
            )


_CONSIDERED = re.compile(r"([Oc])[jDx]{0,3}(y)[dwjft]{0,2}(P)[oaT][dpjwt]{0,4}(?:[ON]'?)?(R)")
_CONSIDERING = re.compile(r"(?:consider|mull|weigh|thinking (?:of|about))")


def considered(clause: Clause) -> Iterator[Draft]:
    """As in "O is reportedly considering X for chief": a rumour, where somebody reports it."""
    for match in _CONSIDERED.finditer(clause.letters) if "y" in clause.letters else ():
        house = clause.nodes[match.start(1)]
        if _CONSIDERING.match(clause.nodes[match.start(2)].low) is None:
            continue
        for person in clause.nodes[match.start(3)].people:
            yield Draft(
                who=person,
                direction=IN,
                company=house.company,
                source=CompanySource.SENTENCE,
                role=clause.nodes[match.start(4)].role,
                at=match.start(3),
                subject=Subject(company=house.company, at=match.start(1)),
                trigger="en.considered",
                outside=True,
            )


_WITH = re.compile(r"(o)(P)a[dp]?(R)")


def _with_interim(clause: Clause) -> Iterator[Draft]:
    """As in "O goes on with X as interim R"."""
    for match in _WITH.finditer(clause.letters):
        role = clause.nodes[match.start(3)].role or ""
        if clause.nodes[match.start(1)].low != "with" or not role.lower().startswith(("interim", "acting")):
            continue
        house = next((n.company for n in reversed(clause.nodes[: match.start()]) if n.kind == "O"), None)
        for person in clause.nodes[match.start(2)].people:
            yield Draft(
                who=person,
                direction=IN,
                company=house,
                source=CompanySource.SENTENCE if house else CompanySource.MAIN,
                role=role,
                at=match.start(2),
                trigger="en.interim",
                outside=True,
            )


def interim(clause: Clause) -> Iterator[Draft]:
    """As in "X is interim R" and "X serves as interim R": a post that is new by its very name."""
    yield from _with_interim(clause) if "oPa" in clause.letters else ()
    for match in _INTERIM.finditer(clause.letters) if "R" in clause.letters else ():
        node = clause.nodes[match.start(3)]
        if match.group(1) and clause.nodes[match.start(1)].low not in _SERVES:
            continue
        if not (node.role or "").lower().startswith(("interim", "acting", "new ")):
            continue
        if clause.words(match.start() + 1, match.start(3)).startswith("was "):
            continue  # "was acting finance chief of O when it went public"
        named = named_company(clause, match.end(), clause.stop(match.end() - 1))
        owner = clause.nodes[match.start(2)].company if match.group(2) else None
        company = owner or (named[0] if named else None)
        for person in clause.nodes[match.start()].people:
            yield Draft(
                who=person,
                direction=IN,
                company=company,
                source=CompanySource.EXPLICIT if owner else named[1] if named else CompanySource.MAIN,
                role=node.role,
                at=match.start() + 1,
                trigger="en.interim",
            )


_SERVES = frozenset({"serves", "acts"})
"""Said of a post for the time being; "named X as interim R" is read by its verb."""
_NEWLY = re.compile(r"Px[jD]{0,2}d[jtw]{0,2}(V)(R)")


def newly(clause: Clause) -> Iterator[Draft]:
    """As in "X is the newly appointed R at O"."""
    for match in _NEWLY.finditer(clause.letters) if "dV" in clause.letters or "djV" in clause.letters else ():
        forms = clause.nodes[match.start(1)].forms
        if not any(form.past and form.trigger.frame == "hire" for form in forms):
            continue
        named = named_company(clause, match.end(), clause.stop(match.end() - 1))
        for person in clause.nodes[match.start()].people:
            yield Draft(
                who=person,
                direction=IN,
                company=named[0] if named else None,
                source=named[1] if named else CompanySource.MAIN,
                role=clause.nodes[match.start(2)].role,
                at=match.start(1),
                trigger="en.appoint",
            )


_NEW_HEAD = re.compile(r"(O)(?:'[wt]{0,2}(R)x|[xV]d[wt]{0,2}(R)[,:])(P)(?=$|[.,;])")


def new_head(clause: Clause) -> Iterator[Draft]:
    """As in "O's new R is X" and "O has a new R, X"."""
    for match in _NEW_HEAD.finditer(clause.letters) if "RxP" in clause.letters or "dR" in clause.letters else ():
        role = clause.nodes[match.start(2) if match.group(2) else match.start(3)].role or ""
        verb = clause.nodes[match.start(4) - 1 if match.group(2) else match.start(1) + 1].low
        if verb not in _IS_OR_HAS or not role.lower().startswith(("new ", "next ", "interim ")):
            continue
        for person in clause.nodes[match.start(4)].people:
            yield Draft(
                who=person,
                direction=IN,
                company=clause.nodes[match.start(1)].company,
                role=role,
                at=match.start(4) - 1,
                trigger="en.interim",
                outside=True,
            )


_OUT = re.compile(r"P(w)(?=$|[;,.]|o[dp]?w)")


def out(clause: Clause) -> Iterator[Draft]:
    """As in the headline "O CEO X out; Y in": somebody with a title, and nothing but "out"."""
    for match in _OUT.finditer(clause.letters) if clause.sentence.in_title and "out" in clause.line.words else ():
        people = clause.nodes[match.start()].people
        if clause.nodes[match.start(1)].low == "out" and all(who.tie and who.tie.role for who in people):
            yield from (
                Draft(who=who, direction=OUT, source=CompanySource.MAIN, at=match.start(1), trigger="en.out")
                for who in people
            )


_IS_OR_HAS = frozenset({"is", "will be", "has", "gets"})
_UNDER_NEW = re.compile(r"([Oc])[^;.,PV]{0,4}k[^;.PV]{0,8}?(o)[dp]?[tf]?(P)")


def under_new(clause: Clause) -> Iterator[Draft]:
    """As in "O will go on under new chief executive X"."""
    for match in _UNDER_NEW.finditer(clause.letters) if "k" in clause.letters else ():
        if clause.nodes[match.start(2)].low != "under":
            continue
        house = clause.nodes[match.start(1)]
        for person in clause.nodes[match.start(3)].people:
            role = person.tie.role if person.tie is not None and person.tie.company is None else None
            if role is not None and role.lower().startswith(("new ", "interim ")):
                yield Draft(
                    who=person,
                    direction=IN,
                    company=house.company,
                    source=CompanySource.SUBJECT if house.company else CompanySource.MAIN,
                    role=role,
                    at=match.start(2),
                    trigger="en.interim",
                    outside=True,
                )


_PROMOTED = re.compile(r"^j?(V)[aT]?[dpw]{0,2}(R)x(P)")


def promoted(clause: Clause) -> Iterator[Draft]:
    """As in "Also promoted to vice president is X"."""
    found = _PROMOTED.match(clause.letters)
    if found is None or not any(f.trigger.id == "en.appoint" and f.past for f in clause.nodes[found.start(1)].forms):
        return
    for person in clause.nodes[found.start(3)].people:
        role = clause.nodes[found.start(2)].role
        yield Draft(
            who=person, direction=IN, source=CompanySource.MAIN, role=role, at=found.start(1), trigger="en.appoint"
        )


def inverted(clause: Clause) -> Iterator[Draft]:
    """As in "Also joining are A, B and C", "The new head of AI will be X"."""
    for match in _INVERTED.finditer(clause.letters) if "x" in clause.letters or "VP" in clause.letters else ():
        verb = clause.nodes[match.start(1)]
        if clause.letters[match.end() - 2] == "V" and clause.nodes[match.end() - 2].low != "will be":
            continue
        follows = any(form.trigger.frame == "replace" for form in verb.forms)
        if clause.letters[match.start(1) + 1] == "H" and not follows:
            continue  # "joining him are A and B": where, only the sentence before may tell
        told = (
            verb.low == "gone"
            or verb.low.partition(" ")[0].endswith("ing")
            or clause.letters[match.start(1) - 1 : match.start(1)] == "T"
        )  # "the latest to go is X"
        ways = {
            OUT if verb.low == "gone" or form.trigger.frame in {"leave", "go"} else IN for form in verb.forms if told
        }
        for way in ways & {OUT, IN} if len(ways) == 1 else ():
            for person in clause.nodes[match.end() - 1].people:
                yield Draft(
                    who=person,
                    direction=way,
                    source=CompanySource.MAIN,
                    at=match.start(1),
                    trigger="en.inverted",
                    outside=True,
                    stays="B" in clause.letters,
                )
    for match in _TITLE_FIRST.finditer(clause.letters) if "VP" in clause.letters else ():
        if clause.nodes[match.start(2)].low != "will be":
            continue
        title, who = clause.nodes[match.start(1)], clause.nodes[match.end() - 1]
        near = next((n.company for n in clause.nodes[match.start(1) : match.start(2)] if n.kind == "O"), None)
        source = CompanySource.EXPLICIT if near else CompanySource.MAIN
        for person in who.people:
            yield Draft(
                who=person,
                direction=IN,
                company=near,
                source=source,
                role=title.role,
                at=match.start(2),
                trigger="en.inverted",
                outside=True,
            )
