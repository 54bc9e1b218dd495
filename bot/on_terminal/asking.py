"""A form's fields as lines to answer one by one: what is asked, and what an answer means. Pure."""

from bot.forms import Field


def asked(field: Field) -> str:
    """The line that asks for a field: label, numbered choices or a hint, and what stands there at first."""
    numbered = "  ".join(f"{number} {label}" for number, (_, label) in enumerate(field.choices, 1))
    several = "numbers with commas between" if field.many else "a number"
    what = f"{numbered} ({several})" if numbered else field.hint
    first = dict(field.choices).get(field.value, field.value)
    return " · ".join(filter(None, (field.label, what))) + (f" [{first}]" if first else "")


def chosen(field: Field, typed: str) -> str:
    """The value an answer stands for: a choice by its number or words, several parted by commas; nothing keeps the first."""
    given = typed.strip()
    if not given:
        return field.value
    if not field.choices:
        return given
    pieces = given.replace("，", ",").split(",") if field.many else [given]
    return ", ".join(_choice(field, piece.strip()) for piece in pieces if piece.strip())


def _choice(field: Field, piece: str) -> str:
    if piece.isdecimal() and 0 < int(piece) <= len(field.choices):
        return field.choices[int(piece) - 1][0]
    labels = {label.casefold(): value for value, label in field.choices}
    return labels.get(piece.casefold(), piece)
