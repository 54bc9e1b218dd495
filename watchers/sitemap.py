"""The list of a site's pages (sitemaps.org, protocol 0.9), plain or gzipped. Pure; reads no markup but the addresses."""

import html
import re
import zlib

from watchers import decode, raw_item
from watchers.entries import Link, Page

_ROOT = re.compile(r"<(?:[\w-]{1,20}:)?(urlset|sitemapindex)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"<(?:[\w-]{1,20}:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\s\]]{8,2000})", re.IGNORECASE)
_MOST = 50_000
"""As many as the protocol allows in one list."""
_ROOM = 32 * 2**20
_GZIP = b"\x1f\x8b"


def unzipped(body: bytes) -> bytes:
    """The body, out of its gzip where it is in one (by its first bytes, whatever its name); cut at a ceiling."""
    if body[:2] != _GZIP:
        return body
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(body, _ROOM)
    except zlib.error:
        return body


def read(body: bytes, content_type: str, url: str) -> Page | None:
    """The list as a Page without words; None where the body is none."""
    if not _ROOT.search(body[:4096].decode("ascii", "replace")):
        return None
    text = decode.text(body, content_type)
    root = _ROOT.search(text[:4096])
    if root is None:
        return None
    found = (
        raw_item.link_of(html.unescape(one[1]), url)
        for one, _ in zip(_ADDRESS.finditer(text), range(_MOST), strict=False)
    )
    links = tuple(Link(link) for link in dict.fromkeys(link for link in found if link))
    if root[1].lower() == "sitemapindex":
        return Page(url=url, feeds=links, is_sitemap=True)
    return Page(url=url, links=links, is_sitemap=True)
