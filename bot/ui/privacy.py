"""What is kept of people: said, handed out as a file, and deleted after a second question."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from types import MappingProxyType

import discord

from bot.keeping.departures import DAYS
from bot.ui.cards import Box, Button, Card, Row, Text
from bot.ui.pressing import Remembering
from bot.ui.replies import client_of
from bot.ui.rights import Right
from storage.errors import UserError
from storage.people import DELETED, Kept

PRIVACY = (
    "### Privacy",
    (
        "**Messages are compared, not kept.** A message is compared with the claims on record, answered and "
        "forgotten: its text is neither stored nor logged, and goes nowhere but back to Discord in the answer. "
        "Discord passes along messages that mention the bot, direct messages to it, what is typed into its commands "
        "and forms, and the message that “Check this message” is used on. Other messages arrive without their text, "
        "unless whoever runs this bot has switched the message-content intent on; none of them is kept either."
    ),
    (
        "**What is kept of you**\n"
        "- Questions you hand to the editors: your words, your id, and whether you want to be told.\n"
        "- Public answers to you: the ids of the answer, of its channel, of your message and of you, never the words, "
        "so that the answer can be corrected, or follow your message when you edit or delete it.\n"
        "- “Tell me if it changes”: your id and the claim, until you have been told.\n"
        "- “Not this claim”: a fingerprint of the wording, from which it cannot be read, and your id.\n"
        "- What editors and admins do: claims, quotes, sources, reviews, settings, each with their id, the time and "
        "the reason, in the versions and in the server's audit log.\n"
        "- “/optout”: a keyed hash, which is not your id."
    ),
    (
        "**Where, and how long.** In the database of whoever runs this bot, until you or the server take it back. "
        f"{DAYS} days after the bot has left a server, all that was kept of that server is removed. "
        "Backups are in the hands of whoever runs this bot. A server may have its audit log posted in one of its "
        "channels; those messages are Discord's."
    ),
    (
        "**Taking it back.** “/mydata export” gives you all of it as a file. “/mydata delete” removes your questions, "
        f"wishes and ids; acts stay as those of a “{DELETED}”. “/optout” has your messages left unanswered."
    ),
)

NOTHING_KEPT = "Nothing is kept of you."
STILL_OPTED_OUT = "You have opted out of being answered; that is kept as a keyed hash, which is not your id."
EXPORTED = "This is all that is kept of you."
OPTED_OUT = (
    "Your messages are not answered any more, here or anywhere, also when somebody else asks about them. Your own "
    "commands still work. This is kept as a keyed hash, which is not your id. Use /optout again to be answered again."
)
OPTED_IN = "Your messages are answered again."
DELETING = "Deleting what is kept of you …"

_DELETE = re.compile(r"onrecord:delete:(?P<person>\d{1,20})")

#: Bytes of an exported file; Discord takes ten million.
_FILE = 8_000_000

#: What goes with a person, one of it and more of it; all else stays as the act of a deleted user.
_GOES = MappingProxyType(
    {
        "question": ("question you handed to the editors", "questions you handed to the editors"),
        "wish to be told": ("wish to be told of a change", "wishes to be told of a change"),
        "answer": ("note of an answer to you", "notes of answers to you"),
    }
)


class NotYours(UserError):
    """That button is for somebody else's data; for your own, use /mydata delete."""


class Delete(Remembering[Button], template=_DELETE):
    """Deletes a person: only whoever presses, and only the one that the card was made for."""

    right = Right.ANYONE

    async def press(self, interaction: discord.Interaction) -> None:
        """Delete them; that may take seconds, since no byte of it is left in the file."""
        person = interaction.user.id
        if int(self.match["person"]) != person:
            raise NotYours
        people = client_of(interaction).services.storage.people
        await interaction.response.edit_message(view=_card(DELETING), allowed_mentions=_NONE)
        try:
            rows = await people.delete(person)
        except Exception:
            await interaction.edit_original_response(
                view=deletion_card(await people.export(person), person), allowed_mentions=_NONE
            )
            raise
        lines = [deleted(rows)]
        if await people.opted_out(person):
            lines.append(STILL_OPTED_OUT)
        await interaction.edit_original_response(view=_card(*lines), allowed_mentions=_NONE)


BUTTONS = (Delete,)

_NONE = discord.AllowedMentions.none()


def privacy_card() -> Card:
    """Say what is kept, where, for how long, and how to take it back."""
    return _card(*PRIVACY)


def deletion_card(kept: Sequence[Kept], person: int) -> Card:
    """Ask whether what is kept of somebody is to go, and say what stays."""
    card = Card()
    button = Button(label="Delete my data", custom_id=f"onrecord:delete:{person}", style=discord.ButtonStyle.danger)
    return card.add_item(Box(*map(Text, _asked(kept)), Row(button)))


def _asked(kept: Sequence[Kept]) -> Iterator[str]:
    counts = Counter(one.what for one in kept)
    goes = [
        f"- {counts[what]:,} {one if counts[what] == 1 else more}"
        for what, (one, more) in _GOES.items()
        if counts[what]
    ]
    stays = sum(number for what, number in counts.items() if what not in _GOES)
    yield "### Delete what is kept of you?"
    if goes:
        yield "\n".join(("**This goes:**", *goes))
    if stays:
        lines = "1 line" if stays == 1 else f"{stays:,} lines"
        yield f"**This stays, without you:** {lines} of versions, settings and audit logs, as the act of a “{DELETED}”."
    yield (
        "-# It cannot be undone. Messages on Discord stay where they are, an opt-out stays in force, and backups are "
        "in the hands of whoever runs this bot."
    )


def deleted(rows: int) -> str:
    """Say how much was deleted."""
    if not rows:
        return NOTHING_KEPT
    entries = "1 entry was" if rows == 1 else f"{rows:,} entries were"
    return f"Done: {entries} deleted, or names a “{DELETED}” now. Nothing else is kept of you."


def exported(kept: Sequence[Kept], person: int, *, opted_out: bool) -> Iterator[discord.File]:
    """Write all that is kept of a person as JSON: one file, or more where Discord would not take it."""
    for number, part in enumerate(_parts(kept), 1):
        document = {"person": str(person), "opted_out": opted_out, "kept": part}
        written = json.dumps(document, ensure_ascii=False, indent=2).encode(errors="replace")
        yield discord.File(BytesIO(written), f"onrecord-{number}.json" if number > 1 else "onrecord.json")


def _parts(kept: Iterable[Kept]) -> Iterator[list[dict[str, str | None]]]:
    part: list[dict[str, str | None]] = []
    size = 0
    for one in kept:
        line = {
            "what": one.what,
            # A number of so many digits is not what it was after many a program has read it.
            "server": str(one.server_id) if one.server_id else None,
            "at": one.at.isoformat(),
            "text": one.text,
        }
        # White space and braces, with room to spare.
        length = len(json.dumps(line, ensure_ascii=False).encode(errors="replace")) + 100
        if part and size + length > _FILE:
            yield part
            part, size = [], 0
        part.append(line)
        size += length
    yield part


def _card(*paragraphs: str) -> Card:
    return Card().add_item(Box(*map(Text, paragraphs)))
