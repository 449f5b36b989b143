"""Words that deny are told from words that only look as if they did."""

import pytest

from bot.matching.negation import is_contrast, read_negations
from bot.matching.readings import Sentence


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("they are not stationed in Japan", "not stationed"),
        ("they aren't stationed in Japan", "aren't stationed"),
        ("they arent there", "arent there"),
        ("they are n't stationed in Japan", "n't stationed"),
        ("it isn t increasing", "t increasing"),
        ("there are no US troops", "no US"),
        ("he never attended", "never attended"),
        ("they refused to sign it", "refused to sign"),
        ("they failed to agree", "failed to agree"),
        ("there are no longer any troops", "no longer"),
    ],
)
def test_a_denial_is_read_with_what_it_denies(text: str, denied: str) -> None:
    assert [reading.what.text for reading in read_negations(Sentence(text))] == [denied]


@pytest.mark.parametrize(
    "text",
    [
        "no fewer than 50,000 troops",
        "not less than 50,000 troops",
        "no more than 10 troops",
        "no doubt they are there",
        "not only Japan but Korea",
        "no other country has suffered it",
        "isn't Japan the only one",
        "didnt japan ease its export controls",
        "wait, isnt it 15k?",
        "no dude its over 50K",
        "no, they are there",
        "nothing but troops",
        "no minister had visited for 15 years until Shin went",
        "they are in Japan, aren't they?",
    ],
)
def test_what_only_looks_like_a_denial_is_none(text: str) -> None:
    assert read_negations(Sentence(text)) == ()


def test_setting_somebody_aside_at_the_end_is_a_contrast() -> None:
    contrast = Sentence("INDOPACOM commands them, not USFJ")
    denial = Sentence("USFJ does not command them")

    assert is_contrast(contrast, contrast.lower.index("not"))
    assert not is_contrast(denial, denial.lower.index("not"))


@pytest.mark.parametrize(
    "text",
    [
        "no country other than Japan has suffered it",
        "apart from Japan nobody has suffered it",
        "no minister had visited for 15 years before Shin",
        "they won't begin till spring",
        "at least 50,000 troops",
    ],
)
def test_an_exception_or_a_first_time_is_no_denial(text: str) -> None:
    assert read_negations(Sentence(text)) == ()


@pytest.mark.parametrize("text", ["they used to be there", "it is too short to judge", "one of the least important"])
def test_what_is_over_or_not_enough_is_denied(text: str) -> None:
    assert len(read_negations(Sentence(text))) == 1
