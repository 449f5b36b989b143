"""Tells a message from options on the command line, so that a message may start with ``-``. Pure.

The rule, for the commands that take a message: a word is an option when it is one of the command's own
(``--json``, ``--top=5``), wherever it stands. Any other word that looks like a long option (``--jsno``) is
taken for a slip as long as the message is given without it. All else is message, and so is everything after ``--``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType

_OPTION = re.compile(r"--[a-zA-Z][\w-]*(=.*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Surface:
    """The options of a command that takes a message."""

    flags: frozenset[str]
    #: Options that are followed by a value.
    valued: frozenset[str]
    #: How many messages the command needs, unless it is a batch.
    texts: int


SURFACES = MappingProxyType(
    {
        "check": Surface(frozenset({"--json", "--batch", "--explain", "--help"}), frozenset({"--top", "--server"}), 1),
        "compare": Surface(frozenset({"--json", "--batch", "--help"}), frozenset(), 2),
    }
)


def options_first(arguments: Sequence[str]) -> list[str]:
    """Move a command's options before a ``--`` and its message after it; other commands are left alone."""
    surface = SURFACES.get(arguments[0]) if arguments else None
    if surface is None:
        return list(arguments)
    words = arguments[1:]
    options, texts = _parted(surface, words)
    slips = [word for word in texts if _OPTION.fullmatch(word)] if "--" not in words else []
    needed = 0 if {"--batch", "--help"} & {*options} else surface.texts
    if slips and len(texts) - len(slips) >= needed:
        return [arguments[0], *options, *slips]
    return [arguments[0], *options, *(["--", *texts] if texts else [])]


def _parted(surface: Surface, words: Sequence[str]) -> tuple[list[str], list[str]]:
    options: list[str] = []
    texts: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--":
            texts.extend(rest)
        elif word in surface.valued:
            options.extend((word, *islice(rest, 1)))
        elif word in surface.flags or word.partition("=")[0] in surface.valued:
            options.append(word)
        else:
            texts.append(word)
    return options, texts
