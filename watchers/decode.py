"""Bytes of an answer to text: what is declared counts only as far as the bytes agree. Pure.

Feeds lie about their encoding: GBK served as UTF-8 is common, and the feed parser turns it into nonsense without a
word. Order: byte order mark, valid UTF-8, what the header says, what the prolog says, then a guess on the bytes that
are not ASCII (on a whole document, mostly ASCII, detectors guess wrong).
"""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
}
"""What is declared names a narrower set than what is written; superset of each, as browsers read it."""
_REFUSED = frozenset({"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
"""Codecs of Python that are no encoding of documents, or hide ASCII in other ASCII."""
_STATEFUL = ("iso2022", "hz")
_GUESSED = ["gb18030", "big5", "cp932", "euc_jp", "cp949", "cp1251", "koi8_r", "cp1252", "cp1250"]
_SAMPLE = 64 * 1024
_FORGIVEN = 50
"""One broken character in so many does not make UTF-8 another encoding."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_PROLOG = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE)
_NOT_ASCII = re.compile(rb"[^\n<>\"]{0,12}[\x80-\xff][^\n<>]{0,400}")


def text(body: bytes, content_type: str = "") -> str:
    """Decode; never raises, and loses at most single broken characters of a document it can make sense of."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    declared = [name for name in (_from_header(content_type), _from_prolog(body)) if name]
    stateful = [name for name in declared if name.replace("_", "").replace("-", "").startswith(_STATEFUL)]
    for encoding in (*stateful, *_unmarked_wide(body), "utf-8", *declared):
        try:
            return body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _mended(body) or _guessed(body) or body.decode("utf-8", "replace")


def _from_header(content_type: str) -> str | None:
    found = _CHARSET.search(content_type[:400])
    return _known(found[1]) if found else None


def _from_prolog(body: bytes) -> str | None:
    found = _PROLOG.search(body[:1000])
    return _known(found[1].decode("ascii", "replace")) if found else None


def _known(name: str) -> str | None:
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    if found.name in _REFUSED or not found._is_text_encoding:  # noqa: SLF001 - base64 and zlib are "codecs" too
        return None
    return _WIDER.get(found.name, found.name)


def _unmarked_wide(body: bytes) -> tuple[str, ...]:
    """UTF-16 without its mark, told by the NUL beside the first bracket."""
    if body[:4:2] == b"\0\0" and body[1:2] in b"<{[":
        return ("utf-16-be",)
    if body[1:4:2] == b"\0\0" and body[:1] in b"<{[":
        return ("utf-16-le",)
    return ()


def _mended(body: bytes) -> str | None:
    """UTF-8 with a few broken characters, such as one cut at a column's width."""
    tried = body.decode("utf-8", "replace")
    broken = tried.count("\ufffd")
    foreign = sum(1 for sign in tried[:_SAMPLE] if sign > "\x7f") or 1
    return tried if broken * _FORGIVEN <= foreign else None


def _guessed(body: bytes) -> str | None:
    sample = b"\n".join(_NOT_ASCII.findall(body[: 8 * _SAMPLE]))[:_SAMPLE]
    best = from_bytes(sample, cp_isolation=_GUESSED).best() if sample else None
    return body.decode(best.encoding, "replace") if best else None
