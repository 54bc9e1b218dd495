"""Modals and the App Home as Slack takes them: of a card, of a form, of patience; and what somebody filled in. Pure."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.cards import Card, Tone, plain
from bot.forms import Field, Form
from bot.on_slack import limits
from bot.on_slack.blocks import Block, paragraph, plain_text, screen
from bot.on_slack.bodies import Body, table, tables, word
from bot.on_slack.mrkdwn import tidy, words

View = dict[str, Any]

FORM = "form"
"""The callback id of a modal that can be submitted."""
_FIELD = "field."
_INPUT = "value"
_CHANNEL = "conversations_select"
_TITLE = "Moves"
_BETWEEN = ", "
_WORDLESS = "It was not taken."


@dataclass(frozen=True, slots=True)
class About:
    """What a modal is about; Slack keeps it with the modal, so that it outlives a restart. People cannot change it."""

    key: str = ""
    channel: str = ""
    """The channel as it stands in destinations; empty where the modal was opened outside of one."""
    thread: str = ""
    home: bool = False
    """Whether it was opened from the App Home, which then shows what changed."""

    @property
    def kept(self) -> str:
        """As it is kept in `private_metadata`."""
        return json.dumps({name: value for name, value in asdict(self).items() if value}, ensure_ascii=False)

    @classmethod
    def of(cls, view: Body) -> "About":
        """What a view is about; nothing where it does not say."""
        try:
            told = json.loads(word(view, "private_metadata") or "{}")
        except ValueError:
            return cls()
        told = told if isinstance(told, dict) else {}
        return cls(word(told, "key"), word(told, "channel"), word(told, "thread"), home=told.get("home") is True)


def patience(about: About, said: str) -> View:
    """A modal that asks for a moment."""
    return _modal(about, _TITLE, [paragraph(words(said))])


def of_card(card: Card, about: About, picture: str = "") -> View:
    """A card as a modal."""
    return _modal(about, _TITLE, screen(card, picture))


def of_home(card: Card, picture: str = "") -> View:
    """A card as somebody's App Home."""
    return {"type": "home", "blocks": screen(card, picture), "private_metadata": About(home=True).kept}


def of_form(form: Form, about: About) -> View:
    """A form to fill in."""
    view = _modal(replace(about, key=form.key), form.title, [_input(field) for field in form.fields])
    return view | {"callback_id": FORM, "submit": _title(form.submit), "close": _title("Cancel")}


def of(shown: Form | Card, about: About) -> View:
    """The modal of either."""
    return of_form(shown, about) if isinstance(shown, Form) else of_card(shown, about)


def _modal(about: About, title: str, blocks: list[Block]) -> View:
    return {"type": "modal", "title": _title(title), "close": _title("Close"), "blocks": blocks,
            "private_metadata": about.kept}  # fmt: skip


def _title(text: str) -> Block:
    return plain_text(limits.cut(tidy(text).strip() or _TITLE, limits.VIEW_TITLE))


def _input(field: Field) -> Block:
    label = limits.cut(tidy(field.label).strip() or field.name, limits.LABEL)
    block: Block = {"type": "input", "block_id": f"{_FIELD}{field.name}", "optional": field.optional}
    block |= {"label": plain_text(label), "element": _element(field) | {"action_id": _INPUT}}
    hint = limits.cut(tidy(field.hint).strip(), limits.LABEL)
    return block | ({"hint": plain_text(hint)} if hint else {})


def _element(field: Field) -> Block:
    if field.channel:
        wanted = {"include": ["public", "private"], "exclude_bot_users": True}
        chosen = {"initial_conversation": field.value} if field.value else {}
        return {"type": _CHANNEL, "filter": wanted, **chosen}
    if field.choices:
        return _select(field)
    filled = limits.cut(field.value, limits.FILLED_IN)
    return {"type": "plain_text_input", "multiline": field.long, **({"initial_value": filled} if filled else {})}


def _select(field: Field) -> Block:
    options = [_option(value, label) for value, label in field.choices[: limits.OPTIONS]]
    values = field.value.split(_BETWEEN) if field.many else [field.value]
    chosen = [option for option in options if option["value"] in values]
    if field.many:
        return {"type": "multi_static_select", "options": options, **({"initial_options": chosen} if chosen else {})}
    return {"type": "static_select", "options": options, **({"initial_option": chosen[0]} if chosen else {})}


def _option(value: str, label: str) -> Block:
    return {"text": plain_text(limits.cut(tidy(label).strip() or value, limits.OPTION)), "value": value}


def filled(view: Body, place: Callable[[str], str]) -> dict[str, str]:
    """What somebody filled in, by the fields' names; `place` writes a channel as it stands in destinations."""
    told = table(view, "state", "values")
    return {
        name.removeprefix(_FIELD): _value(table(told, name, _INPUT), place) for name in told if name.startswith(_FIELD)
    }


def _value(state: Body, place: Callable[[str], str]) -> str:
    match word(state, "type"):
        case kind if kind == _CHANNEL:
            return place(word(state, "selected_conversation"))
        case "static_select":
            return word(table(state, "selected_option"), "value")
        case "multi_static_select":
            return _BETWEEN.join(word(option, "value") for option in tables(state, "selected_options"))
        case _:
            return word(state, "value")


def chosen(view: Body, place: Callable[[str], str]) -> str:
    """The channel that was picked in a form, as it stands in destinations; empty where none was to be picked."""
    told = table(view, "state", "values")
    states = (table(told, name, _INPUT) for name in told)
    return next((_value(state, place) for state in states if word(state, "type") == _CHANNEL), "")


def refused(card: Card) -> bool:
    """Say whether nothing came of a form: then what was filled in has to stay."""
    return card.tone in {Tone.TROUBLE, Tone.HELP} and not card.actions


def faults(card: Card, view: Body) -> dict[str, str]:
    """What a refusal says, under the field whose words it repeats, else under the first; empty where it is none."""
    fields = _fields(view)
    if not fields or not refused(card):
        return {}
    said = " ".join(part for part in (plain(card.lead), plain(card.footer)) if part.strip()) or card.title
    given = filled(view, lambda channel: channel)
    repeated = {name: _repeated(given.get(name.removeprefix(_FIELD), ""), said) for name in fields}
    return {max(fields, key=lambda name: repeated[name]): limits.cut(tidy(said).strip() or _WORDLESS, limits.LABEL)}


def under_first(view: Body, said: str) -> dict[str, str]:
    """A sentence under the first field."""
    return dict.fromkeys(_fields(view)[:1], said)


def _fields(view: Body) -> list[str]:
    return [word(block, "block_id") for block in tables(view, "blocks") if word(block, "type") == "input"]


def _repeated(value: str, said: str) -> int:
    """How many characters of what was filled in a sentence repeats, as words of their own."""
    value = value.strip()
    if not value:
        return 0
    # A word of letters ends at the next one; scripts without blanks between words know no such end.
    before, after = (r"(?<!\w)" if value[0].isascii() else ""), (r"(?!\w)" if value[-1].isascii() else "")
    return len(value) if re.search(f"{before}{re.escape(value)}{after}", said, re.IGNORECASE) else 0
