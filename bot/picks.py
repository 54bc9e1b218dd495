"""What is picked while somebody types where a platform offers choices: a company, or a move or person by their names. Pure."""

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


@dataclass(frozen=True, slots=True)
class Choice:
    """What an order takes, and what people read."""

    value: str
    label: str
