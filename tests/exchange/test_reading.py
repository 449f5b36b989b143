from pathlib import Path

from bot.exchange.reading import survey


def test_a_survey_counts_the_rows_and_not_the_remarks(tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    file.write_text("text,colour\n" + "Good.,red\n" * 1_500 + ",red\n")

    rows = survey(file)

    assert rows == 1_501
