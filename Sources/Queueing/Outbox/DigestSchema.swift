/// What digests need: what was told, what is still to be delivered, and to whom.
enum DigestSchema {
  static let sql = """
    -- A secret of this store, from which keys and the fingerprints of recipients are made.
    CREATE TABLE salt (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      value BLOB NOT NULL CHECK (length(value) = 32)
    ) STRICT;
    INSERT INTO salt VALUES (1, randomblob(32));

    -- A digest as it was fixed when it was due.
    CREATE TABLE digest (
      id TEXT NOT NULL PRIMARY KEY,
      topic TEXT NOT NULL,
      name TEXT NOT NULL,
      day TEXT NOT NULL,
      fixedAt TEXT NOT NULL,
      content TEXT NOT NULL CHECK (json_valid(content)),
      UNIQUE (topic, name, day)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER digestIsNotEdited BEFORE UPDATE ON digest
      BEGIN SELECT RAISE(ABORT, 'a digest never changes'); END;

    -- Where each digest of the configuration stands; what was due last may have had nothing to tell.
    CREATE TABLE digestProgress (
      topic TEXT NOT NULL,
      name TEXT NOT NULL,
      since TEXT NOT NULL,
      lastDay TEXT,
      lastDue TEXT,
      PRIMARY KEY (topic, name),
      CHECK ((lastDay IS NULL) = (lastDue IS NULL))
    ) STRICT, WITHOUT ROWID;

    -- What a digest has dealt with for ever: told, or with NULL passed over.
    CREATE TABLE digestNews (
      topic TEXT NOT NULL,
      name TEXT NOT NULL,
      log TEXT NOT NULL CHECK (log IN ('proposal', 'acceptance')),
      work TEXT NOT NULL,
      digest TEXT REFERENCES digest (id),
      PRIMARY KEY (topic, name, work, log)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE digestChange (
      topic TEXT NOT NULL,
      name TEXT NOT NULL,
      paper TEXT NOT NULL,
      kind TEXT NOT NULL,
      detail TEXT NOT NULL,
      PRIMARY KEY (topic, name, paper, kind, detail)
    ) STRICT, WITHOUT ROWID;

    -- Who gets what over which channel. The address goes when it is erased; the fingerprint stays, so that
    -- nothing is sent again.
    CREATE TABLE recipient (
      channel TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      address TEXT,
      state TEXT NOT NULL CHECK (state IN ('active', 'disabled', 'unsubscribed')),
      reason TEXT,
      since TEXT NOT NULL,
      lastDelivery TEXT,
      PRIMARY KEY (channel, fingerprint)
    ) STRICT, WITHOUT ROWID;

    -- One delivery; its key is what receivers know it by and never changes. Moments are seconds since 1970.
    CREATE TABLE outbox (
      key TEXT NOT NULL PRIMARY KEY CHECK (key NOT GLOB '*[^A-Za-z0-9._-]*' AND key <> ''),
      digest TEXT NOT NULL REFERENCES digest (id),
      channel TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      previousKey TEXT,
      state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'dead', 'dropped')),
      partsDone INTEGER NOT NULL DEFAULT 0 CHECK (partsDone >= 0),
      attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
      nextAttempt REAL NOT NULL,
      -- While a process is at it, whose.
      holder TEXT,
      heldUntil REAL,
      lastAnswer TEXT,
      lastAttemptAt TEXT,
      settledAt TEXT,
      UNIQUE (digest, channel, fingerprint),
      CHECK ((holder IS NULL) = (heldUntil IS NULL)),
      CHECK ((state = 'pending') = (settledAt IS NULL)),
      FOREIGN KEY (channel, fingerprint) REFERENCES recipient (channel, fingerprint)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX outboxDue ON outbox (channel, nextAttempt) WHERE state = 'pending';
    CREATE INDEX outboxOfRecipient ON outbox (channel, fingerprint);

    -- What each attempt came to. Append-only.
    CREATE TABLE outboxAttempt (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL REFERENCES outbox (key),
      part INTEGER NOT NULL,
      at TEXT NOT NULL,
      outcome TEXT NOT NULL CHECK (outcome IN ('delivered', 'later', 'refused', 'gone')),
      answer TEXT NOT NULL
    ) STRICT;
    CREATE INDEX attemptsOfDelivery ON outboxAttempt (key);
    """
}
