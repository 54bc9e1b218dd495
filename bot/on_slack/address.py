"""How a channel stands in a destination: `C0123`, or `T0123/C0123` where Moves is in several workspaces."""


def joined(team: str, channel: str) -> str:
    """Write a channel of a workspace; without a workspace, or without a channel, as it is."""
    return f"{team}/{channel}" if team and channel else channel


def parted(written: str) -> tuple[str, str]:
    """Part what is written into workspace and channel; the workspace is empty where none is named."""
    team, slash, channel = written.partition("/")
    return (team, channel) if slash else ("", written)
