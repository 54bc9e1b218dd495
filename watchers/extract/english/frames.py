"""From a trigger and its clause to drafts: which function reads which frame of `lexicon/en_triggers.toml`.

Every function returns drafts: who, which way, which company as far as the clause says. What the clause leaves open
(the company of "he resigned") is supplied by `completion` from the rest of the entry.
"""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from watchers.extract.english import ending as english_ending
from watchers.extract.english import founding as english_founding
from watchers.extract.english import handing as english_handing
from watchers.extract.english import hiring as english_hiring
from watchers.extract.english import joining as english_joining
from watchers.extract.english import leading as english_leading
from watchers.extract.english import leaving as english_leaving
from watchers.extract.english import nouns as english_nouns
from watchers.extract.english import succession as english_succession
from watchers.extract.english import successors as english_successors
from watchers.extract.english.drafts import Draft, Scene

Frame: TypeAlias = Callable[[Scene], Iterator[Draft]]

FRAMES: dict[str, Frame] = {
    "leave": english_leaving.leave,
    "join": english_joining.join,
    "come_back": english_joining.come_back,
    "become": english_joining.become,
    "found": english_founding.found,
    "lead": english_leading.lead,
    "hire": english_hiring.hire,
    "fire": english_leaving.fire,
    "share": english_successors.share,
    "swap": english_succession.swap,
    "replace": english_succession.replace_,
    "hand_over": english_succession.hand_over,
    "shift": english_joining.shift,
    "last_day": english_ending.last_day,
    "stint": english_ending.stint,
    "go": english_leaving.go,
    "pass_on": english_handing.pass_on,
    "out_noun": english_nouns.out_noun,
    "in_noun": english_nouns.in_noun,
}
