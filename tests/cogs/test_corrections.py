"""Answers that were posted are kept true: corrected in place, and whoever asked for it is told once."""

import asyncio
from dataclasses import replace

import discord
import pytest
import simcord

from bot.client import Onrecord
from bot.cogs.corrections import EDITS
from bot.keeping.corrections import SETTLED
from bot.services import Services
from bot.ui.corrected import NOT_JUDGED
from storage.models import Claim, ClaimReview, ClaimStatus, Entry, Rating, Scope
from tests.cogs.queues import Newsroom, a_newsroom, direct_messages
from tests.cogs.talk import add_claim, answer, labels, mention, text_of
from tests.factories import an_act

KEY = "otters"
OTTERS = "Otters of Lake Mirr number 340 animals."
SAID = "the otters of Lake Mirr number 340 animals"
FEWER = "Otters of Lake Mirr number 120 animals."
WHEN = "23 November 2026"
#: The names of the bot's tasks.
WORK = {"corrections", "notices of changes", "posting the audit log"}


@pytest.fixture
def newsroom(simcord_env: simcord.Env) -> Newsroom:
    return a_newsroom(simcord_env)


@pytest.fixture
def scope(newsroom: Newsroom) -> Scope:
    return Scope(newsroom.guild.id)


@pytest.fixture(autouse=True)
async def otters(newsroom: Newsroom, services: Services) -> None:
    await add_claim(services, KEY, OTTERS, newsroom.guild.id)


async def asked(newsroom: Newsroom, said: str = SAID) -> discord.Message:
    """Have Bob ask for everybody, and return the bot's answer."""
    await newsroom.bob.send(newsroom.channel, f"{mention(newsroom.env)} {said}")
    return posts(newsroom)[-1]


def posts(newsroom: Newsroom) -> list[discord.Message]:
    return [message for message in newsroom.channel.history() if message.author.bot]


async def standing(services: Services, scope: Scope) -> Claim:
    entry = await services.storage.claims.by_key(KEY, scope)
    assert entry is not None
    return entry.claim


async def saved(services: Services, scope: Scope, claim: Claim, reason: str = "counted again") -> Entry:
    return (await services.storage.claims.save([claim], scope, an_act(reason))).entries[0]


async def kept_true(newsroom: Newsroom, seconds: float = 0.0) -> None:
    """Let the bot do what it does every minute, after so many seconds, and wait until it is done."""
    await newsroom.env.advance_time(seconds)
    newsroom.bot.upkeep.soon()
    while any(task.get_name() in WORK for task in asyncio.all_tasks()):
        await newsroom.env.advance_time(0.1)
        await asyncio.sleep(0.001)


class TestPostings:
    async def test_a_changed_figure_is_judged_again_with_the_old_verdict_struck(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        post = await asked(newsroom)
        before = text_of(post)
        await saved(services, scope, replace(await standing(services, scope), text=FEWER, citations=()))

        await kept_true(newsroom)

        raw = "\n".join(written(posts(newsroom)[-1]))
        assert before.startswith("Agrees with the record")
        assert f"~~Agrees with the record~~ · corrected on {WHEN}: counted again" in raw
        assert "~~On record: Otters of Lake Mirr number 340 animals.~~" in raw
        assert "Differs from the record" in raw
        assert len(posts(newsroom)) == 1

    async def test_a_new_rating_is_shown_with_its_reason(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        await asked(newsroom)
        rated = ClaimReview(Rating.FALSE, "The count was of 2019.")
        await saved(services, scope, replace(await standing(services, scope), reviews=(rated,)), "an older count")

        await kept_true(newsroom)

        (post,) = posts(newsroom)
        assert "The count was of 2019." in text_of(post)
        assert "an older count" in text_of(post)

    async def test_a_retracted_claim_is_struck_and_its_verdict_with_it(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        await asked(newsroom)
        claim = replace(await standing(services, scope), status=ClaimStatus.RETRACTED)
        await saved(services, scope, claim, "it was about beavers")

        await kept_true(newsroom)

        (post,) = posts(newsroom)
        raw = "\n".join(written(post))
        assert f"~~Agrees with the record~~ · retracted on {WHEN}: it was about beavers" in raw
        assert "### The claim was retracted" in raw
        assert "~~On record: Otters of Lake Mirr number 340 animals.~~" in raw
        assert labels(post) == []

    async def test_a_claim_that_comes_back_is_answered_with_again(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        await asked(newsroom)
        claim = await standing(services, scope)
        await saved(services, scope, replace(claim, status=ClaimStatus.RETRACTED))
        await kept_true(newsroom)

        await saved(services, scope, claim, "it was right after all")
        await kept_true(newsroom)

        (post,) = posts(newsroom)
        assert "it was right after all" in text_of(post)
        assert OTTERS in text_of(post)
        assert NOT_JUDGED in text_of(post)

    async def test_what_no_reader_sees_changes_no_answer(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        post = await asked(newsroom)
        before = text_of(post)
        await saved(services, scope, replace(await standing(services, scope), tags=("wildlife",)))

        await kept_true(newsroom)

        (now,) = posts(newsroom)
        assert text_of(now) == before
        assert now.edited_at is None
        assert await services.storage.postings.stale(5) == ()

    async def test_an_answer_given_by_command_and_a_shared_one_are_corrected_too(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        await newsroom.bob.slash(newsroom.channel, "check", text=SAID, public=True)
        private = await newsroom.carol.slash(newsroom.channel, "check", text=SAID)
        assert private.response is not None
        await newsroom.carol.click(private.response, label="Share")
        await saved(services, scope, replace(await standing(services, scope), text=FEWER, citations=()))

        await kept_true(newsroom)

        assert len(posts(newsroom)) == 2
        assert all("Differs from the record" in text_of(post) for post in posts(newsroom))

    async def test_another_servers_answers_do_not_change(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        other = a_newsroom(newsroom.env, "Elsewhere")
        await add_claim(services, KEY, OTTERS, other.guild.id)
        post = await asked(other)
        await saved(services, scope, replace(await standing(services, scope), text=FEWER, citations=()))

        await kept_true(newsroom)

        assert text_of(posts(other)[-1]) == text_of(post)
        assert "340" in text_of(post)

    async def test_a_message_that_is_gone_is_forgotten(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        newsroom.env.check_errors = False
        gone, stays = await asked(newsroom), await asked(newsroom)
        # What happens while the bot is not there to see it.
        channel = newsroom.bot.get_channel(newsroom.channel.id)
        assert isinstance(channel, discord.TextChannel)
        await services.storage.postings.forget([gone.id])
        posting = await services.storage.postings.by_id(stays.id)
        assert posting is not None
        await channel.get_partial_message(gone.id).delete()
        await services.storage.postings.record(replace(posting, message_id=gone.id))
        await saved(services, scope, replace(await standing(services, scope), text=FEWER, citations=()))

        await kept_true(newsroom)

        assert await services.storage.postings.by_id(gone.id) is None
        assert ["Differs from the record" in text_of(post) for post in posts(newsroom)] == [True]


class TestStorm:
    async def test_edits_are_paced_and_those_left_are_made_after_a_restart(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        for _ in range(6):
            await asked(newsroom)
        await saved(services, scope, replace(await standing(services, scope), text=FEWER, citations=()))
        newsroom.bot.upkeep.soon()
        for _ in range(200):
            await asyncio.sleep(0.01)
            if corrected(newsroom):
                break
        half = corrected(newsroom)

        await newsroom.env.restart_bot(Onrecord(services, shard_count=1))
        await kept_true(newsroom, 6 * EDITS)

        assert 0 < half < 6
        assert corrected(newsroom) == 6
        assert all(text_of(post).count("corrected on") == 1 for post in posts(newsroom))
        assert await services.storage.postings.stale(5) == ()

    async def test_an_edit_made_but_not_remembered_is_not_made_twice(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        post = await asked(newsroom)
        posting = await services.storage.postings.by_id(post.id)
        assert posting is not None
        await saved(services, scope, replace(await standing(services, scope), text=FEWER, citations=()))
        await kept_true(newsroom)
        await services.storage.postings.record(posting)

        await kept_true(newsroom)

        assert text_of(posts(newsroom)[-1]).count("corrected on") == 1
        assert await services.storage.postings.stale(5) == ()


def corrected(newsroom: Newsroom) -> int:
    return sum("corrected on" in text_of(post) for post in posts(newsroom))


class TestWatchers:
    async def test_whoever_asked_to_be_told_is_told_once_after_the_change_has_settled(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        private = await newsroom.bob.slash(newsroom.channel, "check", text=SAID)
        assert private.response is not None
        promised = await newsroom.bob.click(private.response, label="Tell me if it changes")
        await saved_now(services, scope, replace(await standing(services, scope), text=FEWER, citations=()))

        await kept_true(newsroom)
        early = list(direct_messages(newsroom.bob))
        await kept_true(newsroom, SETTLED.total_seconds())
        told = list(direct_messages(newsroom.bob))
        await saved_now(services, scope, replace(await standing(services, scope), note="As of 2026."))
        await kept_true(newsroom, SETTLED.total_seconds())

        assert "told once" in answer(promised)
        assert early == []
        assert len(told) == 1
        assert f"the answer about “{OTTERS}” has changed" in told[0]
        assert "counted again" in told[0]
        assert FEWER in told[0]
        assert direct_messages(newsroom.bob) == told
        assert direct_messages(newsroom.carol) == []

    async def test_what_no_reader_sees_is_not_told(self, newsroom: Newsroom, services: Services, scope: Scope) -> None:
        private = await newsroom.bob.slash(newsroom.channel, "check", text=SAID)
        assert private.response is not None
        await newsroom.bob.click(private.response, label="Tell me if it changes")
        await saved_now(services, scope, replace(await standing(services, scope), tags=("wildlife",)))
        await kept_true(newsroom, 2 * SETTLED.total_seconds())
        quiet = list(direct_messages(newsroom.bob))

        await saved_now(services, scope, replace(await standing(services, scope), text=FEWER, citations=()))
        await kept_true(newsroom, 2 * SETTLED.total_seconds())

        assert quiet == []
        assert len(direct_messages(newsroom.bob)) == 1

    async def test_a_retraction_is_told_with_its_reason(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        private = await newsroom.bob.slash(newsroom.channel, "check", text=SAID)
        assert private.response is not None
        await newsroom.bob.click(private.response, label="Tell me if it changes")
        claim = replace(await standing(services, scope), status=ClaimStatus.RETRACTED)
        await saved_now(services, scope, claim, "it was about beavers")

        await kept_true(newsroom, 2 * SETTLED.total_seconds())

        (told,) = direct_messages(newsroom.bob)
        assert "it was about beavers" in told
        assert "Retracted" in told


async def saved_now(services: Services, scope: Scope, claim: Claim, reason: str = "counted again") -> Entry:
    act = replace(an_act(reason), at=discord.utils.utcnow())
    return (await services.storage.claims.save([claim], scope, act)).entries[0]


def written(message: discord.Message) -> list[str]:
    """Return what a card says, with its markup."""
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    return [item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay)]
