"""The commands that make, fill and prove a record."""

import asyncio
import json
import os
import re
import sqlite3
from pathlib import Path

import pytest
from aiohttp import web

from storage import open_storage
from storage.models import EVERYWHERE, Citation, Scope, Source
from tests.factories import ARTICLE, a_claim, an_act
from tests.ingestion.website import Website, website
from tests.program import Finished, onrecord

FEWER = "there are only 5,000 US troops in Japan"
TWO_FACTS = "The bank lost 7 million euros in 2023 and owes 23 million euros to the state."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database was created before."""
    created = tmp_path_factory.mktemp("record")
    assert onrecord(created, "init").code == 0
    return created


def test_first_use_creates_the_record_and_says_so(tmp_path: Path) -> None:
    first = onrecord(tmp_path, "check", FEWER)
    second = onrecord(tmp_path, "check", FEWER)

    assert first.err == "Created sqlite:///onrecord.db, with the starter record: 40 claims from one article.\n"
    assert second.err == ""
    assert first.out == second.out


def test_init_creates_the_record_once(tmp_path: Path) -> None:
    first = onrecord(tmp_path, "init")
    second = onrecord(tmp_path, "init", "--empty")

    assert "Created" in first.out
    assert "40 claims" in first.out
    assert "exists and holds 40" in second.out
    assert (first.code, second.code) == (0, 0)


def test_an_empty_record_stays_empty(tmp_path: Path) -> None:
    created = onrecord(tmp_path, "init", "--empty")
    verified = onrecord(tmp_path, "verify")

    assert "empty" in created.out
    assert verified.out == "0 claims, 0 quotes verified, 0 unverified, 0 problems.\n"


def test_a_start_that_was_cut_off_is_made_up_for(tmp_path: Path) -> None:
    onrecord(tmp_path, "init", "--empty")
    with sqlite3.connect(tmp_path / "onrecord.db") as connection:
        connection.execute("INSERT INTO note (name, value) VALUES ('starter', 'pending')")
    connection.close()

    ended = onrecord(tmp_path, "verify")

    assert ended.out.startswith("40 claims")


def test_verify_counts_what_it_proved(folder: Path) -> None:
    ended = onrecord(folder, "verify")

    assert (ended.code, ended.err) == (0, "")
    assert ended.lines[0] == "40 claims, 40 quotes verified, 0 unverified, 0 problems."


def test_verify_lists_claims_that_hold_two_facts(folder: Path) -> None:
    ended = onrecord(folder, "verify")

    assert ended.lines[1].startswith("1 of 40 published claims hold two facts (onrecord claim particulars KEY")
    assert ended.lines[2].startswith("  two-plus-two-attendees: Antony Blinken, Lloyd Austin")


def test_verify_tries_to_have_altered_claims_confirmed(folder: Path) -> None:
    ended = onrecord(folder, "verify")

    assert re.fullmatch(r"\d+ of \d{3} alterations of these claims would be confirmed[.:]", ended.lines[3])


def test_verify_lists_which_claim_is_blind_to_which_change_and_still_succeeds(tmp_path: Path) -> None:
    # The second fact stands by itself: who gets the first one wrong and that one right is confirmed.
    (tmp_path / "c.csv").write_text(f"key,text\nrates,{TWO_FACTS}\n")
    onrecord(tmp_path, "init", "--empty")
    onrecord(tmp_path, "import", "c.csv")

    ended = onrecord(tmp_path, "verify")

    assert (ended.code, ended.err) == (0, "")
    assert ended.lines[1].startswith("1 of 1 published claims hold two facts")
    assert re.match(r"\d+ of \d+ alterations of these claims would be confirmed", ended.lines[3])


def test_verify_prints_the_first_ten_of_a_kind_unless_asked_for_all(tmp_path: Path) -> None:
    rows = "".join(
        f"town-{number},Town {number} lost the cup in May. It owes £{number}m to Oslo.\n" for number in range(12)
    )
    (tmp_path / "c.csv").write_text(f"key,text\n{rows}")
    onrecord(tmp_path, "init", "--empty")
    onrecord(tmp_path, "import", "c.csv")

    some = onrecord(tmp_path, "verify")
    every = onrecord(tmp_path, "verify", "--all")

    assert sum(line.startswith("  town-") and ": Town" in line for line in some.lines) == 10
    assert "  … and 2 more, which --all lists." in some.lines
    assert sum(line.startswith("  town-") and ": Town" in line for line in every.lines) == 12


def test_verify_looks_at_the_claims_of_a_server_when_asked(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("key,text\ngame-night,Game night is on Friday.\n")
    onrecord(tmp_path, "import", "c.csv", "--server", "7")

    ended = onrecord(tmp_path, "verify", "--server", "7")

    assert ended.lines[0].startswith("41 claims")
    assert ended.lines[1] == "0 of 1 published claims hold two facts."


async def page_of_the_day(request: web.Request) -> web.Response:
    """Alter one word of the quoted sentence, lose one page, fail to serve one, and leave one as it was."""
    texts = {"/same": ARTICLE, "/altered": ARTICLE.replace("hosts", "houses")}
    status = {"/away": 404, "/busy": 503}.get(request.path, 200)
    return web.Response(status=status, text=texts.get(request.path, ""))


async def cite(folder: Path, *urls: str, scope: Scope = EVERYWHERE) -> None:
    """Put a claim on record for each link, with a quote from the text it had."""
    quote = "Japan hosts More than 50,000 U.S. troops"
    cited = {url.rpartition("/")[2]: Citation(Source("Security talks", url, text=ARTICLE), quote) for url in urls}
    async with open_storage(f"sqlite:///{folder}/onrecord.db") as storage:
        claims = [a_claim(key=key, citations=(citation,)) for key, citation in cited.items()]
        await storage.claims.save(claims, scope, an_act())


async def reread(folder: Path, site: Website, *options: str) -> Finished:
    allowed = ",".join(f"{one.host}:{one.port}" for one in site.allowed)
    return await asyncio.to_thread(onrecord, folder, "verify", "--sources", *options, FETCH_ALLOW=allowed)


async def test_verify_reads_the_links_of_sources_again_and_lists_the_quotes_that_are_missing(tmp_path: Path) -> None:
    async with website(page_of_the_day) as site:
        links = {path: site.url(f"/{path}") for path in ("same", "altered", "away", "busy")}
        await cite(tmp_path, *links.values())

        ended = await reread(tmp_path, site)

    lost = "“Japan hosts More than 50,000 U.S. troops” (Security talks, "
    assert ended.code == 0
    assert ended.lines[0] == "4 claims, 4 quotes verified, 0 unverified, 0 problems."
    assert ended.lines[-3:] == [
        "4 links read again: 1 as before, 1 changed, 2 not readable. 2 quotes are missing:",
        f"  altered: {lost}{links['altered']}; not seen since the source was added on 2026-11-23)",
        f"  away: {lost}{links['away']}; not seen since the source was added on 2026-11-23)",
    ]
    assert ended.err.splitlines() == [
        f"{links['away']} cannot be fetched: its server answered 404 (Not Found).",
        f"{links['busy']} cannot be fetched: its server answered 503 (Service Unavailable).",
    ]


async def test_a_missing_quote_flags_its_claim_to_editors(tmp_path: Path) -> None:
    async with website(page_of_the_day) as site:
        await cite(tmp_path, site.url("/altered"))

        await reread(tmp_path, site)

    async with open_storage(f"sqlite:///{tmp_path}/onrecord.db") as storage:
        flagged = await storage.claims.flagged(EVERYWHERE, limit=9)
    assert [entry.claim.key for entry in flagged] == ["altered"]


async def test_verify_reads_the_links_of_one_server_when_asked(tmp_path: Path) -> None:
    async with website(page_of_the_day) as site:
        await cite(tmp_path, site.url("/altered"))
        await cite(tmp_path, site.url("/same"), scope=Scope(7))

        ended = await reread(tmp_path, site, "--server", "7")

    assert ended.lines[-1] == "1 link read again: 1 as before, 0 changed, 0 not readable. 0 quotes are missing."
    assert site.visits == ["/same"]


async def test_no_link_is_read_where_the_database_is_broken(tmp_path: Path) -> None:
    async with website(page_of_the_day) as site:
        await cite(tmp_path, site.url("/same"))
        with sqlite3.connect(tmp_path / "onrecord.db") as connection:
            connection.execute("UPDATE capture SET text = 'Another.'")
        connection.close()

        ended = await reread(tmp_path, site)

    assert (ended.code, site.visits) == (1, [])
    assert "read again" not in ended.out


async def test_links_of_this_network_are_not_read_unless_allowed(tmp_path: Path) -> None:
    async with website(page_of_the_day) as site:
        await cite(tmp_path, site.url("/altered"))

        ended = await asyncio.to_thread(onrecord, tmp_path, "verify", "--sources")

    assert ended.lines[-1] == "1 link read again: 0 as before, 0 changed, 1 not readable. 0 quotes are missing."
    assert site.visits == []


def test_claims_go_in_and_out_and_in_again(tmp_path: Path) -> None:
    onrecord(tmp_path, "init")
    onrecord(tmp_path, "export", "a.csv")
    other = {"DATABASE_URL": "sqlite:///other.db"}
    onrecord(tmp_path, "init", "--empty", **other)

    imported = onrecord(tmp_path, "import", "a.csv", **other)
    again = onrecord(tmp_path, "import", "a.csv", **other)
    exported = onrecord(tmp_path, "export", "b.csv", **other)

    assert imported.out == "40 added, 0 changed, 0 unchanged, 0 rejected\n"
    assert again.out == "0 added, 0 changed, 40 unchanged, 0 rejected\n"
    assert exported.out == "40 claims written to b.csv.\n"
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_importing_the_own_export_changes_nothing(tmp_path: Path) -> None:
    onrecord(tmp_path, "export", "a.csv")
    onrecord(tmp_path, "export", "a.jsonl")

    table = onrecord(tmp_path, "import", "a.csv")
    archive = onrecord(tmp_path, "import", "a.jsonl")

    assert table.out == "0 added, 0 changed, 40 unchanged, 0 rejected\n"
    assert archive.out == "0 added, 0 changed, 40 unchanged, 0 rejected\n"


def test_the_archive_is_lossless(tmp_path: Path) -> None:
    onrecord(tmp_path, "export", "a.jsonl")
    other = {"DATABASE_URL": "sqlite:///other.db"}
    onrecord(tmp_path, "init", "--empty", **other)

    onrecord(tmp_path, "import", "a.jsonl", **other)
    onrecord(tmp_path, "export", "b.jsonl", **other)
    verified = onrecord(tmp_path, "verify", **other)

    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    assert verified.lines[0] == "40 claims, 40 quotes verified, 0 unverified, 0 problems."


def test_bad_rows_are_told_and_the_others_go_in(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("text,rating,colour\nGood.,,red\nBad.,so-so,red\nAlso good.,,red\n")
    onrecord(tmp_path, "init")

    ended = onrecord(tmp_path, "import", "c.csv")

    assert ended.code == 0
    assert ended.out == "2 added, 0 changed, 0 unchanged, 1 rejected\n"
    remark, rejected = ended.err.splitlines()
    assert "colour" in remark
    assert rejected.startswith("Line 3 is rejected: the rating 'so-so'")


def test_strict_takes_all_or_nothing(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("text,rating\nGood.,\nBad.,so-so\n")

    ended = onrecord(tmp_path, "import", "c.csv", "--strict")

    assert (ended.code, ended.out) == (1, "")
    assert ended.err.splitlines()[0].startswith("Line 3 is rejected")
    assert ended.err.splitlines()[-1].startswith("Nothing was imported")
    assert not (tmp_path / "onrecord.db").exists()


def test_claims_of_a_server_are_seen_there_only(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("key,text\ngame-night,Game night is on Friday at 8 pm.\n")
    onrecord(tmp_path, "import", "c.csv", "--server", "7")

    verdicts = {
        server: json.loads(onrecord(tmp_path, "check", "--json", "Game night is on Friday at 8 pm", *server).out)
        for server in (("--server", "7"), ("--server", "8"), ())
    }
    exported = onrecord(tmp_path, "export", "of7.csv", "--server", "7")

    assert {server: answer["verdict"] for server, answer in verdicts.items()} == {
        ("--server", "7"): "supports",
        ("--server", "8"): "none",
        (): "none",
    }
    assert exported.out == "1 claims written to of7.csv.\n"


@pytest.mark.parametrize(("target", "reason"), [("taken.csv", "directory"), ("missing/a.csv", "No such file")])
def test_an_export_that_cannot_be_written_is_one_line(tmp_path: Path, target: str, reason: str) -> None:
    (tmp_path / "taken.csv").mkdir()

    ended = onrecord(tmp_path, "export", target)

    assert ended.code == 1
    assert reason in ended.refusal
    assert [path.name for path in tmp_path.iterdir()] == ["taken.csv"]


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("kept")
    (tmp_path / "onrecord.db").write_bytes(b"no database" * 200)

    ended = onrecord(tmp_path, "export", "a.csv")

    assert ended.code == 1
    assert (tmp_path / "a.csv").read_text() == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "onrecord.db"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)

    ended = onrecord(tmp_path, "check", "text")

    assert ended.code == 1
    assert "onrecord.db" in ended.refusal


def test_a_cell_that_is_too_long_rejects_its_row_only(tmp_path: Path) -> None:
    (tmp_path / "long.csv").write_text(f"text,note\nA row of its own,{'y ' * 100_000}\nThe ferry is open,\n")

    ended = onrecord(tmp_path, "import", "long.csv")

    assert ended.code == 0
    assert "Line 2 is rejected: the note has" in ended.err
    assert "1 added, 0 changed, 0 unchanged, 1 rejected" in ended.out + ended.err


@pytest.mark.parametrize("text", ["US troops in Japan " + "1" * 400, "5" + " " * 1_900 + "US troops in Japan"])
def test_a_hostile_number_or_a_long_blank_is_answered_and_the_batch_goes_on(tmp_path: Path, text: str) -> None:
    lines = json.dumps({"id": 1, "text": text}) + "\n" + json.dumps({"id": 2, "text": FEWER}) + "\n"

    ended = onrecord(tmp_path, "check", "--batch", said=lines)

    assert [json.loads(line)["id"] for line in ended.out.splitlines()] == [1, 2]


def test_a_failure_before_the_logs_are_set_up_is_one_line_on_stderr(tmp_path: Path) -> None:
    ended = onrecord(tmp_path, "import", "a" * 5_000 + ".csv")

    assert (ended.code, ended.out) == (1, "")
    assert ended.refusal.startswith("Onrecord failed: ")


def test_a_check_is_answered_beside_a_long_write(tmp_path: Path) -> None:
    onrecord(tmp_path, "init")
    writer = sqlite3.connect(tmp_path / "onrecord.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")

    try:
        ended = onrecord(tmp_path, "check", FEWER)
    finally:
        writer.close()

    assert ended.code == 0
    assert "More than 50,000" in ended.out
