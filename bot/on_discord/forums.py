"""Forums as destinations: one post a company, tagged with its name, into which that company's moves are told.

A post is remembered by its id, so it may be renamed; when nothing is remembered Discord is asked for one of ours of that
name, active or archived, before another is made. Making one cannot be repeated harmlessly, hence the look.
"""

import asyncio
from collections.abc import AsyncIterator

import discord
import structlog

from bot.on_discord import limits, markup
from bot.on_discord.errors import NeedsTag
from bot.on_discord.registry import Memory
from bot.on_discord.threads import granted
from store.model.names import fold

_log = structlog.get_logger(__name__)

ALL = "AI leadership moves"
"""The post for what belongs to no single company: digests, moves between unnamed ones."""
_MOST_LOOKED_AT = 500


class Forums:
    """The posts of all forums. `memory` outlives the process."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._making = asyncio.Lock()

    async def room(self, forum: discord.ForumChannel, topic: str, me: int) -> int:
        """The id of a topic's post by bot `me`, made if there is none. Raises NeedsTag, discord.HTTPException."""
        name = markup.fit(topic, limits.THREAD_NAME, markup.plain) or ALL
        async with self._making:
            known = await asyncio.to_thread(self._memory.get, _key(forum, name))
            if known:
                return int(known)
            found = await self._look(forum, name, me)
            post = found if found is not None else await self._make(forum, name)
            await asyncio.to_thread(self._memory.set, _key(forum, name), str(post))
            return post

    async def forget(self, forum: discord.ForumChannel, topic: str) -> None:
        """Look again next time: the post that was remembered is not there any more."""
        name = markup.fit(topic, limits.THREAD_NAME, markup.plain) or ALL
        await asyncio.to_thread(self._memory.set, _key(forum, name), "")

    async def _look(self, forum: discord.ForumChannel, name: str, me: int) -> int | None:
        looked_at = 0
        async for thread in _ours(forum, me):
            looked_at += 1
            if fold(thread.name) == fold(name):
                return thread.id
            if looked_at >= _MOST_LOOKED_AT:
                break
        return None

    async def _make(self, forum: discord.ForumChannel, name: str) -> int:
        tag = await _tag(forum, name)
        if tag is None and forum.flags.require_tag:
            raise NeedsTag(f"the forum takes only tagged posts and has no tag “{name}” or “{ALL}”; add one")
        about = ALL if name == ALL else f"AI leadership moves at {name}"
        made = await forum.create_thread(
            name=name,
            content=f"{markup.escape(about)}: each is told here once, and edited as news comes in.",
            applied_tags=[tag] if tag is not None else [],
            allowed_mentions=discord.AllowedMentions.none(),
        )
        _log.info("discord_post_made", forum=forum.id, post=made.thread.id, name=name)
        return made.thread.id


def _key(forum: discord.ForumChannel, name: str) -> str:
    return f"discord.post.{forum.id}.{fold(name)}"


async def _ours(forum: discord.ForumChannel, me: int) -> AsyncIterator[discord.Thread]:
    """Posts that this bot made, the active ones first."""
    for thread in await active(forum):
        if thread.owner_id == me:
            yield thread
    async for thread in forum.archived_threads(limit=_MOST_LOOKED_AT):
        if thread.owner_id == me:
            yield thread


async def active(forum: discord.ForumChannel) -> list[discord.Thread]:
    """Posts of a forum that are not archived, as Discord has them now."""
    return [thread for thread in await forum.guild.active_threads() if thread.parent_id == forum.id]


async def _tag(forum: discord.ForumChannel, name: str) -> discord.ForumTag | None:
    """The company's tag: there already, or made where the bot may manage the forum; else the general one, if any."""
    may = granted(forum)
    usable = {fold(tag.name): tag for tag in forum.available_tags if may.manage_threads or not tag.moderated}
    if fold(name) in usable:
        return usable[fold(name)]
    room = len(forum.available_tags) < limits.TAGS and markup.width(name) <= limits.TAG_NAME
    if may.manage_channels and room:
        return await forum.create_tag(name=name)
    return usable.get(fold(ALL))
