"""How the bot answers interactions at the stand-in: first responses, the original answer, followups.

Enforces what Discord does: one first response, within three seconds; nothing to edit before it; a deferred answer stays
as private as it was deferred, and is filled by the first followup.
"""

import json
import time
from typing import Any

from aiohttp import web

from tests.stand_ins.discord_command_rules import check_choices
from tests.stand_ins.discord_modal_rules import check_modal
from tests.stand_ins.discord_rules import JSON, Refused, check_message, check_not_empty
from tests.stand_ins.discord_world import EPHEMERAL, Interaction, Message, World

PONG, MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 1, 4, 5, 6, 7, 8, 9
SUBMIT = 5
"""The kind of interaction that a filled-in modal is."""
_DEADLINE = 3.0
_BODY = web.RequestKey("body", object)
"""A body can be read once, and a test looks at it too."""


class Replies:
    """The four routes an interaction is answered by."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def respond(self, request: web.Request) -> web.Response:
        """Take the first response."""
        interaction = self._interaction(request)
        if interaction.answered is not None:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        if time.monotonic() - interaction.asked_at > _DEADLINE:
            raise Refused(404, 10062, "Unknown interaction")
        body = await body_of(request)
        self._apply(interaction, body["type"], body.get("data") or {})
        interaction.answered = body["type"]
        interaction.answered_after = time.monotonic() - interaction.asked_at
        self._world.notify()
        return answer(_acknowledged(interaction))

    def _apply(self, interaction: Interaction, kind: int, data: JSON) -> None:
        flags = data.get("flags", 0)
        match kind:
            case 4:
                check_message(data)
                check_not_empty(data)
                interaction.original = self._shown(interaction, data, flags)
            case 5:
                interaction.original, interaction.loading = self._hidden(interaction, {}, flags), True
            case 6 if interaction.data.get("message"):
                interaction.loading = True
            case 7 if interaction.original is not None:
                interaction.original.change(data)
            case 8:
                check_choices(data.get("choices", []))
                interaction.choices = data["choices"]
            case 9 if interaction.data["type"] != SUBMIT:
                check_modal(data)
                interaction.modal = data
            case _:
                raise Refused(400, 50035, f"Invalid Form Body: response type {kind} does not fit")

    async def fill(self, request: web.Request) -> web.Response:
        """Edit the original answer, which completes a deferred one."""
        interaction = self._acknowledged(request)
        message = self._original(interaction)
        self._complete(interaction, message, await body_of(request))
        return answer(message.json(with_nonce=False))

    async def follow(self, request: web.Request) -> web.Response:
        """Add a message; after a deferred one, the first fills it instead and takes over its privacy."""
        interaction = self._acknowledged(request)
        body = await body_of(request)
        if interaction.loading and interaction.answered == DEFERRED_MESSAGE:
            message = self._original(interaction)
            self._complete(interaction, message, body)
            return answer(message.json(with_nonce=False))
        check_message(body)
        check_not_empty(body)
        message = self._shown(interaction, body, body.get("flags", 0))
        interaction.followups.append(message)
        self._world.notify()
        return answer(message.json(with_nonce=False))

    async def original(self, request: web.Request) -> web.Response:
        """Show the original answer."""
        return answer(self._original(self._acknowledged(request)).json(with_nonce=False))

    def _complete(self, interaction: Interaction, message: Message, body: JSON) -> None:
        message.change(body)
        if interaction.loading and not message.private and interaction.answered == DEFERRED_MESSAGE:
            self._world.channel(message.channel).messages.append(message)
        interaction.loading = False
        self._world.notify()

    def _shown(self, interaction: Interaction, body: JSON, flags: int) -> Message:
        """A new message, in the channel unless it is private."""
        message = self._hidden(interaction, body, flags)
        if not message.private:
            self._world.channel(interaction.channel).messages.append(message)
        return message

    def _hidden(self, interaction: Interaction, body: JSON, flags: int) -> Message:
        return Message(interaction.channel, body, flags=flags & EPHEMERAL, interaction=interaction.id)

    def _interaction(self, request: web.Request) -> Interaction:
        for interaction in self._world.interactions.values():
            if interaction.token == request.match_info["token"]:
                return interaction
        raise Refused(404, 10062, "Unknown interaction")

    def _acknowledged(self, request: web.Request) -> Interaction:
        interaction = self._interaction(request)
        if interaction.answered is None:
            raise Refused(404, 10015, "Unknown Webhook")
        return interaction

    def _original(self, interaction: Interaction) -> Message:
        if interaction.original is None:
            raise Refused(404, 10008, "Unknown Message")
        return interaction.original


def _acknowledged(interaction: Interaction) -> JSON:
    told: JSON = {
        "id": interaction.id,
        "type": interaction.data["type"],
        "response_message_loading": interaction.loading,
    }
    shown = interaction.original if interaction.answered in {MESSAGE, UPDATE} else None
    resource: JSON = {"type": interaction.answered}
    if shown is not None:
        told["response_message_id"] = shown.id
        resource["message"] = shown.json(with_nonce=False)
    return {"interaction": told, "resource": resource}


async def body_of(request: web.Request) -> Any:
    """What was sent; of a form with files the JSON part, its new attachments with the bytes as `data`.

    A file that is not told of, or told of and not there, is refused.
    """
    if _BODY in request:
        return request[_BODY]
    if request.content_type == "multipart/form-data":
        form = await request.post()
        body = json.loads(str(form["payload_json"]))
        sent = {name: part for name, part in form.items() if isinstance(part, web.FileField)}
        told = [each for each in body.get("attachments") or [] if "filename" in each]
        if {f"files[{each['id']}]" for each in told} != sent.keys():
            raise Refused(400, 50035, "Invalid Form Body: attachments")
        for each in told:
            each["data"] = sent[f"files[{each['id']}]"].file.read().hex()
    else:
        body = await request.json()
    request[_BODY] = body
    return body


def answer(body: Any, status: int = 200) -> web.Response:
    """JSON with the content type exactly as Discord sends it: clients compare it to the letter."""
    return web.Response(body=json.dumps(body).encode(), status=status, content_type="application/json")
