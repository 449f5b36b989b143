"""A Discord on 127.0.0.1: what people do there, and what they get back."""

import asyncio
import time
from contextlib import AsyncExitStack
from copy import deepcopy
from typing import Self

from aiohttp import web

from .faults import Request
from .gateway import Gateway
from .interactions import AUTOCOMPLETE, COMMAND, COMPONENT, Interaction
from .json_values import Json, JsonValue, components, number, record, records, text
from .replies import Reply
from .rest import BASE, Rest
from .waiting import DEADLINE, until
from .world import ChannelKind, Guild, Place, User, World, snowflake

#: Made up, in the shape of a real one; in parts, so that no scanner takes it for one.
TOKEN = ".".join(("MTIzNDU2Nzg5MDEyMzQ1Njc4", "GaBcDe", "loopback-" * 4))
#: Seconds without a further answer after which no more is expected.
QUIET = 0.3


class LoopbackDiscord:
    """The server, and everybody on it but the bot."""

    def __init__(self, *, token: str = TOKEN) -> None:
        self.token = token
        self.world = World(User(snowflake(), "Onrecord", bot=True))
        self.gateway = Gateway(self.world, token)
        self.rest = Rest(self.world, self.gateway, token=token)
        self._running = AsyncExitStack()
        self._gateway_runner: web.AppRunner | None = None
        self._gateway_port = 0
        #: Seconds in which the bot answers.
        self.deadline = DEADLINE
        self.api_base = ""

    async def __aenter__(self) -> Self:
        """Open both doors."""
        runner, port = await _listen(self.rest.application(), 0)
        self._running.push_async_callback(runner.cleanup)
        self.api_base = f"http://127.0.0.1:{port}{BASE}"
        await self.open_gateway()
        return self

    async def __aexit__(self, *exc: object) -> None:
        """Close both doors."""
        await self.close_gateway()
        await self._running.aclose()

    async def open_gateway(self) -> None:
        """Listen for gateway connections, on the same port as before."""
        app = web.Application()
        app.add_routes([web.get("/", self.gateway.serve)])
        self._gateway_runner, self._gateway_port = await _listen(app, self._gateway_port)
        self.gateway.url = f"ws://127.0.0.1:{self._gateway_port}"

    async def close_gateway(self) -> None:
        """Stop listening, so that the gateway refuses connections."""
        if self._gateway_runner:
            self.gateway.cut()
            await self._gateway_runner.cleanup()
            self._gateway_runner = None

    @property
    def violations(self) -> list[str]:
        """What the real Discord would have refused."""
        return self.rest.violations

    @property
    def pinging(self) -> list[str]:
        """The messages that could have pinged somebody."""
        return [
            f"{request.method} {request.path}: allowed_mentions {message.get('allowed_mentions')}"
            for request in self.rest.requests
            if (message := message_in(request.body))
            and (record(message.get("allowed_mentions")).get("parse") != [] or _names_anyone(message))
        ]

    async def connected(self, *, seconds: float = 15.0) -> None:
        """Wait until a bot is connected and identified."""
        await until(lambda: self.gateway.connected, "bot connected to the gateway", seconds=seconds)

    async def guild(self, name: str, *, joined: bool = True) -> Guild:
        """Found a server, with the bot in it or not."""
        guild = self.world.add_guild(name, joined=joined)
        if joined:
            await self.gateway.announce(guild)
        return guild

    def member(self, guild: Guild, name: str = "alice") -> Place:
        """Let somebody stand in a server's channel; where the bot is no member they bring it as their own app."""
        return Place(self.world.add_user(name), guild.channel, by_user_install=not guild.joined)

    def direct(self, name: str = "alice") -> Place:
        """Let somebody stand in their DM with the bot."""
        user = self.world.add_user(name)
        return Place(user, self.world.direct(user))

    def private_group(self, name: str = "alice") -> Place:
        """Let somebody who installed the app for themselves stand in a DM with others."""
        user = self.world.add_user(name)
        return Place(user, self.world.direct(user, ChannelKind.GROUP_DM), by_user_install=True)

    async def post(self, place: Place, said: str, *, reply_to: Json | None = None, ping: bool = True) -> Json:
        """Let somebody write a message, and return it."""
        body: Json = {"content": said}
        if reply_to is not None:
            body["message_reference"] = {"message_id": reply_to["id"], "channel_id": reply_to["channel_id"]}
            if not ping:
                mentioned: Json = {"parse": ["users"], "replied_user": False}
                body["allowed_mentions"] = mentioned
        message = self.world.write(place.channel, place.user, body)
        await self.gateway.message("MESSAGE_CREATE", message)
        return message

    async def member_says(self, place: Place, said: str, *, reply_to: Json | None = None, ping: bool = True) -> Reply:
        """Let somebody write a message, and return the bot's answer in that channel."""
        return (await self.exchange(place, said, reply_to=reply_to, ping=ping))[1]

    async def exchange(
        self, place: Place, said: str, *, reply_to: Json | None = None, ping: bool = True
    ) -> tuple[Json, Reply]:
        """Let somebody write a message; return it and the bot's answer in that channel."""
        before = len(self.rest.posted)
        message = await self.post(place, said, reply_to=reply_to, ping=ping)
        return message, await until(
            lambda: self._answering(message, before), f"answer to {said!r}", seconds=self.deadline
        )

    async def requests_after(self, place: Place, said: str, *, quiet: float = 1.0) -> list[Request]:
        """Let somebody write a message, and return every request the bot makes in the next moment."""
        before = len(self.rest.requests)
        await self.post(place, said)
        await asyncio.sleep(quiet)
        return self.rest.requests[before:]

    def _answering(self, message: Json, since: int) -> Reply | None:
        here = [reply for reply in self.rest.posted[since:] if reply.message["channel_id"] == message["channel_id"]]
        return next((reply for reply in here if reply.replies_to in {0, number(message["id"])}), None)

    async def slash(self, place: Place, command: str, **options: JsonValue) -> Reply:
        """Let somebody use a slash command, and return the answer's message."""
        fields = self.rest.commands.call(command, place, options)
        interaction = await self.rest.interactions.begin(COMMAND, place, fields)
        return await self._first_reply(interaction, f"answer to /{command}")

    async def message_menu(self, place: Place, command: str, message: Json) -> Reply:
        """Let somebody use a command from a message's menu, and return the answer's message."""
        registered = self.rest.commands.named(command, 3, place)
        resolved: Json = {"messages": {text(message["id"]): message}}
        fields: Json = {"id": registered["id"], "name": command, "type": 3, "resolved": resolved}
        fields["target_id"] = message["id"]
        interaction = await self.rest.interactions.begin(COMMAND, place, fields)
        return await self._first_reply(interaction, f"answer to {command}")

    async def autocomplete(self, place: Place, command: str, **typed: str) -> list[Json]:
        """Let somebody type the last of these options, and return the choices offered."""
        fields = self.rest.commands.call(command, place, {**typed}, focused=list(typed)[-1])
        interaction = await self.rest.interactions.begin(AUTOCOMPLETE, place, fields)
        await until(lambda: interaction.answered, f"choices for /{command}", seconds=self.deadline)
        return interaction.choices

    async def press(self, place: Place, label: str, reply: Reply) -> list[Reply]:
        """Let somebody press a button, and return all that came of it, at least one message or change."""
        button = reply.button(label)
        assert not button.disabled, f"the button {label!r} is disabled"
        interaction = await self._pressed(place, button.custom_id, reply.message)
        await self._first_reply(interaction, f"answer to the button {label!r}")
        return await _all_replies(interaction)

    async def press_forged(self, place: Place, custom_id: str, reply: Reply) -> list[Reply]:
        """Press a button whose custom_id was swapped for another's, as no honest client does; silence will do."""
        forged = deepcopy(reply.message)
        button = next(one for one in components(forged["components"]) if one.get("custom_id"))
        forged["components"] = _swapped(forged["components"], text(button["custom_id"]), custom_id)
        interaction = await self._pressed(place, custom_id, forged)
        await until(lambda: interaction.answered, f"answer to the button {custom_id!r}", seconds=self.deadline)
        return await _all_replies(interaction)

    async def _pressed(self, place: Place, custom_id: str, message: Json) -> Interaction:
        fields: Json = {"custom_id": custom_id, "component_type": 2}
        return await self.rest.interactions.begin(COMPONENT, place, fields, pressed=message)

    async def _first_reply(self, interaction: Interaction, what: str) -> Reply:
        return await until(lambda: next(iter(interaction.replies), None), what, seconds=self.deadline)


def message_in(body: JsonValue) -> Json | None:
    """Return the message that a request's body posts or changes, wherever it stands in it."""
    fields = record(body)
    candidate = record(fields.get("data")) if "data" in fields else fields
    return candidate if any(candidate.get(name) for name in ("content", "components", "embeds")) else None


def _names_anyone(message: Json) -> bool:
    allowed = record(message.get("allowed_mentions"))
    return bool(allowed.get("users") or allowed.get("roles") or allowed.get("replied_user"))


async def _all_replies(interaction: Interaction) -> list[Reply]:
    limit = time.monotonic() + DEADLINE
    seen = -1
    while seen < len(interaction.replies) and time.monotonic() < limit:
        seen = len(interaction.replies)
        await asyncio.sleep(QUIET)
    return interaction.replies


def _swapped(value: JsonValue, old: str, new: str) -> list[JsonValue]:
    swapped: list[JsonValue] = []
    for component in records(value):
        if component.get("custom_id") == old:
            component["custom_id"] = new
        if "components" in component:
            component["components"] = _swapped(component["components"], old, new)
        if component.get("accessory"):
            component["accessory"] = _swapped([component["accessory"]], old, new)[0]
        swapped.append(component)
    return swapped


async def _listen(app: web.Application, port: int) -> tuple[web.AppRunner, int]:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    return runner, int(runner.addresses[0][1])
