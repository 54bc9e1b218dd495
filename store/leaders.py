"""Leaders of the trade known by several names, from `leaders.toml`; not the admin's own list, which always wins."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from store.model.names import fold
from store.model.people import Person


@cache
def known() -> tuple[Person, ...]:
    """Everybody in the file, in its order."""
    data = tomllib.loads((files("store") / "leaders.toml").read_text(encoding="utf-8"))
    return tuple(Person(name=row["name"], also=tuple(row["also"])) for row in data["people"])


def beside(people: Sequence[Person], others: Sequence[Person]) -> tuple[Person, ...]:
    """These people, and those of the others who bear none of their names."""
    taken = {form for person in people for form in _forms(person)}
    return (*people, *(other for other in others if taken.isdisjoint(_forms(other))))


def _forms(person: Person) -> frozenset[str]:
    return frozenset(map(fold, (person.name, *person.also)))
