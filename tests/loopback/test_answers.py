"""What people get from the real program on a server, in a DM and through their own installation."""

import pytest

from .discord_server import LoopbackDiscord
from .replies import Reply

pytestmark = pytest.mark.asyncio(loop_scope="module")

TROOPS = "there are only 5,000 US troops in Japan"


def assert_is_the_troops_card(reply: Reply) -> None:
    assert "Differs from the record" in reply.text
    assert "5,000" in reply.text
    assert "More than 50,000" in reply.text
    assert "“More than 50,000 U.S. troops are stationed in Japan" in reply.text
    assert "Source: " in reply.text
    assert reply.button("Source").url.startswith("https://")


async def test_check_answers_privately_with_quote_and_source(discord: LoopbackDiscord) -> None:
    alice = discord.member(await discord.guild("one"))

    reply = await discord.slash(alice, "check", text=TROOPS)

    assert reply.private
    assert_is_the_troops_card(reply)


async def test_check_answers_for_all_when_asked_to(discord: LoopbackDiscord) -> None:
    alice = discord.member(await discord.guild("one"))

    reply = await discord.slash(alice, "check", text=TROOPS, public=True)

    assert not reply.private
    assert_is_the_troops_card(reply)


async def test_check_supports_what_the_record_says(discord: LoopbackDiscord) -> None:
    reply = await discord.slash(discord.direct(), "check", text="are there more than 50k american soldiers in japan?")

    assert "Agrees with the record" in reply.text
    assert "50,000" in reply.text


async def test_a_garbled_source_gives_its_note_and_no_verdict(discord: LoopbackDiscord) -> None:
    reply = await discord.slash(discord.direct(), "check", text="Russia shipped PAC-3 missiles to the US")

    assert "garbled" in reply.text
    assert "Agrees with" not in reply.text
    assert "Differs from" not in reply.text


async def test_the_menu_checks_somebody_elses_message_privately(discord: LoopbackDiscord) -> None:
    guild = await discord.guild("one")
    message = await discord.post(discord.member(guild, "bob"), TROOPS)

    reply = await discord.message_menu(discord.member(guild), "Check this message", message)

    assert reply.private
    assert_is_the_troops_card(reply)


async def test_the_menu_works_where_the_bot_is_no_member(discord: LoopbackDiscord) -> None:
    guild = await discord.guild("elsewhere", joined=False)
    message = await discord.post(discord.member(guild, "bob"), TROOPS)

    reply = await discord.message_menu(discord.member(guild), "Check this message", message)

    assert reply.private
    assert_is_the_troops_card(reply)


async def test_check_works_in_a_private_group(discord: LoopbackDiscord) -> None:
    reply = await discord.slash(discord.private_group(), "check", text=TROOPS)

    assert_is_the_troops_card(reply)


async def test_a_mention_is_answered_for_all_as_a_reply(discord: LoopbackDiscord) -> None:
    alice = discord.member(await discord.guild("one"))

    message, reply = await discord.exchange(alice, f"{discord.world.bot.mention} {TROOPS}")

    assert not reply.private
    assert str(reply.replies_to) == message["id"]
    assert_is_the_troops_card(reply)


async def test_a_direct_message_is_answered_without_a_mention(discord: LoopbackDiscord) -> None:
    reply = await discord.member_says(discord.direct(), TROOPS)

    assert_is_the_troops_card(reply)


async def test_a_mention_about_nothing_on_record_is_told_so(discord: LoopbackDiscord) -> None:
    alice = discord.member(await discord.guild("one"))

    reply = await discord.member_says(alice, f"{discord.world.bot.mention} who won the cup final?")

    assert "nothing on record" in reply.text.lower()


@pytest.mark.parametrize("said", ["who won the cup final?", TROOPS])
async def test_ordinary_talk_makes_no_request_at_all(discord: LoopbackDiscord, said: str) -> None:
    alice = discord.member(await discord.guild("one"))

    requests = await discord.requests_after(alice, said)

    assert requests == []


async def test_a_mention_under_an_unreadable_message_points_to_the_menu(discord: LoopbackDiscord) -> None:
    guild = await discord.guild("one")
    message = await discord.post(discord.member(guild, "bob"), TROOPS)

    reply = await discord.member_says(discord.member(guild), discord.world.bot.mention, reply_to=message)

    assert "Check this message" in reply.text


async def test_a_mention_under_a_readable_message_answers_that(discord: LoopbackDiscord) -> None:
    guild = await discord.guild("one")
    bob = discord.member(guild, "bob")
    message, _ = await discord.exchange(bob, f"hey {discord.world.bot.mention}, {TROOPS}")

    reply = await discord.member_says(discord.member(guild), discord.world.bot.mention, reply_to=message)

    assert_is_the_troops_card(reply)


async def test_a_question_that_calls_everyone_pings_nobody(discord: LoopbackDiscord) -> None:
    alice = discord.member(await discord.guild("one"))

    reply = await discord.member_says(alice, f"{discord.world.bot.mention} @everyone {TROOPS}")

    assert reply.sent["allowed_mentions"] == {"parse": [], "replied_user": False}
    assert discord.pinging == []


async def test_share_makes_a_private_answer_public_once(discord: LoopbackDiscord) -> None:
    alice = discord.member(await discord.guild("one"))
    shown = await discord.slash(alice, "check", text=TROOPS)

    came = await discord.press(alice, "Share", shown)

    public = [reply for reply in came if not reply.private]
    assert len(public) == 1
    assert_is_the_troops_card(public[0])
    assert "Share" not in [button.label for button in public[0].buttons]
    assert all(button.disabled for button in shown.buttons if button.label == "Share")


async def test_other_matches_are_shown_to_who_asks(discord: LoopbackDiscord) -> None:
    alice = discord.member(await discord.guild("one"))
    shown = await discord.slash(alice, "check", text=TROOPS, public=True)

    came = await discord.press(alice, "Other matches", shown)

    assert came[0].private
    assert "nabkanews.com" in came[0].text


async def test_a_claim_is_shown_found_and_completed(discord: LoopbackDiscord) -> None:
    alice = discord.member(await discord.guild("one"))

    choices = await discord.autocomplete(alice, "claim show", claim="troops")
    card = await discord.slash(alice, "claim show", claim="us-troops-japan")
    page = await discord.slash(alice, "claim search", query="troops")

    assert "us-troops-japan" in [choice["value"] for choice in choices]
    assert "More than 50,000" in card.text
    assert "50,000" in page.text


@pytest.mark.parametrize("command", ["about", "privacy"])
async def test_about_and_privacy_answer_everywhere(discord: LoopbackDiscord, command: str) -> None:
    places = (discord.member(await discord.guild("one")), discord.direct(), discord.private_group())

    replies = [await discord.slash(place, command) for place in places]

    assert all(len(reply.text) > 40 for reply in replies)
