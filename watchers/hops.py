"""Where a request leads: readable addresses, redirects, and whether those are meant for good. Pure; knows no socket."""

from yarl import URL

from watchers.errors import FetchTrouble

MOST = 5
"""Redirects followed for one fetch."""
_FOR_GOOD = frozenset({301, 308})
_STATUSES = _FOR_GOOD | {302, 303, 307}


def is_redirect(status: int) -> bool:
    """Say whether the answer sends us elsewhere."""
    return status in _STATUSES


def address(text: str, asked: str) -> URL:
    """Parse an address; only http and https with a host are fetched. Raises FetchTrouble."""
    try:
        url = URL(text.strip())
        usable = url.scheme in {"http", "https"} and bool(url.host)
    except ValueError as error:
        raise FetchTrouble("bad_url", asked, "no readable address") from error
    if not usable:
        raise FetchTrouble("bad_url", text, "only http and https are fetched")
    return url.with_fragment(None)


def target(url: URL, location: str) -> URL:
    """Where a redirect from `url` leads; user and password go along within one origin only. Raises FetchTrouble."""
    try:
        found = url.join(URL(location))
        usable = bool(location) and found.scheme in {"http", "https"} and bool(found.host)
        same = usable and found.origin() == url.origin()
    except ValueError as error:
        raise FetchTrouble("bad_redirect", str(url), "the new address is unreadable") from error
    if not usable:
        raise FetchTrouble("bad_redirect", str(url), f"to {found.scheme or 'no'} address")
    own = found.with_user(url.user).with_password(url.password) if same else found.with_user(None)
    return own.with_fragment(None)


def is_lasting(url: URL, status: int, to: URL) -> bool:
    """Say whether a redirect tells a new address to keep (RFC 9110, 15.4.2 and 15.4.9).

    None to keep: one that gives up encryption, and one from an address with a password, which would be left behind.
    """
    downgraded = url.scheme == "https" and to.scheme == "http"
    return status in _FOR_GOOD and not downgraded and url.user is None
