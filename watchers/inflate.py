"""Undoes gzip and deflate with a ceiling, and demands the end of the stream. No I/O.

aiohttp could decode too, but takes a stream cut before its end for a whole one; its ETag would then be stored and the
rest never seen.
"""

import zlib

_MEMBERS = 64
"""gzip streams may be chained; more than a few in one answer is an attack on the loop below."""
_STEP = 64 * 1024
"""Bytes unpacked at once, so that no answer holds the loop up."""
_SMALL = 128 * 1024
_RATIO = 100
"""Beyond an eighth of a megabyte nothing honest unpacks to so many times its size; a feed of blanks and repeats comes to
thirty. So a bomb costs well under a millisecond."""


class Truncated(ValueError):
    """The compressed stream ended before its end mark."""


class TooBig(ValueError):
    """More came than the ceiling allows."""


class Inflater:
    """Fed with pieces as they arrive. `encoding` is the Content-Encoding; ValueError for one we never asked for."""

    def __init__(self, encoding: str, ceiling: int) -> None:
        self._encoding = encoding.strip().lower()
        if self._encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise ValueError(f"unknown Content-Encoding {self._encoding[:40]!r}")
        self._plain = self._encoding in {"", "identity"}
        self._room = ceiling
        self._stream: zlib._Decompress | None = None
        self._members = 0
        self._packed = 0
        self._unpacked = 0
        self._pieces: list[bytes] = []

    def feed(self, data: bytes) -> None:
        """Take the next piece. Raises TooBig, or zlib.error where it is not what the header says."""
        if self._plain:
            self._keep(data)
            return
        pending = False
        while data or pending:
            if self._stream is None:
                if not self._begins(data):
                    return
                self._stream = zlib.decompressobj(self._window(data))
                self._members += 1
            some, given = self._stream.decompress(data, _STEP), len(data)
            data = self._stream.unconsumed_tail or self._stream.unused_data
            self._packed += given - len(data)
            self._keep(some)
            pending = len(some) == _STEP and not self._stream.eof  # more may lie inside, though all was taken in
            if self._stream.eof:
                self._stream = None

    def finish(self) -> bytes:
        """Everything decoded. Raises Truncated where a stream is still open, or was announced and never came."""
        if not self._plain and (self._stream is not None or not self._members):
            raise Truncated("the compressed stream has no end")
        return b"".join(self._pieces)

    def _begins(self, data: bytes) -> bool:
        """Whether a (further) stream starts here; what follows a finished one and is no gzip is padding."""
        if not self._members:
            return True
        if self._members >= _MEMBERS:
            raise TooBig(f"more than {_MEMBERS} chained gzip streams")
        return self._encoding != "deflate" and data.startswith(b"\x1f\x8b")

    def _window(self, data: bytes) -> int:
        """gzip, or deflate with or without its zlib wrapper: servers disagree on what the word means."""
        if self._encoding != "deflate":
            return 16 + zlib.MAX_WBITS
        wrapped = data[0] & 0x0F == 8 and (len(data) < 2 or int.from_bytes(data[:2], "big") % 31 == 0)
        return zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS

    def _keep(self, data: bytes) -> None:
        self._room -= len(data)
        self._unpacked += len(data)
        if self._room < 0:
            raise TooBig("the answer is larger than allowed")
        if not self._plain and self._unpacked > max(_SMALL, _RATIO * self._packed):
            raise TooBig(f"it unpacks to more than {_RATIO} times its size")
        if data:
            self._pieces.append(data)
