"""Verbs that begin with a name's last character: 升为 in "委任欧冠升为R", 荣退 in "易晓荣退休".

The words of a sentence are found longest first from the left; where a name's end makes a word with what follows, this sets it right.
"""

import re
from collections.abc import Sequence

from watchers.extract.chinese.lexicon import Lexicon
from watchers.extract.chinese.tokens import Kind, Token


def behind_names(tokens: Sequence[Token], text: str, lex: Lexicon) -> Sequence[Token]:
    """The tokens, with the words that took a name's last character put where they begin."""
    if "升为" in text:
        tokens = [_without_sheng(t, text, lex) for t in tokens]
    if "荣" in text and _AFTER_RONG.search(text):
        tokens = [_without_rong(t, text, lex) for t in tokens]
    return tokens


def _without_sheng(token: Token, text: str, lex: Lexicon) -> Token:
    if token.text != "升为" or not _NAMED_SHENG.search(text, 0, token.start):
        return token
    return Token(Kind.WORD, token.start + 1, token.end, "为", lex.classes["为"])


_NAMED_SHENG = re.compile("(?:委任|任命|聘任|委聘|选举|推选)[\u4e00-\u9fff]{2}$")
"""Before "升为", which no verb of raising follows: "委任欧冠升为行政总裁"."""


def _without_rong(token: Token, text: str, lex: Lexicon) -> Token:
    found = _AFTER_RONG.match(text, token.start)
    if found is None:
        return token
    word = found[1]
    return Token(Kind.TRIGGER, found.start(1), found.end(), word, lex.classes[word], lex.triggers[word])


_AFTER_RONG = re.compile("荣(退休|退任|升任|升为)")
"""Behind 荣, verbs that need it not: nobody "荣退休"."""
