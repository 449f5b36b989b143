"""The record's types, named after schema.org's ClaimReview and its kin. Pure values."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Rating(StrEnum):
    """What a reviewer says of a claim against the world."""

    TRUE = "true"
    MOSTLY_TRUE = "mostly-true"
    HALF_TRUE = "half-true"
    MOSTLY_FALSE = "mostly-false"
    FALSE = "false"
    UNPROVEN = "unproven"
    #: A source says so and nobody has rated it.
    REPORTED = "reported"


class ClaimStatus(StrEnum):
    """Where a claim stands in its life; only published claims are matched."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose claims: reading sees the server's own and those seen everywhere; writing goes here only."""

    #: Discord's id of the server, or ``None`` for claims seen everywhere.
    server_id: int | None = None


EVERYWHERE = Scope()


@dataclass(frozen=True, slots=True)
class Act:
    """Who changed the record, when (aware, UTC) and why."""

    #: A program such as ``onrecord import``, a person as ``discord:ID``, or ``deleted user``.
    by: str
    at: datetime
    reason: str
    #: What was done, for the audit log of the scope, such as ``claim rated``; ``None`` keeps it out of the log.
    what: str | None = None


class Comparator(StrEnum):
    """How a quantity's bounds are meant."""

    EXACTLY = "exactly"
    ABOUT = "about"
    MORE_THAN = "more than"
    AT_LEAST = "at least"
    LESS_THAN = "less than"
    AT_MOST = "at most"
    BETWEEN = "between"


class Happening(StrEnum):
    """How far along the thing is that a sentence speaks of."""

    HAPPENED = "happened"
    PLANNED = "planned"
    EXPECTED = "expected"
    POSSIBLE = "possible"


class Season(StrEnum):
    """A quarter of the year; which months are its own is another question south of the equator."""

    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"


class Role(StrEnum):
    """What part a name plays in its sentence."""

    WHO = "who"
    TO_WHOM = "to whom"
    WHERE = "where"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its comparator, unit and what it counts."""

    #: The words as written, comparator included.
    text: str
    value: float
    comparator: Comparator = Comparator.EXACTLY
    #: The upper end of a range (``BETWEEN``), else ``None``.
    upper: float | None = None
    #: Canonical unit such as ``percent``, ``year``, ``usd``; ``None`` for a plain count.
    unit: str | None = None
    #: The term (see ``storage.terms``) of what is counted, such as ``troop``.
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A date, as far as it is given; a part not given is ``None``."""

    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    #: Monday is 0.
    weekday: int | None = None
    season: Season | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody, a place or an organisation, and its role."""

    text: str
    #: The name's canonical form: demonyms and abbreviations resolved, lower case.
    canonical: str
    role: Role = Role.OTHER


@dataclass(frozen=True, slots=True)
class Polarity:
    """Whether the claim affirms or denies."""

    text: str
    negative: bool


@dataclass(frozen=True, slots=True)
class Modality:
    """Whether the thing happened, or is planned, expected, possible."""

    text: str
    happening: Happening


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words the claim reports."""

    text: str
    canonical: str


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name, not in the claim, for what the claim names: "USFJ" for "U.S. Forces Japan"."""

    text: str
    #: The words of the claim it stands for, or what a ``Name`` of the claim is called.
    canonical: str


@dataclass(frozen=True, slots=True)
class Opposite:
    """A word of the claim, and one that would contradict it: "relaxed" and "tightened"."""

    text: str
    other: str


#: One typed fact inside a claim that a message can get wrong, or a word that such a message may use.
Particular = Quantity | Date | Name | Polarity | Modality | Speaker | Alias | Opposite


@dataclass(frozen=True, slots=True)
class Source:
    """A published work (schema.org ``CreativeWork``) that claims are taken from."""

    name: str
    url: str | None = None
    publisher: str | None = None
    #: ``YYYY[-MM[-DD]]``, as precise as it is known.
    date_published: str | None = None
    #: What the source is, and what is not known of it, in a sentence for readers.
    note: str | None = None
    #: The text as captured, byte for byte decoded; ``None`` when it was not captured, or not loaded (``sha256`` tells).
    text: str | None = None
    #: Hex SHA-256 of ``text`` in UTF-8; ``None`` when it was not captured.
    sha256: str | None = None
    #: The hash of the first text on record that this one is a copy of, itself when it is none; told by the store.
    family: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Citation:
    """A source and the verbatim quote in it; ``quote`` is ``None`` when only the source is known."""

    source: Source
    quote: str | None = None
    #: Character offsets of ``quote`` in ``source.text``; both ``None`` when unverified.
    start: int | None = None
    end: int | None = None

    @property
    def verified(self) -> bool:
        """Whether the quote was found in the captured text."""
        return self.start is not None


@dataclass(frozen=True, slots=True)
class ClaimReview:
    """A reviewer's rating of a claim."""

    rating: Rating
    body: str | None = None
    author: str | None = None
    #: ``YYYY[-MM[-DD]]``
    date_published: str | None = None
    url: str | None = None


class LinkKind(StrEnum):
    """How an editor has said that two claims stand to each other."""

    #: The other one held until this one did.
    SUPERSEDES = "supersedes"
    SUPERSEDED_BY = "superseded-by"
    #: Both are on record, and they contradict each other.
    CONTESTED = "contested"
    #: They look as if they met, and do not: they speak of different things, or of one thing in different scopes.
    DISTINCT = "distinct"
    #: This draft is a change of the other claim that is not in force yet.
    EDITS = "edits"


@dataclass(frozen=True, slots=True)
class Link:
    """How a claim stands to another one, which is seen from the same scope."""

    kind: LinkKind
    #: The other claim's key.
    key: str
    #: ``YYYY[-MM[-DD]]`` from when the newer one of the two holds; ``None`` where that says nothing.
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim taken from sources, with everything a reader is shown of it."""

    #: Unique within its scope.
    key: str
    #: The claim itself (schema.org ``claimReviewed``).
    text: str
    #: Other phrasings, all searched.
    wordings: tuple[str, ...] = ()
    #: Who made the claim (schema.org ``itemReviewed.author``).
    claimant: str | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    particulars: tuple[Particular, ...] = ()
    status: ClaimStatus = ClaimStatus.PUBLISHED
    #: Newest first.
    reviews: tuple[ClaimReview, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def rating(self) -> Rating:
        """The newest review's rating; ``reported`` when nobody has rated the claim."""
        return self.reviews[0].rating if self.reviews else Rating.REPORTED


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim as it stands in the record: where it is seen and which version it is."""

    id: int
    scope: Scope
    #: 1 for a new claim; each change adds one.
    version: int
    claim: Claim


@dataclass(frozen=True, slots=True)
class Version:
    """One state an entry has been in, and the act that brought it there."""

    number: int
    claim: Claim
    act: Act


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry the index returned for a message."""

    entry: Entry
    #: How well the index thinks it fits, 0 to 1; ranks, never decides.
    score: float
    #: What the words it shares with the message tell, by the size of the record: 0 to about 5.
    told: float = 0.0
    #: How alike the two are in meaning, -1 to 1.
    alike: float = 0.0
    #: Among how many claims it was found.
    among: int = 1
