"""An article as an editor gives it, by link, as a file or as text in a form, and the card it ends in."""

from dataclasses import replace
from pathlib import PurePath

import aiohttp
import discord

from bot.ingestion.captured import Article
from bot.ingestion.page import FILE_TYPES, LARGEST_FILE, Page
from bot.keeping.desk import Desk
from bot.keeping.quoting import checked_link
from bot.keeping.sourcing import ADDED, add
from bot.ui.acting import act_of, desk_of
from bot.ui.cards import Card
from bot.ui.forms import Form
from bot.ui.replies import client_of, send, waited
from bot.ui.rights import Right
from bot.ui.source_drafts import added_line, first_draft
from storage.errors import UserError
from storage.limits import blank
from storage.models import Scope

_LINK = 2_000


class NoText(UserError):
    """Paste the text that quotes are to be checked against."""


class WrongFile(UserError):
    """{0!r} is neither a .txt, a .html nor a .pdf file."""


class LargeFile(UserError):
    """{0!r} is larger than 10 MB."""


class LostFile(UserError):
    """{0!r} could not be fetched from Discord: attach it again."""


class OneOnly(UserError):
    """Give a link or a file, not both."""


async def added_card(interaction: discord.Interaction, desk: Desk, article: Article, how: str) -> Card:
    """Put an article on record, and show its first draft."""
    added = await add(desk, article, act_of(interaction, ADDED, how))
    client_of(interaction).upkeep.soon()
    return await first_draft(desk, added.source.id, added_line(added.new, added.known))


async def by_link(interaction: discord.Interaction, desk: Desk, link: str) -> Card:
    """Fetch an article and put it on record; raises ``BadLink``, ``NotFetched`` or ``NotRead``."""
    article = await desk.articles.at(checked_link(link.strip()))
    return await added_card(interaction, desk, article, f"added from {article.url or link.strip()}")


async def by_file(interaction: discord.Interaction, desk: Desk, file: discord.Attachment) -> Card:
    """Read an attached article and put it on record; raises a refusal for what cannot be."""
    content_type = FILE_TYPES.get(PurePath(file.filename).suffix.lower())
    if content_type is None:
        raise WrongFile(file.filename)
    if file.size > LARGEST_FILE:
        raise LargeFile(file.filename)
    try:
        content = await file.read()
    except (discord.DiscordException, aiohttp.ClientError, TimeoutError):
        raise LostFile(file.filename) from None
    page = Page(content, file.filename, content_type=content_type)
    return await added_card(interaction, desk, await desk.articles.of(page), f"added from the file {file.filename}")


class TextForm(Form):
    """Asks for the text of an article, what to call it, and where it is."""

    right = Right.EDITOR

    def __init__(self, text: str = "", name: str = "", link: str = "") -> None:
        super().__init__("Add a source")
        self._text = self.area("Text", "text", text, hint="Quotes are checked against it, word for word.")
        self._name = self.line("Name", "name", name, hint="Its title. Without one, its first line.", most=300)
        self._link = self.line("Link", "link", link, hint="Where it can be read, if it is on the web.", most=_LINK)

    async def submitted(self, interaction: discord.Interaction, scope: Scope) -> None:
        """Put it on record, and show its first draft."""
        if blank(self._text.value):
            raise NoText
        url = checked_link(self._link.value.strip()) if self._link.value.strip() else None
        page = Page(
            self._text.value.encode(errors="replace"), "pasted text", url, content_type="text/plain", charset="utf-8"
        )
        card = await waited(interaction, self._added(interaction, desk_of(interaction, scope), page), private=True)
        await send(interaction, card, private=True)

    async def _added(self, interaction: discord.Interaction, desk: Desk, page: Page) -> Card:
        article = await desk.articles.of(page)
        name = " ".join(self._name.value.split())
        return await added_card(
            interaction, desk, replace(article, name=name) if name else article, "added as pasted text"
        )

    def again(self) -> "TextForm":
        """Return the form filled in as it was sent."""
        return TextForm(self._text.value, self._name.value, self._link.value)
