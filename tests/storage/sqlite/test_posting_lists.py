"""The posting lists hold what was put into them, whatever comes and goes, in blocks that follow each other."""

from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.sqlite import posting_lists
from storage.sqlite.blocks import LENGTH, Block
from storage.sqlite.connection import Connection, Database
from storage.sqlite.migrate import migrate, shipped
from storage.sqlite.posting_lists import Change, Key
from storage.sqlite.reading import postings_of, rows_of

ZEBRA: Key = (0, "zebra")
OTHERS: tuple[Key, ...] = ((0, "zebr"), (0, "zebras"), (7, "zebra"))
ALL: tuple[Key, ...] = (ZEBRA, *OTHERS)

Lists = dict[Key, dict[int, int]]


@asynccontextmanager
async def writing() -> AsyncGenerator[Connection]:
    """Lend a connection to an empty database, within a transaction."""
    database = Database("memory", ":memory:")
    try:
        await database.open_writer()
        await migrate(database, "memory", shipped())
        async with database.writing() as connection:
            yield connection
    finally:
        await database.close()


def coming(ids: Iterable[int], impact: int = 100) -> Change:
    return Change(come=dict.fromkeys(ids, impact))


def going(ids: Iterable[int]) -> Change:
    return Change(gone=set(ids))


class Kept(NamedTuple):
    """What stands in the tables of one term."""

    #: ``None`` where the term has no row.
    df: int | None
    #: In the order of the key, the last one in the term's own row.
    blocks: tuple[Block, ...]

    @property
    def sizes(self) -> list[int]:
        return [block.size for block in self.blocks]

    def postings(self) -> dict[int, int]:
        return {number: impact for block in self.blocks for number, impact in block.postings().items()}


async def kept(connection: Connection, key: Key = ZEBRA) -> Kept:
    scope, term = key
    blocks = await connection.rows(
        tuple[bytes, bytes],
        "SELECT claim_ids, impacts FROM block WHERE scope = :scope AND term = :term ORDER BY first_id",
        scope=scope,
        term=term,
    )
    rows = await connection.rows(
        tuple[int, bytes, bytes],
        "SELECT df, claim_ids, impacts FROM term WHERE scope = :scope AND term = :term",
        scope=scope,
        term=term,
    )
    last = [Block(ids, impacts) for _, ids, impacts in rows]
    return Kept(rows[0][0] if rows else None, (*(Block(*block) for block in blocks), *last))


async def test_the_first_postings_of_a_term_stand_in_its_own_row() -> None:
    async with writing() as connection:
        await posting_lists.change(connection, {ZEBRA: coming(range(1, LENGTH + 1))})

        found = await kept(connection)

    assert (found.df, found.sizes) == (LENGTH, [LENGTH])


async def test_full_blocks_move_out_of_the_row_and_the_rest_stays() -> None:
    async with writing() as connection:
        await posting_lists.change(connection, {ZEBRA: coming(range(1, LENGTH))})
        await posting_lists.change(connection, {ZEBRA: coming(range(LENGTH, 2 * LENGTH + 6))})

        found = await kept(connection)

    assert (found.df, found.sizes) == (2 * LENGTH + 5, [LENGTH, LENGTH, 5])


async def test_a_posting_in_a_full_early_block_is_changed_where_it_stands() -> None:
    async with writing() as connection:
        await posting_lists.change(connection, {ZEBRA: coming(range(1, 2 * LENGTH + 11))})

        await posting_lists.change(connection, {ZEBRA: Change({5}, {7: 9})})
        found = await kept(connection)

    assert (found.df, found.sizes) == (2 * LENGTH + 9, [LENGTH - 1, LENGTH, 10])
    assert 5 not in found.postings()
    assert found.postings()[7] == 9


async def test_an_id_below_the_first_of_all_blocks_comes_into_the_first() -> None:
    async with writing() as connection:
        await posting_lists.change(connection, {ZEBRA: coming(range(10, LENGTH + 20))})

        await posting_lists.change(connection, {ZEBRA: coming([3])})
        found = await kept(connection)

    assert found.sizes == [LENGTH + 1, 10]
    assert found.blocks[0].first == 3


async def test_an_id_between_two_blocks_comes_into_the_one_before() -> None:
    async with writing() as connection:
        await posting_lists.change(connection, {ZEBRA: coming(range(10, 10 * (2 * LENGTH + 6), 10))})
        between = 10 * LENGTH + 5

        await posting_lists.change(connection, {ZEBRA: coming([between])})
        found = await kept(connection)

    assert found.sizes == [LENGTH + 1, LENGTH, 5]
    assert found.blocks[0].last == between


async def test_a_block_grown_beyond_twice_its_length_is_split() -> None:
    async with writing() as connection:
        await posting_lists.change(connection, {ZEBRA: coming(range(2, 4 * LENGTH, 2))})
        await posting_lists.change(connection, {ZEBRA: coming(range(4 * LENGTH, 4 * LENGTH + 10, 2))})
        within = range(1, 2 * LENGTH, 2)

        await posting_lists.change(connection, {ZEBRA: coming(within[:-1])})
        grown = await kept(connection)
        await posting_lists.change(connection, {ZEBRA: coming([within[-1], 2 * LENGTH + 1])})
        split = await kept(connection)

    assert grown.sizes[0] == 2 * LENGTH - 1
    assert split.sizes[:3] == [LENGTH, LENGTH, 1]
    assert split.df == sum(split.sizes)


async def test_a_term_is_forgotten_with_its_last_posting() -> None:
    async with writing() as connection:
        gained = await posting_lists.change(connection, {ZEBRA: coming(range(1, 2 * LENGTH + 11))})
        known = await posting_lists.change(connection, {ZEBRA: coming([3 * LENGTH])})
        lost = await posting_lists.change(connection, {ZEBRA: going([*range(1, 2 * LENGTH + 11), 3 * LENGTH])})

        found = await kept(connection)

    assert (gained[0], known[0], lost[0]) == (1, 0, 1)
    assert found == Kept(None, ())


async def test_an_early_block_is_removed_when_all_its_postings_are_gone() -> None:
    async with writing() as connection:
        await posting_lists.change(connection, {ZEBRA: coming(range(1, 2 * LENGTH + 11))})

        await posting_lists.change(connection, {ZEBRA: going(range(1, LENGTH + 1))})
        found = await kept(connection)

    assert (found.df, found.sizes) == (LENGTH + 10, [LENGTH, 10])


async def test_postings_come_back_after_the_last_block_was_emptied() -> None:
    async with writing() as connection:
        await posting_lists.change(connection, {ZEBRA: coming(range(1, LENGTH + 11))})
        await posting_lists.change(connection, {ZEBRA: going(range(LENGTH + 1, LENGTH + 11))})
        emptied = await kept(connection)

        await posting_lists.change(connection, {ZEBRA: coming([4, 2 * LENGTH], 9)})
        found = await kept(connection)

    assert (emptied.df, emptied.sizes) == (LENGTH, [LENGTH, 0])
    assert found.postings() == {**dict.fromkeys(range(1, LENGTH + 1), 100), 4: 9, 2 * LENGTH: 9}
    assert found.df == LENGTH + 1


async def test_terms_that_begin_alike_and_other_scopes_keep_what_is_theirs() -> None:
    async with writing() as connection:
        await posting_lists.change(connection, {key: coming(range(1, LENGTH + 6), at) for at, key in enumerate(ALL, 1)})

        await posting_lists.change(connection, {ZEBRA: going(range(1, LENGTH + 6))})
        found = [await kept(connection, key) for key in OTHERS]

    assert [one.postings() for one in found] == [dict.fromkeys(range(1, LENGTH + 6), at) for at in (2, 3, 4)]


async def test_terms_gained_and_lost_are_counted_for_each_scope() -> None:
    async with writing() as connection:
        gained = await posting_lists.change(connection, {key: coming([1]) for key in ALL})
        lost = await posting_lists.change(connection, {key: going([1]) for key in OTHERS})

    assert gained == {0: 3, 7: 1}
    assert lost == {0: 2, 7: 1}


async def test_only_postings_that_stand_are_told_of() -> None:
    async with writing() as connection:
        await posting_lists.change(connection, {ZEBRA: coming(range(10, 10 * LENGTH + 100, 10), 8)})

        asked = [(*ZEBRA, number) for number in (1, 10, 15, 10 * LENGTH, 10 * LENGTH + 10, 10 * LENGTH + 15, 1 << 32)]
        found = await posting_lists.impacts(connection, [*asked, (0, "lion", 10), (7, "zebra", 10)])

    assert found == {(*ZEBRA, number): 8 for number in (10, 10 * LENGTH, 10 * LENGTH + 10)}


def _every(start: int, count: int, by: int) -> range:
    return range(start, start + count * by, by)


class Step(NamedTuple):
    """A change of one term: the ids of a range that come, go, or come with another impact."""

    key: Key
    ids: range
    impact: int


_steps = st.lists(
    st.lists(
        st.builds(
            Step,
            st.sampled_from((ZEBRA, ZEBRA, *OTHERS)),
            st.builds(
                _every,
                st.integers(1, 4_000),
                st.sampled_from((1, 2, 30, LENGTH, LENGTH + 1, 2 * LENGTH, 2_500)),
                st.integers(1, 3),
            ),
            # At 0 they go.
            st.sampled_from((0, 0, 1, 77, 255)),
        ),
        min_size=1,
        max_size=4,
    ),
    max_size=12,
)


def changes_of(steps: Sequence[Step], lists: Lists) -> Mapping[Key, Change]:
    """Return what some steps come to, and bring the lists to where they lead."""
    changes: dict[Key, Change] = {}
    for key, ids, impact in steps:
        if key in changes:
            continue
        standing = lists.setdefault(key, {})
        changes[key] = coming(ids, impact) if impact else going(standing.keys() & set(ids))
        for number in changes[key].gone:
            del standing[number]
        standing.update(changes[key].come)
    return {key: change for key, change in changes.items() if change.ids()}


@given(_steps)
@settings(max_examples=60)
async def test_any_changes_leave_the_lists_they_should_in_blocks_that_follow_each_other(
    steps: list[list[Step]],
) -> None:
    lists: Lists = {}
    async with writing() as connection:
        for together in steps:
            await posting_lists.change(connection, changes_of(together, lists))

        for key in ALL:
            wanted = lists.get(key, {})
            found = await kept(connection, key)
            assert found.postings() == wanted
            assert found.df == (len(wanted) or None)
            assert _follow_each_other(found)
            assert await _read(connection, key) == wanted
            asked = [(*key, number) for number in (*range(1, 6_000, 97), *list(wanted)[:20])]
            standing = await posting_lists.impacts(connection, asked)
            assert standing == {at: wanted[at[2]] for at in asked if at[2] in wanted}


def _follow_each_other(found: Kept) -> bool:
    ids = [number for block in found.blocks for number in block.postings()]
    return ids == sorted(set(ids)) and all(0 < size <= 2 * LENGTH for size in found.sizes[:-1])


async def _read(connection: Connection, key: Key) -> dict[int, int]:
    rows = [row for row in await rows_of(connection, [key[1]], key[0]) if row.scope == key[0]]
    blocks = await postings_of(connection, rows)
    return {number: impact for _, block in blocks for number, impact in block.postings().items()}
