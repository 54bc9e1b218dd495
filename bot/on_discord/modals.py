"""A Form as Discord's modal, and what comes back of it. Nothing is kept meanwhile: the modal's custom id is the form's key.

A modal can only be the first answer to a press. Its button is always Discord's own word, so `Form.submit` is not shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

import discord

from bot.cards import Action, Card, Line, Place, Section, Strong, Text, Tone
from bot.forms import Field, Form
from bot.on_discord import limits, markup
from bot.on_discord.embeds import PREFIX

_NAMELESS = "Moves"
_CHANNELS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
]
"""Where Moves can post; media channels are not in the description of what may be asked for."""


def modal(form: Form) -> discord.ui.Modal:
    """The modal of a form; made finished, so that discord.py does not wait for it. Needs a running loop."""
    shown = discord.ui.Modal(title=_fit(form.title, limits.MODAL_TITLE) or _NAMELESS, custom_id=PREFIX + form.key)
    for field in form.fields[: limits.MODAL_PARTS]:
        hint = _fit(field.hint, limits.HINT) or None
        typed = not field.channel and not _usable(field.choices)
        shown.add_item(
            discord.ui.Label(
                text=_fit(field.label, limits.LABEL) or field.name,
                component=_part(field),
                description=None if typed else hint,
            )
        )
    shown.stop()
    return shown


def key(interaction: discord.Interaction[Any]) -> str:
    """The key of the form that was filled in, or empty for whatever else happened."""
    custom_id = str(cast("Mapping[str, Any]", interaction.data or {}).get("custom_id", ""))
    submitted = interaction.type is discord.InteractionType.modal_submit and custom_id.startswith(PREFIX)
    return custom_id.removeprefix(PREFIX) if submitted else ""


def filled(data: Mapping[str, Any]) -> dict[str, str]:
    """What was filled in, by the fields' names; several choices are joined by ", "."""
    parts = (component.get("component", component) for component in data.get("components", ()))
    return {str(part["custom_id"]): _value(part) for part in parts if "custom_id" in part}


def refused(card: Card) -> bool:
    """Say whether nothing came of a form."""
    return card.tone in {Tone.HELP, Tone.TROUBLE}


def kept(card: Card, key: str, values: Mapping[str, str], form: Form | None) -> Card:
    """A refusal with what was filled in, in the words of the form as it is now, and the way back: the modal is gone."""
    fields = {field.name: field for field in form.fields} if form is not None else {}
    lines = tuple(_filled(name, value, fields.get(name)) for name, value in values.items() if value)
    told = (Section(heading="What was filled in", lines=lines),) if lines else ()
    again = Action("Fill in again…", key)
    return replace(card, sections=(*card.sections, *told), actions=(*card.actions, again))


def _filled(name: str, value: str, field: Field | None) -> Line:
    """One field as it was seen: by its label, choices by theirs, a channel by its name."""
    if field is None:
        return Strong(name), Text(f": {value}")
    if field.channel:
        return Strong(field.label), Text(": "), Place(value)
    labels = dict(field.choices)
    chosen = ", ".join(labels.get(one, one) for one in value.split(", "))
    return Strong(field.label), Text(f": {chosen}")


def _value(part: Mapping[str, Any]) -> str:
    return ", ".join(map(str, part["values"])) if "values" in part else str(part.get("value") or "")


def _part(field: Field) -> discord.ui.Item[Any]:
    if field.channel:
        return discord.ui.ChannelSelect(custom_id=field.name, channel_types=_CHANNELS, required=not field.optional)
    if _usable(field.choices):
        return _menu(field)
    return discord.ui.TextInput(
        custom_id=field.name,
        style=discord.TextStyle.paragraph if field.long else discord.TextStyle.short,
        placeholder=_fit(field.hint, limits.HINT) or None,
        default=_within(field.value, limits.INPUT) or None,
        required=not field.optional,
    )


def _menu(field: Field) -> discord.ui.Select[Any]:
    chosen = set(field.value.split(", ")) if field.many else {field.value}
    options = [
        discord.SelectOption(label=_fit(label, limits.OPTION_WORDS) or "…", value=value, default=value in chosen)
        for value, label in _usable(field.choices)
    ]
    return discord.ui.Select(
        custom_id=field.name,
        options=options,
        min_values=0 if field.optional else 1,
        max_values=len(options) if field.many else 1,
        required=not field.optional,
    )


def _usable(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    fitting = {value: label for value, label in choices if value.strip() and markup.width(value) <= limits.OPTION_WORDS}
    return list(fitting.items())[: limits.OPTIONS]


def _within(text: str, most: int) -> str:
    """The beginning of what somebody goes on writing: as it is, but for halves of characters."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * most].decode("utf-16-le", "ignore")


def _fit(words: str, most: int) -> str:
    return markup.fit(words, most, markup.plain)
