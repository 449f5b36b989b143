import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path

from bot.starter import seed, starter_claims, starter_source
from bot.verdict import GARBLED
from storage import open_storage
from storage.models import EVERYWHERE, Alias, ClaimStatus, Name, Rating, Role, Speaker

FOLDER = files("bot.starter")


def test_the_article_is_captured_byte_for_byte() -> None:
    described = json.loads(FOLDER.joinpath("source.json").read_bytes())

    source = starter_source()

    assert source.text is not None
    assert hashlib.sha256(source.text.encode()).hexdigest() == described["sha256"] == source.sha256
    assert len(source.text.encode()) == described["bytes"]


def test_the_source_is_cited_as_the_page_it_is() -> None:
    source = starter_source()

    assert source.publisher == "nabkanews.com (rewritten from an Associated Press story, dateline TOKYO)"
    assert source.url is not None
    assert source.url.startswith("https://nabkanews.com/")
    assert source.date_published == "2024-07-28"
    assert source.note is not None
    assert "not AP's own text" in source.note


def test_every_quote_stands_where_it_is_said_to() -> None:
    text = starter_source().text
    assert text is not None

    for claim in starter_claims():
        [citation] = claim.citations
        assert citation.verified
        assert text[citation.start : citation.end] == citation.quote


def test_there_are_forty_claims_and_four_are_garbled_in_the_source() -> None:
    claims = starter_claims()

    garbled = {claim.key for claim in claims if GARBLED in claim.tags}

    assert len({claim.key for claim in claims}) == 40
    assert garbled == {
        "china-threat-fragment",
        "japan-ministers-titles",
        "ministers-separate-meeting",
        "pac3-russia-garbled",
    }
    assert all(claim.note for claim in claims if claim.key in garbled)


def test_attributed_claims_name_who_made_them() -> None:
    claimants = {claim.key: claim.claimant for claim in starter_claims()}

    assert claimants["kamikawa-turning-point"] == "Yoko Kamikawa"
    assert claimants["us-troops-japan"] is None


def test_every_claim_has_the_particulars_that_an_editor_set() -> None:
    written = FOLDER.joinpath("particulars.txt").read_text(encoding="utf-8")

    keys = re.findall(r"^\[(.+)\]$", written, re.MULTILINE)

    assert keys == [claim.key for claim in starter_claims()]
    assert all(claim.particulars for claim in starter_claims())


def test_what_an_editor_set_stands_in_the_claim_it_is_set_for() -> None:
    for claim in starter_claims():
        named = (one.text for one in claim.particulars if not isinstance(one, Speaker | Alias))

        assert [text for text in named if text not in claim.text] == []
        assert [one for one in claim.particulars if isinstance(one, Alias) and one.canonical not in claim.text] == []


def test_the_speaker_of_an_attributed_claim_is_its_claimant() -> None:
    for claim in starter_claims():
        speakers = [one.text for one in claim.particulars if isinstance(one, Speaker)]

        assert speakers == [claim.claimant] or (claim.claimant is None and speakers in ([], ["The article"]))


def test_an_editor_corrected_what_the_program_misreads() -> None:
    roles = {
        claim.key: {one.text: one.role for one in claim.particulars if isinstance(one, Name)}
        for claim in starter_claims()
    }

    assert roles["trilateral-first"]["Shin Won-sik"] is Role.TO_WHOM
    assert roles["indopacom-command"]["Indo-Pacific Command"] is Role.WHO
    assert "Ministers" not in roles["japan-ministers-titles"]


async def test_seeding_twice_changes_nothing(tmp_path: Path) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/r.db") as storage:
        await seed(storage)
        first = [entry async for entry in storage.claims.own(EVERYWHERE)]
        await seed(storage)
        second = [entry async for entry in storage.claims.own(EVERYWHERE)]
        found = await storage.verify()

    assert first == second
    assert [entry.claim.key for entry in first] == [claim.key for claim in starter_claims()]
    assert all(entry.version == 1 and entry.claim.status is ClaimStatus.PUBLISHED for entry in first)
    assert all(entry.claim.rating is Rating.REPORTED for entry in first)
    assert (found.problems, found.verified_quotes, found.unverified_quotes) == ((), 40, 0)
