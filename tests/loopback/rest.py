"""REST v10: the routes the bot uses, and nothing else; any other route is a violation."""

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from .bodies import body_of, is_set, message_of
from .channels import Channels
from .commands import Commands
from .faults import Faults, Refusal, Request, answer
from .files import ATTACHMENTS, Files
from .gateway import Gateway
from .interactions import Interactions, refuse
from .json_values import Json, number
from .replies import Reply
from .world import World

BASE = "/api/v10"
#: Paths that hold a token of their own, or need none.
_OPEN = ("/interactions/", "/webhooks/", ATTACHMENTS)


class Rest:
    """Discord's REST interface."""

    def __init__(self, world: World, gateway: Gateway, *, token: str) -> None:
        self._world = world
        self._gateway = gateway
        self._token = token
        self.interactions = Interactions(world, gateway)
        self.files = Files()
        self.commands = Commands(world, self.files)
        self._channels = Channels(world, gateway, self.files)
        self.faults = Faults()
        #: Every request, in the order they came.
        self.requests: list[Request] = []
        #: What the real Discord would have refused.
        self.violations: list[str] = []
        #: What was refused for reasons that the bot could not know.
        self.refused: list[str] = []

    @property
    def posted(self) -> list[Reply]:
        """What the bot posted to channels by itself, and changed there, in order."""
        return self._channels.posted

    def application(self) -> web.Application:
        """Return the routes as a web application."""
        app = web.Application(middlewares=[self._middleware()])
        commands = f"{BASE}/applications/{{application}}/commands"
        webhook = f"{BASE}/webhooks/{{application}}/{{token}}"
        app.add_routes(
            [
                web.get(f"{BASE}/gateway", self._gateway_bot),
                web.get(f"{BASE}/gateway/bot", self._gateway_bot),
                web.get(f"{BASE}/users/@me", self._me),
                *self._channels.routes(BASE),
                web.get(f"{BASE}/oauth2/applications/@me", self._application),
                web.get(f"{BASE}/applications/@me", self._application),
                web.get(commands, self._list_commands),
                web.put(commands, self._put_commands),
                web.get(f"{ATTACHMENTS}/{{file}}/{{name}}", self.files.serve),
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
        body = await body_of(request)
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
            told = self.refused if refusal.blameless else self.violations
            told.append(f"{request.method} {path}: {refusal.status} {refusal.code} {said}")
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
        refuse(self.commands.put(await body_of(request)))
        return answer(self.commands.listed())

    async def _callback(self, request: web.Request) -> web.Response:
        interaction_id, token = number(request.match_info["interaction"]), request.match_info["token"]
        said = await self.interactions.callback(interaction_id, token, await message_of(request, self.files))
        return answer(said) if is_set(request, "with_response") else web.Response(status=204)

    async def _follow_up(self, request: web.Request) -> web.Response:
        message = await self.interactions.follow_up(request.match_info["token"], await message_of(request, self.files))
        return answer(message) if is_set(request, "wait") else web.Response(status=204)

    async def _fetch_follow_up(self, request: web.Request) -> web.Response:
        return answer(self.interactions.message(request.match_info["token"], request.match_info["message"]))

    async def _edit_follow_up(self, request: web.Request) -> web.Response:
        message_id, body = request.match_info["message"], await message_of(request, self.files)
        return answer(await self.interactions.edit(request.match_info["token"], message_id, body))

    async def _delete_follow_up(self, request: web.Request) -> web.Response:
        await self.interactions.delete(request.match_info["token"], request.match_info["message"])
        return web.Response(status=204)
