"""Puts claims on record as an import does: with their particulars, a thousand in a transaction."""

from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import islice
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.progress import progress
from bot.services import Services, open_services
from bot.unread import catch_up
from storage.models import EVERYWHERE, Act, Claim, Scope
from storage.protocol import ClaimStore

BATCH = 1_000
ACT = Act("benchmark", datetime(2026, 1, 1, tzinfo=UTC), "To be measured.")


async def save_all(store: ClaimStore, claims: Iterable[Claim], count: int, *, scope: Scope = EVERYWHERE) -> float:
    """Save so many claims; return the seconds that the storage took."""
    rest = iter(claims)
    stored = 0.0
    with progress(f"Putting {count:,} claims on record", count) as done:
        while batch := list(islice(rest, BATCH)):
            started = perf_counter()
            await store.save(batch, scope, ACT)
            stored += perf_counter() - started
            done(len(batch))
    return stored


@asynccontextmanager
async def record_of(claims: Sequence[Claim]) -> AsyncGenerator[Services]:
    """Open a record in a file that holds these claims, and remove it afterwards."""
    with TemporaryDirectory() as folder:
        async with open_services(f"sqlite:///{folder}/record.db", starter=False) as services:
            await save_all(services.storage.claims, claims, len(claims))
            await catch_up(services.storage.claims, services.model)
            yield services
