"""Who may correct and set up: whoever the configuration names, and whom the platform itself says to run the place.

Pure but for the question to the platform, which is asked only where the configuration does not answer.
"""

from dataclasses import dataclass, replace

from bot.chat import Asker
from bot.settings import Settings

_ELSEWHERE = {
    "slack": "the workspace's admins and whoever is listed in [slack] admins",
    "discord": "members with the right Manage Server, with the role [discord] admin_role, or listed in [discord] admins",
}

CONCERNS_ALL = (
    "This concerns every workspace that has this Moves; it can be done by whoever is listed in [slack] admins."
)
"""Who may what an admin of one workspace among several may not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admins:
    """The people and the role that the configuration names."""

    slack: frozenset[str] = frozenset()
    discord: frozenset[str] = frozenset()
    discord_role: str = ""

    @classmethod
    def of(cls, settings: Settings) -> "Admins":
        """Those of the settings."""
        role = settings.discord.admin_role
        return cls(
            slack=frozenset(settings.slack.admins),
            discord=frozenset(map(str, settings.discord.admins)),
            discord_role=str(role) if role else "",
        )

    def name(self, asker: Asker) -> bool:
        """Say whether the configuration lets this person; at the terminal sits whoever started Moves."""
        match asker.platform:
            case "terminal":
                return True
            case "slack":
                return asker.user in self.slack
            case "discord":
                return asker.user in self.discord or (bool(self.discord_role) and self.discord_role in asker.roles)
            case _:
                return False

    async def may(self, asker: Asker) -> bool:
        """Say whether this person may correct and set up."""
        if self.name(asker):
            return True
        return asker.manages is not None and await asker.manages()


def elsewhere(asker: Asker, place: str) -> Asker | None:
    """The same person as speaking about another channel; None where running this one does not mean running that one.

    In Slack whoever runs a workspace runs all its channels; elsewhere a channel is set up from within.
    """
    workspace, _, channel = place.rpartition("/")
    if asker.platform != "slack" or not channel.isalnum() or workspace != asker.workspace:
        return None
    return replace(asker, channel=place, away=True)


def who_may(platform: str) -> str:
    """Who may, in words for somebody who may not."""
    return f"This can be done by {_ELSEWHERE.get(platform, 'whoever runs Moves')}."
