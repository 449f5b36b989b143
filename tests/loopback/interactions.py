"""Interactions: what a click or command sends to the bot, and the callbacks and follow-ups it answers with."""

import secrets
import time
from dataclasses import dataclass, field

from .commands import context_of
from .faults import Refusal
from .gateway import Gateway
from .json_values import Json, JsonValue, number, record, records, text
from .limits import choice_faults, message_faults
from .modal_limits import modal_faults
from .people import ALL_PERMISSIONS
from .places import Place
from .replies import Reply
from .snowflakes import snowflake
from .world import EPHEMERAL, World, is_private, with_component_ids

COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
SAY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
#: Seconds in which Discord wants the first answer, and those a token lives.
FIRST_ANSWER, TOKEN_LIFE = 3.0, 900.0
_FITTING = {
    COMMAND: {SAY, DEFER, MODAL},
    COMPONENT: {SAY, DEFER, DEFER_UPDATE, UPDATE, MODAL},
    AUTOCOMPLETE: {CHOICES},
    SUBMIT: {SAY, DEFER, DEFER_UPDATE, UPDATE},
}


@dataclass(slots=True)
class Interaction:
    """One interaction, and what came back for it."""

    id: int
    token: str
    kind: int
    place: Place
    #: The message whose button was pressed, also when that opened the form that is submitted.
    pressed: Json | None = None
    created: float = field(default_factory=time.monotonic)
    #: The type of the first callback; ``None`` until it came.
    answered: int | None = None
    #: The first answer's message, once it is there.
    original: Json | None = None
    #: Whether a promised answer is still to come, and whether it will be private.
    waiting: bool = False
    private: bool = False
    replies: list[Reply] = field(default_factory=list[Reply])
    choices: list[Json] = field(default_factory=list[Json])
    modal: Json | None = None


class Interactions:
    """All interactions of the application."""

    def __init__(self, world: World, gateway: Gateway) -> None:
        self._world = world
        self._gateway = gateway
        self._by_token: dict[str, Interaction] = {}

    async def begin(self, kind: int, place: Place, fields: Json, *, pressed: Json | None = None) -> Interaction:
        """Send an interaction to the bot."""
        guild_id = place.channel.guild_id
        assert guild_id is None or place.by_user_install or self._world.joined(guild_id), "the bot is not here"
        interaction = Interaction(snowflake(), secrets.token_urlsafe(24), kind, place, pressed)
        self._by_token[interaction.token] = interaction
        payload = self._payload(interaction) | {"data": fields}
        if pressed is not None:
            payload["message"] = pressed
        await self._gateway.interaction(payload)
        return interaction

    def _payload(self, interaction: Interaction) -> Json:
        place = interaction.place
        owner = place.user.id if place.by_user_install else place.channel.guild_id or 0
        base: Json = {
            "id": str(interaction.id),
            "application_id": str(self._world.bot.id),
            "type": interaction.kind,
            "token": interaction.token,
            "version": 1,
            "locale": "en-US",
            "entitlements": [],
            "attachment_size_limit": 10_485_760,
            "app_permissions": str(ALL_PERMISSIONS),
            "context": context_of(place.channel),
            "authorizing_integration_owners": {str(int(place.by_user_install)): str(owner)},
            "channel_id": str(place.channel.id),
            "channel": self._world.channel_payload(place.channel),
        }
        if place.channel.guild_id is None:
            return base | {"user": place.user.payload()}
        guild: Json = {"id": str(place.channel.guild_id), "locale": "en-US", "features": []}
        member = self._world.member(place.channel.guild_id, place.user).payload(resolved=True)
        return base | {
            "guild_id": str(place.channel.guild_id),
            "guild": guild,
            "guild_locale": "en-US",
            "member": member,
        }

    async def callback(self, interaction_id: int, token: str, body: Json) -> Json:
        """Take the first answer, and return what ``with_response`` asks for."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.id != interaction_id:
            raise Refusal(404, 10062, "Unknown interaction")
        if interaction.answered is not None:
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        if time.monotonic() - interaction.created > FIRST_ANSWER:
            raise Refusal(404, 10062, "Unknown interaction", errors=("the first answer came after 3 seconds",))
        kind = number(body.get("type"))
        if kind not in _FITTING[interaction.kind] or (kind in {DEFER_UPDATE, UPDATE} and not interaction.pressed):
            raise Refusal(400, 50035, "Invalid Form Body", errors=(f"callback type {kind} does not fit",))
        await self._first_answer(interaction, kind, record(body.get("data")))
        interaction.answered = kind
        return _callback_response(interaction)

    async def _first_answer(self, interaction: Interaction, kind: int, fields: Json) -> None:
        match kind:
            case 4:
                interaction.original = await self._say(interaction, fields)
            case 5:
                interaction.waiting = True
                interaction.private = bool(number(fields.get("flags")) & EPHEMERAL)
            case 6:
                interaction.original = interaction.pressed
            case 7:
                interaction.original = self._still_there(interaction.pressed)
                await self._change(interaction, interaction.original, fields)
            case 8:
                refuse(list(choice_faults(fields.get("choices"))))
                interaction.choices = records(fields.get("choices"))
            case _:
                refuse(list(modal_faults(fields)))
                interaction.modal = fields | {"components": with_component_ids(fields.get("components"))}

    async def follow_up(self, token: str, body: Json) -> Json:
        """Take a follow-up message; the first after a deferred answer fills it."""
        interaction = self._alive(token)
        if not interaction.waiting:
            return await self._say(interaction, body)
        return await self._fill(interaction, body)

    async def edit(self, token: str, message_id: str, body: Json) -> Json:
        """Change a message of the interaction's, or fill the answer it promised."""
        interaction = self._alive(token)
        if message_id == "@original" and interaction.waiting:
            return await self._fill(interaction, body)
        message = self.message(token, message_id)
        await self._change(interaction, message, body)
        return message

    def message(self, token: str, message_id: str) -> Json:
        """Return a message of the interaction's."""
        interaction = self._alive(token)
        known = interaction.original if message_id == "@original" else self._world.messages.get(number(message_id))
        return self._still_there(None if interaction.waiting else known, sought=message_id)

    def _still_there(self, message: Json | None, *, sought: str = "") -> Json:
        message_id = number((message or {"id": sought})["id"])
        if message is None or message_id in self._world.deleted:
            raise Refusal(404, 10008, "Unknown Message", blameless=message_id in self._world.deleted)
        return message

    async def delete(self, token: str, message_id: str) -> None:
        """Delete a message of the interaction's."""
        message = self.message(token, message_id)
        self._world.delete(number(message["id"]))
        if not is_private(message):
            await self._gateway.deletion(number(message["channel_id"]), [number(message["id"])])

    def _alive(self, token: str) -> Interaction:
        interaction = self._by_token.get(token)
        if interaction is None or interaction.answered is None:
            raise Refusal(404, 10015, "Unknown Webhook")
        if time.monotonic() - interaction.created > TOKEN_LIFE:
            raise Refusal(401, 50027, "Invalid Webhook Token")
        return interaction

    async def _fill(self, interaction: Interaction, body: Json) -> Json:
        # Whether the answer is private was settled when it was promised.
        flags = number(body.get("flags")) & ~EPHEMERAL | (EPHEMERAL if interaction.private else 0)
        interaction.original = await self._say(interaction, body | {"flags": flags}, sent=body)
        interaction.waiting = False
        return interaction.original

    async def _say(self, interaction: Interaction, body: Json, *, sent: Json | None = None) -> Json:
        check_message(body)
        message = self._world.write(interaction.place.channel, self._world.bot, body)
        message["webhook_id"] = message["application_id"] = str(self._world.bot.id)
        interaction.replies.append(Reply(body if sent is None else sent, message))
        if not is_private(message):
            await self._gateway.message("MESSAGE_CREATE", message)
        return message

    async def _change(self, interaction: Interaction, message: Json, body: Json) -> None:
        check_edit(message, body)
        self._world.edit(message, body)
        interaction.replies.append(Reply(body, message, edits=True))
        if not is_private(message):
            await self._gateway.message("MESSAGE_UPDATE", message)


def refuse(faults: list[str]) -> None:
    """Refuse a form with faults."""
    if faults:
        raise Refusal(400, 50035, "Invalid Form Body", errors=tuple(faults))


def check_message(body: Json) -> None:
    """Refuse a new message that Discord would refuse."""
    if not any(body.get(name) for name in ("content", "embeds", "components", "attachments", "poll")):
        raise Refusal(400, 50006, "Cannot send an empty message", errors=("an empty message",))
    refuse(list(message_faults(body)))


def check_edit(message: Json, body: Json) -> None:
    """Refuse a change after which the message could not stand."""
    flags = number(message["flags"]) | number(body.get("flags"))
    refuse(list(message_faults({**message, **body, "flags": flags, "nonce": ""})))


def _callback_response(interaction: Interaction) -> Json:
    shown: Json = {"id": str(interaction.id), "type": interaction.kind}
    resource: dict[str, JsonValue] = {"type": interaction.answered}
    if interaction.original is not None:
        shown["response_message_id"] = text(interaction.original["id"])
        resource["message"] = interaction.original
    shown["response_message_loading"] = interaction.waiting
    shown["response_message_ephemeral"] = interaction.private or bool(
        number((interaction.original or {}).get("flags")) & EPHEMERAL
    )
    return {"interaction": shown, "resource": resource}
