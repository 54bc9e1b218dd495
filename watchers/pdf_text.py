"""The words of a document in PDF, its first pages only. Pure, but not safe: belongs into a process that can be killed."""

import io
import logging
import re

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from watchers import plain_text
from watchers.errors import FormatTrouble

_MOST_PAGES = 12
"""Announcements take a few; annual reports hundreds, and nobody's move starts on page thirteen."""
_BROKEN = (PyPdfError, ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError, NotImplementedError)

_ENDS = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)[.!?:;。！？：；]['\"”’」)]*$")
_HAN = re.compile(r"[\u3400-\u9fff，、；：（）「」]")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def is_pdf(body: bytes) -> bool:
    """Say whether this is one; a little may stand before the mark."""
    return b"%PDF-" in body[:1024]


def read(body: bytes, url: str) -> str:
    """The words, one paragraph a line as far as the document tells. Raises FormatTrouble of kind `not_a_page`."""
    try:
        pages = PdfReader(io.BytesIO(body)).pages
        words = [pages[at].extract_text() for at in range(min(len(pages), _MOST_PAGES))]
    except (*_BROKEN, RecursionError) as error:
        raise FormatTrouble("not_a_page", url, f"the PDF cannot be read: {type(error).__name__}") from error
    text = plain_text.lines(unwrapped("\n".join(words)))
    if not text:
        raise FormatTrouble("not_a_page", url, "the PDF holds pictures of words only")
    return text


def unwrapped(text: str) -> str:
    """Lines broken at a column's width made paragraphs again: a long line goes on unless a full stop ends it."""
    lines = [line.strip() for line in text.split("\n")]
    widths = sorted(len(line) for line in lines if line)
    full = widths[len(widths) * 3 // 4] * 0.7 if widths else 0
    told: list[str] = []
    for line in lines:
        told.append(line)
        if line and len(line) >= full and not _ENDS.search(line):
            told.append("" if _HAN.match(line[-1]) else " ")
        else:
            told.append("\n")
    return "".join(told)
