# /// script
# requires-python = ">=3.11"
# dependencies = ["wordfreq==3.1.1", "simplemma>=2,<3", "pystemmer>=3", "text2num>=3.1,<4", "pydantic"]
# ///
"""Write storage/frequencies.txt.gz: how common each term is in English, from wordfreq's word list.

Run again when the normaliser's VERSION changes: `uv run --script benchmarks/build_frequencies.py`.
"""

import gzip
import math
import sys
from collections import defaultdict
from pathlib import Path

from wordfreq import get_frequency_dict

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from storage.terms import term_of  # noqa: E402  # the checkout's own normaliser

#: Terms rarer than once in ten million words are as good as unknown.
RAREST = 1e-7

shares: defaultdict[str, float] = defaultdict(float)
for word, share in get_frequency_dict("en", wordlist="large").items():
    if word.replace("'", "").isalpha() and word.isascii():
        shares[term_of(word)] += share

# Common spellings of numbers are all alike to a reader, so no digits are listed.
lines = [f"{term} {10 * (math.log10(share) + 9):.0f}\n" for term, share in sorted(shares.items()) if share >= RAREST]
target = ROOT / "storage" / "frequencies.txt.gz"
with target.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as packed:
    packed.write("".join(lines).encode())
print(f"{len(lines)} terms, {target.stat().st_size} bytes")
