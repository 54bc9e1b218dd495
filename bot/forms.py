"""What is asked of a person at once, free of any platform: a Form of a few fields, rendered to a modal or asked one by one.

What was filled in goes to `Answers.fill` under the form's key, as one string for each field.
"""

from dataclasses import dataclass

MOST_FIELDS = 5
MOST_CHOICES = 25
"""Discord shows no more of either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing to fill in: free words, a channel, or a choice."""

    name: str
    """The key of what is filled in."""
    label: str
    """At most 45 characters."""
    value: str = ""
    """What stands there at first: words, or the value of a choice."""
    hint: str = ""
    """What to write, at most 100 characters."""
    choices: tuple[tuple[str, str], ...] = ()
    """Value and label of each choice, at most 25; empty for free words."""
    many: bool = False
    """Several choices may be made; their values are joined by ", "."""
    channel: bool = False
    """A channel of the platform is picked; what is filled in is its id."""
    optional: bool = True
    long: bool = False
    """Free words of several lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form; `key` (at most 94 characters) is that of the button that opens it, and all that is needed after a restart."""

    key: str
    title: str
    """At most 24 characters."""
    submit: str
    """The word on the button, at most 24 characters."""
    fields: tuple[Field, ...]
    """At most 5, each with a name of its own."""
