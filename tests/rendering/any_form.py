"""Any form."""

from bot.forms import Field, Form
from tests.rendering.words import Anything


def form(chance: Anything) -> Form:
    """A form whose every word is any; names of fields and values of choices are ours."""
    fields = tuple(
        Field(
            name=f"field{number}",
            label=chance.any(),
            value=chance.choice(("", "v1", chance.any())),
            hint=chance.any(),
            choices=tuple((f"v{n}", one) for n, one in enumerate(chance.some(30))) if chance.random() < 0.5 else (),
            many=chance.random() < 0.3,
            optional=chance.random() < 0.5,
            long=chance.random() < 0.3,
        )
        for number in range(chance.randint(1, 5))
    )
    return Form(key="form:role m1", title=chance.any(), submit=chance.any(), fields=fields)
