"""Undoing gzip and deflate."""

import gzip
import random
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from watchers.inflate import Inflater, TooBig

NOISE = random.Random(1).randbytes(3 * 2**20)  # noqa: S311 - the same in every run


@settings(deadline=None, max_examples=25)
@given(
    size=some.sampled_from([0, 1, 131_071, 131_072, 131_073, 262_143, 262_144, 262_145, 524_288, 2_000_000]),
    piece=some.sampled_from([1_000, 65_536, 10**7]),
    repeats=some.booleans(),
    encoding=some.sampled_from(["gzip", "deflate", ""]),
)
def test_what_was_packed_comes_out_whole(size: int, piece: int, encoding: str, *, repeats: bool) -> None:
    """In pieces or at once, around the sizes at which the work is cut up, nothing is lost."""
    blanks = (NOISE[at : at + 50] + b" " * 978 for at in range(0, size // 1028 * 50, 50))
    body = b"".join(blanks) if repeats else NOISE[:size]
    packed = gzip.compress(body) if encoding == "gzip" else zlib.compress(body) if encoding else body
    inflater = Inflater(encoding, 2**23)
    for at in range(0, len(packed), piece):
        inflater.feed(packed[at : at + piece])
    assert inflater.finish() == body


@pytest.mark.parametrize("size", [5 * 2**20, 50 * 2**20])
def test_a_bomb_goes_off_after_a_megabyte(size: int) -> None:
    """Long before the ceiling, since nothing honest shrinks to a hundredth."""
    inflater = Inflater("gzip", 2**30)
    with pytest.raises(TooBig, match="100 times"):
        inflater.feed(gzip.compress(bytes(size), 9))
    assert inflater._unpacked < 10 * 2**20
