"""The custom ids of the buttons by which editors work on claims. Pure."""

import re

_ENTRY = r"(?P<id>\d{1,18})"
#: A list or a page that takes the place of the card it stands on; without it a new card is shown.
_TURN = r"(?P<turn>:turn)?"

PUBLISH = re.compile(f"onrecord:publish:{_ENTRY}")
EDIT = re.compile(f"onrecord:edit:{_ENTRY}")
SKIP = re.compile(f"onrecord:skip:{_ENTRY}")
PARTICULARS = re.compile(f"onrecord:particulars:{_ENTRY}")
#: Shows a claim to an editor, whatever its status.
KEPT = re.compile(f"onrecord:kept:{_ENTRY}")
HISTORY = re.compile(rf"onrecord:history:{_ENTRY}:(?P<offset>\d{{1,6}}){_TURN}")
DRAFTS = re.compile(rf"onrecord:drafts:(?P<offset>\d{{1,6}}){_TURN}")
FLAGGED = re.compile(rf"onrecord:flagged:(?P<offset>\d{{1,6}}){_TURN}")
#: Both claims with their versions, so that nobody settles what they have not seen.
SETTLE = re.compile(
    rf"onrecord:settle:{_ENTRY}\.(?P<version>\d{{1,9}}):(?P<other>\d{{1,18}})\.(?P<seen>\d{{1,9}}):(?P<choice>[a-z-]+)"
)


def entry_id(what: str, number: int) -> str:
    """Return the id of a button that does something with one claim."""
    return f"onrecord:{what}:{number}"


def list_id(what: str, offset: int, *, turn: bool = False) -> str:
    """Return the id of a button that shows a list from the offset on."""
    return f"onrecord:{what}:{offset}{':turn' if turn else ''}"


def history_id(number: int, offset: int = 0, *, turn: bool = False) -> str:
    """Return the id of a button that shows a claim's history from the offset on."""
    return list_id(f"history:{number}", offset, turn=turn)


def settle_id(draft: tuple[int, int], other: tuple[int, int], choice: str) -> str:
    """Return the id of a button that says how a draft stands to a claim, each by its id and version."""
    return f"onrecord:settle:{draft[0]}.{draft[1]}:{other[0]}.{other[1]}:{choice.replace(' ', '-')}"
