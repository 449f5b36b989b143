"""How an act's person is shown."""

from bot.ui.text import shown
from storage.people import person_of

#: Characters of a program's name.
_LONGEST = 100


def named(by: str) -> str:
    """Show whom an act names: a person as a mention (which pings nobody here), anything else in its own words."""
    person = person_of(by)
    return shown(by, _LONGEST) if person is None else f"<@{person}>"
