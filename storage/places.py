"""Countries and regions, and the words people use for them. Pure."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files


@cache
def places() -> Mapping[str, str]:
    """Return each word for a place, in lower case, with the place's one name, in lower case."""
    return dict(_forms())


def _forms() -> Iterator[tuple[str, str]]:
    text = files("storage").joinpath("places.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            name, _, forms = line.partition(" = ")
            yield name, name
            yield from ((form, name) for form in forms.split(", "))
