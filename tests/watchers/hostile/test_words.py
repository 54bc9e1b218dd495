"""Words that would act: markup, mentions, links, controls. They come out as plain words, or not at all."""

import pytest

from tests.stand_ins.feeds import item, rss
from watchers.feed_reader import FeedReader

URL = "https://news.example/feed"

TITLES = {
    "a script": ("&lt;script&gt;alert(1)&lt;/script&gt;Ada leaves", "Ada leaves"),
    "a script, escaped twice": ("&amp;lt;script&amp;gt;x&amp;lt;/script&amp;gt; Ada", "<script>x</script> Ada"),
    "an event": ("&lt;img src=x onerror=alert(1)&gt;Ada", "Ada"),
    "a style": ("&lt;style&gt;*{display:none}&lt;/style&gt;Ada", "Ada"),
    "a frame": ('&lt;iframe src="http://127.0.0.1"&gt;&lt;/iframe&gt;Ada', "Ada"),
    "bold": ("&lt;b&gt;Ada&lt;/b&gt; leaves", "Ada leaves"),
    "everybody in Slack": ("&lt;!channel&gt; Ada", None),
    "everybody in Discord": ("@everyone Ada", "@everyone Ada"),
    "a link in Slack's way": ("&lt;http://evil.example|click&gt; Ada", None),
    "text turned round": ("Ada \u202eseveal", "Ada seveal"),
    "text isolated": ("\u2066Ada\u2069 leaves", "Ada leaves"),
    "invisible letters": ("A\u200bd\u200da\ufeff leaves", None),
    "a terminal's colours": ("Ada &#x1b;[31mleaves", None),
    "a bell and a null": ("Ada&#7;&#0; leaves", None),
    "line ends": ("Ada&#13;&#10;INFO forged log line", "Ada INFO forged log line"),
    "line ends of Unicode": ("Ada\u2028leaves\u2029now\u0085", None),
    "a formula": ("=HYPERLINK(0)", "=HYPERLINK(0)"),
    "a template": ("{{7*7}} ${7*7} %s %n", "{{7*7}} ${7*7} %s %n"),
    "quotes and semicolons": ("'; DROP TABLE move; --", "'; DROP TABLE move; --"),
}  # fmt: skip

LINKS = {
    "javascript:alert(1)": None,
    "JaVaScRiPt:alert(1)": None,
    "java&#10;script:alert(1)": "https://news.example/java%20script:alert(1)",
    " javascript:alert(1)": None,
    "data:text/html,x": None,
    "vbscript:x": None,
    "file:///etc/passwd": None,
    "mailto:a@b.example": None,
    "about:blank": None,
    "http://": None,
    "https://[x": None,
    "http://a.example:port/": None,
    "//b.example/x": "https://b.example/x",
    "/x": "https://news.example/x",
    "../../x": "https://news.example/x",
    "https://b.example/a b": "https://b.example/a%20b",
    "https://b.example/&#13;&#10;X: y": "https://b.example/%20X:%20y",
    "https://b.example/" + "x" * 5000: None,
}


@pytest.mark.parametrize("case", TITLES)
async def test_a_title_is_plain_words(reader: FeedReader, case: str) -> None:
    """No tag, control or turn of direction is left; what is only words is left as words for the renderers to escape."""
    written, expected = TITLES[case]
    (entry,) = (await reader.read(rss(item(written, guid="1", text=f"About: {written}")), "", URL)).entries
    for text in (entry.title, entry.summary.replace("\n", "")):
        assert all(sign.isprintable() for sign in text)
    assert expected is None or entry.title == expected


@pytest.mark.parametrize("written", LINKS)
async def test_a_link_leads_to_the_web_or_nowhere(reader: FeedReader, written: str) -> None:
    """Only http and https are links, absolute and on one line."""
    (entry,) = (await reader.read(rss(item("Ada leaves", guid="1", link=written)), "", URL)).entries
    assert entry.url == LINKS[written]
