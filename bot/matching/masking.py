"""Blanks out what is not the writer's own prose: code, quoted lines, links, mentions, emoji. Pure."""

import re

#: What may stand as a word although it carries no meaning stays out; every character keeps its place.
_MASKED = re.compile(
    r"""
    ```.*?(?:```|\Z) | ``.+?`` | `[^`\n]+`           # code
  | ^[ \t]*>>>[ ].*\Z | ^[ \t]*>[ ][^\n]*            # quoted lines, as Discord reads them
  | <(?:@[!&]?|\#|/[^<>\n]{1,100}:)\d{1,20}>         # mentions of people, roles, channels, commands
  | <a?:\w{1,32}:\d{1,20}> | (?<!\S):[\w~+-]{2,32}:(?!\S)    # emoji by name
  | <t:-?\d{1,17}(?::[tTdDfFR])?> | <id:\w{1,20}>    # times, channel links
  | <?\bhttps?://[^\s>]+>? | \bwww\.[^\s>]+          # links
  | @everyone\b | @here\b
  | [\u2190-\u2bff\u2e80-\u2e99\U0001f000-\U0001faff\ufe0f\u200d\u20e3]   # emoji and pictographs
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE | re.IGNORECASE,
)

_QUOTED = re.compile(r"^[ \t]*>{1,3} ", re.MULTILINE)
_BLANKS = re.compile(r"\s+")


def prose(text: str) -> str:
    """Return the writer's own prose: masked, and with each run of blanks folded into one, or one line break."""
    shown = masked(text)
    if not shown.strip():  # Nothing but quoted lines: then they are what is meant.
        shown = masked(_QUOTED.sub("", text))
    return _BLANKS.sub(lambda found: "\n" if "\n" in found.group() else " ", shown).strip()


def masked(text: str) -> str:
    """Return the text with masked stretches as spaces; line breaks and all other characters stay in place."""
    return _MASKED.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
