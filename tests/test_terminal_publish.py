"""Drafts are published on the command line, unless they meet a claim on record."""

import json
from pathlib import Path

import pytest

from tests.program import onrecord

ARTICLE = """Bridge opens

The Aldra bridge carries 31,000 vehicles a day, the roads office in Aldra said on Monday 4 May 2026.
More than 20,000 U.S. troops are stationed in Japan, the ministry in Tokyo said in 2026.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    assert onrecord(tmp_path, "ingest", "bridge.txt").code == 0
    return tmp_path


def draft(folder: Path, word: str) -> str:
    assert onrecord(folder, "export", "all.jsonl").code == 0
    lines = [json.loads(line) for line in (folder / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    return str(next(one["key"] for one in lines if one.get("status") == "draft" and word in one["text"]))


def test_a_published_draft_answers(folder: Path) -> None:
    key = draft(folder, "Aldra")

    published = onrecord(folder, "claim", "publish", key, "--reason", "read and found right")
    checked = onrecord(folder, "check", "the Aldra bridge carries 13,000 vehicles a day")

    assert (published.code, published.lines) == (0, [f"{key} is published."])
    assert "Differs from the record" in checked.lines


def test_a_draft_that_contradicts_the_record_stays_one_and_says_why(folder: Path) -> None:
    key = draft(folder, "troops")

    held = onrecord(folder, "claim", "publish", key)

    assert held.code == 1
    assert held.lines[0].startswith(f"{key} stays a draft: it contradicts us-troops-japan: ")


def test_one_that_is_not_there_is_told_and_the_others_go_on(folder: Path) -> None:
    key = draft(folder, "Aldra")

    ended = onrecord(folder, "claim", "publish", "nothing", key)

    assert ended.code == 1
    assert ended.err == "No claim 'nothing' is on record here.\n"
    assert ended.lines == [f"{key} is published."]
