"""People an admin names in the watchlist, with the other ways they are written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One known person; `name` is what chat shows, `also` every other form in any script or order."""

    name: str
    also: tuple[str, ...] = ()
