"""Bytes to text, whatever the server says."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as some

from watchers import decode

SIMPLIFIED = "阿里巴巴通义千问技术负责人林俊旸宣布离职，下一站尚未公布。"
TRADITIONAL = "阿里巴巴通義千問技術負責人宣布離職，下一站尚未公布。"
JAPANESE = "アリババの技術責任者が退職を発表した。次の職場は未定だ。"
RUSSIAN = "Руководитель исследований покидает компанию, преемник пока не назван"
GERMAN = "Der Leiter der Forschung verlässt das Unternehmen für München"


def document(words: str, declared: str = "") -> str:
    """A small feed with these words."""
    prolog = f' encoding="{declared}"' if declared else ""
    return f'<?xml version="1.0"{prolog}?>\n<rss><channel><item><title>{words}</title></item></channel></rss>'


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        (SIMPLIFIED, "gbk"),
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp1251"),
    ],
)
@pytest.mark.parametrize("declared", ["utf-8", "", "right"])
def test_a_lie_about_the_encoding_is_seen_through(words: str, encoding: str, declared: str) -> None:
    """Foreign encodings come out right, declared, not declared, or declared as UTF-8 by header and prolog."""
    named = encoding if declared == "right" else declared
    body = document(words, named).encode(encoding)
    assert words in decode.text(body, f"text/xml; charset={named}" if named else "text/xml")


@pytest.mark.parametrize("declared", ["gb2312", "iso-8859-1", "big5", "nonsense", "base64", "utf-7"])
def test_valid_utf8_is_utf8(declared: str) -> None:
    """Bytes that are valid UTF-8 are read so, whatever else is declared."""
    assert SIMPLIFIED in decode.text(document(SIMPLIFIED, declared).encode(), f"text/xml; charset={declared}")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"])
def test_wide_encodings_are_recognised(encoding: str) -> None:
    """With a mark or without one, UTF-16 is told by its bytes."""
    assert SIMPLIFIED in decode.text(document(SIMPLIFIED).encode(encoding), "text/xml; charset=utf-8")


def test_declared_single_byte_encodings_count() -> None:
    """What is not UTF-8 is what the header or the prolog says."""
    assert GERMAN in decode.text(document(GERMAN).encode("latin-1"), "text/xml; charset=ISO-8859-1")
    assert GERMAN in decode.text(document(GERMAN, "windows-1252").encode("cp1252"))


def test_stateful_encodings_are_believed() -> None:
    """ISO-2022-JP is all ASCII to the eye, so there the declaration decides."""
    assert JAPANESE in decode.text(document(JAPANESE, "iso-2022-jp").encode("iso-2022-jp"))


def test_one_broken_character_costs_one_character() -> None:
    """A character cut in half does not turn the rest of a UTF-8 document into nonsense."""
    body = document(SIMPLIFIED * 20).encode()
    at = body.rindex("布".encode())
    assert SIMPLIFIED * 19 in decode.text(body[: at + 1] + body[at + 2 :], "text/xml; charset=utf-8")


@given(some.binary(max_size=300), some.sampled_from(["", "charset=utf-8", "charset=gbk", "charset=\x00", "charset=hz"]))
def test_any_bytes_become_text(body: bytes, content_type: str) -> None:
    """Nothing raises."""
    assert isinstance(decode.text(codecs.BOM_UTF8 + body, content_type) + decode.text(body, content_type), str)
