"""One connection to Discord's gateway: hears `/moves` and pressed buttons, and answers from an `Answers`.

Every interaction is acknowledged before anything else, because Discord allows three seconds; only a form has to be the
first answer itself. Nothing of servers, members or messages is kept: the only intent is `guilds`, without which Discord
sends no interactions' context.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, cast

import discord
import structlog
from discord import app_commands

from bot.cards import Card, Text, Tone
from bot.chat import Answers, Asker
from bot.clicks import Clicks
from bot.forms import Form
from bot.on_discord import modals, pictures
from bot.on_discord.buttons import MovesButton, MovesMenu, pressed, view
from bot.on_discord.completing import choices, labelled
from bot.on_discord.duties import Duties
from bot.on_discord.embeds import Message, render
from bot.on_discord.hearer import Choice, Interaction
from bot.on_discord.pointed import told
from bot.on_discord.tree import command_tree
from bot.picks import Pick

_log = structlog.get_logger(__name__)

_COMPLETION_TIME = 2.5
"""Seconds for a completion; Discord drops it after three."""
_FORM = "form:"
"""What the keys of buttons that open a form begin with."""
_SHARED = "Shared in this channel."
_READY_TIME = 0.1
"""Seconds without a further server until the connection counts as ready; nothing is read from them anyway."""
LONGEST_WAIT = 30.0
"""Seconds discord.py may sleep for a rate limit before it says so; its own least value."""


_OUTDATED = Card(
    title="That did not work",
    tone=Tone.TROUBLE,
    lead=(Text("The commands may have changed. Reload Discord (Ctrl+R), or wait a few minutes, and try again."),),
)


def intents() -> discord.Intents:
    """The one intent in use; none of them is privileged."""
    return discord.Intents(guilds=True)


class Conversation(discord.Client):
    """A discord.Client that answers. `registered` is awaited once, after login and before the gateway.

    `own`: the servers in which running the place means running Moves; empty: every one that has it.
    """

    def __init__(
        self,
        answers: Answers,
        registered: Callable[["Conversation"], Coroutine[Any, Any, None]],
        *,
        proxy: str = "",
        own: frozenset[int] = frozenset(),
    ) -> None:
        super().__init__(
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            guild_ready_timeout=_READY_TIME,
            max_ratelimit_timeout=LONGEST_WAIT,
            proxy=proxy or None,
        )
        self._answers = answers
        self._registered = registered
        self._own = own
        self._duties = Duties()
        self._clicks = Clicks()
        self.tree = command_tree(self, self)
        self.add_dynamic_items(MovesButton, MovesMenu)

    async def setup_hook(self) -> None:
        """Called by discord.py once after login."""
        await self._registered(self)

    async def close(self) -> None:
        """Close; also end the task by which discord.py waits for further servers, which it forgets."""
        waiting = self._connection._ready_task  # noqa: SLF001 - no public name
        if waiting is not None:
            waiting.cancel()
        await super().close()

    async def finish(self, within: float) -> None:
        """Wait until what was acknowledged is answered, `within` seconds at most."""
        await self._duties.finish(within)

    async def ask(self, interaction: Interaction, query: str, *, share: bool = False) -> None:
        """Answer `/moves QUERY`, privately; for all where it, or the option beside it, says so."""
        async with self._duties.walled("command", interaction):
            await interaction.response.defer(ephemeral=True, thinking=True)
            asked = f"{query} share".lstrip() if share else query
            answered = await self._answers.answer(asked, self._asker(interaction))
            if answered.public:
                await interaction.edit_original_response(content=_SHARED)
                await _share(interaction, answered.card)
            else:
                await _fill(interaction, answered.card)

    async def administer(self, interaction: Interaction, order: str) -> None:
        """Answer `/moves-admin ORDER`, privately."""
        async with self._duties.walled("command", interaction):
            await interaction.response.defer(ephemeral=True, thinking=True)
            await _fill(interaction, await self._answers.administer(order, self._asker(interaction)))

    async def judge(self, interaction: Interaction, message: discord.Message) -> None:
        """Say privately whether a message tells of a move; Discord hands its words over with the command."""
        async with self._duties.walled("judgement", interaction):
            await interaction.response.defer(ephemeral=True, thinking=True)
            await _fill(interaction, await self._answers.judge(told(message), self._asker(interaction)))

    async def complete(self, interaction: Interaction, typed: str) -> list[Choice]:
        """Names for what is being typed; none rather than too late."""
        try:
            async with asyncio.timeout(_COMPLETION_TIME):
                return choices(await self._answers.suggest(typed))
        except TimeoutError:
            return []

    async def mistaken(self, interaction: Interaction, error: app_commands.AppCommandError) -> None:
        """Somebody's Discord still shows the commands of an earlier version, or one failed: never silence."""
        _log.warning("discord_command_failed", why=type(error).__name__, command=str(interaction.data)[:200])
        if interaction.type is discord.InteractionType.autocomplete or interaction.response.is_done():
            return
        async with self._duties.walled("command", interaction):
            await interaction.response.send_message(embed=render(_OUTDATED).embed, ephemeral=True)

    async def pick(self, interaction: Interaction, what: Pick, typed: str) -> list[Choice]:
        """What is being typed may mean; none rather than too late."""
        try:
            async with asyncio.timeout(_COMPLETION_TIME):
                found = await self._answers.pick(what, typed, self._asker(interaction))
                return labelled((one.value, one.label) for one in found)
        except TimeoutError:
            return []

    async def press(self, interaction: Interaction, key: str) -> None:
        """Answer a button: in place when it stands in a private answer, else privately, or for all if it shares."""
        message = interaction.message
        press = (interaction.user.id, message.id if message else 0, key)
        with self._clicks.once(press) as first:
            async with self._duties.walled("button", interaction):
                await (self._press(interaction, key) if first else interaction.response.defer())

    async def on_interaction(self, interaction: Interaction) -> None:
        """Heard for every interaction: a form that was filled in is answered, the rest is heard elsewhere.

        discord.py knows a modal only while the process that opened it lives.
        """
        key = modals.key(interaction)
        if not key:
            return
        async with self._duties.walled("form", interaction):
            private = _is_private(interaction)
            await interaction.response.defer(ephemeral=True, thinking=not private)
            values = modals.filled(cast("Mapping[str, Any]", interaction.data))
            asker = self._asker(interaction)
            card = await self._answers.fill(key, values, asker)
            if modals.refused(card):
                form = await self._answers.form(key, asker)
                card = modals.kept(card, key, values, form if isinstance(form, Form) else None)
            await _fill(interaction, card)

    async def _open(self, interaction: Interaction, key: str) -> None:
        """Open a form, which must be the first answer; or say privately why there is none."""
        found = await self._answers.form(key, self._asker(interaction))
        if isinstance(found, Form):
            await interaction.response.send_modal(modals.modal(found))
            return
        message = render(found)  # such a card has no picture
        shown = view(message) or discord.utils.MISSING
        await interaction.response.send_message(embed=message.embed, view=shown, ephemeral=True)

    async def _press(self, interaction: Interaction, key: str) -> None:
        if key.startswith(_FORM):
            await self._open(interaction, key)
            return
        private = _is_private(interaction)
        await interaction.response.defer(ephemeral=True, thinking=not private)
        found = await self._answers.press(key, self._asker(interaction))
        if not found.public:
            await _fill(interaction, found.card)
            return
        if not private:  # the acknowledgement shows "thinking" and would swallow the shared card
            await interaction.edit_original_response(content=_SHARED)
        await _share(interaction, found.card)
        if private and interaction.message is not None:
            await interaction.edit_original_response(view=pressed(interaction.message, key))

    def _asker(self, interaction: Interaction) -> Asker:
        async def manages() -> bool:
            here = not self._own or interaction.guild_id in self._own
            return here and interaction.permissions.manage_guild

        return Asker(
            platform="discord",
            user=str(interaction.user.id),
            channel=_destination(interaction),
            name=interaction.user.display_name,
            roles=tuple(str(role.id) for role in getattr(interaction.user, "roles", ()) if not role.is_default()),
            manages=manages,
        )


class Sharded(Conversation, discord.AutoShardedClient):
    """The same over several connections, over which Discord spreads the servers. `shard_count` is set before it connects."""


def _is_private(interaction: Interaction) -> bool:
    """Whether what was pressed stands in an answer that only the asker sees."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def _destination(interaction: Interaction) -> str:
    """The channel somebody speaks about: where they are, and in a forum's post the forum, in which nobody can type."""
    here = interaction.channel
    if isinstance(here, discord.Thread) and isinstance(here.parent, discord.ForumChannel):
        return str(here.parent.id)
    return str(interaction.channel_id or "")


async def _fill(interaction: Interaction, card: Card) -> None:
    """Put the card where the acknowledgement stands: the "thinking" message, or the answer the button was in."""

    async def send(message: Message) -> None:
        await interaction.edit_original_response(
            embed=message.embed, view=view(message), attachments=pictures.files(message)
        )

    await pictures.shown(card, send)


async def _share(interaction: Interaction, card: Card) -> None:
    """Post for everybody; mentions nobody, as a card that was asked for has no configured mention."""

    async def send(message: Message) -> None:
        shown = view(message) or discord.utils.MISSING
        await interaction.followup.send(embed=message.embed, view=shown, files=pictures.files(message), ephemeral=False)

    await pictures.shown(card, send)
