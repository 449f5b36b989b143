"""No server sees another's claims, whatever was saved where."""

from collections.abc import AsyncIterator

from hypothesis import given, settings
from hypothesis import strategies as st

from storage import open_storage
from storage.models import EVERYWHERE, Citation, Claim, ClaimStatus, Entry, Scope, Source
from storage.protocol import Storage
from tests.factories import an_act

SCOPES = (EVERYWHERE, Scope(1), Scope(2), Scope((1 << 63) - 1))
KEYS = ("one", "two", "three")
TEXTS = ("Troops stay in Japan.", "Missiles leave Tokyo.", "Ministers meet.")

_saves = st.lists(
    st.tuples(
        st.sampled_from(SCOPES),
        st.sampled_from(KEYS),
        st.sampled_from(TEXTS),
        st.sampled_from(ClaimStatus),
    ),
    max_size=12,
)


async def everything_seen(storage: Storage, scope: Scope) -> AsyncIterator[Entry]:
    for text in TEXTS:
        for candidate in await storage.claims.candidates(text, scope, 50):
            yield candidate.entry
        for entry in await storage.claims.search(text, scope, limit=50):
            yield entry
    for query in ("", "t", *KEYS):
        for entry in await storage.claims.search(query, scope, limit=50):
            yield entry
    for entry in await storage.claims.by_ids(range(1, 50), scope):
        yield entry
    for key in KEYS:
        if entry := await storage.claims.by_key(key, scope):
            yield entry


@given(saves=_saves)
@settings(max_examples=40, deadline=None)
async def test_a_scope_sees_its_own_and_everywhere_only(saves: list[tuple[Scope, str, str, ClaimStatus]]) -> None:
    async with open_storage("sqlite:///:memory:") as storage:
        for scope, key, text, status in saves:
            cited = Citation(Source(f"source of {scope.server_id}", "https://example.org/", text=text), text)
            claim = Claim(key, text, note=f"of {scope.server_id}", status=status, citations=(cited,))
            await storage.claims.save([claim], scope, an_act())

        leaks = [
            entry
            for scope in SCOPES
            async for entry in everything_seen(storage, scope)
            if entry.scope not in {scope, EVERYWHERE}
            or entry.claim.note != f"of {entry.scope.server_id}"
            or entry.claim.citations[0].source.name != f"source of {entry.scope.server_id}"
        ]
        counts = [await storage.claims.count(scope) for scope in SCOPES]
        listed = [len(await storage.claims.search("", scope, limit=50)) for scope in SCOPES]
        sound = await storage.verify()

    assert leaks == []
    assert counts == listed
    assert sound.problems == ()


async def test_ids_of_another_servers_entries_open_nothing() -> None:
    async with open_storage("sqlite:///:memory:") as storage:
        saved = await storage.claims.save([Claim("secret", "The secret.")], Scope(1), an_act())
        theirs = saved.entries[0].id

        assert await storage.claims.by_ids([theirs], Scope(2)) == ()
        assert await storage.claims.by_ids([theirs], EVERYWHERE) == ()
        assert await storage.claims.versions(theirs, Scope(2)) == ()


async def test_a_servers_words_change_no_score_in_another() -> None:
    async with open_storage("sqlite:///:memory:") as storage:
        await storage.claims.save([Claim("mine", "Troops stay in Japan.")], Scope(1), an_act())
        before = await storage.claims.candidates("troops in tokyo", Scope(1), 5)

        await storage.claims.save([Claim(f"theirs-{n}", "Troops of Tokyo.") for n in range(30)], Scope(2), an_act())

        assert await storage.claims.candidates("troops in tokyo", Scope(1), 5) == before
