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

-- family: the first captured text that this one is a copy of; itself when it is none, NULL until it was compared.
CREATE TABLE capture (
  sha256 TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  family TEXT REFERENCES capture (sha256)
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
  links TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(links)),
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

CREATE INDEX claim_draft ON claim (scope, id) WHERE status = 'draft';

CREATE INDEX capture_by_family ON capture (family);
-- Covers what is asked with every claim: family stands behind the text, which may be megabytes to read past.
CREATE INDEX capture_family ON capture (sha256, family);
CREATE INDEX source_version_by_capture ON source_version (sha256);
CREATE INDEX citation_by_source ON citation (source_version_id);

-- Some of the marks in the sketch of a captured text: copies share them.
CREATE TABLE sketch (
  mark INTEGER NOT NULL,
  sha256 TEXT NOT NULL REFERENCES capture (sha256),
  PRIMARY KEY (mark, sha256)
) STRICT, WITHOUT ROWID;

-- Each time a source's link was read again. outcome: same, changed, gone.
CREATE TABLE reading (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  at TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('same', 'changed', 'gone')),
  detail TEXT
) STRICT;

CREATE INDEX reading_by_source ON reading (source_id);

-- Whether a claim's quote stood in its source when that was read again.
CREATE TABLE sighting (
  claim_id INTEGER NOT NULL REFERENCES claim (id),
  source_id INTEGER NOT NULL REFERENCES source (id),
  quote TEXT NOT NULL,
  last_seen TEXT,
  missing_since TEXT,
  PRIMARY KEY (claim_id, source_id, quote)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  scope INTEGER NOT NULL CHECK (scope > 0),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL,
  PRIMARY KEY (scope, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  scope INTEGER NOT NULL CHECK (scope >= 0),
  what TEXT NOT NULL,
  subject TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL
) STRICT;

CREATE INDEX audit_by_scope ON audit (scope, id);

CREATE TABLE question (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  scope INTEGER NOT NULL CHECK (scope > 0),
  fingerprint TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'answered', 'not-checkable')),
  taken_by TEXT,
  claim_id INTEGER REFERENCES claim (id),
  reason TEXT,
  closed_by TEXT,
  closed_at TEXT
) STRICT;

CREATE UNIQUE INDEX question_open ON question (scope, fingerprint) WHERE status = 'open';
CREATE INDEX question_closed ON question (scope, opened_at, closed_at) WHERE status <> 'open';
CREATE INDEX question_by_claim ON question (claim_id) WHERE claim_id IS NOT NULL;

-- wants: whether the person is still to be told.
CREATE TABLE asking (
  question_id INTEGER NOT NULL REFERENCES question (id),
  person INTEGER NOT NULL,
  text TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  wants INTEGER NOT NULL CHECK (wants IN (0, 1)),
  PRIMARY KEY (question_id, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX asking_by_person ON asking (person);
CREATE INDEX asking_wanting ON asking (question_id) WHERE wants = 1;

-- Answers the bot posted for everybody; claim_id is NULL where nothing was on record.
CREATE TABLE posting (
  message_id INTEGER PRIMARY KEY,
  channel_id INTEGER NOT NULL,
  scope INTEGER NOT NULL CHECK (scope >= 0),
  claim_id INTEGER,
  version INTEGER,
  asked_in INTEGER,
  asker INTEGER,
  posted_at TEXT NOT NULL,
  FOREIGN KEY (claim_id, version) REFERENCES claim_version (claim_id, number),
  CHECK ((claim_id IS NULL) = (version IS NULL))
) STRICT;

CREATE INDEX posting_by_question ON posting (asked_in);
CREATE INDEX posting_by_claim ON posting (claim_id, version, scope);
CREATE INDEX posting_by_asker ON posting (asker);

-- Who wants to be told, once, when a claim changes that they got as a private answer.
CREATE TABLE watcher (
  person INTEGER NOT NULL,
  scope INTEGER NOT NULL CHECK (scope >= 0),
  claim_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  since TEXT NOT NULL,
  PRIMARY KEY (person, scope, claim_id),
  FOREIGN KEY (claim_id, version) REFERENCES claim_version (claim_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX watcher_by_claim ON watcher (claim_id, version, scope, since);

-- Wordings that a server says do not mean a claim.
CREATE TABLE mismatch (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  scope INTEGER NOT NULL CHECK (scope > 0),
  fingerprint TEXT NOT NULL,
  claim_id INTEGER NOT NULL REFERENCES claim (id),
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL,
  UNIQUE (scope, fingerprint, claim_id)
) STRICT;

-- Whoever does not want to be answered, as a keyed hash.
CREATE TABLE opted_out (
  hash TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Servers that the bot has left, and when.
CREATE TABLE departure (
  scope INTEGER PRIMARY KEY CHECK (scope > 0),
  left_at TEXT NOT NULL
) STRICT;

-- How reasons name the person who is being deleted; empty but in the transaction that does it.
CREATE TABLE deleting (
  nickname TEXT NOT NULL,
  mention TEXT NOT NULL,
  bare TEXT NOT NULL
) STRICT;

-- The audit log and the versions are only ever added to. The one overwrite: a person becomes "deleted user".
CREATE TRIGGER audit_stays
BEFORE UPDATE ON audit
WHEN NEW.made_by NOT IN (OLD.made_by, 'deleted user')
  OR NEW.reason NOT IN (
       SELECT OLD.reason
        UNION ALL
       SELECT replace(replace(replace(
                OLD.reason, nickname, 'deleted user'), mention, 'deleted user'), bare, 'deleted user')
         FROM deleting)
  OR (NEW.id, NEW.scope, NEW.what, NEW.subject, NEW.made_at)
     IS NOT (OLD.id, OLD.scope, OLD.what, OLD.subject, OLD.made_at)
BEGIN
  SELECT RAISE(ABORT, 'the audit log is only added to');
END;

CREATE TRIGGER audit_is_kept
BEFORE DELETE ON audit
WHEN NOT EXISTS (SELECT 1 FROM departure WHERE departure.scope = OLD.scope)
BEGIN
  SELECT RAISE(ABORT, 'the audit log is only added to');
END;
