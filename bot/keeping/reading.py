"""What the bot read in a claim is corrected, on the server's own copy."""

from dataclasses import replace

from bot import correcting
from bot.correcting import ChangedMeanwhile, Sheet
from bot.keeping.desk import Desk
from bot.keeping.entering import SameAgain
from bot.keeping.owning import own_copy
from storage.models import Act, Entry, Particular


async def correct(desk: Desk, sheet: Sheet, particulars: tuple[Particular, ...], act: Act) -> Entry:
    """Record the particulars of the claim on a sheet; raises ``ChangedMeanwhile`` when it is not as it was there."""
    claims, key = desk.storage.claims, sheet.entry.claim.key
    if await claims.by_key(key, desk.scope) != sheet.entry:
        raise ChangedMeanwhile(key)
    if particulars == sheet.entry.claim.particulars:
        raise SameAgain(key)
    await own_copy(desk, sheet.entry, act)
    own = await claims.by_key(key, desk.scope)
    return await correcting.save(claims, replace(sheet, entry=own or sheet.entry), particulars, act)
