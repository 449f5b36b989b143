"""Keeps answers true: corrects what was posted, and tells those who asked to be told."""

import asyncio
import logging
from dataclasses import replace

import aiohttp
import discord
from discord.ext import commands

from bot.keeping.corrections import Change, change, due, judged, public
from bot.linked import around
from bot.services import Services
from bot.ui.cards import Card
from bot.ui.corrected import PostedCard, judged_card, notice_card, posted_card, unjudged_card, withdrawn_card
from bot.ui.failures import one_line
from bot.upkeep import Upkeep
from storage.models import Entry
from storage.posted import OwedChange, Stale

#: Seconds between two edits, and between two private messages; Discord takes five edits in five seconds a channel.
EDITS, NOTICES = 0.3, 1.0
#: Seconds until a posting is tried again that could not be corrected.
LATER = 3_600.0
#: So many are looked up at a time.
_PAGE = 50
#: Discord's codes for a message and a channel that are gone.
_GONE = frozenset({10008, 10003})

_NONE = discord.AllowedMentions.none()
_log = logging.getLogger(__name__)


class Corrections(commands.Cog):
    """Corrects answers and tells of it, as the record changes."""

    def __init__(self, bot: commands.AutoShardedBot, services: Services, upkeep: Upkeep) -> None:
        self._bot = bot
        self._services = services
        self._postings = services.storage.postings
        self._upkeep = upkeep
        #: Messages that could not be corrected, and until when each is left alone.
        self._refused: dict[int, float] = {}

    async def cog_load(self) -> None:
        """Begin with what changed while the bot was away, and follow what changes from now on."""
        self._upkeep.add("corrections", self.correct)
        self._upkeep.add("notices of changes", self.tell)

    async def correct(self) -> None:
        """Correct every posting that shows another state of its claim than the record's."""
        now = asyncio.get_running_loop().time()
        self._refused = {message_id: until for message_id, until in self._refused.items() if until > now}
        done: list[int] = []
        while found := await self._postings.stale(_PAGE, skip=[*self._refused, *done]):
            for stale in found:
                done.append(stale.posting.message_id)
                if not await self._corrected(stale):
                    return

    async def _corrected(self, stale: Stale) -> bool:
        """Correct a posting; return whether Discord can be reached."""
        message_id, what = stale.posting.message_id, change(stale.shown, stale.now)
        try:
            shown = stale.now if what is Change.UNSEEN else await self._edited(stale, what)
        except discord.HTTPException as error:
            if error.code not in _GONE:
                return self._unreachable(message_id, error)
            await self._postings.forget([message_id])
            return True
        except (aiohttp.ClientError, TimeoutError) as error:
            _log.warning("answers could not be corrected: %s", one_line(error))
            return False
        await self._postings.corrected(message_id, shown)
        if what is not Change.UNSEEN:
            await asyncio.sleep(EDITS)
        return True

    def _unreachable(self, message_id: int, error: discord.HTTPException) -> bool:
        _log.warning("the answer %d could not be corrected: %s", message_id, one_line(error))
        if isinstance(error, discord.DiscordServerError):
            return False
        self._refused[message_id] = asyncio.get_running_loop().time() + LATER
        return True

    async def _edited(self, stale: Stale, what: Change) -> Entry:
        """Correct a posting's message, and return the entry that it shows from then on."""
        posting = stale.posting
        channel = self._bot.get_partial_messageable(posting.channel_id)
        message = await channel.fetch_message(posting.message_id)
        posted = posted_card(message)
        if posted.state and posted.state != (posting.claim_id, posting.version):
            # It was corrected, and a restart came before that was remembered.
            entry_id, version = posted.state
            return replace(stale.now, id=entry_id, version=version)
        card, entry = await self._card(posted, stale, what)
        if card:
            await message.edit(view=card, allowed_mentions=_NONE)
        return entry

    async def _card(self, posted: PostedCard, stale: Stale, what: Change) -> tuple[Card | None, Entry]:
        """Return the corrected card, ``None`` where it reads the same, and the entry that it shows."""
        now, scope = stale.now, stale.posting.scope
        if not public(now):
            return None if posted.withdrawn else withdrawn_card(posted, stale), now
        if posted.told is None:
            told = () if what is Change.JUDGED else await around(self._services.storage.claims, now, scope)
            return None if what is Change.JUDGED else unjudged_card(posted, stale, told), now
        checked = await judged(self._services.checker, posted.told, stale.shown, now, scope)
        same = what is Change.JUDGED and checked.answer.verdict is posted.told.verdict
        return None if same else judged_card(posted, checked, stale), checked.answer.entry or now

    async def tell(self) -> None:
        """Tell everybody who asked for it of a change that has stood a while; each is told once."""
        while owed := [one for one in await self._postings.owed(_PAGE) if due(one, discord.utils.utcnow())]:
            for one in owed:
                if not await self._told(one):
                    return

    async def _told(self, owed: OwedChange) -> bool:
        """Tell one person of one change; return whether Discord can be reached."""
        if change(owed.shown, owed.now) is Change.SEEN:
            if not await self._sent(owed):
                return False
            await self._postings.told(owed.person, owed.shown.id)
            await asyncio.sleep(NOTICES)
            return True
        if owed.now.id != owed.shown.id:
            await self._postings.told(owed.person, owed.shown.id)
        await self._postings.watch(owed.person, owed.now, owed.scope, discord.utils.utcnow())
        return True

    async def _sent(self, owed: OwedChange) -> bool:
        """Write to somebody; return whether that is settled, also because they take no messages."""
        card = notice_card(owed, await around(self._services.storage.claims, owed.now, owed.scope))
        try:
            channel = await self._bot.create_dm(discord.Object(owed.person))
            # The nonce makes Discord drop the second of two notices, should a restart come between.
            nonce = f"{owed.now.id}.{owed.now.version}"[:25]
            await channel.send(view=card, nonce=nonce, allowed_mentions=_NONE)
        except (aiohttp.ClientError, TimeoutError, discord.DiscordServerError) as error:
            _log.warning("a notice could not be sent: %s", one_line(error))
            return False
        except discord.HTTPException as error:
            _log.info("a notice was refused: %s", one_line(error))
        return True
