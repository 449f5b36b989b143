"""Particulars to JSON and back: a list of objects, each tagged with its kind."""

from collections.abc import Sequence
from types import MappingProxyType

import msgspec

from storage.models import Alias, Date, Modality, Name, Opposite, Particular, Polarity, Quantity, Speaker

KINDS: MappingProxyType[str, type[Particular]] = MappingProxyType(
    {
        "quantity": Quantity,
        "date": Date,
        "name": Name,
        "polarity": Polarity,
        "modality": Modality,
        "speaker": Speaker,
        "alias": Alias,
        "opposite": Opposite,
    }
)
_KIND_OF = {kind: name for name, kind in KINDS.items()}


def encode(particulars: Sequence[Particular]) -> str:
    """Write particulars as JSON."""
    tagged = [{"kind": _KIND_OF[type(one)], **msgspec.to_builtins(one)} for one in particulars]
    return msgspec.json.encode(tagged).decode()


def decode(written: str) -> tuple[Particular, ...]:
    """Read particulars from JSON."""
    return tuple(_particular(tagged) for tagged in msgspec.json.decode(written, type=list[dict[str, object]]))


def _particular(tagged: dict[str, object]) -> Particular:
    return msgspec.convert(tagged, KINDS[str(tagged.pop("kind"))])
