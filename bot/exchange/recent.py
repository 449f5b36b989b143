"""What is remembered of a file of any length: what was asked for last."""

from collections import OrderedDict
from typing import Generic, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Recent(Generic[_Key, _Value]):
    """Values by key; beyond so many, the one that was not asked for the longest is forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        # A plain dictionary finds its first key ever more slowly when first keys are taken out.
        self._values: OrderedDict[_Key, _Value] = OrderedDict()

    def get(self, key: _Key) -> _Value | None:
        """Return the value, or ``None`` where none is remembered."""
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def keep(self, key: _Key, value: _Value) -> None:
        """Remember a value, in place of the one before it."""
        self._values[key] = value
        self._values.move_to_end(key)
        if len(self._values) > self._most:
            self._values.popitem(last=False)
