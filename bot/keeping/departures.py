"""Servers that the bot has left: what is kept of them is removed in the end."""

from collections.abc import Collection
from datetime import datetime, timedelta

from storage.servers import ServerStore

#: How long a server's data is kept after the bot has left it, so that a mistake can be undone.
DAYS = 30


async def note_departures(servers: ServerStore, present: Collection[int], now: datetime) -> tuple[int, ...]:
    """Remember of each server on record whether the bot is in it; returns those that it is not in."""
    absent: list[int] = []
    for server_id in await servers.known():
        if server_id in present:
            await servers.returned(server_id)
        else:
            await servers.left(server_id, now)
            absent.append(server_id)
    return tuple(absent)


async def remove_departed(servers: ServerStore, now: datetime) -> tuple[int, ...]:
    """Remove what is kept of servers that were left long enough ago, and return their ids."""
    return await servers.purge(now - timedelta(days=DAYS))
