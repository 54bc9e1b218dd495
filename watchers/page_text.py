"""A fetched page to its title and its words. Knows no main text from menus yet: every line that is shown is given."""

import re

from watchers import decode, plain_text

_TITLE = re.compile(r"<title[^<>]*+>([^<]*+)<", re.IGNORECASE)


def read(body: bytes, content_type: str) -> tuple[str, str]:
    """Title and text of an HTML page, or of plain text; both without markup and bounded."""
    text = decode.text(body, content_type)
    found = _TITLE.search(text[: plain_text.HTML_ROOM])
    title = plain_text.line(plain_text.from_html(found.group(1))) if found else ""
    words = plain_text.lines(plain_text.from_html(text) if plain_text.looks_marked_up(text) else text)
    return title, words.removeprefix(title).lstrip() if title else words
