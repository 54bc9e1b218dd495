"""RSS, Atom and JSON Feed as they come."""

from watchers.entries import Document
from watchers.sources.kind import Kind


def tidy(document: Document) -> Document:
    """Leave everything as it is."""
    return document


KIND = Kind(tidy=tidy)
