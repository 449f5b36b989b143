"""An article becomes a source with drafts in one command."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from storage import open_storage
from storage.models import EVERYWHERE, Scope
from tests.ingestion.website import Website, always, website
from tests.program import Finished, onrecord

LONG = "The Harrow tunnel is 4.2 kilometres long and was opened in 1911."
SAID = "About 900 trains pass through the Harrow tunnel every week, said Ann Lee."
TEXT = f"A tunnel turns 100\n\nHARROW — {LONG} It is very long.\n{SAID}\n"
HTML = (
    "<html><head><title>A tunnel turns 100</title><meta name='author' content='Per Moe'></head>"
    f"<body><article><h1>A tunnel turns 100</h1><p>{LONG} It is very long.</p><p>{SAID}</p></article></body></html>"
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty record, to be copied: a run of the program takes a second."""
    created = tmp_path_factory.mktemp("empty")
    assert onrecord(created, "init", "--empty").code == 0
    return created / "onrecord.db"


@pytest.fixture
def folder(tmp_path: Path, empty: Path) -> Path:
    """A folder with an empty record and an article in it."""
    shutil.copy(empty, tmp_path)
    (tmp_path / "tunnel.txt").write_text(TEXT)
    return tmp_path


def test_a_text_becomes_a_source_with_drafts(folder: Path) -> None:
    ended = onrecord(folder, "ingest", "tunnel.txt")

    assert (ended.code, ended.err) == (0, "")
    source, long, said, *hint = ended.lines
    assert source == "Source: A tunnel turns 100 (2 drafts)."
    assert long.endswith(f"  {LONG}")
    assert said.endswith(f"  {SAID}")
    assert hint == [
        "Drafts answer nobody until they are published: onrecord claim publish KEY",
        "In Discord, /source show goes through them one by one.",
        "To look at them in a file: onrecord export drafts.jsonl",
    ]


def test_a_draft_answers_nobody_and_its_quote_is_proven(folder: Path) -> None:
    ended = onrecord(folder, "ingest", "tunnel.txt")
    onrecord(folder, "export", "drafts.jsonl")

    lines = [json.loads(line) for line in (folder / "drafts.jsonl").read_text().splitlines()]
    drafts = {line["key"]: line["status"] for line in lines if line.get("type") == "claim"}
    assert drafts == dict.fromkeys((line.split()[0] for line in ended.lines[1:3]), "draft")
    assert json.loads(onrecord(folder, "check", "--json", LONG).out)["verdict"] == "none"
    assert onrecord(folder, "verify").lines[0] == "2 claims, 2 quotes verified, 0 unverified, 0 problems."


def test_a_second_time_changes_nothing(folder: Path) -> None:
    onrecord(folder, "ingest", "tunnel.txt")

    ended = onrecord(folder, "ingest", "tunnel.txt")

    assert (ended.code, ended.out) == (0, "Source: A tunnel turns 100 (0 drafts, 2 on record already).\n")


async def test_a_servers_drafts_are_its_own(folder: Path) -> None:
    ended = onrecord(folder, "ingest", "tunnel.txt", "--server", "7")

    assert "onrecord export drafts.jsonl --server 7" in ended.out
    async with open_storage(f"sqlite:///{folder}/onrecord.db") as storage:
        assert [entry async for entry in storage.claims.own(EVERYWHERE)] == []
        assert len([entry async for entry in storage.claims.own(Scope(7))]) == 2


def test_a_page_in_a_file_is_read_with_its_author(folder: Path) -> None:
    (folder / "tunnel.HTM").write_text(HTML)

    ended = onrecord(folder, "ingest", "tunnel.HTM")

    assert ended.lines[0] == "Source: A tunnel turns 100 (2 drafts)."


async def from_the_web(folder: Path, path: str = "/a", *, allowed: bool) -> tuple[Finished, str]:
    async with website(always(HTML)) as site:
        settings = {"FETCH_ALLOW": f"127.0.0.1:{site.port}"} if allowed else {}
        return await asyncio.to_thread(onrecord, folder, "ingest", site.url(path), **settings), site.url(path)


async def test_a_link_is_fetched_where_fetch_allow_names_its_host(folder: Path) -> None:
    ended, url = await from_the_web(folder, allowed=True)

    assert ended.code == 0
    assert ended.lines[0].startswith("Source: A tunnel turns 100, ")
    assert ended.lines[0].endswith(f"{url} (2 drafts).")


async def test_fetch_allow_is_read_from_the_file_too(folder: Path) -> None:
    async with website(always(HTML)) as site:
        _allow(folder, site)

        ended = await asyncio.to_thread(onrecord, folder, "ingest", site.url())

    assert ended.code == 0


def _allow(folder: Path, site: Website) -> None:
    (folder / ".env").write_text(f"FETCH_ALLOW=127.0.0.1:{site.port}\n")


async def test_a_private_link_is_refused_in_a_line(tmp_path: Path) -> None:
    ended, url = await from_the_web(tmp_path, allowed=False)

    assert ended.code == 1
    assert ended.refusal == (
        f"{url} cannot be fetched: only ports 80 and 443 are asked, and those that FETCH_ALLOW names."
    )
    assert left_in(tmp_path) == []


def left_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.mark.parametrize(
    ("given", "code", "says"),
    [
        ("http://127.0.0.1/", 1, "it leads to an address that is not public, and FETCH_ALLOW does not name it."),
        ("missing.txt", 1, "missing.txt cannot be read: it does not exist."),
        ("folder.txt", 1, "folder.txt cannot be read: it is not a file."),
        ("empty.txt", 1, "empty.txt cannot be read: it holds no text."),
        ("large.txt", 1, "large.txt cannot be read: it is larger than 10 MB."),
        ("bad.pdf", 1, "bad.pdf cannot be read: it is damaged, or no PDF."),
        ("article.docx", 2, "article.docx is neither a .txt, .html or .pdf file nor an http or https address."),
        ("ftp://example.org/a.txt", 2, "is neither a .txt, .html or .pdf file nor an http or https address."),
    ],
)
def test_what_cannot_be_read_is_one_line_and_no_database(tmp_path: Path, given: str, code: int, says: str) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "empty.txt").touch()
    (tmp_path / "large.txt").write_bytes(bytes(11_000_000))
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 and no more")

    ended = onrecord(tmp_path, "ingest", given)

    assert (ended.code, says in ended.refusal) == (code, True)
    assert not (tmp_path / "onrecord.db").exists()


def test_a_text_without_claims_says_so(folder: Path) -> None:
    (folder / "idle.txt").write_text("An idle day\n\nNothing much happened.\n")

    ended = onrecord(folder, "ingest", "idle.txt")

    assert ended.lines == [
        "Source: An idle day (0 drafts).",
        "No sentence in it looks like a claim that can be checked.",
    ]


def test_the_help_names_the_command(tmp_path: Path) -> None:
    assert "ingest" in onrecord(tmp_path, "--help").out
    assert "FILE|URL" in onrecord(tmp_path, "ingest", "--help").out
