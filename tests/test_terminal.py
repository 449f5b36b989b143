import json
import signal
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


def test_an_explanation_follows_the_answer(folder: Path) -> None:
    answered, ended = onrecord(folder, "check", FEWER), onrecord(folder, "check", FEWER, "--explain", "--top", "2")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(answered.out)
    explained = ended.lines[len(answered.lines) :]
    assert max(map(len, explained)) <= 80
    assert "  troops   troops  1.00" in explained
    assert len(explained) - explained.index("Why not another claim") <= 3


def test_an_explanation_in_json_is_one_object_more(folder: Path) -> None:
    plain, ended = (onrecord(folder, "check", FEWER, "--json", *more) for more in ([], ["--explain"]))

    answer = json.loads(ended.out)
    assert list(answer) == [*json.loads(plain.out), "explanation"]
    explanation = answer["explanation"]
    assert list(explanation) == ["decided", "statement", "stance", "read", "claim", "others", "asides"]
    assert (explanation["claim"]["key"], explanation["claim"]["relation"]) == ("us-troops-japan", "altered")
    assert {"comparer": "date", "difference": None, "doubt": None} in explanation["claim"]["comparers"]


def test_every_line_of_a_batch_can_be_explained(folder: Path) -> None:
    lines = (json.dumps({"id": 1, "text": FEWER}), "no json", json.dumps({"id": 2, "text": "lol"}))

    ended = onrecord(folder, "check", "--batch", "--explain", said="\n".join(lines))

    first, bad, last = map(json.loads, ended.lines)
    assert first["id"] == 1
    assert first["explanation"]["claim"]["verdict"] == first["verdict"] == "differs"
    assert list(bad) == ["id", "error"]
    assert last["explanation"]["claim"] is None


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
