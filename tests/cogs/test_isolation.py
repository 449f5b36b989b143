"""What a server keeps is its own: ids of another one's, copied into a button, show nothing and change nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import discord
import pytest
import simcord

from bot.services import Services
from storage.models import ClaimStatus, Scope
from tests.cogs.queues import Newsroom, a_newsroom
from tests.cogs.talk import add_claim, answer, mention
from tests.cogs.test_rights import CHOSEN, PRESSED
from tests.factories import a_claim, an_act

SECRET = "Amberlake"
ARTICLE = f"""{SECRET} opens again

The {SECRET} tunnel is 4.2 kilometres long and was opened in 1911. The {SECRET} tunnel cost 310 million kroner."""
QUESTION = f"who dug the {SECRET} tunnel?"
WORDING = f"the otters of {SECRET} number 340 animals"


@dataclass(frozen=True)
class Amber:
    """A server with a claim, a draft, a source with drafts, a question, an answer and a wording of its own."""

    newsroom: Newsroom
    services: Services

    @property
    def scope(self) -> Scope:
        return Scope(self.newsroom.guild.id)

    async def entries(self) -> Sequence[object]:
        return [entry async for entry in self.services.storage.claims.own(self.scope)]

    async def kept(self) -> Sequence[object]:
        """Return all that is kept of the server, to be compared later."""
        storage = self.services.storage
        return [
            await self.entries(),
            await storage.sources.list(self.scope, limit=50),
            await storage.questions.open(self.scope, limit=50),
            await storage.servers.settings(self.scope),
            await storage.servers.deeds(self.scope, limit=50),
            await storage.servers.mismatches(self.scope, limit=50),
        ]


@pytest.fixture
async def amber(simcord_env: simcord.Env, services: Services) -> Amber:
    simcord_env.check_errors = False
    here = Amber(a_newsroom(simcord_env, "Amber"), services)
    newsroom = here.newsroom
    await add_claim(services, "otters", f"Otters of {SECRET} number 340 animals.", newsroom.guild.id)
    draft = a_claim(key="beavers", text=f"Beavers of {SECRET} number 12 animals.", status=ClaimStatus.DRAFT)
    await services.storage.claims.save([draft], here.scope, an_act())
    form = await newsroom.eve.slash(newsroom.channel, "source add")
    await newsroom.eve.submit_modal(form, {"text": ARTICLE, "name": f"{SECRET} Post"})
    await newsroom.ask(newsroom.bob, QUESTION)
    await newsroom.bob.send(newsroom.channel, f"{mention(simcord_env)} {WORDING}")
    asked = await newsroom.carol.slash(newsroom.channel, "check", text=f"Otters of {SECRET} number 341 animals")
    assert asked.response is not None
    await newsroom.carol.click(asked.response, label="Not this claim")
    return here


def forged(pattern: str, number: int, other: int) -> str:
    """Return a button's id with these numbers in the places of the ones in a row of the matrix."""
    first = re.sub(r"(?<=:)1(?=[:.]|$)", str(number), pattern)
    return re.sub(r"(?<=:)2(?=\.)", str(other), first)


async def test_no_forged_id_shows_or_changes_what_another_server_keeps(
    simcord_env: simcord.Env, amber: Amber, services: Services
) -> None:
    cobalt = a_newsroom(simcord_env, "Cobalt")
    role = cobalt.guild.create_role("root", permissions=discord.Permissions(administrator=True))
    mallory = cobalt.guild.add_member(simcord_env.create_user("mallory"), roles=[role])
    entries = [entry async for entry in services.storage.claims.own(amber.scope)]
    sources = await services.storage.sources.list(amber.scope, limit=50)
    questions = await services.storage.questions.open(amber.scope, limit=50)
    numbers = {one.id for one in (*entries, *sources, *questions)}
    before = await amber.kept()

    at_home = await press(amber.newsroom, amber.newsroom.eve, forged("onrecord:show:1", entries[0].id, 0))
    said: list[str] = []
    for pattern in set(PRESSED) - set(CHOSEN):
        for number in sorted(numbers):
            custom_id = forged(pattern, number, entries[0].id)
            said.append(answer(await press(cobalt, mallory, custom_id)))

    assert SECRET in answer(at_home)
    assert [text for text in said if SECRET in text] == []
    assert await amber.kept() == before


async def test_no_command_and_no_suggestion_shows_what_another_server_keeps(
    simcord_env: simcord.Env, amber: Amber
) -> None:
    cobalt = a_newsroom(simcord_env, "Cobalt")
    before = await amber.kept()

    said = [
        answer(await cobalt.eve.slash(cobalt.channel, name, **fields))
        for name, fields in (
            ("check", {"text": WORDING}),
            ("claim show", {"claim": "otters"}),
            ("claim show", {"claim": "otters number 340 animals"}),
            ("claim search", {"query": "otters tunnel"}),
            ("claim history", {"claim": "otters"}),
            ("claim retract", {"claim": "otters", "reason": "a test"}),
            ("claim rate", {"claim": "beavers", "rating": "false", "explanation": "a test"}),
            ("claim restore", {"claim": "otters", "version": 1, "reason": "a test"}),
            ("claim particulars", {"claim": "otters"}),
            ("source show", {"source": "Post"}),
            ("source list", {}),
            ("queue", {}),
            ("mydata export", {}),
        )
    ]
    offered = [
        *await cobalt.eve.autocomplete(cobalt.channel, "claim show", "claim", "otters"),
        *await cobalt.eve.autocomplete(cobalt.channel, "source show", "source", "Post"),
    ]

    assert [text for text in said if SECRET in text.replace(WORDING, "")] == []
    assert [one for one in offered if SECRET in str(one)] == []
    assert await amber.kept() == before


async def press(newsroom: Newsroom, who: simcord.MemberActor, custom_id: str) -> simcord.InteractionResult:
    """Press a button whose id somebody has copied to a message of the bot's."""
    shown = await who.slash(newsroom.channel, "claim search")
    assert shown.response is not None
    stored = shown.response._message  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    button = {"type": 2, "id": 90, "style": 2, "label": "Copied", "custom_id": custom_id, "disabled": False}
    stored.components.append({"type": 1, "id": 91, "components": [button]})
    return await who.click(shown.response, label="Copied")
