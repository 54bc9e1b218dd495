"""Which language an article is in, by its letters and its most frequent words. Reads nothing else of it."""

import re

from watchers.entries import Article
from watchers.extract.text import WORDS, full_text

_STOP_WORDS = {code: frozenset(words.split()) for code, words in WORDS["stop_words"].items()}
_PARTICLES = frozenset(str(WORDS["particles"]["words"]).split())
_KANA = re.compile(r"[\u3040-\u30ff]+")
_HANGUL = re.compile(r"[\uac00-\ud7af]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
_OTHER_LETTER = re.compile(r"[\u0370-\u1dff]+")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1dff\u3040-\u30ff\uac00-\ud7af]")  # neither Latin nor Chinese
_BETWEEN_NAMES = re.compile(r"[A-Za-z] ?[\u4e00-\u9fff]{2,3} ?[A-Za-z]")  # "A离开O"; a name's gloss stands in brackets
_SMALL_WORD = re.compile(r"(?<![^\W_])[a-zß-ž]{2,}(?![^\W_])")
_WORD = re.compile(r"[^\W\d_]+")
_ONLY_LETTERS = bytes(code if code < 128 and chr(code).isalpha() else 32 for code in range(256))
_SAMPLE = 4000  # letters from the beginning; more would tell nothing new


def language_of(article: Article) -> str:
    """Say which language an article is in: by its letters, by its most frequent words, else as told, else English.

    Feeds that tell a language tell one for all their entries, so what the words say counts for more. Returns `en`, `zh`,
    another ISO code, or `xx` for letters that nobody here reads.
    """
    text = full_text(article)[:_SAMPLE]
    told = (article.lang or "").casefold().replace("_", "-").partition("-")[0]
    found = _by_letters(text) or _by_words(text) or told or "en"
    return "ja" if (found, told) == ("zh", "ja") else found  # a headline in Chinese characters alone


def _by_letters(text: str) -> str | None:
    """The language of a script that is not Latin, where its letters lead."""
    if text.isascii():
        return None
    han = _count(_HAN, text)
    others = _OTHER_SCRIPT.search(text) is not None
    kana = _count(_KANA, text) if others else 0
    if kana and kana * 10 > han:
        return "ja"
    if not others and (not han or han * 4 > len(text) - han):
        return "zh" if han else None  # whatever the number of Latin letters: no need to count them
    latin = _count(_LATIN, text)
    if others and _count(_HANGUL, text) * 3 > latin:
        return "ko"
    # One Chinese character says about as much as four letters; a line of names and Chinese words has no small Latin ones.
    if han * 4 > latin or ((han > 3 or _BETWEEN_NAMES.search(text)) and not _SMALL_WORD.search(text)):
        return "zh"
    return "xx" if others and _count(_OTHER_LETTER, text) > latin else None


def _count(letters: re.Pattern[str], text: str) -> int:
    return sum(map(len, letters.findall(text)))


def _words(text: str) -> list[str]:
    """Every run of letters; ASCII is cut without looking at each, for most texts are."""
    return text.encode().translate(_ONLY_LETTERS).decode().split() if text.isascii() else _WORD.findall(text)


def _by_words(text: str) -> str | None:
    """The language whose frequent words lead clearly: twice the English ones, or the only ones, names' particles apart."""
    every = _words(text)
    english = sum(map(_STOP_WORDS["en"].__contains__, every))
    if english * 4 > len(every):
        return "en"
    words = list(filter(str.islower, every))
    if english * 4 > len(words):
        return "en"
    counts = {code: sum(map(known.__contains__, words)) for code, known in _STOP_WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    clear = any(word in _STOP_WORDS[best] and word not in _PARTICLES for word in words)
    if best == "en" or not clear:
        return "en" if english else None
    return best if counts[best] > 1.5 * english else "en"
