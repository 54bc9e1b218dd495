"""One trigger of a clause with what the whole article knows around it."""

from watchers.extract.chinese.article import Scanned
from watchers.extract.chinese.clauses import Clause
from watchers.extract.chinese.lexicon import Trigger
from watchers.extract.chinese.scene import Scene
from watchers.extract.chinese.subject import State

_FEW = 2
"""Listed companies up to which any sentence of an article is about its own one."""


def staged(article: Scanned, clause: Clause, at: int, trigger: Trigger, state: State) -> Scene:
    """What a frame sees of the trigger at token `at`."""
    return Scene(
        clause=clause,
        at=at,
        trigger=trigger,
        found=clause.people,
        state=state,
        lex=article.lex,
        profiles=article.profiles,
        main=article.main,
        settled=article.settled,
        leaders=article.leaders,
        reorganised=article.reorganised,
        first_lines=clause.sentence.index <= 1 or len(article.firms) <= _FEW,
    )
