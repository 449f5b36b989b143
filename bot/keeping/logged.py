"""The audit log in a channel: which one a server has named, and which deeds are still to be posted there."""

from datetime import datetime

from storage.models import Act, Scope
from storage.servers import Deed, ServerStore

#: The setting that holds the channel's id, and the note beside it: the last deed that needs no posting any more.
#: The note is a setting, so that it goes with the server, but nobody chooses it.
LOG_CHANNEL, _THROUGH = "log channel", "logged through"

#: Deeds looked up at once.
_PAGE = 100


async def log_to(servers: ServerStore, channel_id: int | None, scope: Scope, act: Act) -> None:
    """Choose a channel, or none; what was done while there was none stays out of it."""
    chosen = await servers.settings(scope)
    if channel_id is None:
        await servers.choose(LOG_CHANNEL, None, scope, act)
        return
    if LOG_CHANNEL not in chosen:
        newest = await servers.deeds(scope, limit=1)
        await logged(servers, newest[0].id if newest else 0, scope, act.at)
    await servers.choose(LOG_CHANNEL, str(channel_id), scope, act)


async def logged(servers: ServerStore, deed_id: int, scope: Scope, at: datetime) -> None:
    """Remember the last deed that was posted."""
    await servers.choose(_THROUGH, str(deed_id), scope, Act("onrecord", at, "posted"))


async def log_channel(servers: ServerStore, scope: Scope) -> int | None:
    """Return the id of the channel that a server has chosen."""
    chosen = (await servers.settings(scope)).get(LOG_CHANNEL)
    return int(chosen.value) if chosen else None


async def unlogged(servers: ServerStore, scope: Scope) -> tuple[Deed, ...]:
    """Return the deeds that are still to be posted, oldest first."""
    through = (await servers.settings(scope)).get(_THROUGH)
    last = int(through.value) if through else 0
    found: list[Deed] = []
    before: int | None = None
    while page := await servers.deeds(scope, limit=_PAGE, before=before):
        found += (deed for deed in page if deed.id > last)
        before = page[-1].id
        if before <= last:
            break
    return tuple(reversed(found))
