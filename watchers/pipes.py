"""How a program and its child speak through a pipe: parts of known length."""

from typing import IO


def send(pipe: IO[bytes], *parts: bytes) -> None:
    """Write each part after its length in eight bytes."""
    for part in parts:
        pipe.write(len(part).to_bytes(8, "big"))
        pipe.write(part)
    pipe.flush()


def receive(pipe: IO[bytes], ceiling: int) -> bytes:
    """Read one part. Raises EOFError at the end of the pipe, ValueError for a part above the ceiling."""
    head = pipe.read(8)
    size = int.from_bytes(head, "big")
    if size > ceiling:
        raise ValueError("more came through the pipe than allowed")
    part = pipe.read(size) if len(head) == 8 else b""
    if len(head) < 8 or len(part) < size:
        raise EOFError("the other end is gone")
    return part
