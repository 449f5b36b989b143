"""What a claim may hold: lengths, and characters that no store can keep. Pure."""

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime

from storage.errors import BadServer, InvalidClaim
from storage.models import Act, Claim, Particular, Quantity, Scope, Source

LONGEST_TEXT = 1_000
LONGEST_QUOTE = 1_500
LONGEST_OTHER = 4_000

_NEVER_EMPTY = frozenset({"the text", "a wording", "a tag", "a quote", "a source's name", "the question"})

#: Of white space, and of marks that only steer how text is laid out.
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})

#: What a field is called, what it holds, and how many characters it may have.
_Field = tuple[str, str | None, int]


def blank(text: str) -> bool:
    """Tell whether nobody sees anything in a text: it is empty, white space, or of no width."""
    return all(unicodedata.category(character) in _UNSEEN for character in text)


def check_claim(claim: Claim) -> None:
    """Raise ``InvalidClaim`` that names the first field which cannot be taken."""
    _check_key(claim.key)
    _check_fields(_claim_fields(claim))
    for particular in claim.particulars:
        _check_fields(
            (f"a {type(particular).__name__.lower()}'s words", text, LONGEST_OTHER) for text in _texts(particular)
        )
        if isinstance(particular, Quantity) and not all(map(math.isfinite, (particular.value, particular.upper or 0))):
            raise InvalidClaim("a quantity's value is no finite number")
    for citation in claim.citations:
        check_source(citation.source)


def check_source(source: Source) -> None:
    """Raise ``InvalidClaim`` that names the first of the source's fields which cannot be taken."""
    _check_fields(_source_fields(source))
    if source.text is not None:
        _check_characters("the source's captured text", source.text)


def check_act(act: Act) -> None:
    """Raise ``InvalidClaim`` when the act's words cannot be kept, ``ValueError`` when its time is naive."""
    check_time(act.at)
    for name, text in (("the editor's name", act.by), ("the reason", act.reason)):
        _check_length(name, text, LONGEST_OTHER)
        _check_characters(name, text)


def check_question(text: str, fingerprint: str) -> None:
    """Raise ``InvalidClaim`` when a question's words, or what they are known again by, cannot be taken."""
    _check_fields(iter([("the question", text, LONGEST_TEXT), ("the fingerprint", fingerprint, LONGEST_OTHER)]))


def check_words(name: str, text: str) -> None:
    """Raise ``InvalidClaim`` when words beside the claims, such as a setting's value, cannot be kept."""
    _check_length(name, text, LONGEST_OTHER)
    _check_characters(name, text)


def check_time(at: datetime) -> None:
    """Raise ``ValueError`` when a time is naive."""
    if at.utcoffset() is None:
        raise ValueError("the time of an act is aware")


def is_id(number: int) -> bool:
    """Tell whether something may have this id: Discord's and the record's own fit 63 bits."""
    return 0 < number < 1 << 63


def storable(text: str) -> bool:
    """Tell whether a store can keep the text: NUL ends it in SQLite's functions, lone surrogates are not UTF-8."""
    return "\0" not in text and text == text.encode(errors="replace").decode()


def scope_number(scope: Scope) -> int:
    """Return 0 for everywhere, else the server's id; raises ``BadServer`` for what is no id."""
    if scope.server_id is None:
        return 0
    # 0 would be everywhere.
    if not is_id(scope.server_id):
        raise BadServer(scope.server_id)
    return scope.server_id


def _check_key(key: str) -> None:
    if not key:
        raise InvalidClaim("the key is empty")
    _check_length("the key", key, LONGEST_OTHER)
    if not key.isprintable() or any(character.isspace() for character in key):
        raise InvalidClaim("the key holds white space or a control character")


def _claim_fields(claim: Claim) -> Iterator[_Field]:
    yield "the text", claim.text, LONGEST_TEXT
    for wording in claim.wordings:
        yield "a wording", wording, LONGEST_OTHER
    yield "the claimant", claim.claimant, LONGEST_OTHER
    yield "the note", claim.note, LONGEST_OTHER
    for tag in claim.tags:
        yield "a tag", tag, LONGEST_OTHER
    for citation in claim.citations:
        yield "a quote", citation.quote, LONGEST_QUOTE
    for review in claim.reviews:
        yield "a review's body", review.body, LONGEST_OTHER
        yield "a review's author", review.author, LONGEST_OTHER
        yield "a review's date", review.date_published, LONGEST_OTHER
        yield "a review's link", review.url, LONGEST_OTHER


def _source_fields(source: Source) -> Iterator[_Field]:
    yield "a source's name", source.name, LONGEST_OTHER
    yield "a source's link", source.url, LONGEST_OTHER
    yield "a source's publisher", source.publisher, LONGEST_OTHER
    yield "a source's date", source.date_published, LONGEST_OTHER
    yield "a source's note", source.note, LONGEST_OTHER


def _texts(particular: Particular) -> Iterator[str]:
    for field in fields(particular):
        value: object = getattr(particular, field.name)
        if isinstance(value, str):
            yield value


def _check_fields(checked: Iterator[_Field]) -> None:
    for name, text, longest in checked:
        if text is not None:
            if name in _NEVER_EMPTY and blank(text):
                raise InvalidClaim(f"{name} is empty")
            _check_length(name, text, longest)
            _check_characters(name, text)


def _check_length(name: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise InvalidClaim(f"{name} has {len(text):,} characters, {longest:,} are allowed")


def _check_characters(name: str, text: str) -> None:
    if not storable(text):
        raise InvalidClaim(f"{name} holds a NUL character or half a character (a lone surrogate)")
