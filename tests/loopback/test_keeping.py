"""An editor and two members in a server: a claim is entered, answered with, re-rated, restored – across a restart."""

import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web

from .discord_server import LoopbackDiscord
from .people import Permission
from .places import Place
from .program import Program, settings_for
from .replies import Reply
from .waiting import until

SENTENCE = "The new Aldra bridge carries 31,000 vehicles a day, the roads office said."
PAGE = f"""<html><head><title>Bridge opens</title><meta property="og:site_name" content="Aldra Post"></head><body>
<article><h1>Bridge opens</h1><p>The bridge over the Aldra opened on Monday after four years of work on both banks.</p>
<p>{SENTENCE}</p><p>The old bridge will be kept for walkers and cyclists, and repaired over the winter.</p></article>
</body></html>"""
SAID = "the Aldra bridge carries 13,000 vehicles a day"
FORM = {"Claim": "The Aldra bridge carries 31,000 vehicles a day.", "Quote": "carries 31,000 vehicles a day"}
ANSWERED, CORRECTED = 5.0, 15.0


@dataclass(frozen=True, slots=True)
class Town:
    """A server with an editor and two members, another server, and a page to cite."""

    discord: LoopbackDiscord
    admin: Place
    editor: Place
    alice: Place
    bob: Place
    elsewhere: Place
    page: str
    settings: dict[str, str]

    async def asked(self, place: Place, said: str) -> Reply:
        """Mention the bot, and return its public answer."""
        before = len(self.discord.rest.posted)
        await self.discord.post(place, f"{self.discord.world.bot.mention} {said}")
        return await until(lambda: next(iter(self.discord.rest.posted[before:]), None), "answer", seconds=ANSWERED)


@asynccontextmanager
async def a_page(body: str) -> AsyncGenerator[str]:
    """Serve one page on this machine, and give its host and port."""

    async def show(request: web.Request) -> web.Response:
        del request
        return web.Response(text=body, content_type="text/html")

    app = web.Application()
    app.router.add_get("/bridge", show)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.fixture
async def town(server: LoopbackDiscord) -> AsyncIterator[Town]:
    here, there = await server.guild("aldra"), await server.guild("brenn")
    editors = await server.role(here, "editors", Permission.MANAGE_MESSAGES)
    async with a_page(PAGE) as address:
        yield Town(
            server,
            server.member(here, "ivy", permissions=Permission.MANAGE_GUILD),
            server.member(here, "eve", roles=[editors]),
            server.member(here, "alice"),
            server.member(here, "bob"),
            server.member(there, "carol"),
            f"http://{address}/bridge",
            settings_for(server) | {"FETCH_ALLOW": address},
        )


async def entered(town: Town, **changes: str) -> Reply:
    form = await town.discord.slash_form(town.editor, "claim add")
    replies = await town.discord.submit(form, FORM | {"Source link": town.page} | changes)
    return replies[-1]


def key_in(reply: Reply) -> str:
    found = [word.strip("`*") for word in reply.text.split() if word.strip("`*").startswith("the-aldra-bridge")]
    assert found, reply.text
    return found[0]


async def test_a_claim_lives_through_a_rating_a_restart_and_a_restoration(town: Town, tmp_path: Path) -> None:
    discord = town.discord
    async with Program(tmp_path, town.settings) as program:
        await discord.connected()
        added = await entered(town)
        key = key_in(added)
        began = time.monotonic()
        posted = await town.asked(town.alice, SAID)
        took = time.monotonic() - began
        elsewhere = await discord.slash(town.elsewhere, "check", text=SAID)
        await discord.slash(
            town.editor, "claim rate", claim=key, rating="false", explanation="It was counted again: 21,000."
        )
        await program.stop()

    assert "Differs from the record" in posted.text or "corrected" in posted.text.lower()
    assert "Nothing on record" in elsewhere.text
    assert took < ANSWERED

    async with Program(tmp_path, town.settings):
        await discord.connected()
        await until(lambda: "It was counted again" in posted.text, "correction of the posted answer", seconds=CORRECTED)
        history = await discord.slash(town.bob, "claim history", claim=key)
        await discord.slash(town.editor, "claim restore", claim=key, version=1, reason="the first count stands")
        await until(lambda: "the first count stands" in posted.text, "second correction", seconds=CORRECTED)
        shown = await discord.slash(town.bob, "claim show", claim=key)

    assert "Version 2" in history.text
    assert "Version 1" in history.text
    assert "Rated false" not in shown.text
    assert discord.violations == []
    assert discord.pinging == []


async def test_the_audit_log_names_each_step(town: Town, tmp_path: Path) -> None:
    discord = town.discord
    async with Program(tmp_path, town.settings):
        await discord.connected()
        key = key_in(await entered(town))
        await discord.slash(town.editor, "claim rate", claim=key, rating="mostly-true", explanation="Nearly.")
        await discord.slash(town.editor, "claim retract", claim=key, reason="It was about another bridge.")
        await discord.slash(town.editor, "claim restore", claim=key, version=1, reason="It was not.")
        panel = await discord.slash(town.admin, "settings")
        log = (await discord.press(town.admin, "Audit log", panel))[-1].text

    for step in ("claim added", "claim rated", "claim retracted", "claim restored"):
        assert step in log.lower()
    assert town.editor.user.mention in log


async def test_a_quote_with_one_changed_word_is_refused_with_the_nearest_passage(town: Town, tmp_path: Path) -> None:
    async with Program(tmp_path, town.settings):
        await town.discord.connected()
        refused = await entered(town, Quote="carries 31,000 lorries a day")
        found = await town.discord.slash(town.bob, "claim search", query="bridge vehicles")

    assert "31,000 vehicles a day" in refused.text
    assert refused.button("Correct it")
    assert "No claim is found" in found.text


async def test_an_article_on_a_private_address_is_refused_unless_it_is_allowed(town: Town, tmp_path: Path) -> None:
    async with Program(tmp_path, settings_for(town.discord)):
        await town.discord.connected()
        refused = await town.discord.slash(town.editor, "source add", link=town.page)

    async with Program(tmp_path, town.settings):
        await town.discord.connected()
        taken = await town.discord.slash(town.editor, "source add", link=town.page)

    assert "FETCH_ALLOW" in refused.text.replace("\\", "")
    assert "31,000 vehicles" in taken.text
    assert taken.button("Accept")


async def test_an_answer_follows_an_edit_and_a_deletion_made_while_it_is_written(town: Town, tmp_path: Path) -> None:
    discord = town.discord
    async with Program(tmp_path, town.settings):
        await discord.connected()
        await entered(town)
        mention = discord.world.bot.mention
        edited = await discord.post(town.alice, f"{mention} {SAID}")
        await discord.edit_message(town.alice, edited, f"{mention} the Aldra bridge carries 31,000 vehicles a day")
        deleted = await discord.post(town.bob, f"{mention} {SAID}")
        await discord.delete_message(town.bob, deleted)

        def standing() -> list[str]:
            return [one.text for one in discord.rest.posted if int(str(one.message["id"])) in discord.world.messages]

        def settled() -> bool:
            return len(discord.rest.posted) == 2 and len(standing()) == 1 and "Agrees" in standing()[0]

        await until(settled, "answers that followed", seconds=CORRECTED)

    assert discord.violations == []
