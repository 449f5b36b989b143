-- The whole schema, for readers: what the migrations give (a test compares). Not run by the program.
-- Scope 0 is seen everywhere, any other is a server's id.

CREATE TABLE migration (
  version INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE note (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE capture (
  sha256 TEXT PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE source (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  scope INTEGER NOT NULL CHECK (scope >= 0),
  identity TEXT NOT NULL,
  UNIQUE (scope, identity)
) STRICT;

CREATE TABLE source_version (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  number INTEGER NOT NULL CHECK (number > 0),
  name TEXT NOT NULL,
  url TEXT,
  publisher TEXT,
  date_published TEXT,
  note TEXT,
  sha256 TEXT REFERENCES capture (sha256),
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL,
  reason TEXT NOT NULL,
  UNIQUE (source_id, number)
) STRICT;

-- version and status point at the newest claim_version; everything else here is only ever added.
CREATE TABLE claim (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  scope INTEGER NOT NULL CHECK (scope >= 0),
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'published', 'retracted')),
  UNIQUE (scope, key),
  FOREIGN KEY (id, version) REFERENCES claim_version (claim_id, number) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE claim_version (
  claim_id INTEGER NOT NULL REFERENCES claim (id),
  number INTEGER NOT NULL CHECK (number > 0),
  text TEXT NOT NULL,
  claimant TEXT,
  note TEXT,
  status TEXT NOT NULL CHECK (status IN ('draft', 'published', 'retracted')),
  wordings TEXT NOT NULL CHECK (json_valid(wordings)),
  tags TEXT NOT NULL CHECK (json_valid(tags)),
  particulars TEXT NOT NULL CHECK (json_valid(particulars)),
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (claim_id, number)
) STRICT;

-- Offsets count characters of the captured text; both are NULL for a quote that could not be looked up.
CREATE TABLE citation (
  claim_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  position INTEGER NOT NULL,
  source_version_id INTEGER NOT NULL REFERENCES source_version (id),
  quote TEXT,
  start_at INTEGER CHECK (start_at >= 0),
  end_at INTEGER CHECK (end_at > start_at),
  PRIMARY KEY (claim_id, version, position),
  FOREIGN KEY (claim_id, version) REFERENCES claim_version (claim_id, number),
  CHECK ((start_at IS NULL) = (end_at IS NULL) AND (start_at IS NULL OR quote IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- version is the one that was current when the review was made.
CREATE TABLE claim_review (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  claim_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  rating TEXT NOT NULL,
  body TEXT,
  author TEXT,
  date_published TEXT,
  url TEXT,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL,
  reason TEXT NOT NULL,
  FOREIGN KEY (claim_id, version) REFERENCES claim_version (claim_id, number)
) STRICT;

CREATE INDEX claim_review_by_claim ON claim_review (claim_id);

-- The index: published claims only. The scope comes first, so that no server's words touch another's.
-- claim_ids (ascending, 4 bytes each, little-endian) and impacts (a byte each) are a term's postings; its last
-- ones stand in the term's own row, those before in blocks.
CREATE TABLE term (
  scope INTEGER NOT NULL,
  term TEXT NOT NULL,
  df INTEGER NOT NULL CHECK (df > 0),
  claim_ids BLOB NOT NULL,
  impacts BLOB NOT NULL,
  PRIMARY KEY (scope, term)
) STRICT, WITHOUT ROWID;

CREATE TABLE block (
  scope INTEGER NOT NULL,
  term TEXT NOT NULL,
  first_id INTEGER NOT NULL,
  claim_ids BLOB NOT NULL,
  impacts BLOB NOT NULL,
  PRIMARY KEY (scope, term, first_id)
) STRICT, WITHOUT ROWID;

-- vector: a signed byte for each dimension.
CREATE TABLE meaning (
  claim_id INTEGER PRIMARY KEY REFERENCES claim (id),
  vector BLOB NOT NULL
) STRICT;

-- What a sentence model made of a version's text, in the model's own format; none until it has read it.
CREATE TABLE sentence (
  model TEXT NOT NULL,
  claim_id INTEGER NOT NULL REFERENCES claim (id),
  version INTEGER NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (model, claim_id)
) STRICT, WITHOUT ROWID;

-- words counts the changes of the scope's terms, so that a copy of them can tell that it is old.
CREATE TABLE tally (
  scope INTEGER PRIMARY KEY,
  published INTEGER NOT NULL,
  words INTEGER NOT NULL
) STRICT;
