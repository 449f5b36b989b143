"""REST v10: the routes the bot uses, and nothing else; any other route is a violation."""

import json

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from .commands import Commands
from .faults import Faults, Refusal, Request, answer
from .gateway import Gateway
from .interactions import Interactions, check_edit, check_message, refuse
from .json_values import Json, JsonValue, number, record, text
from .replies import Reply
from .world import EPHEMERAL, Channel, World, is_by

BASE = "/api/v10"
#: Paths that hold a token of their own and need no other.
_OPEN = ("/interactions/", "/webhooks/")


class Rest:
    """Discord's REST interface."""

    def __init__(self, world: World, gateway: Gateway, *, token: str) -> None:
        self._world = world
        self._gateway = gateway
        self._token = token
        self.interactions = Interactions(world, gateway)
        self.commands = Commands(world.bot.id)
        self.faults = Faults()
        #: Every request, in the order they came.
        self.requests: list[Request] = []
        #: What the real Discord would have refused.
        self.violations: list[str] = []
        #: What the bot posted to channels by itself, in order.
        self.posted: list[Reply] = []
        self._nonces: dict[tuple[int, str], Json] = {}

    def application(self) -> web.Application:
        """Return the routes as a web application."""
        app = web.Application(middlewares=[self._middleware()])
        commands = f"{BASE}/applications/{{application}}/commands"
        messages = f"{BASE}/channels/{{channel}}/messages"
        webhook = f"{BASE}/webhooks/{{application}}/{{token}}"
        app.add_routes(
            [
                web.get(f"{BASE}/gateway", self._gateway_bot),
                web.get(f"{BASE}/gateway/bot", self._gateway_bot),
                web.get(f"{BASE}/users/@me", self._me),
                web.post(f"{BASE}/users/@me/channels", self._open_direct),
                web.get(f"{BASE}/oauth2/applications/@me", self._application),
                web.get(f"{BASE}/applications/@me", self._application),
                web.get(commands, self._list_commands),
                web.put(commands, self._put_commands),
                web.get(f"{BASE}/channels/{{channel}}", self._channel),
                web.post(f"{BASE}/channels/{{channel}}/typing", self._typing),
                web.post(messages, self._post),
                web.get(messages + "/{message}", self._fetch),
                web.patch(messages + "/{message}", self._edit),
                web.post(f"{BASE}/interactions/{{interaction}}/{{token}}/callback", self._callback),
                web.post(webhook, self._follow_up),
                web.get(webhook + "/messages/{message}", self._fetch_follow_up),
                web.patch(webhook + "/messages/{message}", self._edit_follow_up),
                web.delete(webhook + "/messages/{message}", self._delete_follow_up),
            ]
        )
        return app

    def _middleware(self) -> Middleware:
        @web.middleware
        async def serve(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._serve(request, handler)

        return serve

    async def _serve(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        path = request.path.removeprefix(BASE)
        body = await _body_of(request)
        fault = self.faults.next_for(request.method, path)
        self.requests.append(Request(request.method, path, body, fault))
        if fault:
            return self.faults.response(fault, request)
        try:
            self._admit(request, path)
            return await handler(request)
        except web.HTTPNotFound:
            self.violations.append(f"{request.method} {path}: this route is not known here")
            return Refusal(404, 0, "404: Not Found").response()
        except Refusal as refusal:
            said = "; ".join(refusal.errors) or refusal.message
            self.violations.append(f"{request.method} {path}: {refusal.status} {refusal.code} {said}")
            return refusal.response()

    def _admit(self, request: web.Request, path: str) -> None:
        if not path.startswith(_OPEN) and request.headers.get("Authorization") != f"Bot {self._token}":
            raise Refusal(401, 0, "401: Unauthorized")

    async def _gateway_bot(self, request: web.Request) -> web.Response:
        del request
        limit: Json = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return answer({"url": self._gateway.url, "shards": 1, "session_start_limit": limit})

    async def _me(self, request: web.Request) -> web.Response:
        del request
        return answer(self._world.bot.payload())

    async def _application(self, request: web.Request) -> web.Response:
        del request
        bot = self._world.bot
        described: Json = {
            "id": str(bot.id),
            "name": bot.name,
            "description": "",
            "icon": None,
            "bot_public": True,
            "bot_require_code_grant": False,
            "owner": bot.payload(),
            "team": None,
            "verify_key": "0" * 64,
            "flags": 0,
            "interactions_endpoint_url": None,
        }
        return answer(described)

    async def _list_commands(self, request: web.Request) -> web.Response:
        del request
        return answer(self.commands.listed())

    async def _put_commands(self, request: web.Request) -> web.Response:
        refuse(self.commands.put(await _body_of(request)))
        return answer(self.commands.listed())

    def _channel_of(self, request: web.Request) -> Channel:
        channel = self._world.channels.get(number(request.match_info["channel"]))
        if channel is None:
            raise Refusal(404, 10003, "Unknown Channel")
        if channel.guild_id and not self._world.guilds[channel.guild_id].joined:
            raise Refusal(403, 50001, "Missing Access")
        return channel

    async def _channel(self, request: web.Request) -> web.Response:
        return answer(self._world.channel_payload(self._channel_of(request)))

    async def _open_direct(self, request: web.Request) -> web.Response:
        user = self._world.users.get(number(record(await _body_of(request)).get("recipient_id")))
        if user is None:
            raise Refusal(400, 50033, "Invalid Recipient(s)")
        return answer(self._world.channel_payload(self._world.direct(user)))

    async def _typing(self, request: web.Request) -> web.Response:
        self._channel_of(request)
        return web.Response(status=204)

    async def _post(self, request: web.Request) -> web.Response:
        channel = self._channel_of(request)
        body = record(await _body_of(request))
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
        body = record(await _body_of(request))
        if not is_by(message, self._world.bot):
            raise Refusal(403, 50005, "Cannot edit a message authored by another user")
        check_edit(message, body)
        self._world.edit(message, body)
        self.posted.append(Reply(body, message, edits=True))
        await self._gateway.message("MESSAGE_UPDATE", message)
        return answer(message)

    def _visible_message(self, request: web.Request) -> Json:
        channel = self._channel_of(request)
        message = self._world.messages.get(number(request.match_info["message"]))
        if message is None or number(message["channel_id"]) != channel.id or number(message["flags"]) & EPHEMERAL:
            raise Refusal(404, 10008, "Unknown Message")
        return message

    async def _callback(self, request: web.Request) -> web.Response:
        interaction_id, token = number(request.match_info["interaction"]), request.match_info["token"]
        said = await self.interactions.callback(interaction_id, token, record(await _body_of(request)))
        return answer(said) if _is_set(request, "with_response") else web.Response(status=204)

    async def _follow_up(self, request: web.Request) -> web.Response:
        message = await self.interactions.follow_up(request.match_info["token"], record(await _body_of(request)))
        return answer(message) if _is_set(request, "wait") else web.Response(status=204)

    async def _fetch_follow_up(self, request: web.Request) -> web.Response:
        return answer(self.interactions.message(request.match_info["token"], request.match_info["message"]))

    async def _edit_follow_up(self, request: web.Request) -> web.Response:
        message_id, body = request.match_info["message"], record(await _body_of(request))
        return answer(await self.interactions.edit(request.match_info["token"], message_id, body))

    async def _delete_follow_up(self, request: web.Request) -> web.Response:
        await self.interactions.delete(request.match_info["token"], request.match_info["message"])
        return web.Response(status=204)


def _is_set(request: web.Request, name: str) -> bool:
    return request.query.get(name, "").lower() in {"1", "true"}


async def _body_of(request: web.Request) -> JsonValue:
    if request.content_type.startswith("multipart/"):
        form = await request.post()
        return record(json.loads(text(str(form["payload_json"]))))
    raw = await request.read()
    return json.loads(raw) if raw else None
