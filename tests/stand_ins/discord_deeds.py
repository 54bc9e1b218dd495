"""What people do in the stand-in Discord, as the gateway tells it: a typed command, a press, and who did it."""

from collections.abc import Iterable, Mapping
from typing import Any

import discord

from tests.stand_ins.discord_command_rules import GROUP, ROLE, SUBCOMMAND
from tests.stand_ins.discord_rules import JSON
from tests.stand_ins.discord_world import APPLICATION, EDITORS, GUILD, Channel, guild_json

Commands = Mapping[str, list[JSON]]
"""The registered commands by server id; the empty one is global."""


def member(user: int, may: discord.Permissions, roles: Iterable[int]) -> JSON:
    """Somebody in the server, with the rights they have where they are."""
    who = {"id": str(user), "username": f"person{user}", "discriminator": "0", "avatar": None, "global_name": "Ada"}
    told = {"user": who, "roles": [str(role) for role in roles], "joined_at": "2026-01-01T00:00:00+00:00", "flags": 0}
    return {**told, "permissions": str(may.value), "deaf": False, "mute": False}


def deed(kind: int, data: JSON, who: JSON, channel: Channel) -> JSON:
    """One interaction, but for its id and token."""
    return {
        "type": kind,
        "application_id": str(APPLICATION),
        "guild_id": str(channel.guild),
        "channel_id": str(channel.id),
        "channel": channel.json(),
        "member": who,
        "data": data,
        "version": 1,
        "locale": "en-US",
        "app_permissions": "0",
        "attachment_size_limit": 10485760,
        "entitlements": [],
        "authorizing_integration_owners": {"0": str(GUILD)},
        "context": 0,
    }


def invoked(commands: Commands, command: str, options: dict[str, Any]) -> JSON:
    """A command as typed: only what is registered can be, with the options and choices it has."""
    name, *path = command.split()
    shape = registered(commands, name)
    resolved = {str(value): _role_json(value) for value in options.values() if value in {EDITORS, GUILD}}
    scope = {"guild_id": str(GUILD)} if "" not in commands else {}
    chosen = _chosen(shape, path, options, command)
    return {"id": shape["id"], "name": name, "type": 1, **chosen, "resolved": {"roles": resolved}, **scope}


def registered(commands: Commands, name: str) -> JSON:
    """The command of this name."""
    known = [c for scope in ("", str(GUILD)) for c in commands.get(scope, []) if c["name"] == name]
    assert known, f"/{name} is not registered"
    return known[0]


def options_of(commands: Commands, command: str) -> dict[str, JSON]:
    """The options below a command, by name; those that are required first."""
    name, *path = command.split()
    shape = registered(commands, name)
    for step in path:
        shape = next(each for each in shape["options"] if each["name"] == step)
    return {option["name"]: option for option in shape.get("options", [])}


def _chosen(shape: JSON, path: list[str], options: dict[str, Any], command: str) -> JSON:
    """The options as an interaction tells them, below the subcommand that the path leads to."""
    if path:
        inner = next((each for each in shape.get("options", []) if each["name"] == path[0]), None)
        assert inner is not None, f"/{command} is not registered"
        return {"options": [{"name": path[0], "type": inner["type"], **_chosen(inner, path[1:], options, command)}]}
    known = {option["name"]: option for option in shape.get("options", [])}
    assert not any(option["type"] in {SUBCOMMAND, GROUP} for option in known.values()), f"/{command} cannot be typed"
    assert known.keys() >= options.keys(), f"/{command} has no option {options.keys() - known.keys()}"
    return {"options": [_given(known[name], value) for name, value in options.items()]}


def _given(option: JSON, value: Any) -> JSON:
    picked = [choice["value"] for choice in option.get("choices") or []]
    assert not picked or value in picked, f"{value!r} cannot be picked for {option['name']}"
    return {"name": option["name"], "type": option["type"], "value": str(value) if option["type"] == ROLE else value}


def _role_json(role: int) -> JSON:
    return next(each for each in guild_json()["roles"] if each["id"] == str(role))
