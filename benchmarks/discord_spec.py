"""Every payload of the Discord tests, held against Discord's own description of its interface.

    python -m benchmarks discord-spec openapi.json

The file is `specs/openapi.json` of the repository discord/discord-api-spec: too large and not ours to keep here. Needs
`jsonschema`, which nothing else here does. The tests of the Discord client and the flows are run; what they send to the
stand-in, and every card and form that the property tests make, is recorded and validated.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.figures import Figure
from tests.stand_ins import discord_api, discord_command_rules, discord_modal_rules, discord_rules

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

Rule = Callable[[object], Iterator[object]]
Schema = dict[str, object]

TESTS = (
    "tests/bot",
    "tests/rendering",
    "tests/flow/test_round_trip.py",
    "tests/flow/test_correcting.py",
    "tests/flow/test_subscribing.py",
    "tests/flow/test_digest.py",
    "tests/flow/test_forum.py",
)
_WRONG_ON_PURPOSE = "not stand_in and not slack and not config"
_PREFIX = "/api/v10"
_MADE = {  # what our own rules accepted, and the shape it is told to Discord in
    "message": (discord_rules, "_message", "MessageCreateRequest"),
    "modal": (discord_modal_rules, "_modal", "ModalInteractionCallbackRequestData"),
}


@dataclass
class Recorder:
    """Payloads as JSON text by where they go, each once."""

    sent: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    made: dict[str, set[str]] = field(default_factory=dict)

    def record(self) -> None:
        """Listen at the stand-in from now on."""
        request = discord_api.Request

        def heard(method: str, path: str, body: object, headers: dict[str, str]) -> discord_api.Request:
            if body is not None:
                self.sent.setdefault((method, path.removeprefix(_PREFIX)), set()).add(_text(body))
            return request(method, path, body, headers)

        discord_api.Request = heard  # type: ignore[assignment,misc]
        for name, (module, rule, _) in _MADE.items():
            setattr(module, rule, self._listening(name, getattr(module, rule)))
        commands = discord_command_rules._commands  # noqa: SLF001 - the one place all of them pass
        discord_command_rules._commands = self._listening("commands", commands)  # noqa: SLF001

    def _listening(self, name: str, rule: Rule) -> Rule:
        def listen(body: object) -> Iterator[object]:
            flaws = list(rule(body))
            if not flaws:
                self.made.setdefault(name, set()).add(_text(body))
            return iter(flaws)

        return listen


class Specification:
    """Discord's description: which shape a request has, and whether a body has it.

    Read less strictly in one point: it describes ids as text, discord.py sends some as numbers, which Discord takes.
    """

    def __init__(self, path: Path) -> None:
        self.document = json.loads(path.read_text(encoding="utf-8"))
        self.document["components"]["schemas"]["SnowflakeType"]["type"] = ["string", "integer"]
        self._paths = [
            (re.compile(re.sub(r"\{[^}]+\}", "[^/]+", template)), template.count("{"), template)
            for template in self.document["paths"]
        ]

    def shape(self, method: str, path: str) -> Schema | None:
        """The schema of a request's body, or None for one that is not described."""
        fitting = [(holes, template) for regex, holes, template in self._paths if regex.fullmatch(path)]
        if not fitting:
            return None
        operation = self.document["paths"][min(fitting)[1]].get(method.lower(), {})
        return operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")

    @cache  # noqa: B019 - one specification lives as long as the program
    def _validator(self, schema: str) -> "Draft202012Validator":
        from jsonschema import Draft202012Validator  # noqa: PLC0415 - only this part needs it

        return Draft202012Validator({**json.loads(schema), "components": self.document["components"]})

    def flaws(self, schema: Schema, body: object) -> list[str]:
        """Where a body is not as described; empty when it is."""
        found = sorted(self._validator(json.dumps(schema)).iter_errors(body), key=lambda flaw: len(flaw.path))
        return [f"{'/'.join(map(str, flaw.path))}: {_deepest(flaw)}"[:300] for flaw in found]


def figures(path: str) -> list[Figure]:
    """Counts by kind of request, and of what is not as described, which is printed."""
    recorder = Recorder()
    recorder.record()
    tests = [test for test in TESTS if Path(test).exists()]
    if pytest.main(["-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-k", _WRONG_ON_PURPOSE, *tests]):
        sys.exit("the tests fail; their payloads mean nothing")
    specification = Specification(Path(path))
    wrong, held, unknown = Counter[str](), Counter[str](), Counter[str]()
    for name, schema, bodies in _all(recorder, specification):
        held[name] += len(bodies)
        if schema is None:
            unknown[name] += len(bodies)
            continue
        for body in bodies:
            for flaw in specification.flaws(schema, json.loads(body))[:1]:
                wrong[name] += 1
                print(f"  {name}: {flaw}")
    counted = [Figure(f"{name}, different payloads", number) for name, number in sorted(held.items())]
    return [
        *counted,
        Figure("payloads in all", sum(held.values()), 1),
        Figure("to addresses that are not described", sum(unknown.values()), 0, most=True),
        Figure("not as described", sum(wrong.values()), 0, most=True),
    ]


def _all(recorder: Recorder, specification: Specification) -> Iterator[tuple[str, Schema | None, set[str]]]:
    for (method, path), bodies in sorted(recorder.sent.items()):
        name = re.sub(r"interaction-\d+|\d{2,}", "…", path)
        yield f"{method} {name}", specification.shape(method, path), bodies
    for name, (_, _, shape) in _MADE.items():
        yield f"any {name}", {"$ref": f"#/components/schemas/{shape}"}, recorder.made.get(name, set())
    shape = {"type": "array", "items": {"$ref": "#/components/schemas/ApplicationCommandUpdateRequest"}}
    yield "commands", shape, recorder.made.get("commands", set())


def _deepest(flaw: "ValidationError") -> str:
    """The innermost reason of a flaw: of alternatives, that of the one that fits best."""
    from jsonschema.exceptions import best_match  # noqa: PLC0415 - as above

    inner = best_match(flaw.context) if flaw.context else None
    return str(flaw.message)[:120] if inner is None else f"{_deepest(inner)} at {'/'.join(map(str, inner.path))}"


def _text(body: object) -> str:
    """A payload as text; the bytes of files, which the stand-in puts beside them, left out."""
    if isinstance(body, dict) and body.get("attachments"):
        told = [{name: value for name, value in each.items() if name != "data"} for each in body["attachments"]]
        body = {**body, "attachments": told}
    return json.dumps(body, sort_keys=True, default=str)
