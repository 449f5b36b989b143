"""Two servers with claims of their own: neither sees the other's, by any way in."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from .discord_server import LoopbackDiscord
from .places import Guild, Place
from .program import Program, settings_for
from .replies import Reply

pytestmark = pytest.mark.asyncio(loop_scope="module")

HEADER = "key,text,quote,source_name,source_url"
SAYING = "the {} ferry carries 240 passengers to the island"


@dataclass(frozen=True, slots=True)
class TwoServers:
    """A Discord where Amber and Cobalt each have claims that name them."""

    discord: LoopbackDiscord
    amber: Guild
    cobalt: Guild
    #: Has claims too, and has shown the bot the door.
    umber: Guild

    async def own(self, of: Guild) -> Reply:
        """Check a claim of the server's own, in it."""
        return await self.discord.slash(self.discord.member(of), "check", text=SAYING.format(of.name))

    def elsewhere(self) -> tuple[Place, ...]:
        """Name all places from which Amber's claims may not be seen."""
        here = (self.discord.member(self.cobalt), self.discord.member(self.umber))
        return (*here, self.discord.direct(), self.discord.private_group())


def claims_of(name: str) -> str:
    rows = [
        f"{name}-ferry-{number},The {name} ferry carries {number} passengers to the island.,"
        f"The {name} ferry carries {number} passengers,{name} Gazette,https://{name}.example/{number}"
        for number in range(240, 256)
    ]
    return "\n".join([HEADER, *rows, ""])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def servers(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TwoServers]:
    directory = tmp_path_factory.mktemp("run")
    async with LoopbackDiscord() as discord:
        amber, cobalt = await discord.guild("amber"), await discord.guild("cobalt")
        umber = await discord.guild("umber", joined=False)
        for guild in (amber, cobalt, umber):
            await take_in(discord, directory, guild)
        async with Program(directory, settings_for(discord)):
            await discord.connected()
            yield TwoServers(discord, amber, cobalt, umber)
    assert discord.violations == []
    assert discord.pinging == []


async def take_in(discord: LoopbackDiscord, directory: Path, guild: Guild) -> None:
    table = directory / f"{guild.name}.csv"
    table.write_text(claims_of(guild.name))
    command = ("-m", "bot", "import", table.name, "--server", str(guild.id))
    async with Program(directory, settings_for(discord), command) as program:
        assert await program.exit_code(seconds=30) == 0, program.output


def told(servers: TwoServers, since: int) -> str:
    """Return all that the bot has said to anybody since then."""
    return json.dumps([request.body for request in servers.discord.rest.requests[since:]]).lower()


def mark(servers: TwoServers) -> int:
    return len(servers.discord.rest.requests)


async def test_a_server_sees_its_own(servers: TwoServers) -> None:
    replies = {guild.name: await servers.own(guild) for guild in (servers.amber, servers.cobalt)}

    for name, reply in replies.items():
        assert "Agrees with the record" in reply.text
        assert f"{name} Gazette" in reply.text


async def test_a_check_elsewhere_does_not_see_them(servers: TwoServers) -> None:
    replies = [
        await servers.discord.slash(place, "check", text=SAYING.format("amber")) for place in servers.elsewhere()
    ]

    assert [reply for reply in replies if "amber gazette" in reply.text.lower()] == []
    assert [reply for reply in replies if "amber.example" in json.dumps(reply.message)] == []


async def test_the_menu_elsewhere_does_not_see_them(servers: TwoServers) -> None:
    discord, bob = servers.discord, servers.discord.member(servers.cobalt, "bob")
    message = await discord.post(bob, SAYING.format("amber"))

    reply = await discord.message_menu(discord.member(servers.cobalt), "Check this message", message)

    assert "amber gazette" not in reply.text.lower()


async def test_where_the_bot_is_no_longer_a_member_its_claims_are_not_seen(servers: TwoServers) -> None:
    visitor = servers.discord.member(servers.umber)
    message = await servers.discord.post(servers.discord.member(servers.umber, "bob"), SAYING.format("umber"))
    since = mark(servers)

    await servers.discord.message_menu(visitor, "Check this message", message)
    await servers.discord.slash(visitor, "claim search", query="ferry passengers island")
    await servers.discord.slash(visitor, "claim show", claim="umber-ferry-240")

    assert "umber gazette" not in told(servers, since)


async def test_a_mention_and_a_direct_message_elsewhere_do_not_see_them(servers: TwoServers) -> None:
    discord = servers.discord
    said = f"{discord.world.bot.mention} {SAYING.format('amber')}"

    replies = [
        await discord.member_says(discord.member(servers.cobalt), said),
        await discord.member_says(discord.direct(), said),
    ]

    assert all("amber gazette" not in reply.text.lower() for reply in replies)


async def test_claim_show_elsewhere_does_not_see_them(servers: TwoServers) -> None:
    for place in servers.elsewhere():
        since = mark(servers)

        await servers.discord.slash(place, "claim show", claim="amber-ferry-240")

        assert "amber gazette" not in told(servers, since)
        assert "amber.example" not in told(servers, since)


async def test_claim_search_elsewhere_does_not_see_them(servers: TwoServers) -> None:
    for place in servers.elsewhere():
        since = mark(servers)

        await servers.discord.slash(place, "claim search", query="ferry passengers island")

        assert "amber" not in told(servers, since)


async def test_autocomplete_elsewhere_does_not_see_them(servers: TwoServers) -> None:
    own = await servers.discord.autocomplete(servers.discord.member(servers.amber), "claim show", claim="ferry")
    elsewhere = [
        await servers.discord.autocomplete(place, "claim show", claim="ferry") for place in servers.elsewhere()
    ]

    assert "amber" in json.dumps(own).lower()
    assert "amber" not in json.dumps(elsewhere).lower()


async def test_buttons_copied_from_another_server_show_nothing_of_it(servers: TwoServers) -> None:
    discord = servers.discord
    member = discord.member(servers.amber)
    shown = [
        await servers.own(servers.amber),
        await discord.slash(member, "claim search", query="ferry passengers island"),
    ]
    copied = {button.custom_id for reply in shown for button in reply.buttons if button.custom_id}
    assert len(copied) >= 3

    for place in servers.elsewhere():
        since = mark(servers)
        for custom_id in sorted(copied):
            await discord.press_forged(place, custom_id, await servers.own(servers.cobalt))

        assert "amber" not in told(servers, since)


async def test_the_same_buttons_do_show_them_at_home(servers: TwoServers) -> None:
    reply = await servers.own(servers.amber)

    came = await servers.discord.press(servers.discord.member(servers.amber), "Other matches", reply)

    assert "amber gazette" in came[0].text.lower()
