"""Discord's ids."""

import itertools
import time

_EPOCH_MS = 1_420_070_400_000
_serial = itertools.count()


def snowflake() -> int:
    """Return a new id that carries the present time, as Discord's do."""
    return (int(time.time() * 1000) - _EPOCH_MS) << 22 | next(_serial) & 0x3FFFFF
