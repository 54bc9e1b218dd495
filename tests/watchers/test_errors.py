"""Troubles tell what happened and keep what is secret."""

import pytest

from watchers.errors import FetchTrouble, masked


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:pw@a.example/x", "https://***@a.example/x"),
        ("https://a.example/x?token=s3cret&q=OpenAI&user=me", "https://a.example/x?token=***&q=OpenAI&user=***"),
        ("https://a.example/x?s3cret#frag", "https://a.example/x?***"),
        ("https://a.example/x\r\n\x1b[31m\u202ey", "https://a.example/x[31my"),
        ("https://[bad", "an unreadable address"),
        ("https://a.example:8443/feed.xml?key=", "https://a.example:8443/feed.xml?key=***"),
    ],
)
def test_secrets_are_masked(url: str, shown: str) -> None:
    """Users, passwords and values of unknown parameters are not shown; line ends and escapes are not either."""
    assert masked(url) == shown


def test_a_trouble_names_kind_and_address() -> None:
    """One line for people, one word for programs, and no secret in either."""
    trouble = FetchTrouble("timeout", "https://u:p@a.example/?key=s3cret", "too slow")
    assert str(trouble) == "timeout: too slow (https://***@a.example/?key=***)"
    assert "s3cret" not in repr(trouble) + trouble.url
