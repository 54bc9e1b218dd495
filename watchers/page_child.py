"""The child process of `watchers.page_reader`; run as `python -m watchers.page_child`.

The libraries are loaded before the first job, so that no page pays for them with its processor time.
"""

from collections.abc import Mapping

from watchers import child, page_text


def read(body: bytes, header: Mapping[str, str]) -> Mapping[str, object]:
    """One page."""
    return page_text.pack(page_text.read(body, header["content_type"], header["url"]))


if __name__ == "__main__":
    child.serve(read)
