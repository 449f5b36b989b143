from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.exchange.dumping import Dumped, dump, whole_file
from bot.exchange.items import Numbered, Rejected, Remark, UnwritableFile
from bot.exchange.loading import Loaded, Loading
from bot.exchange.reading import NothingImported
from storage import open_storage
from storage.models import EVERYWHERE, Act, Citation, Claim, ClaimStatus, Quantity, Scope, Source
from storage.protocol import Storage

ACT = Act("tester", datetime(2026, 1, 1, tzinfo=UTC), "a test")
CAPTURED = Source("Page", "https://e.org", text="The cat sat on the mat.")


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncGenerator[Storage]:
    async with open_storage(f"sqlite:///{tmp_path}/r.db") as opened:
        yield opened


class Told:
    """Collects what is reported."""

    def __init__(self) -> None:
        self.items: list[Rejected | Remark] = []

    def __call__(self, item: Rejected | Remark) -> None:
        self.items.append(item)


def quoting(line: int, quote: str) -> Numbered:
    return Numbered(line, Claim(f"k{line}", f"Claim {line}.", citations=(Citation(CAPTURED, quote),)))


async def loaded(storage: Storage, told: Told, *items: Numbered | Rejected | Remark) -> Loaded:
    total = Loaded()
    async for tally in Loading(storage.claims, storage.sources, EVERYWHERE, ACT, told).every(items):
        total += tally
    return total


async def test_only_the_row_whose_quote_is_not_found_is_rejected(storage: Storage) -> None:
    told = Told()
    rows = [quoting(line, "dog" if line == 40 else "cat sat") for line in range(2, 60)]

    total = await loaded(storage, told, *rows)

    assert total == Loaded(added=57, rejected=1)
    [rejected] = told.items
    assert isinstance(rejected, Rejected)
    assert rejected.line == 40
    assert "quote" in rejected.reason


async def test_a_key_that_stands_twice_becomes_a_new_version(storage: Storage) -> None:
    first, second = Numbered(2, Claim("k", "One.")), Numbered(3, Claim("k", "Two."))

    total = await loaded(storage, Told(), first, second)

    entry = await storage.claims.by_key("k", EVERYWHERE)
    assert total == Loaded(added=1, changed=1)
    assert entry is not None
    assert (entry.version, entry.claim.text) == (2, "Two.")


async def test_particulars_are_proposed_unless_the_file_tells_them(storage: Storage) -> None:
    told_apart = (
        Numbered(2, Claim("plain", "There are 50,000 troops.")),
        Numbered(3, Claim("complete", "There are 50,000 troops."), complete=True),
    )

    await loaded(storage, Told(), *told_apart)

    plain, complete = [entry.claim async for entry in storage.claims.own(EVERYWHERE)]
    assert any(isinstance(one, Quantity) for one in plain.particulars)
    assert complete.particulars == ()


async def test_a_row_keeps_what_it_has_no_column_for(storage: Storage) -> None:
    corrected = (Quantity("50k", 50_000.0),)
    citations = (Citation(Source("One"), "cat"), Citation(Source("Two"), "mat"))
    recorded = Claim("k", "There are 50,000 troops.", citations=citations, particulars=corrected)
    await storage.claims.save([recorded], EVERYWHERE, ACT)
    row = Claim("k", "There are 50,000 troops.", note="New.", citations=citations[:1])

    total = await loaded(storage, Told(), Numbered(2, row))

    entry = await storage.claims.by_key("k", EVERYWHERE)
    assert total == Loaded(changed=1)
    assert entry is not None
    assert entry.claim == replace(recorded, note="New.")


async def test_a_server_takes_nothing_over_from_the_claim_seen_everywhere(storage: Storage) -> None:
    everywhere = Claim("k", "Text.", citations=(Citation(Source("One")), Citation(Source("Two"))))
    await storage.claims.save([everywhere], EVERYWHERE, ACT)
    loading = Loading(storage.claims, storage.sources, Scope(7), ACT, Told())

    await loading.whole((Numbered(2, Claim("k", "Text.", citations=everywhere.citations[:1])),))

    entry = await storage.claims.by_key("k", Scope(7))
    assert entry is not None
    assert len(entry.claim.citations) == 1


async def test_an_imported_row_keeps_the_captured_text_its_quotes_stand_in(storage: Storage) -> None:
    citations = (Citation(CAPTURED, "cat sat"), Citation(Source("Other", text="A dog ran."), "dog ran"))
    await storage.claims.save([Claim("k", "Text.", citations=citations)], EVERYWHERE, ACT)
    row = Claim("k", "Text.", note="New.", citations=(Citation(replace(CAPTURED, text=None), "cat sat"),))

    total = await loaded(storage, Told(), Numbered(2, row))

    entry = await storage.claims.by_key("k", EVERYWHERE)
    assert total == Loaded(changed=1)
    assert entry is not None
    assert [(one.verified, one.source.text) for one in entry.claim.citations] == [
        (True, "The cat sat on the mat."),
        (True, "A dog ran."),
    ]


async def test_particulars_corrected_by_hand_stay_beside_a_row_that_is_rejected(storage: Storage) -> None:
    corrected = Claim("k", "There are 50,000 troops.", particulars=(Quantity("50k", 50_000.0),))
    await storage.claims.save([corrected], EVERYWHERE, ACT)

    total = await loaded(storage, Told(), Numbered(2, replace(corrected, particulars=())), quoting(3, "dog"))

    entry = await storage.claims.by_key("k", EVERYWHERE)
    assert total == Loaded(unchanged=1, rejected=1)
    assert entry is not None
    assert entry.claim == corrected


async def test_a_strict_import_with_a_bad_quote_writes_nothing(storage: Storage) -> None:
    told = Told()

    with pytest.raises(NothingImported):
        await Loading(storage.claims, storage.sources, EVERYWHERE, ACT, told).whole(
            (quoting(2, "cat"), quoting(3, "dog"))
        )

    assert await storage.claims.count(EVERYWHERE) == 0
    [rejected] = told.items
    assert isinstance(rejected, Rejected)
    assert rejected.line == 3


async def test_a_strict_import_takes_a_key_twice(storage: Storage) -> None:
    rows = (Numbered(2, Claim("k", "One.")), Numbered(3, Claim("k", "Two.")))

    total = await Loading(storage.claims, storage.sources, EVERYWHERE, ACT, Told()).whole(rows)

    entry = await storage.claims.by_key("k", EVERYWHERE)
    assert total == Loaded(added=1, changed=1)
    assert entry is not None
    assert entry.claim.text == "Two."


async def test_claims_that_are_too_long_are_rejected(storage: Storage) -> None:
    told = Told()

    total = await loaded(storage, told, Numbered(2, Claim("long", "a" * 1_001)), Numbered(3, Claim("k", "Good.")))

    assert total == Loaded(added=1, rejected=1)


async def test_a_table_leaves_out_what_importing_would_publish(storage: Storage, tmp_path: Path) -> None:
    claims = [Claim("a", "A."), Claim("b", "B.", status=ClaimStatus.RETRACTED)]
    await storage.claims.save(claims, Scope(7), ACT)

    with whole_file(tmp_path / "a.csv") as out:
        table = await dump(storage.claims.own(Scope(7)), out, ".csv")
    with whole_file(tmp_path / "a.jsonl") as out:
        archive = await dump(storage.claims.own(Scope(7)), out, ".jsonl")

    assert table == Dumped(1, left_out=1)
    assert archive == Dumped(2)


def write_half(target: Path) -> None:
    with whole_file(target) as out:
        out.write("new")
        raise ValueError("half way")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")

    with pytest.raises(ValueError, match="half"):
        write_half(target)

    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_is_followed_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("real.csv")

    with whole_file(tmp_path / "link.csv") as out:
        out.write("new")

    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"


def test_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match="directory"), whole_file(tmp_path):
        pass
