"""Postings as they are stored: claims' ids, and what a term says of each, side by side in two strings of bytes."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import numpy as np

#: Of a row beyond a thousand bytes SQLite keeps all but a hundred in pages of its own; 800 postings just fill one.
LENGTH = 800
#: The impact of a term that is all a claim says.
FULL = 255

_ID = np.dtype("<u4")


class Block(NamedTuple):
    """Postings of one term by ascending id."""

    ids: bytes
    impacts: bytes

    @property
    def first(self) -> int:
        """The lowest id."""
        return int.from_bytes(self.ids[: _ID.itemsize], "little")

    @property
    def last(self) -> int:
        """The highest id."""
        return int.from_bytes(self.ids[-_ID.itemsize :], "little")

    def postings(self) -> dict[int, int]:
        """Return the impacts by id."""
        ids = np.frombuffer(self.ids, _ID).tolist()
        return dict(zip(ids, self.impacts, strict=True))

    @property
    def size(self) -> int:
        """How many postings there are."""
        return len(self.impacts)


EMPTY = Block(b"", b"")


def packed(postings: Mapping[int, int]) -> Block:
    """Write impacts by id, in any order, as a block."""
    ids = sorted(postings)
    return Block(np.array(ids, _ID).tobytes(), bytes(postings[one] for one in ids))


def changed(block: Block, gone: Collection[int], come: Mapping[int, int]) -> Block:
    """Return the block without the ids that are gone and with those that have come."""
    if not gone and (not block.size or not come or min(come) > block.last):
        added = packed(come)  # New claims have the highest ids: nothing that stands is read.
        return Block(block.ids + added.ids, block.impacts + added.impacts)
    kept = {number: impact for number, impact in block.postings().items() if number not in gone}
    return packed({**kept, **come})


def cut(block: Block) -> Iterator[Block]:
    """Yield the block in pieces of full length, the last of at least one posting; nothing for an empty one."""
    size = _ID.itemsize
    for at in range(0, block.size, LENGTH):
        yield Block(block.ids[at * size : (at + LENGTH) * size], block.impacts[at : at + LENGTH])
