"""``onrecord check`` and ``onrecord compare``: one message, or a batch of them."""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated

import msgspec
import typer
from msgspec import UNSET, Raw, UnsetType

from bot import checking
from bot.checking import Answer
from bot.exchange.answers import ErrorLine, answer_line, compared_line
from bot.exchange.batches import Asked, asked
from bot.explaining import Explanation, explain
from bot.explaining.sections import sections, terminal_lines
from bot.services import Services
from bot.session import WrongUse, opened, prepared_settings
from bot.streams import lines_of, plain, show
from bot.verdict import Verdict
from bot.wording import PERHAPS, answer_lines
from storage.models import Scope
from storage.terms import LONGEST

AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as one line of JSON.")]
#: Discord's ids are positive and fit 63 bits.
Server = Annotated[
    int | None, typer.Option(min=1, max=2**63 - 1, metavar="ID", help="See the record as from this server.")
]
Top = Annotated[
    int, typer.Option(min=1, max=1_000, metavar="N", help="How many ranked candidates to list, or claims to explain.")
]


def check(  # noqa: PLR0913 - one parameter for each option
    text: Annotated[list[str] | None, typer.Argument(metavar="TEXT", help="The message.")] = None,
    *,
    as_json: AsJson = False,
    batch: Annotated[bool, typer.Option("--batch", help='Answer lines {"id", "text"} from stdin.')] = False,
    explained: Annotated[bool, typer.Option("--explain", help="Show how the answer came about, step by step.")] = False,
    top: Top = 3,
    server: Server = None,
) -> None:
    """Answer a message from the record, with the quote and its source.

    TEXT may start with "-". A word is an option when it is one of those below; after "--" all is TEXT.
    """
    if batch == bool(text):
        raise WrongUse("check takes either a TEXT or --batch")
    said = " ".join(text or ())[:LONGEST]
    wanted = _Wanted(Scope(server), top=top, explained=explained)
    asyncio.run(_check_batch(wanted) if batch else _check(said, wanted, as_json=as_json))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked for with every message."""

    scope: Scope
    top: int
    explained: bool


async def _check_batch(wanted: _Wanted) -> None:
    async with opened(prepared_settings()) as services:
        for line in _batch(("text",)):
            show(line if isinstance(line, str) else await _answered(services, line.texts[0], wanted, line.id))


async def _check(text: str, wanted: _Wanted, *, as_json: bool) -> None:
    async with opened(prepared_settings()) as services:
        if as_json:
            show(await _answered(services, text, wanted))
            return
        checked = await services.checker.check(text, wanted.scope, limit=wanted.top)
        show(_sentences(checked.answer))
        if checked.answer.entry is None and checked.near:
            show(plain("\n".join((PERHAPS, *(f"  {one.entry.claim.text}" for one in checked.near)))))
        if wanted.explained:
            found = await explain(services.checker, text, checked.answer, wanted.scope, limit=wanted.top)
            show(plain("\n".join(terminal_lines(sections(found)))))


async def _answered(services: Services, text: str, wanted: _Wanted, identity: Raw | UnsetType = UNSET) -> str:
    """Answer a message as a line of JSON."""
    checked = await services.checker.check(text, wanted.scope, limit=wanted.top)
    line = _json(answer_line(checked, identity))
    if not wanted.explained:
        return line
    found = await explain(services.checker, text, checked.answer, wanted.scope, limit=wanted.top)
    return _with_explanation(line, found)


def _with_explanation(line: str, found: Explanation) -> str:
    fields = msgspec.json.decode(line, type=dict[str, Raw])
    fields["explanation"] = Raw(msgspec.json.encode(found))
    return msgspec.json.encode(fields).decode()


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
