"""A form for tests of renderers."""

from bot.forms import Field, Form


def every_field(key: str) -> Form:
    """A form with a field of each sort."""
    fields = (
        Field(name="channel", label="Which channel", channel=True, optional=False),
        Field(name="companies", label="Companies", choices=(("Alibaba", "Alibaba"), ("OpenAI", "OpenAI")), many=True),
        Field(name="when", label="When", choices=(("now", "At once"), ("daily", "Daily")), value="now", optional=False),
        Field(name="zone", label="Time zone", value="UTC", hint="Asia/Shanghai"),
        Field(name="note", label="Why", long=True),
    )
    return Form(key=key, title="What to hear of", submit="Tell this channel", fields=fields)
