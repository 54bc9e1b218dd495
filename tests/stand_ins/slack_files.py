"""Files of the Slack stand-in: an upload in three calls, and pictures that are not ready at once."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from aiohttp import web


@dataclass
class File:
    """One uploaded file; `data` is empty until it came, `complete` says that the third call was made."""

    id: str
    name: str
    length: int
    alt: str
    data: bytes = b""
    complete: bool = False


class Files:
    """What was uploaded. `unready` says how many times a picture is refused before it may stand in a message."""

    def __init__(self) -> None:
        self.files: dict[str, File] = {}
        self.unready = 0
        self.base = ""
        """Address under which this Slack is reached, set when it listens."""
        self._numbers = count(1)
        self.methods: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "files.getUploadURLExternal": self._address, "files.completeUploadExternal": self._complete,
        }  # fmt: skip

    async def receive(self, request: web.Request) -> web.Response:
        """The second call: the bytes, to the address that the first one gave."""
        file, data = self.files.get(request.match_info["name"]), await request.read()
        if file is None or len(data) != file.length:
            return web.Response(status=400, text="not the announced length")
        file.data = data
        return web.Response(text=f"OK - {len(data)}")

    def faults(self, blocks: list[dict[str, Any]]) -> list[str]:
        """Places of pictures that cannot be shown: unknown, unfinished or not ready yet."""
        pictures = [(at, block["slack_file"].get("id")) for at, block in enumerate(blocks) if block["type"] == "image"]
        unready = bool(pictures) and self.unready > 0
        self.unready -= unready
        return [
            f"invalid slack file [json-pointer:/blocks/{at}/slack_file]"
            for at, name in pictures
            if unready or name not in self.files or not self.files[name].complete
        ]

    def _address(self, params: dict[str, Any]) -> dict[str, Any]:
        length = int(params.get("length") or 0)
        if not params.get("filename") or length < 1 or len(str(params.get("alt_txt") or "")) > 1000:
            return {"ok": False, "error": "invalid_arguments"}
        name = f"F{next(self._numbers):08d}"
        self.files[name] = File(name, str(params["filename"]), length, str(params.get("alt_txt") or ""))
        return {"ok": True, "file_id": name, "upload_url": f"{self.base}/upload/{name}"}

    def _complete(self, params: dict[str, Any]) -> dict[str, Any]:
        told = params.get("files") or "[]"
        named = json.loads(told) if isinstance(told, str) else told
        found = [self.files.get(str(one.get("id"))) for one in named]
        if not found or any(file is None or not file.data for file in found):
            return {"ok": False, "error": "file_not_found"}
        for file in found:
            assert file is not None
            file.complete = True
        return {"ok": True, "files": [{"id": one["id"], "title": one.get("title")} for one in named]}
