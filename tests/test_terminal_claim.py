"""One claim's particulars on the command line: seen, corrected, set back."""

import json
import shlex
import sys
from pathlib import Path

import pytest

from storage import open_storage
from storage.models import EVERYWHERE, Claim, Date, Quantity, Scope, Version
from tests.program import Finished, onrecord

KEY = "us-troops-japan"
CORRECTED = "quantity: More than 50,000 | 50000, at least, of troops\nname: Japan | where\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database is not changed by the tests that share it."""
    created = tmp_path_factory.mktemp("record")
    assert onrecord(created, "init").code == 0
    return created


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a record of its own."""
    assert onrecord(tmp_path, "init").code == 0
    return tmp_path


def particulars(folder: Path, *arguments: str, said: str = "", **settings: str) -> Finished:
    return onrecord(folder, "claim", "particulars", *arguments, said=said, **settings)


def editor(folder: Path, code: str) -> str:
    """Return an editor that changes the text of the file it is given with a line of Python."""
    script = folder / "editor.py"
    script.write_text(
        "import pathlib, sys\npath = pathlib.Path(sys.argv[-1])\ntext = path.read_text()\n"
        f"{code}\npath.write_text(text)\n"
    )
    return shlex.join([sys.executable, str(script)])


async def versions(folder: Path, key: str = KEY, scope: Scope = EVERYWHERE) -> tuple[Version, ...]:
    async with open_storage(f"sqlite:///{folder}/onrecord.db") as storage:
        entry = await storage.claims.by_key(key, scope)
        assert entry is not None
        return await storage.claims.versions(entry.id, scope)


def test_a_claims_particulars_are_shown_one_a_line(folder: Path) -> None:
    ended = particulars(folder, KEY)

    assert (ended.code, ended.err) == (0, "")
    assert ended.lines[0] == f"# {KEY}: More than 50,000 U.S. troops are stationed in Japan."
    assert ended.lines[1].startswith("# Set by onrecord on ")
    assert ended.lines[2:] == [
        "quantity: More than 50,000 | 50000, more than, of troops",
        "name: U.S. | united states, who",
        "name: Japan | where",
    ]


def test_what_is_shown_can_be_given_back(folder: Path) -> None:
    shown = particulars(folder, KEY)

    ended = particulars(folder, KEY, "--from", "-", said=shown.out)

    assert (ended.code, ended.out, ended.err) == (0, "Nothing was changed: the particulars are as recorded.\n", "")


def test_a_claim_that_holds_two_facts_is_shown_with_how_to_split_it(folder: Path) -> None:
    ended = particulars(folder, "two-plus-two-attendees")

    assert "# This claim holds two facts, so a message can be right in one and wrong in the other." in ended.out
    assert (
        "#   2. Antony Blinken, Lloyd Austin, Yoko Kamikawa and Minoru Kihara reaffirmed the alliance." in ended.lines
    )


async def test_lines_from_stdin_are_a_new_version_that_changes_nothing_else(own: Path) -> None:
    ended = particulars(own, KEY, "--from", "-", "--reason", "counted again", said=CORRECTED)
    first, second = await versions(own)

    assert (ended.code, ended.err) == (0, "")
    assert ended.out == f"{KEY} is at version 2 now, with 2 particulars.\n"
    assert (second.act.by, second.act.reason) == ("onrecord claim", "counted again")
    assert [type(one) for one in second.claim.particulars] != [type(one) for one in first.claim.particulars]
    assert unparticular(second.claim) == unparticular(first.claim)


def unparticular(claim: Claim) -> tuple[object, ...]:
    return claim.key, claim.text, claim.wordings, claim.tags, claim.note, claim.citations, claim.status, claim.reviews


async def test_lines_come_from_a_file_and_have_a_reason_of_their_own(own: Path) -> None:
    (own / "p.txt").write_bytes(b"\xef\xbb\xbf" + CORRECTED.encode())

    ended = particulars(own, KEY, "--from", "p.txt")

    assert ended.code == 0
    assert (await versions(own))[-1].act.reason == "particulars corrected on the command line"
    assert "# Set by onrecord claim on " in particulars(own, KEY).out


def test_a_corrected_particular_decides_the_verdict(own: Path) -> None:
    particulars(
        own, KEY, "--from", "-", said="quantity: More than 50,000 | 500, exactly, of troops\nname: Japan | where"
    )

    ended = onrecord(own, "check", "--json", "There are 500 US troops stationed in Japan")

    assert json.loads(ended.out)["verdict"] == "supports"


def test_the_programs_reading_comes_back_when_asked_for(own: Path) -> None:
    reset = particulars(own, KEY, "--propose")
    again = particulars(own, KEY, "--propose")
    shown = particulars(own, KEY)

    assert reset.out == f"{KEY} is at version 2 now, with 3 particulars.\n"
    assert again.out == "Nothing was changed: the particulars are as recorded.\n"
    assert shown.lines[1] == "# As the program reads them."


async def test_an_editor_is_opened_on_the_lines_with_the_form_explained(own: Path) -> None:
    code = 'pathlib.Path("seen.txt").write_text(text)\ntext = text.replace("more than, of", "at least, of")'

    ended = particulars(own, KEY, "--edit", EDITOR="no-such-editor", VISUAL=editor(own, code))

    seen = (own / "seen.txt").read_text()
    quantity = (await versions(own))[-1].claim.particulars[0]
    assert (ended.code, ended.err) == (0, "")
    assert "quantity: More than 50,000 | 50000, more than, of troops\n" in seen
    assert "#   alias: USFJ | U.S. Forces Japan" in seen
    assert isinstance(quantity, Quantity)
    assert quantity.comparator.value == "at least"


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("pass", "Nothing was changed: the particulars are as recorded."),
        ('text = ""', "Nothing was changed: there was no particular. To have the program read them, use --propose."),
        ('text = "# all gone"', "Nothing was changed: there was no particular."),
    ],
)
async def test_a_text_that_is_unchanged_or_empty_changes_nothing(folder: Path, code: str, says: str) -> None:
    ended = particulars(folder, KEY, "--edit", EDITOR=editor(folder, code), VISUAL="")

    assert ended.code == 0
    assert ended.out.startswith(says)
    assert len(await versions(folder)) == 1


async def test_a_bad_line_from_the_editor_is_refused_and_what_was_written_is_kept(own: Path) -> None:
    ended = particulars(own, KEY, "--edit", VISUAL=editor(own, 'text = "nmae: Japan"'))

    assert ended.code == 1
    assert ended.refusal.startswith("Line 1 is not understood: it begins with “nmae”, not with quantity, date, name")
    assert kept_text(ended.refusal) == "nmae: Japan"
    assert len(await versions(own)) == 1


def kept_text(refusal: str) -> str:
    """Return what stands in the file that a refusal names, and remove it."""
    kept = Path(refusal.partition("is kept in ")[2].partition(":")[0])
    text = kept.read_text()
    kept.unlink()
    return text


async def test_a_claim_that_was_changed_meanwhile_is_not_overwritten(own: Path) -> None:
    code = (
        "import subprocess\n"
        f'subprocess.run([sys.executable, "-m", "bot", "claim", "particulars", "{KEY}", "--propose"], check=True)\n'
        'text = "name: Japan"'
    )

    ended = particulars(own, KEY, "--edit", VISUAL=editor(own, code))

    assert ended.code == 1
    assert f"The claim {KEY} was changed while you were editing it; nothing was saved." in ended.err
    assert kept_text(ended.err) == "name: Japan"
    assert len(await versions(own)) == 2


@pytest.mark.parametrize(
    ("chosen", "code", "says"),
    [
        ("no-such-editor", 1, "The editor 'no-such-editor' cannot be started (No such file or directory)"),
        (f"{sys.executable} -c 'raise SystemExit(3)'", 1, "ended with exit code 3; nothing was changed."),
        ("'unclosed", 1, "cannot be started (No closing quotation)"),
        ("", 2, "No editor is known: set EDITOR"),
    ],
)
def test_an_editor_that_fails_is_one_line(folder: Path, chosen: str, code: int, says: str) -> None:
    ended = particulars(folder, KEY, "--edit", VISUAL="", EDITOR=chosen)

    assert ended.code == code
    assert says in ended.refusal


def test_words_that_the_claim_does_not_have_are_taken_and_noted(own: Path) -> None:
    said = "name: Okinawa | where\nspeaker: Lloyd Austin\nalias: GIs | troops"

    ended = particulars(own, KEY, "--from", "-", said=said)

    assert ended.code == 0
    assert ended.err == "“Okinawa” does not stand in the claim's text.\n"
    assert "with 3 particulars" in ended.out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("no-such-claim",), 1, "No claim 'no-such-claim' is on record here."),
        (("no-such-claim", "--propose"), 1, "No claim 'no-such-claim' is on record here."),
        ((KEY, "--edit", "--propose"), 2, "claim particulars takes one of --edit, --from and --propose."),
        ((KEY, "--reason", "because"), 2, "--reason goes with --edit, --from or --propose."),
        ((KEY, "--from", "missing.txt"), 1, "missing.txt cannot be read: No such file or directory."),
        ((), 2, "KEY"),
        ((KEY, "--server", "0"), 2, "--server"),
    ],
)
def test_what_cannot_be_done_is_one_line(folder: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    ended = particulars(folder, *arguments)

    assert ended.code == code
    assert says in ended.refusal


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes(b"name: K\xf6ln")
    (tmp_path / "long.txt").write_bytes(b"#" * 1_100_000)

    latin = particulars(tmp_path, KEY, "--from", "latin.txt")
    long = particulars(tmp_path, KEY, "--from", "long.txt")

    assert "it is not text in UTF-8" in latin.refusal
    assert "it is too long" in long.refusal
    assert not (tmp_path / "onrecord.db").exists()


def test_a_bad_line_from_a_file_names_the_line(folder: Path) -> None:
    ended = particulars(folder, KEY, "--from", "-", said="name: Japan\n\ndate: in March | month 13\n")

    assert (ended.code, ended.refusal) == (1, "Line 3 is not understood: there is no month 13.")


async def test_a_servers_claim_is_corrected_in_its_server(own: Path) -> None:
    (own / "c.csv").write_text("key,text\ngame-night,Game night is on Friday at 8 pm.\n")
    onrecord(own, "import", "c.csv", "--server", "7")

    unseen = particulars(own, "game-night")
    ended = particulars(own, "game-night", "--server", "7", "--from", "-", said="date: Friday")

    assert "No claim 'game-night' is on record here." in unseen.refusal
    assert ended.out == "game-night is at version 2 now, with 1 particular.\n"
    assert (await versions(own, "game-night", Scope(7)))[-1].claim.particulars == (Date("Friday", weekday=4),)


async def test_a_claim_of_which_nothing_is_recorded_shows_what_the_program_reads(own: Path) -> None:
    line = {"type": "claim", "key": "bare", "text": "Kenya has 47 counties.", "status": "published"}
    (own / "a.jsonl").write_text(json.dumps(line | {"citations": [], "particulars": []}) + "\n")
    onrecord(own, "import", "a.jsonl")

    ended = particulars(own, "bare")

    assert ended.lines[1] == "# Nothing is recorded; this is what the program reads."
    assert "name: Kenya" in ended.lines
