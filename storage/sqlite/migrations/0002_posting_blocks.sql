-- Version 2, 2026-11-24: the index in blocks, and what claims mean.
-- Reason: a row for each posting took eight times as long to read over a million claims (docs/decisions/0010).

DROP TABLE posting;
DROP TABLE term;
DROP TABLE tally;
DELETE FROM note WHERE name = 'index edition';

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

PRAGMA user_version = 2;
