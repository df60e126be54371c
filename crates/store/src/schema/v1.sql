-- Version 1 of the local store. Frozen: later versions are migrations of their own.
-- Ids are UUIDs as text, hashes and keys 32 bytes, times milliseconds (wall: since 1970; awake: since the machine's start).

-- What outlives a wipe: who signs, who cosigns, what was said.
CREATE TABLE ledgers (
    device          TEXT PRIMARY KEY,
    public_key      BLOB NOT NULL CHECK (length(public_key) = 32),
    server_name     TEXT NOT NULL,
    server_key      BLOB NOT NULL CHECK (length(server_key) = 32),
    checkpoint      TEXT,
    checkpoint_size INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE entries (
    device TEXT NOT NULL REFERENCES ledgers (device),
    seq    INTEGER NOT NULL CHECK (seq >= 0),
    leaf   BLOB NOT NULL,
    sig    BLOB NOT NULL CHECK (length(sig) = 64),
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE pending_enrolments (
    invitation TEXT PRIMARY KEY,
    url        TEXT NOT NULL,
    seed       BLOB NOT NULL CHECK (length(seed) = 32),
    at         INTEGER NOT NULL
) STRICT;

CREATE TABLE enrolments (
    device TEXT PRIMARY KEY REFERENCES ledgers (device),
    agent  TEXT NOT NULL,
    client TEXT NOT NULL,
    url    TEXT NOT NULL,
    state  TEXT NOT NULL CHECK (state IN ('active', 'left')),
    at     INTEGER NOT NULL,
    seed   BLOB CHECK (length(seed) = 32)
) STRICT;

CREATE TABLE projects (
    device  TEXT NOT NULL REFERENCES enrolments (device),
    project TEXT NOT NULL,
    json    TEXT NOT NULL,
    PRIMARY KEY (device, project)
) STRICT, WITHOUT ROWID;

CREATE TABLE policies (
    device  TEXT NOT NULL REFERENCES enrolments (device),
    project TEXT NOT NULL,
    version INTEGER NOT NULL,
    json    TEXT NOT NULL,
    PRIMARY KEY (device, project, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE notices (
    device  TEXT NOT NULL REFERENCES enrolments (device),
    sha256  BLOB NOT NULL CHECK (length(sha256) = 32),
    project TEXT NOT NULL,
    version INTEGER NOT NULL,
    lang    TEXT NOT NULL,
    text    TEXT NOT NULL,
    PRIMARY KEY (device, project, version, lang)
) STRICT;
CREATE INDEX notices_by_hash ON notices (device, sha256);

CREATE TABLE receipts (
    device TEXT NOT NULL REFERENCES enrolments (device),
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    bytes  BLOB NOT NULL,
    PRIMARY KEY (device, sha256)
) STRICT;

CREATE TABLE sessions (
    n          INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL UNIQUE,
    device     TEXT NOT NULL REFERENCES enrolments (device),
    project    TEXT NOT NULL,
    zone       TEXT NOT NULL,
    synthetic  INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('running', 'paused', 'stopped')),
    reason     TEXT,
    started    INTEGER NOT NULL,
    alive      INTEGER NOT NULL,
    worked_ms  INTEGER NOT NULL DEFAULT 0,
    keys       INTEGER NOT NULL DEFAULT 0,
    clicks     INTEGER NOT NULL DEFAULT 0,
    scroll     INTEGER NOT NULL DEFAULT 0,
    pointer_px INTEGER NOT NULL DEFAULT 0,
    active_s   INTEGER NOT NULL DEFAULT 0,
    captures   INTEGER NOT NULL DEFAULT 0,
    notes      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX sessions_open ON sessions (n) WHERE state <> 'stopped';

CREATE TABLE batches (
    n      INTEGER PRIMARY KEY AUTOINCREMENT,
    batch  TEXT NOT NULL UNIQUE,
    device TEXT NOT NULL REFERENCES enrolments (device),
    entry  INTEGER NOT NULL,
    FOREIGN KEY (device, entry) REFERENCES entries (device, seq)
) STRICT;

-- The number last given out in each stream: rises even where items are gone.
CREATE TABLE streams (
    device TEXT NOT NULL REFERENCES enrolments (device),
    stream TEXT NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (device, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE items (
    n             INTEGER PRIMARY KEY AUTOINCREMENT,
    id            TEXT NOT NULL UNIQUE,
    device        TEXT NOT NULL REFERENCES enrolments (device),
    project       TEXT NOT NULL,
    session       TEXT NOT NULL REFERENCES sessions (id),
    stream        TEXT NOT NULL,
    seq           INTEGER NOT NULL,
    category      TEXT,
    at            INTEGER NOT NULL,
    ledger_size   INTEGER NOT NULL,
    notice        BLOB,
    receipt       BLOB,
    synthetic     INTEGER NOT NULL,
    sha256        BLOB,
    body          TEXT,
    state         TEXT NOT NULL CHECK (state IN
                  ('held', 'frozen', 'deleting', 'claimed', 'sent', 'quarantined', 'purged')),
    -- The awake clock's reading at which a held item may leave.
    release_awake INTEGER NOT NULL,
    -- Wall clock: when a frozen item is deleted unless the agent chose.
    frozen_until  INTEGER,
    -- Awake clock: until when a deletion can be undone, and the state that undoing goes back to.
    delete_awake  INTEGER,
    undo          TEXT CHECK (undo IN ('held', 'frozen', 'claimed', 'quarantined')),
    code          TEXT,
    message       TEXT,
    batch         TEXT REFERENCES batches (batch),
    position      INTEGER,
    record        BLOB,
    salt          BLOB CHECK (length(salt) = 32),
    commitment    BLOB CHECK (length(commitment) = 32),
    UNIQUE (device, stream, seq),
    UNIQUE (batch, position),
    CHECK (state IN ('sent', 'purged') OR body IS NOT NULL),
    CHECK (state <> 'purged' OR body IS NULL),
    CHECK (body IS NOT NULL OR (record IS NULL AND salt IS NULL)),
    CHECK (state NOT IN ('claimed', 'quarantined') OR (record IS NOT NULL AND salt IS NOT NULL)),
    CHECK (state NOT IN ('claimed', 'quarantined', 'sent') OR (batch IS NOT NULL AND commitment IS NOT NULL)),
    CHECK ((state = 'frozen' OR undo IS 'frozen') = (frozen_until IS NOT NULL)),
    CHECK ((state = 'deleting') = (delete_awake IS NOT NULL AND undo IS NOT NULL))
) STRICT;
CREATE INDEX items_by_state ON items (state, device, n);
CREATE INDEX items_by_session ON items (session, category, at);

CREATE TABLE blobs (
    item  TEXT PRIMARY KEY REFERENCES items (id),
    bytes BLOB NOT NULL
) STRICT;

-- Claimed items of which content was offered to the server, which may have it since: deleting or withdrawing any other keeps
-- it here.
CREATE TABLE offered (
    item TEXT PRIMARY KEY REFERENCES items (id)
) STRICT;

-- Sent items that are still here for the agent to look at, and until when by the wall clock.
CREATE TABLE kept (
    item  TEXT PRIMARY KEY REFERENCES items (id),
    until INTEGER NOT NULL
) STRICT;

-- Deletions of what the server has, or may have, still to be asked of it.
CREATE TABLE deletion_requests (
    item TEXT PRIMARY KEY REFERENCES items (id),
    at   INTEGER NOT NULL
) STRICT;

-- What the agent has set, as JSON.
CREATE TABLE settings (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    json TEXT NOT NULL
) STRICT;

-- The machine's run that awake readings belong to, and the last one that was noted.
CREATE TABLE clock (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    boot_id TEXT NOT NULL,
    awake   INTEGER NOT NULL
) STRICT;
