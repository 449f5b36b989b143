"""Links are read again: what has changed, what has gone, and which quotes went with it."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from bot.ingestion.fetching import NotFetched, NotThere
from bot.rereading import Missing, ReadLink, Reread, link_reader, reread
from storage import open_storage
from storage.models import EVERYWHERE, Citation, Claim, ClaimStatus, Scope, Source
from storage.protocol import Storage
from storage.sources import Outcome, SourceEntry
from tests.factories import ARTICLE, a_claim, an_act
from tests.ingestion.website import website

HERE = Scope(11)
DAY = datetime(2026, 11, 24, 9, tzinfo=UTC)
NEXT_DAY = DAY + timedelta(days=1)
QUOTE = "Japan hosts More than 50,000 U.S. troops"


@pytest.fixture
async def storage() -> AsyncGenerator[Storage]:
    """An empty record."""
    async with open_storage("sqlite:///:memory:") as opened:
        yield opened


@dataclass(frozen=True, slots=True)
class Text:
    """An article as it is read."""

    text: str


@dataclass
class Links:
    """What links lead to: a text or a refusal."""

    found: Mapping[str, str | Exception]
    asked: list[str] = field(default_factory=list[str])

    async def read(self, url: str) -> Text:
        self.asked.append(url)
        found = self.found[url]
        if isinstance(found, Exception):
            raise found
        return Text(found)


def gone(url: str) -> NotThere:
    return NotThere(url, "its server answered 404 (Not Found)")


def silent(url: str) -> NotFetched:
    return NotFetched(url, "its server answered 503 (Service Unavailable)")


def link(name: str) -> str:
    return f"https://{name}.example/story"


def citing(name: str, status: ClaimStatus = ClaimStatus.PUBLISHED) -> Claim:
    source = Source(name.title(), link(name), text=ARTICLE)
    return a_claim(key=name, citations=(Citation(source, QUOTE),), status=status)


async def save(storage: Storage, *claims: Claim, scope: Scope = EVERYWHERE) -> None:
    await storage.claims.save(claims, scope, an_act())


async def again(storage: Storage, read_link: ReadLink, *, scope: Scope | None = None, at: datetime = DAY) -> Reread:
    return await reread(storage.sources, read_link, scope=scope, at=at, report=lambda _: None)


async def source_of(storage: Storage, name: str) -> SourceEntry:
    [found] = await storage.sources.list(EVERYWHERE, name, limit=1)
    return found


def keys(found: Reread) -> list[str]:
    return [one.sighting.entry.claim.key for one in found.missing]


async def test_each_link_is_as_before_changed_or_not_readable(storage: Storage) -> None:
    await save(storage, *(citing(name) for name in ("same", "altered", "away", "busy")))
    links = Links(
        {
            link("same"): ARTICLE,
            link("altered"): ARTICLE.replace("50,000", "5,000"),
            link("away"): gone(link("away")),
            link("busy"): silent(link("busy")),
        }
    )

    found = await again(storage, links.read)

    assert (found.read, found.same, found.changed) == (4, 1, 1)
    assert found.unreadable == (str(gone(link("away"))), str(silent(link("busy"))))
    assert keys(found) == ["altered", "away"]
    assert str(found) == "4 links read again: 1 as before, 1 changed, 2 not readable. 2 quotes are missing:"


async def test_what_was_found_is_kept_with_the_source(storage: Storage) -> None:
    await save(storage, citing("altered"), citing("busy"))
    links = Links({link("altered"): "Something else.", link("busy"): silent(link("busy"))})

    await again(storage, links.read)

    altered, busy = [(await source_of(storage, name)).read for name in ("altered", "busy")]
    assert altered is not None
    assert busy is not None
    assert (altered.at, altered.outcome, altered.detail) == (DAY, Outcome.CHANGED, None)
    assert (busy.outcome, busy.detail) == (Outcome.GONE, str(silent(link("busy"))))
    assert [one.claim.key for one in await storage.claims.flagged(EVERYWHERE, limit=9)] == ["altered"]


async def test_a_page_with_other_menus_has_changed_and_its_quotes_still_stand(storage: Storage) -> None:
    await save(storage, citing("menus"))
    links = Links({link("menus"): f"Home | News | Weather\n\n{ARTICLE}\n\nMost read today"})

    found = await again(storage, links.read)

    assert str(found) == "1 link read again: 0 as before, 1 changed, 0 not readable. 0 quotes are missing."


async def test_white_space_and_quotation_marks_are_no_change(storage: Storage) -> None:
    await save(storage, citing("same"))
    links = Links({link("same"): ARTICLE.replace("  ", " ").replace("\n", "\r\n").replace("“", '"').replace("”", '"')})

    found = await again(storage, links.read)

    assert (found.same, found.missing) == (1, ())


async def test_a_page_that_does_not_answer_today_does_not_flag_its_quotes_nor_clear_the_flag(storage: Storage) -> None:
    await save(storage, citing("busy"), citing("lost"))
    await again(storage, Links({link("busy"): ARTICLE, link("lost"): "Nothing."}).read)

    found = await again(storage, Links({name: silent(name) for name in (link("busy"), link("lost"))}).read, at=NEXT_DAY)

    assert [(one.sighting.entry.claim.key, one.new) for one in found.missing] == [("lost", False)]
    assert found.missing[0].sighting.missing_since == DAY


async def test_a_quote_that_comes_back_is_missing_no_more(storage: Storage) -> None:
    await save(storage, citing("lost"))
    await again(storage, Links({link("lost"): gone(link("lost"))}).read)

    found = await again(storage, Links({link("lost"): ARTICLE}).read, at=NEXT_DAY)

    assert (found.missing, await storage.claims.flagged(EVERYWHERE, limit=9)) == ((), ())


async def test_only_the_first_reading_that_misses_a_quote_has_news(storage: Storage) -> None:
    await save(storage, citing("lost"))
    links = Links({link("lost"): "Nothing."})

    first, second = await again(storage, links.read), await again(storage, links.read, at=NEXT_DAY)

    assert ([one.new for one in first.missing], [one.new for one in second.missing]) == ([True], [False])


async def test_retracted_claims_are_not_listed(storage: Storage) -> None:
    await save(storage, *(citing(status.value, status) for status in ClaimStatus))
    links = Links({link(status.value): "Nothing." for status in ClaimStatus})

    found = await again(storage, links.read)

    assert keys(found) == ["draft", "published"]


async def test_a_server_reads_its_own_links_only_and_without_one_all_are_read(storage: Storage) -> None:
    await save(storage, citing("everywhere"))
    await save(storage, citing("ours"), scope=HERE)
    links = Links({link(name): ARTICLE for name in ("everywhere", "ours")})

    ours = await again(storage, links.read, scope=HERE)
    everything = await again(storage, links.read)

    assert (ours.read, links.asked[0]) == (1, link("ours"))
    assert everything.read == 2


async def test_a_link_that_cannot_be_one_and_a_machine_that_fails_stop_no_other(storage: Storage) -> None:
    bad = Source("Bad", "http://[half", text=ARTICLE)
    await save(storage, a_claim(key="bad", citations=(Citation(bad, QUOTE),)), citing("broken"), citing("same"))
    links = Links(
        {
            "http://[half": NotFetched("http://[half", "that is no address"),
            link("broken"): OSError("too many open files"),
            link("same"): ARTICLE,
        }
    )

    found = await again(storage, links.read)

    assert (found.same, len(found.unreadable), found.missing) == (1, 2, ())


async def test_an_error_of_the_program_comes_out_as_it_is(storage: Storage) -> None:
    await save(storage, citing("bug"))

    with pytest.raises(ZeroDivisionError):
        await again(storage, Links({link("bug"): ZeroDivisionError()}).read)


async def test_one_host_is_asked_once_a_second_while_others_go_on(storage: Storage) -> None:
    urls = [*(f"https://one.example/{number}" for number in range(3)), "https://two.example/", "https://three.example/"]
    sources = [Source(f"Source {number}", url, text=ARTICLE) for number, url in enumerate(urls)]
    for source in sources:
        await storage.sources.save(source, EVERYWHERE, an_act())
    asked: dict[str, float] = {}

    async def read(url: str) -> Text:
        asked[url] = asyncio.get_running_loop().time()
        return Text(ARTICLE)

    await again(storage, read)

    begun = min(asked.values())
    assert [round(asked[url] - begun) for url in urls] == [0, 1, 2, 0, 0]


async def test_progress_is_told_link_by_link(storage: Storage) -> None:
    await save(storage, citing("one"), citing("two"))
    steps: list[int] = []

    await reread(
        storage.sources, Links({link(name): ARTICLE for name in ("one", "two")}).read,
        scope=EVERYWHERE, at=DAY, report=steps.append,
    )  # fmt: skip

    assert steps == [1, 1]


async def test_a_missing_quote_says_where_it_was_and_when_it_was_last_seen(storage: Storage) -> None:
    await save(storage, citing("lost"))
    never_seen = await again(storage, Links({link("lost"): "Nothing."}).read)
    await again(storage, Links({link("lost"): ARTICLE}).read)

    seen = await again(storage, Links({link("lost"): "Nothing."}).read, at=NEXT_DAY)

    told = f"lost: “{ARTICLE[13:54]}” (Lost, https://lost.example/story; "
    assert said(never_seen.missing) == [told + "not seen since the source was added on 2026-11-23)"]
    assert said(seen.missing) == [told + "last seen 2026-11-24)"]


def said(missing: tuple[Missing, ...]) -> list[str]:
    return [str(one) for one in missing]


async def test_a_page_of_a_real_server_is_fetched_and_read(storage: Storage) -> None:
    answers = {"/same": (200, ARTICLE), "/gone": (410, ""), "/busy": (503, ""), "/moved": (302, "")}

    async def page(request: web.Request) -> web.Response:
        status, text = answers[request.path]
        return web.Response(status=status, text=text, headers={"Location": "/same"} if status == 302 else None)

    async with website(page) as site:
        claims = [
            a_claim(key=path[1:], citations=(Citation(Source(path, site.url(path), text=ARTICLE), QUOTE),))
            for path in answers
        ]
        await save(storage, *claims)
        found = await again(storage, link_reader(site.allowed))

    assert (found.same, found.changed, len(found.unreadable), keys(found)) == (2, 0, 2, ["gone"])
