"""Measures one size of record, each part in a process of its own, so that no memory is counted twice."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

import msgspec

from benchmarks.scale.adding import add
from benchmarks.scale.asking import Asked, Times, ask, ask_own
from benchmarks.scale.beside import Beside, beside_fuzzy, beside_tantivy
from benchmarks.scale.building import OTHER_SERVER, Built, build
from benchmarks.scale.sustaining import Sustained, sustain
from storage.models import EVERYWHERE, Scope

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured of a record with so many claims."""

    size: int
    built: Built
    #: Of the file, with a server's own claims in it.
    megabytes: float
    asked: Asked
    sustained: Sustained
    added: Times
    #: Retrieval of a server's own claims, all others being everywhere's, or another server's where that was measured.
    own: Times
    own_apart: Times | None
    tantivy: Beside | None
    fuzzy: Beside | None


def measured(size: int, folder: Path, *, apart: bool) -> Measured:
    """Measure a size; ``apart``, too, with a second record whose claims are another server's."""
    path = folder / f"everywhere-{size}.db"
    built = _built(path, size, EVERYWHERE)
    other = folder / f"other-server-{size}.db"
    if apart:
        _built(other, size, OTHER_SERVER)
    return Measured(
        size,
        built,
        path.stat().st_size / 1e6,
        _alone(ask, path, size),
        _alone(sustain, path, size),
        _alone(add, path, size),
        _alone(ask_own, path),
        _alone(ask_own, other) if apart else None,
        _alone(beside_tantivy, path, size),
        _alone(beside_fuzzy, path, size),
    )


def _built(path: Path, size: int, scope: Scope) -> Built:
    """Build a record, unless it was kept; what it cost is kept beside it, written last."""
    cost = path.with_suffix(".json")
    if cost.exists():
        return msgspec.json.decode(cost.read_bytes(), type=Built)
    path.unlink(missing_ok=True)
    built = _alone(build, path, size, scope)
    cost.write_bytes(msgspec.json.encode(built))
    return built


def _alone(act: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """Run in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(act, *given, **named).result()
