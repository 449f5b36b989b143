"""REST routes of channels: what the bot reads, posts, changes and deletes there by itself."""

from aiohttp import web

from .bodies import body_of, message_of
from .faults import Refusal, answer
from .files import Files
from .gateway import Gateway
from .interactions import check_edit, check_message, refuse
from .json_values import Json, number, record
from .places import Channel, ChannelKind
from .replies import Reply
from .world import World, is_by, is_private


class Channels:
    """The channels that the bot reaches."""

    def __init__(self, world: World, gateway: Gateway, files: Files) -> None:
        self._world = world
        self._gateway = gateway
        self._files = files
        #: What the bot posted and changed, in order.
        self.posted: list[Reply] = []
        self._nonces: dict[tuple[int, str], Json] = {}

    def routes(self, base: str) -> list[web.RouteDef]:
        """Return the routes below the API's base."""
        messages = f"{base}/channels/{{channel}}/messages"
        return [
            web.post(f"{base}/users/@me/channels", self._open_direct),
            web.get(f"{base}/channels/{{channel}}", self._channel),
            web.post(f"{base}/channels/{{channel}}/typing", self._typing),
            web.post(messages, self._post),
            web.get(messages + "/{message}", self._fetch),
            web.patch(messages + "/{message}", self._edit),
            web.delete(messages + "/{message}", self._delete),
        ]

    def _channel_of(self, request: web.Request) -> Channel:
        channel = self._world.channels.get(number(request.match_info["channel"]))
        if channel is None:
            raise Refusal(404, 10003, "Unknown Channel")
        if channel.kind is ChannelKind.GROUP_DM:
            raise Refusal(403, 50001, "Missing Access")
        if channel.guild_id and not self._world.joined(channel.guild_id):
            raise Refusal(403, 50001, "Missing Access", blameless=channel.guild_id in self._world.left)
        return channel

    async def _channel(self, request: web.Request) -> web.Response:
        return answer(self._world.channel_payload(self._channel_of(request)))

    async def _open_direct(self, request: web.Request) -> web.Response:
        user = self._world.users.get(number(record(await body_of(request)).get("recipient_id")))
        if user is None:
            raise Refusal(400, 50033, "Invalid Recipient(s)")
        return answer(self._world.channel_payload(self._world.direct(user)))

    async def _typing(self, request: web.Request) -> web.Response:
        self._channel_of(request)
        return web.Response(status=204)

    async def _post(self, request: web.Request) -> web.Response:
        channel = self._channel_of(request)
        partner = self._world.partners.get(channel.id)
        if partner and partner.id in self._world.closed:
            raise Refusal(403, 50007, "Cannot send messages to this user", blameless=True)
        body = await message_of(request, self._files)
        nonce = str(body.get("nonce") or "")
        if body.get("enforce_nonce") and (known := self._nonces.get((channel.id, nonce))):
            return answer(known)
        check_message(body)
        self._check_reference(body)
        message = self._world.write(channel, self._world.bot, body)
        if nonce:
            message["nonce"] = body["nonce"]
            self._nonces[channel.id, nonce] = message
        self.posted.append(Reply(body, message))
        await self._gateway.message("MESSAGE_CREATE", message)
        return answer(message)

    def _check_reference(self, body: Json) -> None:
        reference = record(body.get("message_reference"))
        if not reference or number(reference.get("message_id")) in self._world.messages:
            return
        if reference.get("fail_if_not_exists") is not False:
            refuse(["message_reference: Unknown message"])
        body.pop("message_reference")

    async def _fetch(self, request: web.Request) -> web.Response:
        message = self._visible_message(request)
        intents = max((session.intents for session in self._gateway.sessions.values()), default=0)
        guild_id = self._channel_of(request).guild_id
        return answer(message if guild_id is None else self._gateway.readable(message, intents))

    async def _edit(self, request: web.Request) -> web.Response:
        message = self._visible_message(request)
        body = await message_of(request, self._files)
        if not is_by(message, self._world.bot):
            raise Refusal(403, 50005, "Cannot edit a message authored by another user")
        check_edit(message, body)
        self._world.edit(message, body)
        self.posted.append(Reply(body, message, edits=True))
        await self._gateway.message("MESSAGE_UPDATE", message)
        return answer(message)

    async def _delete(self, request: web.Request) -> web.Response:
        message = self._visible_message(request)
        channel = self._channel_of(request)
        if channel.guild_id is None and not is_by(message, self._world.bot):
            raise Refusal(403, 50003, "Cannot execute action on a DM channel")
        self._world.delete(number(message["id"]))
        await self._gateway.deletion(channel.id, [number(message["id"])])
        return web.Response(status=204)

    def _visible_message(self, request: web.Request) -> Json:
        channel = self._channel_of(request)
        message_id = number(request.match_info["message"])
        message = self._world.messages.get(message_id)
        if message is None or number(message["channel_id"]) != channel.id or is_private(message):
            raise Refusal(404, 10008, "Unknown Message", blameless=message_id in self._world.deleted)
        return message
