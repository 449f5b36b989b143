import logging
from itertools import islice

import aiohttp
import pytest

from bot.patience import OneLine, delays


def test_delays_double_from_one_second_to_sixty() -> None:
    waits = list(islice(delays(jitter=lambda low, _high: low), 8))

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_jitter_never_exceeds_a_minute() -> None:
    assert all(1 <= wait <= 60 for wait in islice(delays(), 20))


@pytest.mark.parametrize(
    ("error", "level"), [(aiohttp.ClientError("gone"), logging.WARNING), (KeyError("bug"), logging.ERROR)]
)
def test_only_a_lost_connection_is_logged_without_its_traceback(error: Exception, level: int) -> None:
    record = logging.LogRecord("discord.shard", logging.ERROR, "", 1, "shard %s", (0,), (type(error), error, None))

    kept = OneLine().filter(record)

    assert kept
    assert record.levelno == level
    assert bool(record.exc_info) is (level == logging.ERROR)
