import io

from bot.streams import LONGEST_LINE, lines_of, plain


def test_blank_lines_are_left_out_and_a_mark_at_the_start_removed() -> None:
    stream = io.BytesIO(b"\xef\xbb\xbfone\n\n  \r\ntwo")

    assert list(lines_of(stream)) == [b"one\n", b"two"]


def test_a_line_that_is_too_long_is_not_held_and_the_next_is_read() -> None:
    stream = io.BytesIO(b"a" * (3 * LONGEST_LINE) + b"\nnext\n" + b"b" * (LONGEST_LINE - 1) + b"\n")

    assert [line and len(line) for line in lines_of(stream)] == [None, 5, LONGEST_LINE]


def test_nothing_steers_the_terminal() -> None:
    assert plain("a\x1b[2Jb\u202ec\nd") == "a [2Jb c\nd"
