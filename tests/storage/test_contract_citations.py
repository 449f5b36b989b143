"""Every backend behaves the same: sources, their captured texts, and the quotes in them."""

import hashlib
from dataclasses import replace

import pytest

from storage.errors import InvalidClaim, QuoteNotFound
from storage.models import EVERYWHERE, Citation, Claim, Scope, Source
from storage.protocol import Storage
from tests.factories import ARTICLE, a_claim, a_source, an_act

HERE, THERE = Scope(11), Scope(12)
QUOTE = "More than 50,000 U.S. troops"
VERBATIM = "More than  50,000\nU.S. troops"


def citing(source: Source, quote: str | None = QUOTE) -> Claim:
    return a_claim(citations=(Citation(source, quote),))


async def saved(storage: Storage, claim: Claim, scope: Scope = EVERYWHERE) -> Citation:
    done = await storage.claims.save([claim], scope, an_act())
    entry = await storage.claims.by_key(claim.key, scope)

    assert entry is not None
    assert entry == done.entries[0]
    return entry.claim.citations[0]


async def test_a_quote_gets_its_offsets_and_the_sources_own_characters(storage: Storage) -> None:
    citation = await saved(storage, citing(a_source()))

    assert citation.verified
    assert citation.quote == VERBATIM == ARTICLE[citation.start : citation.end]
    assert citation.source == a_source().__class__(
        "Security talks",
        "https://example.org/talks",
        "Example",
        text=ARTICLE,
        sha256=hashlib.sha256(ARTICLE.encode()).hexdigest(),
    )


async def test_quotation_marks_and_dashes_match_however_they_are_typed(storage: Storage) -> None:
    citation = await saved(storage, citing(a_source(), '"We\'ll stay," he added.'))

    assert citation.quote == "“We’ll stay,” he added."


async def test_a_quote_that_is_not_there_is_refused_with_the_nearest_passage(storage: Storage) -> None:
    with pytest.raises(QuoteNotFound, match=r"More than 50,000 U\.S\. troops"):
        await saved(storage, citing(a_source(), "more than 5,000 U.S. troops"))

    assert await storage.claims.count(EVERYWHERE) == 0
    assert await storage.sources.by_url("https://example.org/talks", EVERYWHERE) is None


async def test_a_quote_from_a_text_that_is_not_captured_is_unverified(storage: Storage) -> None:
    citation = await saved(storage, citing(a_source(text=None)))

    assert not citation.verified
    assert (citation.quote, citation.start, citation.end) == (QUOTE, None, None)


async def test_a_citation_may_have_no_quote(storage: Storage) -> None:
    citation = await saved(storage, citing(a_source(), None))

    assert (citation.quote, citation.verified) == (None, False)


async def test_a_text_captured_earlier_verifies_a_quote(storage: Storage) -> None:
    await storage.sources.save(a_source(), EVERYWHERE, an_act())

    citation = await saved(storage, citing(a_source(text=None, publisher=None)))

    assert citation.verified
    assert (citation.source.text, citation.source.publisher) == (ARTICLE, "Example")


async def test_a_text_captured_later_verifies_the_quote_when_it_is_saved_again(storage: Storage) -> None:
    claim = citing(a_source(text=None))
    await saved(storage, claim)
    await storage.sources.save(a_source(), EVERYWHERE, an_act())

    citation = await saved(storage, claim)

    assert citation.verified


async def test_a_text_captured_everywhere_verifies_a_servers_quote(storage: Storage) -> None:
    await storage.sources.save(a_source(), EVERYWHERE, an_act())

    citation = await saved(storage, citing(a_source(text=None)), HERE)

    assert citation.verified


async def test_a_text_captured_in_one_server_is_unknown_in_another_and_everywhere(storage: Storage) -> None:
    await storage.sources.save(a_source(), HERE, an_act())

    elsewhere = [await saved(storage, citing(a_source(text=None)), scope) for scope in (THERE, EVERYWHERE)]

    assert [citation.source.text for citation in elsewhere] == [None, None]


async def test_a_source_without_link_is_known_by_its_name_in_its_scope(storage: Storage) -> None:
    await storage.sources.save(a_source(url=None), HERE, an_act())

    citation = await saved(storage, citing(a_source(url=None, text=None)), HERE)

    assert citation.verified


async def test_saving_a_source_without_its_text_does_not_lose_the_text(storage: Storage) -> None:
    await storage.sources.save(a_source(), EVERYWHERE, an_act())

    source = await storage.sources.save(a_source(text=None, note="A copy."), EVERYWHERE, an_act())

    assert (source.text, source.note) == (ARTICLE, "A copy.")
    assert await storage.sources.by_url("https://example.org/talks", HERE) == source


async def test_an_older_citation_stays_bound_to_the_text_it_was_found_in(storage: Storage) -> None:
    claim = citing(a_source())
    before = await saved(storage, claim)
    await storage.sources.save(a_source(text="The page was rewritten."), EVERYWHERE, an_act())

    entry = await storage.claims.by_key(claim.key, EVERYWHERE)
    again = await storage.claims.save([claim], EVERYWHERE, an_act())
    edited = await storage.claims.save([replace(claim, note="Seen.")], EVERYWHERE, an_act())

    assert entry is not None
    assert entry.claim.citations == (before,)
    assert again.unchanged == 1
    assert edited.entries[0].claim.citations == (before,)
    assert (await storage.verify()).problems == ()


async def test_another_quote_is_looked_up_in_the_newest_text(storage: Storage) -> None:
    await saved(storage, citing(a_source()))
    await storage.sources.save(a_source(text="The page was rewritten."), EVERYWHERE, an_act())

    citation = await saved(storage, citing(a_source(text=None), "The page was rewritten."))

    assert (citation.start, citation.source.text) == (0, "The page was rewritten.")


async def test_the_offsets_given_choose_among_equal_passages(storage: Storage) -> None:
    source = a_source(text="No deal. Later again: No deal.")
    claim = a_claim(citations=(Citation(source, "No deal.", 22, 30),))

    citation = await saved(storage, claim)

    assert (citation.start, citation.end) == (22, 30)


async def test_offsets_that_do_not_hold_the_quote_are_corrected(storage: Storage) -> None:
    citation = await saved(storage, a_claim(citations=(Citation(a_source(), "Japan hosts", 0, 11),)))

    assert citation.start == ARTICLE.index("Japan hosts")


async def test_claims_that_name_a_source_differently_can_be_saved_again_unchanged(storage: Storage) -> None:
    batch = [
        replace(citing(a_source(name="One name")), key="first"),
        replace(citing(a_source(name="Another name", text=None)), key="second"),
    ]
    await storage.claims.save(batch, EVERYWHERE, an_act())

    again = await storage.claims.save(batch, EVERYWHERE, an_act())

    assert again.unchanged == 2


async def test_several_citations_keep_their_order(storage: Storage) -> None:
    cited = (
        Citation(a_source(), "The two countries"),
        Citation(a_source(name="Other", url=None, text=None), "Elsewhere."),
        Citation(a_source(), "Japan hosts"),
    )

    done = await storage.claims.save([a_claim(citations=cited)], EVERYWHERE, an_act())

    quotes = [citation.quote for citation in done.entries[0].claim.citations]
    assert quotes == ["The two countries", "Elsewhere.", "Japan hosts"]
    assert (await storage.claims.by_key("us-troops-japan", EVERYWHERE)) == done.entries[0]


async def test_a_text_that_its_hash_was_not_taken_of_is_refused(storage: Storage) -> None:
    with pytest.raises(InvalidClaim, match="SHA-256"):
        await storage.sources.save(replace(a_source(), sha256="0" * 64), EVERYWHERE, an_act())


async def test_a_link_nobody_knows_gives_no_source(storage: Storage) -> None:
    assert await storage.sources.by_url("https://example.org/other", EVERYWHERE) is None
    assert await storage.sources.by_url("half\ud800", EVERYWHERE) is None


async def test_verify_counts_the_quotes(storage: Storage) -> None:
    unverified = replace(citing(a_source(url=None, text=None)), key="second")
    await storage.claims.save([citing(a_source()), unverified, a_claim(key="third")], EVERYWHERE, an_act())

    found = await storage.verify()

    assert (found.problems, found.entries, found.verified_quotes, found.unverified_quotes) == ((), 3, 1, 1)
