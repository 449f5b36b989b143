"""Counts how much ordinary chat is answered, and how many messages about the record are, on records of three sizes."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.recording import record_of
from benchmarks.retrieval.bench import Bench, Message, complete, sampled
from benchmarks.retrieval.ranking import checkers
from benchmarks.scoring import Share
from bot.checking import Checker
from bot.progress import progress
from storage.models import EVERYWHERE, Claim


@dataclass(frozen=True, slots=True)
class Draws:
    """Records that are drawn so often: how many claims each has, and how many of them some message repeats."""

    claims: int
    repeated: int
    times: int


#: Small records differ much from one another, so several are drawn; beyond these, all claims once.
DRAWS = (Draws(50, 40, 6), Draws(1_000, 500, 2))


@dataclass(frozen=True, slots=True)
class Silence:
    """Chat answered at all, and messages whose claims are all on record: answered with one of them, with another."""

    chat: Share
    right: Share
    wrong: Share

    def __add__(self, other: "Silence") -> "Silence":
        return Silence(
            _sum(self.chat, other.chat),
            _sum(self.right, other.right),
            _sum(self.wrong, other.wrong),
        )


def _sum(one: Share, other: Share) -> Share:
    return Share(one.part + other.part, one.whole + other.whole)


#: By who was asked.
Silences = Mapping[str, Silence]


async def silences(bench: Bench, chat: Sequence[str], most: int | None) -> Mapping[int, Silences]:
    """Return by size of record what was answered; at most so many messages are asked each time."""
    found = {draws.claims: await _drawn(bench, chat, draws, most) for draws in DRAWS}
    everything = await _on_record(bench.claims, chat, sampled(bench.messages, most))
    return found | {len(bench.claims): everything}


async def _drawn(bench: Bench, chat: Sequence[str], draws: Draws, most: int | None) -> Silences:
    total: dict[str, Silence] = {}
    for number in range(draws.times):
        claims = drawn(bench, draws, seed=draws.claims + number)
        keys = {claim.key for claim in claims}
        messages = [message for message in bench.messages if message.right <= keys]
        for name, one in (await _on_record(claims, chat, sampled(messages, most))).items():
            total[name] = total[name] + one if name in total else one
    return total


def drawn(bench: Bench, draws: Draws, seed: int) -> Sequence[Claim]:
    """Draw the claims of some messages, and others beside them."""
    chance = random.Random(seed)
    messages = chance.sample(bench.messages, len(bench.messages))
    repeated = list(dict.fromkeys(key for message in messages for key in sorted(message.right)))[: draws.repeated]
    first = frozenset(repeated)
    others = chance.sample([one for one in bench.claims if one.key not in first], draws.claims - len(first))
    return [*(one for one in bench.claims if one.key in first), *others]


async def _on_record(claims: Sequence[Claim], chat: Sequence[str], messages: Sequence[Message]) -> Silences:
    async with record_of([complete(claim) for claim in claims]) as services:
        return {name: await _asked(name, one, chat, messages) for name, one in checkers(services).items()}


async def _asked(name: str, checker: Checker, chat: Sequence[str], messages: Sequence[Message]) -> Silence:
    with progress(name, len(chat) + len(messages)) as done:
        chatted = [await _answered(checker, line) for line in chat]
        done(len(chat))
        found = [(await _answered(checker, message.text), message.right) for message in messages]
    answered = sum(key is not None for key in chatted)
    right = sum(key in known for key, known in found)
    wrong = sum(key is not None and key not in known for key, known in found)
    return Silence(Share(answered, len(chat)), Share(right, len(messages)), Share(wrong, len(messages)))


async def _answered(checker: Checker, text: str) -> str | None:
    """Return the key of the claim that a text is answered with; ``None`` for silence."""
    entry = (await checker.check(text, EVERYWHERE)).answer.entry
    return entry.claim.key if entry else None
