"""Foreign text made plain."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from watchers import plain_text

MARKUP = {
    "paragraphs": ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
    "inline": ("A<b>l</b>ibaba<br/>next", "Alibaba\nnext"),
    "references": ("R&amp;D&nbsp;at&#32;X&#x2014;yes", "R&D at X—yes"),
    "scripts": ("a<script>if (a<b) {}</script>b<STYLE>x</STYLE >c", "abc"),
    "unclosed script": ("a<script>b", "a"),
    "comments": ("a<!-- <p>no</p> -->b<!-- open", "ab"),
    "quoted bracket": ('<img alt="a > b" title=\'"\'>text', "text"),
    "cut tag": ('text <a href="http', "text"),
    "less than": ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    "absurd reference": ("a&#" + "9" * 9000 + ";b", "ab"),
    "chinese": ("<div>林俊旸　离职</div><div>加入</div>", "林俊旸 离职\n加入"),
    "escaped markup": ("&lt;script&gt;", "<script>"),
}


@pytest.mark.parametrize("case", MARKUP)
def test_markup_becomes_words(case: str) -> None:
    """Tags go, what they held stays; a block ends a line, anything inline joins its neighbours."""
    markup, words = MARKUP[case]
    assert plain_text.lines(plain_text.from_html(markup)) == words


@pytest.mark.parametrize(
    "piece", ["<a ", "<", "<!--", "<script ", '<a "', "<p>", "<svg>", "</", "&#9", "<a b='", "<!", "<?", "&amp"]
)
def test_the_cost_grows_no_faster_than_the_text(piece: str) -> None:
    """Runs of unclosed anything are read in a fraction of a second, up to the cap and far beyond it."""
    markup = piece * (2 * plain_text.HTML_ROOM // len(piece))
    started = time.process_time()
    plain_text.lines(plain_text.from_html(markup))
    assert time.process_time() - started < 1.0


def test_a_line_is_one_line_without_hidden_signs() -> None:
    """Line ends, escape codes, direction overrides, zero-width signs and lone surrogates do not get through."""
    hidden = "A\r\nB\x1b[31m\u202eC\u200bD\ufeff\u2066E\x00F\ud800G\u00adH"
    assert plain_text.line(hidden) == "A B[31mCDEFGH"


@given(some.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    """What is tidy stays as it is, and never holds two blanks or an empty line."""
    tidy = plain_text.lines(text)
    assert plain_text.lines(tidy) == tidy
    assert "  " not in tidy
    assert "\n\n" not in tidy


def test_lengths_are_bounded() -> None:
    """However long the text, what is kept has a limit."""
    assert len(plain_text.line("a" * 10_000)) == plain_text.TITLE_ROOM
    assert len(plain_text.lines("a\n" * 10**6)) <= plain_text.TEXT_ROOM
