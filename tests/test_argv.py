import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.core import TyperGroup
from typer.main import get_command

from bot.argv import SURFACES, options_first
from bot.terminal import app


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("check -5 degrees", "check -- -5 degrees"),
        ("check -5 --json", "check --json -- -5"),
        ("check troops --top 5 in Japan", "check --top 5 -- troops in Japan"),
        ("check --top=5 -- --json", "check --top=5 -- --json"),
        ("check a --jsno", "check --jsno"),
        ("check --jsno", "check -- --jsno"),
        ("check --batch --jsno", "check --batch --jsno"),
        ("check --5 degrees", "check -- --5 degrees"),
        ("check --batch", "check --batch"),
        ("check --help", "check --help"),
        ("check", "check"),
        ("compare -1 --odd", "compare -- -1 --odd"),
        ("compare a b --odd", "compare --odd"),
        ("import -f --odd", "import -f --odd"),
        ("", ""),
    ],
)
def test_a_message_is_told_from_options(written: str, read: str) -> None:
    assert options_first(written.split()) == read.split()


def test_a_quoted_message_may_begin_like_an_option() -> None:
    assert options_first(["check", "--json is odd", "--json"]) == ["check", "--json", "--", "--json is odd"]


@given(st.lists(st.text()))
def test_everything_after_the_dashes_is_message(words: list[str]) -> None:
    assert options_first(["check", "--", *words])[2:] == words


@pytest.mark.parametrize("name", SURFACES)
def test_the_options_are_those_of_the_command(name: str) -> None:
    group = get_command(app)
    assert isinstance(group, TyperGroup)

    options = {option for one in group.commands[name].params for option in one.opts if option.startswith("--")}

    assert options | {"--help"} == SURFACES[name].flags | SURFACES[name].valued
