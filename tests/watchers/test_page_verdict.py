"""Challenge, consent, paywall and error pages are told from articles."""

import pytest

from watchers.entries import Page
from watchers.page_verdict import Sign, signs, verdict

ARTICLE = "Mira Lund leaves Example Lab, where she led research. " * 40


def _named(sign: Sign) -> str:
    return f"{sign.kind}-{sign.where}-{sign.pattern.pattern[:20]}"


@pytest.mark.parametrize("sign", signs(), ids=_named)
def test_each_sign_finds_its_yes_and_not_its_no(sign: Sign) -> None:
    """The cases that stand beside each sign."""
    assert [words for words in sign.yes if not sign.stands_in(words)] == []
    assert [words for words in sign.no if sign.stands_in(words)] == []
    assert sign.yes
    assert sign.no


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (Page(url="", title="Just a moment...", shown="Please wait"), "challenge"),
        (Page(url="", title="App", shown="You need to enable JavaScript to run this app."), "challenge"),
        (Page(url="", title="Wire", text="x" * 200, shown="We value your privacy " + "x" * 200), "consent"),
        (Page(url="", title="Exit", text="A teaser. " * 20, shown="Subscribe to continue reading"), "paywall"),
        (Page(url="", title="Exit", text="A teaser. " * 20, free=False), "paywall"),
        (Page(url="", title="Page not found", text="x" * 300, shown="x" * 300), "error_page"),
        (Page(url="", title="某某科技", text="该内容已被发布者删除", shown="该内容已被发布者删除"), "error_page"),
        (Page(url="", title="A lab", text="Nothing much.", shown="Nothing much."), "nothing_to_read"),
        (Page(url="", title="Exit", text=ARTICLE, shown=ARTICLE + "Subscribe to continue reading"), None),
        (Page(url="", title="Exit", text=ARTICLE, shown=ARTICLE, free=False), None),
        (Page(url="", title="快讯", text="林某离职。" * 10, shown="林某离职。" * 10), None),
    ],
)
def test_a_page_is_judged_by_its_signs_and_its_length(page: Page, expected: str | None) -> None:
    """Much text is an article, whatever is sold beside it."""
    assert verdict(page) == expected
