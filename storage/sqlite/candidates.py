"""Finds the claims that a message may be about: by its words, then by what it means as well."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from storage.frequencies import zipf
from storage.limits import scope_number
from storage.meanings import likenesses, meaning
from storage.models import Candidate, Scope
from storage.repair import Likely
from storage.sqlite.connection import Connection
from storage.sqlite.loading import json, load
from storage.sqlite.posting_lists import TermRow
from storage.sqlite.postings import AVERAGE_LENGTH, once
from storage.sqlite.reading import postings_of, rows_of
from storage.sqlite.scoring import Sums, Weighted, sums
from storage.sqlite.visible import HIDDEN
from storage.sqlite.vocabularies import Vocabularies
from storage.terms import Word, words
from storage.vectors import Vectors

#: A message is looked up by its most telling terms: at most so many, and of those at most so many postings are read.
MOST_TERMS = 64
MOST_POSTINGS = 200_000
#: Even a message of common words is looked up by two of them.
FEWEST_TERMS = 2
#: Nobody reads further.
_MOST_FOUND = 100_000

#: English at large counts as so many claims of so many words: with one claim on record, its own
#: words would otherwise all weigh nothing.
BACKGROUND = 1_000
_BACKGROUND_WORDS = 12

#: So many of the claims whose words tell most are ranked by what they mean as well.
SHORTLIST = 100
#: What the same meaning counts, where the most telling words of all count 1.
MEANT = 0.6


#: From here on a word is taken to be the one that it may stand for.
_SURE = 0.5


class Weighed(NamedTuple):
    """A term of a message: how much it tells, and how many claims hold it."""

    term: str
    idf: float
    df: int


class _Listed(NamedTuple):
    claim_id: int
    version: int
    vector: bytes
    #: 1 where a claim of the server's own hides it.
    hidden: int


class _Ranked(NamedTuple):
    claim_id: int
    version: int
    #: What the words it shares with the message tell, and how alike the two are in meaning.
    told: float
    alike: float
    rank: float


class _Tally(NamedTuple):
    """The published claims of a scope: how many, and how often their words have changed."""

    scope: int
    published: int
    words: int


async def candidates(
    connection: Connection, text: str, scope: Scope, limit: int, vocabularies: Vocabularies
) -> tuple[Candidate, ...]:
    """Return the published entries that share the text's words, best first."""
    own = scope_number(scope)
    record = await connection.rows(_Tally, _RECORD, own=own)
    claims = sum(tally.published for tally in record)
    if not claims or limit < 1:
        return ()
    said = [*words(text)]
    content = {word.term: word for word in said if not word.stops}
    rows = await rows_of(connection, content, own)
    stands: Mapping[str, tuple[Likely, ...]] = {}
    if unknown := _unknown(content, rows):
        changes = {tally.scope: tally.words for tally in record}
        stands = await vocabularies.likely(connection, unknown[:MOST_TERMS], changes)
        others = {one.term for likely in stands.values() for one in likely}
        rows += await rows_of(connection, others - content.keys(), own)
    weighed = weigh(_meant(content, stands), rows, claims)
    tells = {one.term: one.idf for one in within_budget(weighed)}
    found = await postings_of(connection, [row for row in rows if row.term in tells])
    told = sums([Weighted(tells[term], block) for term, block in found])
    vector = meaning([term for word in said for term in _surely(word.term, stands)])
    ranked = await _ranked(connection, told, vector, own=own, limit=min(limit, _MOST_FOUND))
    return await _loaded(connection, ranked, weighed, claims)


def _unknown(content: Mapping[str, Word], rows: Iterable[TermRow]) -> list[Word]:
    """Return the words that no claim has; another number is not a number misspelt."""
    known = {row.term for row in rows}
    return [word for term, word in content.items() if term not in known and word.value is None]


def _meant(terms: Iterable[str], stands: Mapping[str, Sequence[Likely]]) -> Mapping[str, float]:
    """Return the terms that are looked up, and how surely each is meant, 0 to 1."""
    meant: dict[str, float] = {}
    for term in terms:
        for one in stands.get(term) or (Likely(term, 1.0),):
            meant[one.term] = max(one.weight, meant.get(one.term, 0.0))
    return meant


def _surely(term: str, stands: Mapping[str, Sequence[Likely]]) -> list[str]:
    """Return what a term most likely stands for, itself if that is known: what a text means has no alternatives."""
    return [one.term for one in stands.get(term, ()) if one.weight >= _SURE] or [term]


def idf(term: str, df: int, claims: int) -> float:
    """Return how much a term tells: its rarity on record and in English at large together."""
    share = min(_BACKGROUND_WORDS * 10 ** (zipf(term) - 9), 0.5)
    holding = df + BACKGROUND * share
    return math.log(1 + (claims + BACKGROUND - holding + 0.5) / (holding + 0.5))


def weigh(terms: Mapping[str, float], rows: Iterable[TermRow], claims: int) -> list[Weighed]:
    """Return the terms with what each tells, given how surely each is meant; the most telling first."""
    dfs: Counter[str] = Counter()
    for row in rows:
        dfs[row.term] += row.df
    weighed = [Weighed(term, sure * idf(term, dfs[term], claims), dfs[term]) for term, sure in terms.items()]
    return sorted(weighed, key=lambda one: (-one.idf, one.term))[:MOST_TERMS]


def within_budget(weighed: Sequence[Weighed]) -> list[Weighed]:
    """Return the rarest terms on record whose postings together may be read."""
    kept: list[Weighed] = []
    read = 0
    for one in sorted((one for one in weighed if one.df), key=lambda one: (one.df, one.term)):
        read += one.df
        if read > MOST_POSTINGS and len(kept) >= FEWEST_TERMS:
            break
        kept.append(one)
    return kept


async def _ranked(connection: Connection, found: Sums, vector: Vectors, *, own: int, limit: int) -> list[_Ranked]:
    """Return the best claims by words and meaning together."""
    # Whether a claim is hidden is looked up for the best only; should too many of them be, for all.
    for reach in (max(SHORTLIST, 2 * limit) + 20, len(found.ids)):
        best = dict(found.best(reach))
        listed = await connection.rows(_Listed, _LISTED, ids=json(list(best)), own=own)
        seen = [row for row in listed if not row.hidden]
        if len(seen) >= max(SHORTLIST, limit) or reach >= len(found.ids):
            break
    if not seen:
        return []
    alike = likenesses(vector, [row.vector for row in seen]).tolist()
    most = max(best[row.claim_id] for row in seen)
    ranked = [
        _Ranked(row.claim_id, row.version, best[row.claim_id], near, best[row.claim_id] / most + MEANT * max(0.0, near))
        for row, near in zip(seen, alike, strict=True)
    ]
    return sorted(ranked, key=lambda one: (-one.rank, one.claim_id))[:limit]


async def _loaded(
    connection: Connection, ranked: Sequence[_Ranked], weighed: Sequence[Weighed], claims: int
) -> tuple[Candidate, ...]:
    if not ranked:
        return ()
    # A claim of average length that holds each term once is a full match; shorter ones would pass 1.
    full = once(AVERAGE_LENGTH) * sum(one.idf for one in weighed)
    level = min(1.0, max(one.told for one in ranked) / full) / ranked[0].rank
    size = math.log(1 + claims + BACKGROUND)
    found = await load(connection, [(one.claim_id, one.version) for one in ranked])
    return tuple(
        Candidate(found[one.claim_id, one.version].entry, level * one.rank, one.told / size, one.alike, claims)
        for one in ranked
    )


_RECORD = """
    SELECT scope, published, words
      FROM tally
     WHERE scope IN (0, :own) AND published > 0
    """

_LISTED = (
    """
    SELECT claim.id, claim.version, meaning.vector, """
    + HIDDEN
    + """
      FROM json_each(:ids) AS found
     CROSS JOIN claim ON claim.id = found.value
     CROSS JOIN meaning ON meaning.claim_id = claim.id
    """
)
