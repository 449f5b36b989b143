"""Each planted corruption is found by ``verify``."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import open_storage
from storage.models import EVERYWHERE, Citation, ClaimReview, Rating, Scope
from storage.protocol import Soundness
from tests.factories import a_claim, a_source, an_act

CITED = a_claim(citations=(Citation(a_source(), "Japan hosts"),), reviews=(ClaimReview(Rating.TRUE),), tags=("troops",))


async def planted(folder: Path, *statements: str) -> Soundness:
    url = f"sqlite:///{folder}/record.db"
    async with open_storage(url) as storage:
        await storage.claims.save([CITED, a_claim(key="other", text="Ministers met.")], EVERYWHERE, an_act())
        await storage.claims.save([a_claim(text="Troops left.")], Scope(5), an_act())
    with closing(sqlite3.connect(folder / "record.db", isolation_level=None)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            raw.execute(statement)
    async with open_storage(url) as storage:
        return await storage.verify()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE citation SET quote = 'Japan houses'", "The quote of the claim us-troops-japan (version 1)"),
        ("UPDATE citation SET start_at = start_at + 1, end_at = end_at + 1", "does not stand at its place"),
        ("UPDATE citation SET end_at = NULL", "CHECK constraint failed in citation"),
        ("UPDATE capture SET text = replace(text, 'Japan', 'Spain')", "is not the one its SHA-256 was taken of"),
        ("UPDATE capture SET text = text || '.'", "is not the one its SHA-256"),
        ("UPDATE capture SET sha256 = 'ab'", "refers to a row of capture"),
        ("UPDATE source_version SET sha256 = NULL", "does not stand at its place"),
        ("DELETE FROM source", "A row of source_version refers to a row of source that does not exist."),
        ("DELETE FROM term WHERE term = 'minist'", "does not lead from the word minist to the claim other"),
        ("UPDATE term SET impacts = x'05' WHERE term = 'minist'", "the word minist to the claim other"),
        ("UPDATE term SET claim_ids = x'01' WHERE term = 'minist'", "postings of the word minist cannot be read"),
        ("INSERT INTO term SELECT scope, 'stray', 1, claim_ids, impacts FROM term LIMIT 1", "postings, and the claims"),
        ("UPDATE term SET scope = 7 WHERE scope = 5", "does not lead from the word"),
        ("UPDATE term SET df = df + 1 WHERE term = 'minist'", "The word minist counts 2 claims"),
        ("INSERT INTO block SELECT 3, 'stray', 1, claim_ids, impacts FROM term LIMIT 1", "The word stray counts 1"),
        ("DELETE FROM meaning WHERE claim_id = 2", "The meaning kept of the claim with the id 2"),
        ("UPDATE meaning SET vector = zeroblob(64) WHERE claim_id = 2", "The meaning kept of the claim with the id 2"),
        ("UPDATE tally SET published = 9 WHERE scope = 5", "In scope 5 the number of published claims is not 9."),
        ("DELETE FROM tally WHERE scope = 5", "In scope 5 the number of published claims"),
        ("UPDATE claim_version SET text = 'Something else.'", "does not lead from the word"),
        ("UPDATE claim_version SET tags = '[1]'", "3 of the claims with ids from 1 to 3 cannot be read"),
        ("UPDATE claim_version SET wordings = 'x'", "CHECK constraint failed in claim_version"),
        ('UPDATE claim_version SET particulars = \'[{"kind":"x"}]\'', "cannot be read"),
        ("UPDATE claim_review SET rating = 'so-so'", "cannot be read"),
        ("UPDATE claim SET status = 'draft' WHERE key = 'other'", "counts as draft, its newest version does not"),
        ("UPDATE claim SET version = 2 WHERE key = 'other'", "refers to a row of claim_version"),
        ("UPDATE claim SET scope = 6 WHERE scope = 5", "In scope"),
        ("DELETE FROM claim_version WHERE claim_id = 2", "A row of claim refers to a row of claim_version"),
    ],
)
async def test_a_planted_corruption_is_found(statement: str, said: str, tmp_path: Path) -> None:
    found = await planted(tmp_path, statement)

    assert any(said in problem for problem in found.problems), found.problems
    assert all(problem.endswith(".") for problem in found.problems)


async def test_damaged_pages_are_found(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/record.db"
    async with open_storage(url) as storage:
        batch = [a_claim(key=f"k{number}", text=f"Claim {number} of many troops.") for number in range(200)]
        await storage.claims.save(batch, EVERYWHERE, an_act())
    with closing(sqlite3.connect(tmp_path / "record.db")) as raw:
        (page,) = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'term'").fetchone()
    with (tmp_path / "record.db").open("r+b") as file:
        file.seek(4_096 * (int(page) - 1))
        file.write(b"\xff" * 4_096)

    async with open_storage(url) as storage:
        found = await storage.verify()

    assert found.problems


async def test_nothing_planted_is_nothing_found(tmp_path: Path) -> None:
    found = await planted(tmp_path)

    assert found == Soundness((), entries=3, verified_quotes=1, unverified_quotes=0)
