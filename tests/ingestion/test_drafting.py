"""An article's sentences become drafts with quotes, and nothing on record is touched."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.ingestion.captured import Article
from bot.ingestion.drafting import drafts, keep
from storage import open_storage
from storage.models import EVERYWHERE, ClaimStatus, Date, Quantity, Scope, Speaker
from storage.protocol import Storage
from tests.factories import an_act

LONG = "The Harrow tunnel is 4.2 kilometres long and was opened in 1911."
SAID = "About 900 trains pass through the Harrow tunnel every week, said Ann Lee."
ARTICLE = Article(
    url="https://example.org/tunnel",
    name="A tunnel turns 100",
    publisher="The Harrow Post",
    author="Per Moe",
    date_published="2011-05-03",
    text=f"A tunnel turns 100\n\nHARROW — {LONG} It is very long.\n{SAID}",
)


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncGenerator[Storage]:
    async with open_storage(f"sqlite:///{tmp_path}/record.db") as opened:
        yield opened


def test_a_draft_is_the_sentence_with_its_quote_and_source() -> None:
    [draft, _] = drafts(ARTICLE)

    [citation] = draft.citations
    assert (draft.text, draft.status, draft.claimant) == (LONG, ClaimStatus.DRAFT, None)
    assert draft.key.startswith("the-harrow-tunnel-is-4-2-kilometres-long-and-was-opened-")
    assert ARTICLE.text[citation.start : citation.end] == citation.quote == LONG
    assert {type(one) for one in draft.particulars} >= {Quantity, Date}
    assert (citation.source.name, citation.source.publisher) == ("A tunnel turns 100", "The Harrow Post")
    assert (citation.source.note, citation.source.date_published) == ("By Per Moe.", "2011-05-03")
    assert citation.source.text == ARTICLE.text


def test_who_is_named_as_the_speaker_is_the_claimant() -> None:
    [_, draft] = drafts(ARTICLE)

    assert (draft.text, draft.claimant) == (SAID, "Ann Lee")
    assert any(isinstance(one, Speaker) for one in draft.particulars)


def test_a_speaker_without_a_name_is_no_claimant() -> None:
    [draft] = drafts(replace(ARTICLE, text="In 2010 officials said the Harrow tunnel would need 40 new fans."))

    assert draft.claimant is None


def test_a_sentence_over_two_lines_is_one_line_with_the_quote_as_it_stands() -> None:
    broken = (
        "The Harrow tunnel is 4.2 kilo-\nmetres long and was opened in\n1911 by the king of Norway in\n"
        "person on a Sunday in the rain."
    )

    [draft] = drafts(replace(ARTICLE, text=broken))

    assert draft.text.startswith("The Harrow tunnel is 4.2 kilometres long and was opened in 1911 by")
    assert draft.citations[0].quote == broken


async def test_an_article_is_kept_as_a_source_with_drafts(storage: Storage) -> None:
    kept = await keep(ARTICLE, storage, EVERYWHERE, an_act())

    assert [entry.claim.text for entry in kept.entries] == [LONG, SAID]
    assert all(entry.claim.citations[0].verified for entry in kept.entries)
    assert (kept.known, kept.source.name) == (0, ARTICLE.name)
    assert await storage.claims.count(EVERYWHERE) == 0
    source = await storage.sources.by_url("https://example.org/tunnel", EVERYWHERE)
    assert source is not None
    assert source.text == ARTICLE.text
    assert (await storage.verify()).problems == ()


async def test_keeping_an_article_again_changes_nothing(storage: Storage) -> None:
    first = await keep(ARTICLE, storage, EVERYWHERE, an_act())

    again = await keep(ARTICLE, storage, EVERYWHERE, an_act())

    assert (again.entries, again.known, again.source.sha256) == ((), 2, first.source.sha256)
    assert [len(await storage.claims.versions(one.id, EVERYWHERE)) for one in first.entries] == [1, 1]


@pytest.mark.parametrize("status", [ClaimStatus.PUBLISHED, ClaimStatus.RETRACTED])
async def test_what_editors_made_of_a_draft_stays(storage: Storage, status: ClaimStatus) -> None:
    first = await keep(ARTICLE, storage, EVERYWHERE, an_act())
    edited = replace(first.entries[0].claim, status=status, note="looked at")
    await storage.claims.save([edited], EVERYWHERE, an_act())
    longer = replace(ARTICLE, text=f"{ARTICLE.text}\nThe Harrow tunnel cost 31 million kroner in 1911.")

    again = await keep(longer, storage, EVERYWHERE, an_act())

    assert [entry.claim.text for entry in again.entries] == ["The Harrow tunnel cost 31 million kroner in 1911."]
    assert again.known == 2
    entry = await storage.claims.by_key(edited.key, EVERYWHERE)
    assert entry is not None
    assert (entry.version, entry.claim.note) == (2, "looked at")


async def test_a_source_that_editors_corrected_stays_as_they_left_it(storage: Storage) -> None:
    first = await keep(ARTICLE, storage, EVERYWHERE, an_act())
    await storage.sources.save(replace(first.source, name="The tunnel at 100"), EVERYWHERE, an_act())

    again = await keep(ARTICLE, storage, EVERYWHERE, an_act())

    assert again.source.name == "The tunnel at 100"


async def test_a_servers_article_is_kept_in_its_server(storage: Storage) -> None:
    await keep(ARTICLE, storage, EVERYWHERE, an_act())

    kept = await keep(ARTICLE, storage, Scope(7), an_act())

    assert len(kept.entries) == 2
    assert all(entry.scope == Scope(7) for entry in kept.entries)


async def test_an_article_without_a_claim_is_a_source_all_the_same(storage: Storage) -> None:
    kept = await keep(replace(ARTICLE, text="Nothing much happened."), storage, EVERYWHERE, an_act())

    assert (kept.entries, kept.known) == ((), 0)
    assert await storage.sources.by_url("https://example.org/tunnel", EVERYWHERE) is not None
