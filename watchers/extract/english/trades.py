"""Companies that a draft cannot be about: universities and other trades, and the house somebody is at already."""

import re

from store.model.companies import CompanyRef
from watchers.extract.engine import CompanySource, Direction
from watchers.extract.english import people as english_people
from watchers.extract.english.clauses import Clause
from watchers.extract.english.drafts import Draft
from watchers.extract.english.entry import Entry

ACADEMIC = re.compile(
    r"\b(?:University|College|School|Stanford|MIT|Princeton|Harvard|Berkeley|Caltech|Oxford|Cambridge|Yale|Cornell|Tsinghua|"
    r"CMU|Carnegie Mellon|ETH Zurich|EPFL|McGill|UCL)\b|Institute of Technology"
)
_SPUN_OUT = re.compile(r" (?:Circuits|Quantum|Technologies|Systems|Robotics|AI|Semiconductor|Photonics|Instruments)$")
"""Houses that bear a university's name: "Oxford Veldora Circuits"."""
_OTHER_TRADE = re.compile(r"\b(?:Council|Committee|Church|Hospital|Clinic|Coalition|Federation)$")

_MEDICINE = re.compile(r"\b(?:Therapeutics|Pharmaceuticals|Neurosciences)$")


def other_trade(company: CompanyRef, draft: Draft, clause: Clause, entry: Entry) -> bool:
    """Whether the post is at a university, a hospital or the like, or only supplied and in medicine: none of the watched."""
    if entry.watched(company):
        return False
    if _MEDICINE.search(company.company) is not None and not any(n.company == company for n in clause.nodes):
        return True
    return bool(_OTHER_TRADE.search(company.company)) or (
        draft.direction is Direction.IN
        and not draft.moving
        and (entry.full(draft.who.name), Direction.OUT) not in entry.places
        and bool(ACADEMIC.search(company.company))
        and not _SPUN_OUT.search(company.company)
    )


def strangers_hire(source: CompanySource, draft: Draft, entry: Entry) -> bool:
    """Whether somebody hires who may be a house no list has ("Brightway Foods hired X"): no place is told, no given name known."""
    people = draft.subject.people
    if source is not CompanySource.MAIN or draft.trigger not in {"en.hire", "en.appoint", "en.fire", "en.lose"}:
        return False
    if not people or draft.who in people:
        return False
    return not any(" " not in who.name or entry.ties(who) or english_people.reads_as_person(who.name) for who in people)


_COMING_BACK = frozenset({"en.arrive-as", "en.arrival", "en.take-back"})


def there_already(company: CompanyRef, source: CompanySource, draft: Draft, entry: Entry) -> bool:
    """Whether somebody would only join the company supplied, where an apposition says the person comes from.

    A return that names no company counts only beside other moves.
    """
    weak = source in {CompanySource.MAIN, CompanySource.SENTENCE}
    comes = draft.direction is Direction.IN and not draft.role  # "X returns to Facebook" tells of an account
    if (weak or comes) and draft.who.name.rpartition(" ")[2].lower() in english_people.politicians():
        return True  # who holds an office of state moves nowhere in the trade, but where the words say so
    if draft.trigger == "en.come-back":
        told = entry.places or Direction.IN in entry.unnamed
        return not told or any(tie.company is not None and not tie.former for tie in entry.ties(draft.who))
    if draft.direction is Direction.IN and source is CompanySource.MAIN and draft.trigger not in _COMING_BACK:
        former = [tie.company.company for tie in entry.ties(draft.who) if tie.former and tie.company is not None]
        if company.company in former:
            return True  # "X, formerly of O, will lead marketing"
    if draft.direction is Direction.OUT or draft.role or source is not CompanySource.MAIN or draft.trigger != "en.join":
        return False
    return any(tie.company is not None and tie.company.company == company.company for tie in entry.ties(draft.who))
