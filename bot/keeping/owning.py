"""A server's own copy of a claim that is seen everywhere: what it changes is seen in that server only."""

from dataclasses import replace

from bot.keeping.desk import Desk
from storage.models import Act, Entry

TAKEN_OVER = "taken over from the record that is seen everywhere, to be changed here"


async def own_copy(desk: Desk, entry: Entry, act: Act) -> Entry:
    """Return the server's own entry for a claim, made now if the one seen is everybody's.

    The copy comes first and unchanged, so that the server's history begins with what it took over.
    """
    if entry.scope == desk.scope:
        return entry
    # With the captured texts, by which its quotes are proven here too.
    whole = await desk.storage.claims.by_key(entry.claim.key, desk.scope)
    if whole is None or whole.scope == desk.scope:
        return whole or entry
    saved = await desk.storage.claims.save(
        [whole.claim], desk.scope, replace(act, reason=TAKEN_OVER, what="claim taken over")
    )
    return saved.entries[0]
