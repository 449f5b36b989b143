"""The text form of particulars, for the command line, Discord's forms and the starter record alike."""

from bot.particulars.text import FORMAT, BadLine, parse, render

__all__ = ["FORMAT", "BadLine", "parse", "render"]
