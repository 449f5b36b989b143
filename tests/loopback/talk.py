"""Talk on the loopback Discord: messages that people write, change and delete, and what the bot answers."""

import asyncio
from collections.abc import Sequence

from .faults import Request
from .grounds import Grounds
from .json_values import Json, number
from .people import Permission, User
from .places import Place
from .replies import Reply
from .waiting import until
from .world import is_by


class Talk(Grounds):
    """What people do with messages."""

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

    async def edit_message(self, place: Place, message: Json, said: str) -> None:
        """Let somebody change the words of their own message."""
        assert is_by(message, place.user), f"{place.user.name} did not write this message"
        self.world.edit(self._standing(message), {"content": said})
        await self.gateway.message("MESSAGE_UPDATE", message)

    async def delete_message(self, place: Place, message: Json) -> None:
        """Let somebody delete a message: their own, or any with the right to."""
        assert is_by(message, place.user) or self._moderates(place), f"{place.user.name} may not delete this message"
        await self._delete([message], bulk=False)

    async def delete_messages(self, place: Place, messages: Sequence[Json]) -> None:
        """Let a moderator delete several messages of a channel at once."""
        assert self._moderates(place), f"{place.user.name} may not delete these messages"
        await self._delete(messages, bulk=True)

    async def _delete(self, messages: Sequence[Json], *, bulk: bool) -> None:
        ids = [number(self._standing(message)["id"]) for message in messages]
        for message_id in ids:
            self.world.delete(message_id)
        await self.gateway.deletion(number(messages[0]["channel_id"]), ids, bulk=bulk)

    def _standing(self, message: Json) -> Json:
        assert number(message["id"]) in self.world.messages, "the message is gone"
        return message

    def _moderates(self, place: Place) -> bool:
        if place.channel.guild_id is None:
            return False
        held = self.world.member(place.channel.guild_id, place.user).permissions
        return bool(held & Permission.MANAGE_MESSAGES)

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

    def direct_messages(self, user: User) -> list[Reply]:
        """Return what the bot has written to somebody in their DM by itself."""
        mine = {channel_id for channel_id, partner in self.world.partners.items() if partner == user}
        return [reply for reply in self.rest.posted if number(reply.message["channel_id"]) in mine]

    def _answering(self, message: Json, since: int) -> Reply | None:
        here = [reply for reply in self.rest.posted[since:] if reply.message["channel_id"] == message["channel_id"]]
        return next((reply for reply in here if reply.replies_to in {0, number(message["id"])}), None)
