"""OAuth of the Slack stand-in: workspaces that install the app, codes that work once, tokens that can be taken back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

CLIENT_ID, CLIENT_SECRET = "1111.2222", "standin-client-secret"


@dataclass
class Workspace:
    """One workspace: its id and name, the organisation it belongs to, and the scopes it granted."""

    id: str
    name: str = "Team"
    enterprise: str = ""
    whole_organisation: bool = False
    scopes: tuple[str, ...] = ()
    token: str = field(default="", repr=False)


class OAuth:
    """Who installed the app. `tokens` leads from a token to its workspace."""

    def __init__(self) -> None:
        self.tokens: dict[str, Workspace] = {}
        self.seen: list[dict[str, Any]] = []
        self._codes: dict[str, Workspace] = {}
        self._numbers = count(1)
        self.methods: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "oauth.v2.access": self._access, "apps.uninstall": self._uninstall,
        }  # fmt: skip

    def allow(self, workspace: Workspace) -> str:
        """Somebody allows the app in a workspace; returns the code that Slack sends the browser back with."""
        code = f"code-{next(self._numbers)}"
        self._codes[code] = workspace
        return code

    def known(self, token: str) -> Workspace | None:
        """The workspace of a token."""
        return self.tokens.get(token)

    def _access(self, params: dict[str, Any]) -> dict[str, Any]:
        self.seen.append(params)
        if (params.get("client_id"), params.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return {"ok": False, "error": "bad_client_secret"}
        workspace = self._codes.pop(str(params.get("code")), None)
        if workspace is None:
            return {"ok": False, "error": "invalid_code"}
        workspace.token = f"xoxb-{workspace.id}-{next(self._numbers)}"
        self.tokens[workspace.token] = workspace
        team = None if workspace.whole_organisation else {"id": workspace.id, "name": workspace.name}
        return {"ok": True, "app_id": "A1", "access_token": workspace.token, "token_type": "bot",
                "scope": ",".join(workspace.scopes), "bot_user_id": f"U{workspace.id}", "team": team,
                "enterprise": {"id": workspace.enterprise, "name": "Org"} if workspace.enterprise else None,
                "is_enterprise_install": workspace.whole_organisation, "authed_user": {"id": "U1"}}  # fmt: skip

    def _uninstall(self, params: dict[str, Any]) -> dict[str, Any]:
        if params.get("client_secret") != CLIENT_SECRET:
            return {"ok": False, "error": "bad_client_secret"}
        self.tokens.pop(str(params.get("token")), None)
        return {"ok": True}
