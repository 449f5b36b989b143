"""Where the tables name people: what goes with a person, what is overwritten, and how it is handed out."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import LiteralString

from storage.people import actor

#: A shorter number is no id of Discord's, and a sentence may have it for another reason.
_SHORTEST_ID = 15

_NOTHING: LiteralString = "''"


def named(person: int) -> dict[str, str]:
    """Return how acts and their reasons may name a person, by the names that the queries have for it."""
    mention = f"<@{person}>"
    bare = str(person) if len(str(person)) >= _SHORTEST_ID else mention
    return {"actor": actor(person), "nickname": f"<@!{person}>", "mention": mention, "bare": bare}


@dataclass(frozen=True, slots=True)
class Acts:
    """The columns of a table that may name a person, and what an export says of its rows."""

    #: These hold nothing but a person, as in ``Act.by``.
    by: tuple[LiteralString, ...]
    #: These hold words, which may mention one.
    words: tuple[LiteralString, ...]
    #: The columns of ``Kept``, and what they are read from.
    told: LiteralString

    def found(self) -> LiteralString:
        """Return the condition for rows that name the person."""
        by: list[LiteralString] = [f"{column} = :actor" for column in self.by]
        words: list[LiteralString] = [f"{column} <> {_without(column, _NOTHING)}" for column in self.words]
        return " OR ".join((*by, *words))

    def overwrite(self, table: LiteralString) -> LiteralString:
        """Return the statement that makes the person a deleted user."""
        by: list[LiteralString] = [
            f"{column} = CASE {column} WHEN :actor THEN :deleted ELSE {column} END" for column in self.by
        ]
        words: list[LiteralString] = [f"{column} = {_without(column, ':deleted')}" for column in self.words]
        return f"UPDATE {table} SET {', '.join((*by, *words))} WHERE {self.found()}"

    def export(self) -> LiteralString:
        """Return the query for what is handed out."""
        return f"{self.told} WHERE {self.found()}"


def _without(column: LiteralString, instead: LiteralString) -> LiteralString:
    """Return the expression for words with another word where they name the person."""
    replaced = f"replace(replace({column}, :nickname, {instead}), :mention, {instead})"
    return f"replace({replaced}, :bare, {instead})"


#: By table. A column that names a person and is missing here or below fails a test.
ACTS = MappingProxyType[LiteralString, Acts](
    {
        "claim_version": Acts(
            ("made_by",),
            ("reason",),
            """
            SELECT 'claim version', scope, made_at, key || ', version ' || number || ': ' || reason
              FROM claim_version
              JOIN claim ON claim.id = claim_id
            """,
        ),
        "claim_review": Acts(
            ("made_by", "author"),
            ("body", "reason"),
            """
            SELECT 'review', scope, made_at, key || ': ' || rating || coalesce(', ' || body, '')
              FROM claim_review
              JOIN claim ON claim.id = claim_id
            """,
        ),
        "source_version": Acts(
            ("made_by",),
            ("reason",),
            """
            SELECT 'source version', scope, made_at, name || ', version ' || number || ': ' || reason
              FROM source_version
              JOIN source ON source.id = source_id
            """,
        ),
        "setting": Acts(("made_by",), (), "SELECT 'setting', scope, made_at, name || ': ' || value FROM setting"),
        "audit": Acts(
            ("made_by",),
            ("reason",),
            "SELECT 'audit', scope, made_at, what || ': ' || subject || ', ' || reason FROM audit",
        ),
        "mismatch": Acts(
            ("made_by",),
            (),
            """
            SELECT 'not this claim', mismatch.scope, made_at, key
              FROM mismatch
              JOIN claim ON claim.id = claim_id
            """,
        ),
        # When it was taken is not kept.
        "question": Acts(
            ("taken_by", "closed_by"),
            ("reason",),
            """
            SELECT 'question of others', scope, coalesce(closed_at, opened_at),
                   'question ' || id || ', ' || status || coalesce(', ' || reason, '')
              FROM question
            """,
        ),
    }
)

#: By table, the column that holds the person's id, and what an export says.
OWN = MappingProxyType[LiteralString, tuple[LiteralString, LiteralString]](
    {
        "asking": (
            "person",
            """
            SELECT 'question', scope, asked_at, text
              FROM asking
              JOIN question ON question.id = question_id
             WHERE person = :person
            """,
        ),
        "watcher": (
            "person",
            """
            SELECT 'wish to be told', watcher.scope, since, 'once the claim ' || key || ' changes'
              FROM watcher
              JOIN claim ON claim.id = claim_id
             WHERE person = :person
            """,
        ),
        "posting": (
            "asker",
            """
            SELECT 'answer', scope, posted_at,
                   'message ' || message_id || ' in channel ' || channel_id
                   || coalesce(', to your message ' || asked_in, '')
              FROM posting
             WHERE asker = :person
            """,
        ),
    }
)

#: A question that nobody asks any more goes before the askings do: they tell whose it was.
TAKEN_AWAY: Sequence[LiteralString] = (
    """
    DELETE FROM question
     WHERE id IN (SELECT question_id FROM asking WHERE person = :person)
       AND NOT EXISTS (SELECT 1 FROM asking WHERE question_id = question.id AND person <> :person)
    """,
    "DELETE FROM asking WHERE person = :person",
    "DELETE FROM watcher WHERE person = :person",
    "UPDATE posting SET asker = NULL, asked_in = NULL WHERE asker = :person",
)

OVERWRITTEN: Sequence[LiteralString] = tuple(acts.overwrite(table) for table, acts in ACTS.items())

EXPORT: Sequence[LiteralString] = (
    *(told for _, told in OWN.values()),
    *(acts.export() for acts in ACTS.values()),
)
