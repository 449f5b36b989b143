"""What buttons remember: everything they need stands in their custom id, so they outlive a restart. Pure."""

import re
from collections.abc import Sequence

from bot.ui.text import cut, tidy, width

#: Discord's limit.
LONGEST = 100

#: Cards that were made before postings were remembered have the shorter one.
SHARE = re.compile(r"onrecord:share(?::(?P<id>\d+):(?P<version>\d+))?")
OTHERS = re.compile(r"onrecord:others:(?P<ids>\d+(?:,\d+)*)")
SHOW = re.compile(r"onrecord:show:(?P<id>\d+)")
WHY = re.compile(r"onrecord:why:(?P<id>\d+):(?P<version>\d+):(?P<length>\d+)")
ASK = re.compile(r"onrecord:ask:(?P<length>\d+)")
NOT_THIS = re.compile(r"onrecord:not:(?P<id>\d+):(?P<length>\d+)")
TELL = re.compile(r"onrecord:tell:(?P<id>\d+):(?P<version>\d+)")
PAGE = re.compile(r"onrecord:page:(?P<offset>\d{1,6}):(?P<query>.*)")


def share_id(entry_id: int, version: int) -> str:
    """Return the id of the button that makes a private card public: which claim it shows, in which version."""
    return f"onrecord:share:{entry_id}:{version}"


def others_id(entry_ids: Sequence[int]) -> str:
    """Return the id of the button that lists other claims: as many of them as fit."""
    fitting = f"onrecord:others:{entry_ids[0]}"
    for entry_id in entry_ids[1:]:
        if len(longer := f"{fitting},{entry_id}") > LONGEST:
            break
        fitting = longer
    return fitting


def show_id(entry_id: int) -> str:
    """Return the id of the button that shows one claim."""
    return f"onrecord:show:{entry_id}"


def why_id(entry_id: int, version: int, length: int) -> str:
    """Return the id of the button that explains an answer: its claim, and how long the statement is as shown.

    The statement itself stands on the card; its length tells whether it was cut there.
    """
    return f"onrecord:why:{entry_id}:{version}:{length}"


def ask_id(length: int) -> str:
    """Return the id of the button that hands a question to the editors; the card shows it, so long."""
    return f"onrecord:ask:{length}"


def not_this_id(entry_id: int, length: int) -> str:
    """Return the id of the button that says that the statement on the card does not mean a claim."""
    return f"onrecord:not:{entry_id}:{length}"


def tell_id(entry_id: int, version: int) -> str:
    """Return the id of the button that has somebody told when a claim changes."""
    return f"onrecord:tell:{entry_id}:{version}"


def page_id(query: str, offset: int) -> str:
    """Return the id of the button that searches again, from the offset on."""
    prefix = f"onrecord:page:{offset}:"
    return prefix + cut(tidy(query), LONGEST - width(prefix))
