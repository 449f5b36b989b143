"""Builds records of made-up claims through the public storage, and says what that cost."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from benchmarks.corpus import claims
from benchmarks.recording import save_all
from benchmarks.scale.memory import peak_megabytes
from bot.matching.particulars import propose
from bot.services import open_services
from storage.models import EVERYWHERE, Claim, Scope

#: A server with claims of its own, which are about other things, and one that may have all the rest.
SERVER, OTHER_SERVER = Scope(1), Scope(2)
OWN, OWN_SEED = 1_000, 40


class Built(NamedTuple):
    """The cost of a record: seconds in all and in the storage alone, and the most memory the process held."""

    seconds: float
    stored: float
    megabytes: float


def build(path: Path, size: int, scope: Scope = EVERYWHERE) -> Built:
    """Build a record with so many claims of a scope, and a server's own beside them."""
    return asyncio.run(_build(path, size, scope))


async def _build(path: Path, size: int, scope: Scope) -> Built:
    async with open_services(f"sqlite:///{path}", starter=False) as services:
        started = perf_counter()
        stored = await save_all(services.storage.claims, recorded(size), size, scope=scope)
        built = Built(perf_counter() - started, stored, peak_megabytes())
        own = (Claim(f"own-{number}", text) for number, text in enumerate(claims(OWN, OWN_SEED)))
        await save_all(services.storage.claims, own, OWN, scope=SERVER)
    return built


def recorded(size: int) -> Iterator[Claim]:
    """Yield so many claims with their particulars, as an import does."""
    return (Claim(key(number), text, particulars=propose(text)) for number, text in enumerate(claims(size)))


def key(number: int) -> str:
    """Return the key of a made-up claim."""
    return f"claim-{number}"
