"""The starter record: one article and its claims, shipped with the program."""

from bot.starter.record import seed, starter_claims, starter_source

__all__ = ["seed", "starter_claims", "starter_source"]
