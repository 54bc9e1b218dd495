"""Who acts: the subject of a verb, found to its left, in the verb before or in the sentence before."""

import re

from store.model.companies import CompanyRef
from watchers.extract.english.clauses import BE, NOBODY, Clause, Subject
from watchers.extract.english.insertions import before_comma
from watchers.extract.english.nodes import Who

_SKIPPED = frozenset("xnjmytkD\"'")
"""What may stand between a subject and its verb: auxiliaries, negation, adverbs, "set to", dates."""
_COMPLEMENT = re.compile(r"PR?,?[dt]{0,2}R(?:o[dpwBc]{1,6})*o[dpw]{0,3}$")
"""Before the end of a person's title: "X, chair of the board of the company, will"."""
_PHRASE = re.compile(r"[oFa][^PVHhs,;]{0,6}$")
_UNCLOSED = re.compile(r"P,[dt]{0,3}R$")
"""A title after a comma that no other comma closes: "X, the current R of O will"."""
_ANNOUNCED_TO = re.compile(r"s[^PHVcON]{0,14}RT$")
"""As in "X announced a line-up of engineers to head": they will, whoever they are."""
_FOR_OTHERS = re.compile(r"(o)[dwjftz]{0,4}RTj?$")
"""As in "steps aside for a more mature chief to lead it"."""
_NEW_HEAD_TO = re.compile(r"(V)[dp][wjft]{0,3}R(?:o[dpw]{0,2}[ON])?TH?$")
"""As in "X appoints a new R to run O": whom X appoints, whoever that is."""
_OTHERS_DO = re.compile(r"s[^PHV]{0,6}Rx[jnmT]{0,3}$")
_NEAR = 20
"""Nodes to the left in which the pattern below finds all it can."""
_DECIDED = re.compile(r"P(?=[jD]{0,2}s[^PHhV;]{0,10}op[mw]Tj?$|,?[jDx]{0,2}s[pj]{0,2}mTj?$)")
_LATEST = re.compile(r"P(?=[xV][xj]{0,2}d[wzjONRt']{1,7}T$)")
_NEWEST = re.compile(r"\bthe (?:latest|newest|most recent)\b")
_IN_TALKS = re.compile(r"P(?=x[xj]{0,2}m[jD]?o[dwft]{0,2}[OcN][Tmo]$)")
_TALKS = re.compile(r"\b(?:talks|negotiations|discussions)\b")
_OF_SELF = re.compile(r"(P)(?:s?:[jx]{0,2}|[xj]{0,2}sj?)$")
_OWN_DEED = re.compile(r"(P)[xj]{0,2}sj?p$")
_ANNOUNCES = frozenset({"announced", "announces", "announcing", "confirmed", "confirms"})
_OBJECT_TO = re.compile(r"[cONDwRB]T[j]?$")
_WHO_WHO = re.compile(r"P,h[^PV;.,]{1,12},$")
"""As in "X, who was an engineer there, who has left"."""
_PERSON_BEFORE = re.compile(r"P[,)]?$")
_JOINED = re.compile(r"[&,T][jxmnyt]*$|V[jT]*$|[o,]j?$")
_OPENER = re.compile(r"(?:[oDwdF,]{1,7}[,D])?[dt]{0,2}P")
_TOLD = re.compile(r"s|V[^PH]*o[p]m")
_SPEAKER = re.compile(r'[^"]*"s[dw]{0,2}(P)')
_UNNAMED = re.compile(r"[dw]{0,3}Ro")


_LAST_DAY = frozenset({"his last day", "her last day", "their last day", "his final day", "her final day"})
_POST_OWNER = re.compile(r"(?:^|[;,q])d[wt]{0,2}(R)'[wjt]{0,2}$")
_DESCRIBED = re.compile(r"df[wtj]{0,2}(?:[ON]'?(?:[&,]{1,2}[ON]'?){0,2})?[wt]{0,2}R[xjmnT]{0,4}$")
_OTHERS_THEN = re.compile(r"o[dpw]{0,2}(?:[ON]'?)?[wt]{0,2}R[xjmn]{0,3}$")
_THEN = frozenset({"after", "before", "when", "once"})


def post_owner(clause: Clause, at: int) -> int | None:
    """The title whose holder's deed the noun at this place tells: "The founder's exit"."""
    if "'" not in clause.letters[max(0, at - 3) : at]:
        return None
    found = _POST_OWNER.search(clause.letters, max(0, at - 10), at)
    return found.start(1) if found is not None else None


def _spoken_of(clause: Clause, at: int, before: "Subject | None") -> "Subject | None":
    """Who acts where only the sentence before has named them, or nobody has; None where other words must tell."""
    if clause.nodes[at].low in _LAST_DAY and "P" not in clause.letters[:at]:
        return _antecedent(clause, at, before)  # "The professor said May 30 will be her last day"
    alone = before is not None and len(before.people) == 1
    if post_owner(clause, at) is not None:
        return before if alone else NOBODY
    if "R" not in clause.letters[max(0, at - 5) : at]:
        return None
    if alone and _DESCRIBED.match(clause.letters, 0, at):  # "The former O engineer takes over from Y"
        return before
    others = _OTHERS_THEN.search(clause.letters, max(0, at - _NEAR), at)
    return (
        NOBODY if others is not None and clause.nodes[others.start()].low in _THEN else None
    )  # "after its founders leave"


def _who_is_to(clause: Clause, at: int, before_to: str) -> int | None:
    """As in "X told O of his decision to leave" and "X and Y are the latest researchers to leave": where they stand."""
    decided, latest = _DECIDED.search(before_to), _LATEST.search(before_to)
    if decided is not None:
        return at - len(before_to) + decided.start()
    place = at - len(before_to) + latest.start() if latest is not None else None
    return place if place is not None and _NEWEST.search(clause.words(place + 1, at)) else None


def _told_subject(clause: Clause, at: int, before_to: str) -> Subject | None:
    """Who acts, where not the words right before the verb say so."""
    if before_to and (place := _who_is_to(clause, at, before_to)) is not None:
        return Subject(clause.nodes[place].people, at=place)
    if (talking := _IN_TALKS.search(clause.letters[max(0, at - _NEAR) : at])) is not None:  # "X is in talks with O to"
        place = at - min(at, _NEAR) + talking.start()
        if _TALKS.search(clause.words(place + 1, at)):
            return Subject(clause.nodes[place].people, at=place, passed=frozenset("xm"))
    if (
        (speaking := _OF_SELF.match(clause.letters, 0, at)) is not None
        and clause.nodes[at].low.endswith("ing")
        and (":" in speaking.group() or any(n.low in _ANNOUNCES for n in clause.nodes[speaking.start(1) : at]))
    ):
        return Subject(clause.nodes[speaking.start(1)].people, at=speaking.start(1))  # "X confirms: leaving O in May"
    if before_to and (others := _FOR_OTHERS.search(before_to)) is not None:
        return NOBODY if clause.nodes[at - len(before_to) + others.start(1)].low == "for" else None
    if before_to and (named := _NEW_HEAD_TO.search(before_to)) is not None:
        place = at - len(before_to) + named.start(1)
        naming = clause.nodes[place].forms
        acts = not any(f.past for f in naming) or clause.nodes[place - 1].low in {"has", "have", "had"}
        return NOBODY if acts and any(f.trigger.frame == "hire" for f in naming) else None
    return NOBODY if before_to and _ANNOUNCED_TO.search(before_to) else None


def _own_move(clause: Clause, at: int) -> Subject | None:
    """As in "X announced his move from O to O2"."""
    if clause.nodes[at].low != "move" or clause.letters[at - 1 : at] != "p":
        return None
    owner = _OWN_DEED.search(clause.letters, max(0, at - 6), at)
    return Subject(clause.nodes[owner.start(1)].people, at=owner.start(1)) if owner is not None else None


def subject(clause: Clause, at: int, before: "Subject | None") -> Subject:
    """The subject of the trigger at this place; `before` is whom a pronoun means at the start of the sentence."""
    before_to = clause.letters[max(0, at - _NEAR) : at] if clause.letters[at - 2 : at].rstrip("j")[-1:] == "T" else ""
    if (told := _told_subject(clause, at, before_to) or _own_move(clause, at)) is not None:
        return told
    if (spoken := _spoken_of(clause, at, before)) is not None:
        return spoken
    passed: set[str] = set()
    if before_to and _OBJECT_TO.search(before_to) and any(i < at for i in clause.subjects):
        return _inherited(clause, at, {"T"})  # "leaves O to join": what stands before "to" is an object
    i: int | None = at - 1
    while i is not None and i >= 0:
        kind = clause.letters[i]
        if kind in "PONcBIHh" and not (kind in "cB" and _COMPLEMENT.search(clause.letters[:i])):
            return _found(clause, at, i, before, passed)
        passed.add("x" if kind == "V" else kind)
        i = _jump(clause, i, at)
    return _opening_house(clause, at) or _inherited(clause, at, passed)


_OPENS_AND = re.compile(r"[dwft]{0,4}([ON])(w)[wjDdo.]{0,14}(?:,&?|&)j?$")


def _opening_house(clause: Clause, at: int) -> Subject | None:
    """As in the headline "O raises $250 million, adds X to board": the house that opens it, for what it does besides."""
    found = _OPENS_AND.match(clause.letters, 0, at) if clause.sentence.in_title else None
    if found is None or not all(clause.nodes[i].low.endswith("s") for i in (at, found.start(2))):
        return None
    return Subject(company=clause.nodes[found.start(1)].company, at=found.start(1), passed=frozenset("w"))


_BELONGS = re.compile(
    r"(?:^|\b)(?!(?:trio|duo|pair|quartet|team|group|exit|departure|hiring|appointment|all|both|each|mentions?|news|reports?|word|rumou?rs|announcement|talk)\b)[\w-]+ of$|\b(?:deputy|adviser|advisor|aide|successor|assistant|wife|heir) to$"
)


def _follows(clause: Clause, at: int) -> bool:
    """As in "X will succeed Y to become chief": Y is who was followed."""
    return any(form.trigger.frame == "replace" for form in clause.nodes[at].forms)


_BESIDE = frozenset({"with", "alongside"})
_DEALER = re.compile(r"(?:[^PV]{0,8}[^\w'])?(O)'[wjt]{1,3}o[ON]$")
"""As in "O's deal with O2 brings back X": O acts."""


def _found(clause: Clause, at: int, i: int, before: "Subject | None", passed: set[str]) -> Subject:
    """What stands at the place where the search for a subject has ended."""
    letters, node = clause.letters, clause.nodes[i]
    way = frozenset(passed)
    if node.kind == "P" and letters[i + 1 : i + 2] == "'":
        return _inherited(clause, at, passed)  # an owner is no subject
    if node.kind == "P":
        planned = i and clause.nodes[i - 1].low == "for" and "T" in passed  # "the plan for X to lead"
        another = letters[i - 1 : i] in ("o", "T") and _BELONGS.search(
            clause.words(max(0, i - 2), i)
        )  # "the ouster of X is"
        if "T" in passed and i and _follows(clause, i - 1):
            return _inherited(clause, at, {"T"})
        beside = "T" in passed and i and clause.nodes[i - 1].low in _BESIDE  # "will work with X to oversee"
        return NOBODY if planned or another or beside else Subject(node.people, at=i, passed=way)
    if node.kind in "ON":
        dealer = _DEALER.match(letters, 0, i + 1)
        return Subject(company=clause.nodes[dealer.start(1) if dealer else i].company, at=i, passed=way)
    if node.kind in "cBI":
        return Subject(company=_company_meant(clause, i, before), at=i, passed=way | {node.kind})
    named = node.kind == "H" or _PERSON_BEFORE.search(letters[max(0, i - 2) : i]) is not None
    named = named or _WHO_WHO.search(letters[:i]) is not None
    people = _antecedent(clause, i, before).people if named else ()
    if node.kind == "h" and len(people) > 2:
        people = people[-1:]  # "A, B and C, who": the last
    nobody = node.low == "they" and not people and before is not None and not before.people
    house = before.company if nobody and before is not None else None  # "O has a new chief. They hired X"
    return Subject(people, house, i, node.kind == "h", way)


def _company_meant(clause: Clause, i: int, before: "Subject | None") -> CompanyRef | None:
    """The company "it" or "the company" stands for; the board's is left to the entry."""
    opening = next((n.company for n in clause.nodes[:i] if n.kind == "O"), None)
    spoken = before.company if before else None
    board_of = clause.nodes[i - 1] if i and clause.letters[i - 1 : i + 1] in ("OB", "NB") else None  # "the O board"
    return board_of.company if board_of else {"I": opening or spoken, "c": spoken}.get(clause.letters[i])


def _jump(clause: Clause, i: int, at: int) -> int | None:
    """The node to look at next on the way left, or None where the way is barred."""
    letters = clause.letters
    kind = letters[i]
    if kind in _SKIPPED or kind == "T" or (kind == "V" and clause.nodes[i].low in BE):
        return i - 1
    if kind == "s" and (at - i <= 4 and letters[i + 1] == "T"):
        return i - 1
    if kind == ",":
        return before_comma(letters, i)
    if kind == ")":
        opened = letters.rfind("(", 0, i)
        return opened - 1 if opened >= 0 else None
    unclosed = _UNCLOSED.search(letters[: i + 1])
    if unclosed is None and kind in "woaFRdpOcB" and (found := _PHRASE.search(letters[: i + 1])):
        return found.start() - 1
    return unclosed.start() if unclosed is not None else None


def _inherited(clause: Clause, at: int, passed: set[str]) -> Subject:
    """The subject of the verb before, for "X quit Y and will join Z" and "X left to found Z"."""
    joined = _JOINED.search(clause.letters, max(0, at - _NEAR), at)
    spoken = clause.subjects if joined else ()
    earlier = [i for i in spoken if i < at and clause.letters[i - 1 : i] != "'"]  # "X's exit" has no subject
    if earlier:
        known = [i for i in earlier if clause.subjects[i].people or clause.subjects[i].company]
        last = clause.subjects[max(known or earlier)]
        return Subject(last.people, last.company, last.at, last.relative, frozenset(passed))
    opener = _OPENER.match(clause.letters)
    told = _TOLD.search(clause.letters, 0, at)
    if _OTHERS_DO.search(clause.letters[:at]):
        return NOBODY  # "X has confirmed that four top executives are to leave"
    if joined and opener and told and "P" not in clause.letters[opener.end() : at]:
        return Subject(clause.nodes[opener.end() - 1].people, at=opener.end() - 1, passed=frozenset(passed))
    return NOBODY


_SPEAKS = re.compile(r"[dwt]{0,2}(P),h[^;.]{0,20}P[^;.PH]{0,12},[jxD]{0,2}s[^PVH;,]{0,10}q?$")
"""As in "X, who reported to Y, said that he is leaving": X is, and not Y."""


_REPORTS_TO = re.compile(r"\b(?:report|reports|reporting|answer|answers|answering) (?:directly )?to\b")
"""Before somebody's superior, whom no pronoun behind means while another person is there."""


def antecedent(clause: Clause, at: int) -> tuple[Who, ...]:
    """Whom the pronoun at this place means, by its own sentence: the nearest person to the left."""
    return _antecedent(clause, at, None).people


def _antecedent(clause: Clause, at: int, before: Subject | None) -> Subject:
    """Whom "he" or "who" means: the nearest person to the left, else the one the sentence before was about."""
    low = clause.nodes[at].low
    if low in {"i", "we"} and (speaker := _SPEAKER.match(clause.letters[at:])):
        return Subject(clause.nodes[at + speaker.start(1)].people, at=at)  # "I am not leaving," said X
    if _UNNAMED.match(clause.letters, 0, at) and "P" not in clause.letters[:at]:
        return NOBODY  # "A co-founder of O said he …": nobody is named
    if low in {"he", "she"} and (speaking := _SPEAKS.match(clause.letters, 0, at)) is not None:
        return Subject(clause.nodes[speaking.start(1)].people[:1], at=speaking.start(1))
    for i in range(at - 1, -1, -1):
        if clause.letters[i] == "P":
            people = clause.nodes[i].people
            if low in {"they", "them"} and len(people) < 2:
                continue
            if "P" in clause.letters[:i] and _REPORTS_TO.search(clause.words(max(0, i - 2), i)) is not None:
                continue
            return Subject(people if low in {"they", "them", "who"} else people[:1], at=i)
    if before is None or (low in {"they", "them"} and len(before.people) < 2):
        return NOBODY
    return before
