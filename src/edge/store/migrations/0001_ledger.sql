-- What tossup remembers between passes. Times are wall time of the company's zone, as YYYY-MM-DDTHH:MM:SS.
-- Ids and fingerprints are 64 bits, kept as signed numbers.

CREATE TABLE ledger (
    one             INTEGER PRIMARY KEY CHECK (one = 1),
    id_seed         INTEGER NOT NULL,
    ids_made        INTEGER NOT NULL,
    latest_intent   INTEGER NOT NULL,
    latest_stage    TEXT,
    records_made    INTEGER NOT NULL,
    rule_hash       TEXT NOT NULL,
    rule_number     INTEGER NOT NULL,
    -- Ids of the leads in the order of the latest pass, 8 bytes each, big-endian: a row inserted on top moves all others, and must not
    -- rewrite all of them.
    lead_order      BLOB NOT NULL
) STRICT;

-- The seed is drawn here, once for all time of this file.
INSERT INTO ledger VALUES (1, random(), 0, 0, NULL, 0, '', 0, x'');

CREATE TABLE lead (
    id           INTEGER PRIMARY KEY,
    fingerprint  INTEGER NOT NULL,
    -- Fingerprints of company, person and contact.
    company      INTEGER NOT NULL,
    person       INTEGER NOT NULL,
    contact      INTEGER NOT NULL,
    score        INTEGER NOT NULL,
    priority     INTEGER NOT NULL,
    status       INTEGER NOT NULL,
    is_missing   INTEGER NOT NULL
) STRICT;

CREATE TABLE handoff (
    key           TEXT PRIMARY KEY,
    lead          INTEGER NOT NULL,
    -- Marks of the person, 16 hexadecimal digits each, one blank between them.
    person        TEXT NOT NULL,
    at            TEXT NOT NULL,
    is_confirmed  INTEGER NOT NULL,
    first_seen    TEXT,
    is_deleted    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE reminder (
    key  TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The rules as they were last understood: one row per cell.
CREATE TABLE rule_row (
    position  INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE rule_cell (
    position  INTEGER NOT NULL REFERENCES rule_row (position) ON DELETE CASCADE,
    column_key  TEXT NOT NULL,
    text      TEXT NOT NULL,
    PRIMARY KEY (position, column_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE rule_extra_header (
    position  INTEGER PRIMARY KEY,
    header    TEXT NOT NULL
) STRICT;

-- Writes whose fate is not yet known.
CREATE TABLE intent (
    position    INTEGER PRIMARY KEY,
    number      INTEGER NOT NULL,
    at          TEXT NOT NULL,
    stage       TEXT NOT NULL,
    cell_count  INTEGER NOT NULL
) STRICT;

CREATE TABLE intent_key (
    intent    INTEGER NOT NULL REFERENCES intent (position) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    tab       TEXT NOT NULL,
    key       TEXT NOT NULL,
    PRIMARY KEY (intent, position)
) STRICT, WITHOUT ROWID;

-- Changes on their way to the tab 履歴.
CREATE TABLE record (
    position      INTEGER PRIMARY KEY,
    key           TEXT NOT NULL,
    at            TEXT NOT NULL,
    subject       TEXT NOT NULL,
    header        TEXT NOT NULL,
    old           TEXT NOT NULL,
    new           TEXT NOT NULL,
    reason        TEXT NOT NULL,
    rule_version  TEXT NOT NULL
) STRICT;

-- The log. Append only: nothing changes or deletes its lines.
CREATE TABLE event (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    at       TEXT NOT NULL,
    subject  TEXT NOT NULL,
    kind     TEXT NOT NULL,
    text     TEXT NOT NULL
) STRICT;

CREATE TRIGGER event_stays_as_it_is BEFORE UPDATE ON event BEGIN
    SELECT RAISE(ABORT, 'the log is append only');
END;

CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN
    SELECT RAISE(ABORT, 'the log is append only');
END;
