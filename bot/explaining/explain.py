"""Explains an answer: compares once more, and keeps what every step saw. No Discord, no SQL."""

from collections.abc import Sequence
from dataclasses import replace

from bot.checking import Answer, Checker
from bot.explaining.comparison import Comparison, compared, comparison
from bot.explaining.deciding import decided, why_passed
from bot.explaining.explanation import Aside, Explanation, Passed
from bot.explaining.traits import traits_of
from bot.matching.likeness import UNASKED, Likenesses
from bot.matching.masking import prose
from bot.matching.statement import Statement, statements
from storage.models import Entry, Scope

NOTHING_TO_CHECK = "Nothing in the message says enough to be checked: that takes two telling words."
NO_CANDIDATE = "No claim on record shares a telling word with the message."
NOT_APART = "The nearest claim compares well, but not well enough in a record of this size: one does by accident."
LED = "The words lead to this claim far more than to any other, and nothing compared settles it."


async def explain(checker: Checker, text: str, answer: Answer, scope: Scope, *, limit: int = 3) -> Explanation:
    """Explain the answer a message got, with up to ``limit`` claims: the one answered with and the next ones."""
    said = statements(text)
    if not said:
        return explanation_of(Statement(prose(text)), None, (), limit=limit)
    if answer.entry:
        subject = next((one for one in said if one.text == answer.statement), said[0])
        found = await explain_statement(checker, subject, answer.entry, scope, limit=limit)
        if found.claim and found.claim.relation is None:
            found = replace(found, decided=LED)
    else:
        tried = [await explain_statement(checker, one, None, scope, limit=limit) for one in said]
        found = max(tried, key=_nearness)
        if found.claim and found.claim.relation is not None:
            found = replace(found, decided=NOT_APART)
    asides = [await _aside(checker, one, scope) for one in said if one.text != found.statement]
    return replace(found, asides=tuple(asides))


async def explain_statement(
    checker: Checker, said: Statement, entry: Entry | None, scope: Scope, *, limit: int = 3
) -> Explanation:
    """Explain a statement against the claim it was answered with, and the claims beside that on record."""
    near = await checker.compared(said, scope)
    shown = [*near, *([entry] if entry else [])]
    return explanation_of(said, entry, near, limit=limit, alike=await checker.likenesses(said, shown))


def explanation_of(
    said: Statement,
    entry: Entry | None,
    near: Sequence[Entry],
    *,
    limit: int = 3,
    alike: Likenesses = UNASKED,
) -> Explanation:
    """Explain a statement against the claim it was answered with, or else against the nearest one."""
    comparisons = [comparison(said, one.claim, alike) for one in near if entry is None or one.id != entry.id]
    comparisons.sort(key=lambda one: (one.match is None, -one.similarity))
    if entry:
        chosen = comparison(said, entry.claim, alike)
    elif comparisons:
        chosen = comparisons.pop(0)
    else:
        reason = NO_CANDIDATE if len(said.content) > 1 else NOTHING_TO_CHECK
        return Explanation(reason, said.text, said.stance, traits_of(said))
    others = tuple(_passed(one, chosen) for one in comparisons[: limit - 1])
    return Explanation(decided(chosen), said.text, said.stance, traits_of(said), compared(chosen), others)


def _nearness(explanation: Explanation) -> float:
    return explanation.claim.similarity if explanation.claim else 0.0


async def _aside(checker: Checker, said: Statement, scope: Scope) -> Aside:
    answer = (await checker.check(said.text, scope)).answer
    return Aside(said.text, answer.verdict, answer.entry.claim.key if answer.entry else None)


def _passed(one: Comparison, chosen: Comparison) -> Passed:
    return Passed(one.claim.key, one.claim.text, round(one.similarity, 4), why_passed(one, chosen))
