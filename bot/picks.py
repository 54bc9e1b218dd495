"""What is picked while somebody types where a platform offers choices: a company, a route, or a move or person by their names. Pure."""

import enum
from dataclasses import dataclass


class Pick(enum.StrEnum):
    """What is asked for."""

    COMPANY = "company"
    """A watched company, by its name."""
    MOVE = "move"
    """A move, by its id."""
    PERSON = "person"
    """A person, by their id."""
    ROUTE = "route"
    """A route that was made in the asker's channel, by its number; for those who may set up alone."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What an order takes, and what people read."""

    value: str
    label: str
