import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import environment, onrecord

FEWER = "there are only 5,000 US troops in Japan"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database was created before."""
    created = tmp_path_factory.mktemp("record")
    assert onrecord(created, "init").code == 0
    return created


def test_the_version_is_printed(tmp_path: Path) -> None:
    ended = onrecord(tmp_path, "--version")

    assert ended.code == 0
    assert ended.out.startswith("onrecord 0.")


def test_help_lists_every_command(tmp_path: Path) -> None:
    ended = onrecord(tmp_path, "--help")

    assert ended.code == 0
    for command in ("check", "compare", "try", "run", "init", "import", "export", "verify"):
        assert f"\n  {command} " in ended.out


def test_a_message_is_answered_in_sentences_with_quote_and_source(folder: Path) -> None:
    ended = onrecord(folder, "check", FEWER)

    assert (ended.code, ended.err) == (0, "")
    assert ended.lines[0] == "Differs from the record"
    assert "5,000" in ended.out
    assert "“more than 50,000 U.S. troops are stationed" in ended.out.replace("More", "more")
    assert "nabkanews.com" in ended.out
    assert "not AP's own text" in ended.out


def test_a_message_is_answered_in_json(folder: Path) -> None:
    ended = onrecord(folder, "check", FEWER, "--json", "--top", "2")

    [line] = ended.lines
    answer = json.loads(line)
    assert list(answer) == ["verdict", "statement", "differences", "claim", "candidates", "elapsed_ms"]
    assert answer["verdict"] == "differs"
    assert answer["differences"][0]["kind"] == "number"
    assert answer["claim"]["key"] == "us-troops-japan"
    assert list(answer["claim"]) == ["key", "text", "rating", "claimant", "note", "tags", "citations"]
    [citation] = answer["claim"]["citations"]
    assert list(citation) == ["quote", "verified", "source"]
    assert citation["verified"] is True
    assert list(citation["source"]) == ["name", "publisher", "url", "date_published"]
    assert len(answer["candidates"]) == 2
    assert "us-troops-japan" in [candidate["key"] for candidate in answer["candidates"]]
    assert 0 <= answer["candidates"][1]["score"] <= answer["candidates"][0]["score"] <= 1


def test_a_message_may_start_with_a_dash_and_need_no_quotes(folder: Path) -> None:
    ended = onrecord(folder, "check", "-5", "degrees", "--json")

    assert ended.code == 0
    assert json.loads(ended.out)["statement"] == "-5 degrees"
    assert json.loads(ended.out)["verdict"] == "none"


def test_a_batch_is_answered_in_order_and_survives_bad_lines(folder: Path) -> None:
    lines = (
        b'{"id": [1, {"a": null}], "text": "there are only 5,000 US troops in Japan"}',
        b"no json",
        b"",
        b'{"id": "x"}',
        b'{"id": "\xff", "text": "x"}',
        json.dumps({"id": 3, "text": "long " * 20_000}).encode(),
        b'{"text": "who won the cup final?"}',
    )

    ended = onrecord(folder, "check", "--batch", said=b"\n".join(lines))

    answers = [json.loads(line) for line in ended.lines]
    assert (ended.code, ended.err) == (0, "")
    assert [answer["id"] for answer in answers] == [[1, {"a": None}], None, "x", None, 3, None]
    assert answers[0]["verdict"] == "differs"
    assert [set(answer) for answer in answers[1:4]] == [{"id", "error"}] * 3
    assert answers[-1]["verdict"] == "none"
    assert answers[-1]["claim"] is None
    assert answers[-1]["statement"] == "who won the cup final?"


def test_each_answer_of_a_batch_comes_at_once_on_a_pipe(folder: Path) -> None:
    with _started(folder, "check", "--batch") as running:
        assert running.stdin
        assert running.stdout
        running.stdin.write(b'{"id": 1, "text": "hello"}\n')
        running.stdin.flush()
        answer = json.loads(running.stdout.readline())
        running.stdin.close()

        assert answer["id"] == 1
        assert running.wait(timeout=20) == 0


def test_a_reader_that_goes_away_ends_a_batch_quietly(folder: Path) -> None:
    with _started(folder, "check", "--batch") as running:
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        running.stdin.write(b'{"id": 1, "text": "hello"}\n' * 5)
        running.stdin.close()

        assert running.wait(timeout=20) == 1
        assert running.stderr.read() == b""


def test_an_interrupt_ends_a_batch_quietly(folder: Path) -> None:
    with _started(folder, "check", "--batch") as running:
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdin.write(b'{"id": 1, "text": "hello"}\n')
        running.stdin.flush()
        running.stdout.readline()
        running.send_signal(signal.SIGINT)

        assert running.wait(timeout=20) == 130
        assert running.stderr.read() == b""


def _started(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_output_is_utf8_whatever_the_locale(folder: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

    ended = onrecord(folder, "check", "--json", "Zürich – 日本".encode(), **plain)

    assert json.loads(ended.out)["statement"] == "Zürich – 日本"


def test_bytes_that_are_no_text_do_not_stop_a_check(folder: Path) -> None:
    ended = onrecord(folder, "check", "--json", b"a \xff b")

    assert json.loads(ended.out)["statement"] == "a � b"


def test_a_pair_is_compared_without_a_database(tmp_path: Path) -> None:
    ended = onrecord(tmp_path, "compare", "There are 5 bridges in Oslo.", "there are 6 bridges in Oslo", "--json")

    answer = json.loads(ended.out)
    assert list(answer) == ["verdict", "differences"]
    assert answer["verdict"] == "differs"
    assert answer["differences"][0]["recorded"] == "5"
    assert list(tmp_path.iterdir()) == []


def test_pairs_are_compared_in_a_batch(tmp_path: Path) -> None:
    pair = {"id": 1, "claim": "There are 5 bridges in Oslo.", "text": "there are 6 bridges in Oslo"}

    ended = onrecord(tmp_path, "compare", "--batch", said=f"{json.dumps(pair)}\n{{}}\n")

    first, second = map(json.loads, ended.lines)
    assert list(first) == ["id", "verdict", "differences"]
    assert (first["id"], first["verdict"]) == (1, "differs")
    assert second == {"id": None, "error": "claim is missing"}


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["check"], "TEXT or --batch"),
        (["check", "--batch", "text"], "TEXT or --batch"),
        (["check", "text", "--jsno"], "--jsno"),
        (["check", "text", "--top", "0"], "--top"),
        (["check", "text", "--top", "many"], "--top"),
        (["check", "text", "--server", "-1"], "--server"),
        (["compare", "one"], "CLAIM and a TEXT"),
        (["compare", "--batch", "a", "b"], "CLAIM and a TEXT"),
        (["chekc", "text"], "chekc"),
        (["import"], "FILE"),
        (["import", "claims.xls"], ".csv"),
        (["import", "claims.jsonld"], ".jsonld"),
        (["export", "claims.jsonld"], ".jsonld"),
        (["try", "--terminal", "--port", "80"], "--terminal or --port"),
        (["run"], "DISCORD_TOKEN"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(tmp_path: Path, arguments: list[str], named: str) -> None:
    ended = onrecord(tmp_path, *arguments)

    assert ended.code == 2
    assert named in ended.refusal
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("setting", "value"),
    [("DATABASE_URL", "mysql://bot:hunter22@db/x"), ("DATABASE_URL", "onrecord.db"), ("LOG_LEVEL", "loud")],
)
def test_a_bad_setting_is_one_line_and_exit_2(tmp_path: Path, setting: str, value: str) -> None:
    ended = onrecord(tmp_path, "check", "text", **{setting: value})

    assert ended.code == 2
    assert setting in ended.refusal
    assert "hunter22" not in ended.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("missing.csv", None, "does not exist"),
        ("binary.csv", b"\x89PNG\r\n\x1a\n\0", "UTF-8"),
        ("empty.csv", b"", "empty"),
        ("other.csv", b"name,age\na,1\n", "text"),
        ("huge.csv", b"text\n" + b"a" * 17_000_000, "field larger"),
        ("other.jsonl", b"name,age\n", "JSON"),
    ],
)
def test_an_unreadable_file_is_one_line_and_exit_1(
    tmp_path: Path, name: str, content: bytes | None, named: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)

    ended = onrecord(tmp_path, "import", name)

    assert ended.code == 1
    assert named in ended.refusal
    assert not (tmp_path / "onrecord.db").exists()


def test_a_database_that_is_none_is_one_line_and_exit_1(tmp_path: Path) -> None:
    (tmp_path / "onrecord.db").write_bytes(b"this is no database, though it is long enough" * 50)

    ended = onrecord(tmp_path, "check", "text")

    assert ended.code == 1
    assert "onrecord.db" in ended.refusal


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
    assert ended.out == "40 claims, 40 quotes verified, 0 unverified, 0 problems.\n"


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
    assert verified.out == "40 claims, 40 quotes verified, 0 unverified, 0 problems.\n"


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
