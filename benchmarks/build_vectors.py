# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "wordllama==0.4.0.post1", "wordfreq==3.1.1", "numpy>=2", "safetensors", "tokenizers",
#   "simplemma>=2,<3", "pystemmer>=3", "text2num>=3.1,<4", "pydantic",
# ]
# ///
"""Write storage/vectors.npz: what each term means, from the token vectors that wordllama (MIT) carries.

A word is the mean of its tokens; a term the mean of its words, each by how often it is used. Of 256 dimensions the
first 128 are kept (they were trained to be cut), in one byte each. How much a term weighs in the meaning of a text
is the length of the sum of its tokens, in eighths: the model was trained on such sums. Run again when
the normaliser's VERSION changes: `uv run --script benchmarks/build_vectors.py`. Nothing is downloaded: both files are
read from the installed package.
"""

import sys
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer
from wordfreq import get_frequency_dict

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from storage.terms import term_of  # noqa: E402  # the checkout's own normaliser

#: Terms rarer than once in three million words are mostly names, and names are compared as such.
RAREST = 10**-6.5
DIMENSIONS = 128

package = Path(str(find_spec("wordllama").origin)).parent  # type: ignore[union-attr]
tokenizer = Tokenizer.from_file(str(package / "tokenizers" / "l2_supercat_tokenizer_config.json"))
tokenizer.no_padding()
tokenizer.no_truncation()
(table,) = load_file(str(package / "weights" / "l2_supercat_256.safetensors")).values()


def unit(vectors: np.ndarray) -> np.ndarray:
    """Scale the last axis to length one."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)


shares: defaultdict[str, float] = defaultdict(float)
sums: defaultdict[str, np.ndarray] = defaultdict(lambda: np.zeros(DIMENSIONS))
whole: defaultdict[str, np.ndarray] = defaultdict(lambda: np.zeros(DIMENSIONS))
for word, share in get_frequency_dict("en", wordlist="large").items():
    if word.replace("'", "").isalpha() and word.isascii():
        term = term_of(word)
        tokens = tokenizer.encode(word, add_special_tokens=False).ids
        shares[term] += share
        sums[term] += share * unit(table[tokens, :DIMENSIONS].astype(float).mean(axis=0))
        whole[term] += share * table[tokens, :DIMENSIONS].astype(float).sum(axis=0)

terms = sorted(term for term, share in shares.items() if share >= RAREST)
vectors = np.rint(127 * unit(np.stack([sums[term] for term in terms])) / 0.5).clip(-127, 127).astype(np.int8)
lengths = np.array([np.linalg.norm(whole[term] / shares[term]) for term in terms])
target = ROOT / "storage" / "vectors.npz"
np.savez_compressed(
    target,
    terms=np.array(" ".join(terms)),
    vectors=vectors,
    lengths=np.rint(8 * lengths).clip(1, 255).astype(np.uint8),
)
print(f"{len(terms)} terms, {target.stat().st_size} bytes")
