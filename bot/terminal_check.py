"""``onrecord check`` and ``onrecord compare``: one message, or a batch of them."""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

import msgspec
import typer

from bot import checking
from bot.checking import Answer, Checker
from bot.exchange.answers import ErrorLine, answer_line, compared_line
from bot.exchange.batches import Asked, asked
from bot.session import WrongUse, opened, prepared_settings
from bot.streams import lines_of, plain, show
from bot.verdict import Verdict
from bot.wording import answer_lines
from storage.models import Scope
from storage.terms import LONGEST

AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as one line of JSON.")]
#: Discord's ids are positive and fit 63 bits.
Server = Annotated[
    int | None, typer.Option(min=1, max=2**63 - 1, metavar="ID", help="See the record as from this server.")
]
Top = Annotated[int, typer.Option(min=1, max=1_000, metavar="N", help="How many ranked candidates the JSON lists.")]


def check(
    text: Annotated[list[str] | None, typer.Argument(metavar="TEXT", help="The message.")] = None,
    *,
    as_json: AsJson = False,
    batch: Annotated[bool, typer.Option("--batch", help='Answer lines {"id", "text"} from stdin.')] = False,
    top: Top = 3,
    server: Server = None,
) -> None:
    """Answer a message from the record, with the quote and its source.

    TEXT may start with "-". A word is an option when it is one of those below; after "--" all is TEXT.
    """
    if batch == bool(text):
        raise WrongUse("check takes either a TEXT or --batch")
    said = " ".join(text or ())[:LONGEST]
    asyncio.run(_check(None if batch else said, Scope(server), top=top, as_json=as_json))


async def _check(text: str | None, scope: Scope, *, top: int, as_json: bool) -> None:
    async with opened(prepared_settings()) as services:
        if text is None:
            for line in _batch(("text",)):
                show(line if isinstance(line, str) else await _answered(services.checker, line, scope, top=top))
            return
        checked = await services.checker.check(text, scope, limit=top)
        show(_json(answer_line(checked)) if as_json else _sentences(checked.answer))


async def _answered(checker: Checker, line: Asked, scope: Scope, *, top: int) -> str:
    return _json(answer_line(await checker.check(line.texts[0], scope, limit=top), line.id))


def compare(
    claim: Annotated[str | None, typer.Argument(metavar="CLAIM", help="What is recorded.")] = None,
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="What is said.")] = None,
    *,
    as_json: AsJson = False,
    batch: Annotated[bool, typer.Option("--batch", help='Compare lines {"id", "claim", "text"} from stdin.')] = False,
) -> None:
    """Give the verdict on one pair, without the record.

    CLAIM and TEXT may start with "-". A word is an option when it is one of those below; after "--" none is.
    """
    if batch and claim is None:
        for line in _batch(("claim", "text")):
            show(line if isinstance(line, str) else _json(compared_line(checking.compare(*line.texts), line.id)))
        return
    if batch or claim is None or text is None:
        raise WrongUse("compare takes either a CLAIM and a TEXT, or --batch")
    answer = checking.compare(claim[:LONGEST], text[:LONGEST])
    if as_json:
        show(_json(compared_line(answer)))
    elif answer.verdict is Verdict.NONE:
        show("The two do not speak of the same thing.")
    else:
        show(_sentences(replace(answer, entry=None)))


def _batch(fields: tuple[str, ...]) -> Iterator[Asked | str]:
    """Yield the lines of stdin, those that are bad as the JSON line to print."""
    for line in lines_of(sys.stdin.buffer):
        read = asked(line, fields)
        yield _json(read) if isinstance(read, ErrorLine) else read


def _json(record: msgspec.Struct) -> str:
    return msgspec.json.encode(record).decode()


def _sentences(answer: Answer) -> str:
    return plain("\n".join(answer_lines(answer)))
