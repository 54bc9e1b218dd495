"""What a frame of a Chinese trigger sees and what it yields; the frames themselves are told apart by what they do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from store.model.companies import CompanyRef
from watchers.extract.chinese.clauses import Clause, Phrase
from watchers.extract.chinese.lexicon import Lexicon, Trigger
from watchers.extract.chinese.listing import listed_before
from watchers.extract.chinese.subject import State, Subject, subject
from watchers.extract.chinese.tokens import Kind, Token
from watchers.extract.engine import CompanySource, Direction


@dataclass(slots=True, kw_only=True)
class Draft:
    """A claim before date, certainty and wording are known. Never changed after it is made, nor is Scene."""

    phrase: Phrase
    direction: Direction
    company: CompanyRef
    source: CompanySource
    role: str | None = None
    pattern: str


Result = Iterator[Draft | str]
"""Drafts, and reasons why there is none."""


@dataclass(slots=True)
class Profile:
    """What the article says of a person's place, wherever it says it."""

    company: CompanyRef | None = None
    role: str | None = None
    former: CompanyRef | None = None
    before: CompanyRef | None = None
    """Where the article says that the person worked until now: "此前在O"."""


@dataclass(slots=True, kw_only=True)
class Scene:
    """One trigger in its clause, with all that is known around it."""

    clause: Clause
    at: int
    trigger: Trigger
    found: Sequence[Phrase]
    state: State
    lex: Lexicon
    profiles: dict[str, Profile] = field(default_factory=dict)
    main: CompanyRef | None = None
    settled: frozenset[str] | None = None
    """Who came to the main company long ago, where the article names it for arrivals alone; others cannot leave it."""
    leaders: dict[str, CompanyRef] = field(default_factory=dict)
    people: Sequence[Phrase] = ()
    """The subject, where another clause gives it: "多人离职，包括A和B"."""
    first_lines: bool = True
    """Whether the clause stands in the title or the opening sentence."""
    reorganised: bool = False
    """True where the article opens with new departments."""

    @property
    def word(self) -> Token:
        """The trigger's token."""
        return self.clause.tokens[self.at]

    @property
    def next(self) -> Token | None:
        """The token behind the trigger."""
        return self.clause.tokens[self.at + 1] if self.at + 1 < len(self.clause.tokens) else None

    @property
    def before(self) -> Sequence[Token]:
        """The clause's tokens left of the trigger."""
        return self.clause.tokens[: self.at]

    def profile(self, phrase: Phrase) -> Profile:
        """What is known of a person; empty where nothing is."""
        return self.profiles.get(phrase.name) or Profile()

    def who(self, *, behind: bool = False) -> Subject:
        """Whose deed the trigger is."""
        if self.people:
            return Subject(people=self.people)
        return subject(self.clause, self.at, self.found, self.state, behind_allowed=behind)

    def heir_in(self, clause: Clause, found: Sequence[Phrase]) -> bool:
        """Whether the next clause begins with the name that this one leaves open: "接替他的是一位工程师,X"."""
        parted = clause.opener in {",", ":"} and len(found) == 1 and found[0].first == 0
        return parted and self.trigger.frame == "become"

    def people_after(self) -> list[Phrase]:
        """The people directly behind the trigger, with what describes them."""
        near = [p for p in self.found if p.index > self.at]
        if not near or not _reaches(self.clause.tokens[self.at + 1 : near[0].first + 1]):
            return []
        group = [near[0]]
        for phrase in near[1:]:
            if listed_before(self.clause.tokens, phrase, {group[-1].index: group[-1]}) is None:
                break
            group.append(phrase)
        return group


_REACH = 14


def _goes(token: Token) -> bool:
    return all(trigger.frame in {"leave", "vacate"} for trigger in token.triggers)


def _reaches(between: Sequence[Token]) -> bool:
    """Whether a verb goes as far as a person; the last token is the one with which that person begins."""
    between, first = between[:-1], between[-1]
    going = first.text == "的" or (bool(between) and between[-1].text == "的")  # "接替即将退休的Y"
    going = going or (first.kind is Kind.ROLE and bool(between) and bool(between[-1].triggers))  # "返聘退休总裁Y"
    triggers = [t for t in between if t.triggers and not (going and _goes(t))]
    parted = bool(triggers) or any(t.has("say") or t.text in {"他", "她"} for t in between)
    return sum(len(t.text) for t in between) <= _REACH and not parted
