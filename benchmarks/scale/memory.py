"""How much memory this process has held at most."""

import sys
from pathlib import Path

#: Linux counts a new process's peak from its start there; ``getrusage`` would give it that of the one that began it.
_STATUS = Path("/proc/self/status")


def peak_megabytes() -> float:
    """Return the largest resident size so far; 0 where the system does not tell."""
    if _STATUS.exists():
        peak = next(line for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1_024
    if sys.platform == "win32":
        return 0.0
    from resource import RUSAGE_SELF, getrusage  # noqa: PLC0415 - not on Windows

    held = getrusage(RUSAGE_SELF).ru_maxrss
    return held / (1 << 20 if sys.platform == "darwin" else 1 << 10)
