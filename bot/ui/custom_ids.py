"""What buttons remember: everything they need stands in their custom id, so they outlive a restart. Pure."""

import re
from collections.abc import Sequence

from bot.ui.text import cut, tidy, width

#: Discord's limit.
LONGEST = 100

SHARE = re.compile("onrecord:share")
OTHERS = re.compile(r"onrecord:others:(?P<ids>\d+(?:,\d+)*)")
SHOW = re.compile(r"onrecord:show:(?P<id>\d+)")
WHY = re.compile(r"onrecord:why:(?P<id>\d+):(?P<version>\d+):(?P<length>\d+)")
PAGE = re.compile(r"onrecord:page:(?P<offset>\d{1,6}):(?P<query>.*)")


def share_id() -> str:
    """Return the id of the button that makes a private answer public."""
    return "onrecord:share"


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


def page_id(query: str, offset: int) -> str:
    """Return the id of the button that searches again, from the offset on."""
    prefix = f"onrecord:page:{offset}:"
    return prefix + cut(tidy(query), LONGEST - width(prefix))
