"""What others would find a claim with, each as its own documentation has it: rapidfuzz, FTS5, bm25s, tantivy."""

import re
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from tempfile import TemporaryDirectory

import Stemmer
from rapidfuzz import fuzz, process, utils

LIMIT = 10
_WORD = re.compile(r"\w+")


class Rival(ABC):
    """Another way to find the claims that a message may mean, by their keys, best first."""

    name: str
    #: The package to install for it, if it does not come with Onrecord.
    package: str | None = None

    @abstractmethod
    def __init__(self, texts: Mapping[str, str]) -> None:
        """Build an index of texts by the keys of their claims."""

    @abstractmethod
    def rank(self, message: str) -> Sequence[str]:
        """Return at most ten keys."""


class FullText(Rival):
    """SQLite's full-text search: the words of a message joined by OR, in the order of bm25."""

    name = "FTS5, defaults"

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE claim USING fts5(key UNINDEXED, text)")
        self._connection.executemany("INSERT INTO claim (key, text) VALUES (?, ?)", texts.items())

    def rank(self, message: str) -> Sequence[str]:
        query = " OR ".join(f'"{word}"' for word in dict.fromkeys(_WORD.findall(message)))
        rows = self._connection.execute(_BEST, (query, LIMIT)) if query else ()
        return [key for (key,) in rows]


_BEST = "SELECT key FROM claim WHERE claim MATCH ? ORDER BY rank LIMIT ?"


class Bm25s(Rival):
    """BM25 in memory, with English stop words and stems."""

    name = "bm25s"
    package = "bm25s"

    def __init__(self, texts: Mapping[str, str]) -> None:
        import bm25s  # noqa: PLC0415 - may not be installed

        self._stemmer = Stemmer.Stemmer("english")
        self._tokenize = bm25s.tokenize
        self._keys = list(texts)
        self._index = bm25s.BM25()
        self._index.index(self._tokens(list(texts.values())), show_progress=False)

    def _tokens(self, texts: list[str]) -> list[list[str]]:
        return self._tokenize(texts, stopwords="en", stemmer=self._stemmer, return_ids=False, show_progress=False)

    def rank(self, message: str) -> Sequence[str]:
        tokens = self._tokens([message])
        if not tokens[0]:
            return ()
        found, scores = self._index.retrieve(tokens, k=min(LIMIT, len(self._keys)), show_progress=False)
        return [self._keys[at] for at, score in zip(found[0], scores[0], strict=True) if score > 0]


class Tantivy(Rival):
    """A search engine in Rust, on disk, with English stems."""

    name = "tantivy"
    package = "tantivy"

    def __init__(self, texts: Mapping[str, str]) -> None:
        import tantivy  # noqa: PLC0415 - may not be installed

        self._folder = TemporaryDirectory()
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("key", stored=True, tokenizer_name="raw")
        schema.add_text_field("text", stored=False, tokenizer_name="en_stem")
        self._index = tantivy.Index(schema.build(), path=self._folder.name)
        writer = self._index.writer()
        for key, text in texts.items():
            writer.add_document(tantivy.Document(key=key, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def rank(self, message: str) -> Sequence[str]:
        # Lower case, or the words AND, OR and NOT would be its query language.
        query = self._index.parse_query(" ".join(_WORD.findall(message.lower())), ["text"])
        hits = self._searcher.search(query, LIMIT, count=False).hits
        return [self._searcher.doc(address)["key"][0] for _, address in hits]


class Fuzzy(Rival):
    """Every text compared with the whole message, in lower case and without punctuation."""

    scorer: Callable[..., float]

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = {key: utils.default_process(text) for key, text in texts.items()}

    def rank(self, message: str) -> Sequence[str]:
        best = process.extract(utils.default_process(message), self._texts, scorer=type(self).scorer, limit=LIMIT)
        return [key for _, _, key in best]


class Ratio(Fuzzy):
    name = "rapidfuzz ratio"
    scorer = fuzz.ratio


class TokenSetRatio(Fuzzy):
    name = "rapidfuzz token_set_ratio"
    scorer = fuzz.token_set_ratio


class WRatio(Fuzzy):
    name = "rapidfuzz WRatio"
    scorer = fuzz.WRatio


SEARCHES: tuple[type[Rival], ...] = (FullText, Bm25s, Tantivy)
FUZZY: tuple[type[Fuzzy], ...] = (Ratio, TokenSetRatio, WRatio)


def is_installed(rival: type[Rival]) -> bool:
    """Tell whether a rival can be asked here."""
    return rival.package is None or find_spec(rival.package) is not None


def installed(rivals: Iterable[type[Rival]]) -> list[type[Rival]]:
    """Return those that can be asked here, and say which cannot."""
    wanted = list(rivals)
    for rival in wanted:
        if not is_installed(rival):
            print(f"{rival.name} is not installed, so it is left out; docs/retrieval.md has the command with it.")
    return [rival for rival in wanted if is_installed(rival)]
