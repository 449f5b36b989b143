"""Why a message got its answer: what was read on both sides, how words were aligned, what each comparer said."""

from bot.explaining.explain import explain, explain_statement, explanation_of
from bot.explaining.explanation import Explanation

__all__ = ["Explanation", "explain", "explain_statement", "explanation_of"]
