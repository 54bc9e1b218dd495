"""Discord's limits as data. Source: the developer documentation, pages Message, Embed and Component reference."""

CONTENT = 2000
"""Text beside the embeds."""
TITLE = 256
DESCRIPTION = 4096
FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1024
EMBED_TOTAL = 6000
"""All words of all embeds of one message together."""

BUTTONS = 25
"""Five rows of five."""
BUTTON_LABEL = 80
OPTIONS = 25
"""Options of one menu, which takes a row of its own."""
OPTION_WORDS = 100
"""Of an option's label and of its value."""
ROW = 5
"""Buttons of a row."""
CUSTOM_ID = 100

CHOICES = 25
"""Completions offered while somebody types."""
CHOICE_NAME = 100

ALT = 1024
"""The words of an attachment."""
THREAD_NAME = 100
TAGS = 20
"""Of a forum."""
TAG_NAME = 20

MODAL_TITLE = 45
MODAL_PARTS = 5
LABEL = 45
"""Over a part of a modal."""
HINT = 100
"""The description of a label, or what stands in an empty input."""
INPUT = 4000
