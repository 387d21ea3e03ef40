internal import GRDB

/// The schema's history. A migration that has shipped is never edited; a change is a new one at the end.
enum Migrations {
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    for (name, sql) in all {
      migrator.registerMigration(name) { db in try db.execute(sql: sql) }
    }
    return migrator
  }()

  private static let all = [
    ("1 the road", theRoad), ("2 the ledger of announcements", theLedger),
    ("3 the learned ranker", learnedRanker), ("4 the curator's desk", curatorsDesk),
    ("5 digests", DigestSchema.sql), ("6 sections in the log", LogSchema.formerSection),
  ]

  private static let theRoad = """
    -- Whatever can be listed: an arXiv paper by its canonical id, anything else by its address.
    CREATE TABLE work (
      id TEXT NOT NULL PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('arxiv', 'url'))
    ) STRICT, WITHOUT ROWID;

    -- One row a paper for ever; versions are attributes with a history.
    CREATE TABLE paper (
      id TEXT NOT NULL PRIMARY KEY REFERENCES work (id),
      month INTEGER NOT NULL,
      number INTEGER NOT NULL,
      version INTEGER CHECK (version > 0),
      title TEXT NOT NULL,
      abstract TEXT NOT NULL,
      authors TEXT NOT NULL CHECK (json_valid(authors)),
      categories TEXT NOT NULL,
      comment TEXT,
      journalReference TEXT,
      dois TEXT NOT NULL,
      announced TEXT CHECK (announced GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
      published TEXT,
      updated TEXT,
      deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
      firstSeen TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX paperByNumber ON paper (month, number);
    CREATE INDEX paperByDay ON paper (announced);

    -- What a paper said before it changed.
    CREATE TABLE paperHistory (
      id INTEGER PRIMARY KEY,
      paper TEXT NOT NULL REFERENCES paper (id),
      replacedAt TEXT NOT NULL,
      version INTEGER,
      title TEXT NOT NULL,
      abstract TEXT NOT NULL,
      authors TEXT NOT NULL CHECK (json_valid(authors)),
      categories TEXT NOT NULL,
      comment TEXT,
      journalReference TEXT,
      dois TEXT NOT NULL,
      updated TEXT,
      deleted INTEGER NOT NULL CHECK (deleted IN (0, 1))
    ) STRICT;
    CREATE INDEX historyOfPaper ON paperHistory (paper);

    -- What a topic's rules say about a stored paper; the reasons are kept for those that qualify.
    CREATE TABLE appraisal (
      topic TEXT NOT NULL,
      paper TEXT NOT NULL REFERENCES paper (id),
      rulebook TEXT NOT NULL,
      score REAL NOT NULL,
      section TEXT,
      qualifies INTEGER NOT NULL CHECK (qualifies IN (0, 1)),
      reasons TEXT CHECK (reasons IS NULL OR json_valid(reasons)),
      PRIMARY KEY (topic, paper),
      CHECK ((qualifies = 1) = (reasons IS NOT NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX appraisalByPaper ON appraisal (paper);

    -- The queue.
    CREATE TABLE candidate (
      topic TEXT NOT NULL,
      work TEXT NOT NULL REFERENCES work (id),
      state TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'rejected', 'deferred')),
      deferredUntil TEXT,
      title TEXT NOT NULL,
      authors TEXT NOT NULL CHECK (json_valid(authors)),
      score REAL NOT NULL,
      section TEXT,
      announced TEXT,
      appraisal TEXT CHECK (appraisal IS NULL OR json_valid(appraisal)),
      PRIMARY KEY (topic, work),
      CHECK ((state = 'deferred') = (deferredUntil IS NOT NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX candidateByState ON candidate (topic, state, announced);

    -- The log of proposals: what the candidates feed shows, word for word, whatever is decided later.
    CREATE TABLE proposal (
      topic TEXT NOT NULL,
      work TEXT NOT NULL,
      updated TEXT NOT NULL,
      content TEXT NOT NULL CHECK (json_valid(content)),
      PRIMARY KEY (topic, work),
      UNIQUE (topic, updated),
      FOREIGN KEY (topic, work) REFERENCES candidate (topic, work)
    ) STRICT, WITHOUT ROWID;

    -- The date under which the accepted feed shows a work while it is accepted; kept when it no longer is.
    CREATE TABLE acceptance (
      topic TEXT NOT NULL,
      work TEXT NOT NULL,
      updated TEXT NOT NULL,
      PRIMARY KEY (topic, work),
      UNIQUE (topic, updated),
      FOREIGN KEY (topic, work) REFERENCES candidate (topic, work)
    ) STRICT, WITHOUT ROWID;

    -- The curated list as it was last read.
    CREATE TABLE listEntry (
      topic TEXT NOT NULL,
      work TEXT NOT NULL,
      label TEXT,
      name TEXT,
      title TEXT NOT NULL,
      url TEXT NOT NULL,
      affiliation TEXT,
      links TEXT NOT NULL CHECK (json_valid(links)),
      section TEXT NOT NULL CHECK (json_valid(section)),
      line INTEGER NOT NULL,
      PRIMARY KEY (topic, work),
      FOREIGN KEY (topic, work) REFERENCES candidate (topic, work)
    ) STRICT, WITHOUT ROWID;

    -- Who decided what, when and why. Append-only.
    CREATE TABLE verdict (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      topic TEXT NOT NULL,
      work TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('accept', 'reject', 'defer', 'undo', 'import', 'expire')),
      who TEXT NOT NULL,
      at TEXT NOT NULL,
      why TEXT,
      before TEXT CHECK (before IN ('pending', 'accepted', 'rejected', 'deferred')),
      after TEXT CHECK (after IN ('pending', 'accepted', 'rejected', 'deferred')),
      deferredUntil TEXT,
      FOREIGN KEY (topic, work) REFERENCES candidate (topic, work)
    ) STRICT;
    CREATE INDEX verdictOfWork ON verdict (topic, work);
    CREATE TRIGGER verdictIsNotEdited BEFORE UPDATE ON verdict
      BEGIN SELECT RAISE(ABORT, 'the verdict log is append-only'); END;
    CREATE TRIGGER verdictIsNotDeleted BEFORE DELETE ON verdict
      BEGIN SELECT RAISE(ABORT, 'the verdict log is append-only'); END;

    -- Where each harvest stands: the last day drained to its end, and the position inside an unfinished one.
    CREATE TABLE lane (
      source TEXT NOT NULL,
      name TEXT NOT NULL,
      cursor TEXT,
      position TEXT CHECK (position IS NULL OR json_valid(position)),
      -- The categories that were watched up to the cursor; one that is added begins with its own lookback.
      watched TEXT NOT NULL,
      PRIMARY KEY (source, name)
    ) STRICT, WITHOUT ROWID;

    -- The next moment at which any process may ask any of arXiv's hosts, in seconds since 1970.
    CREATE TABLE pace (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      nextAllowed REAL NOT NULL
    ) STRICT;

    -- Interfaces that asked to be left alone.
    CREATE TABLE hold (
      scope TEXT NOT NULL PRIMARY KEY,
      until TEXT NOT NULL,
      failures INTEGER NOT NULL CHECK (failures > 0),
      reason TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """
  private static let theLedger = """
    ALTER TABLE paper ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));

    -- What became of a known paper, each thing once, with arXiv's own date where it gives one.
    CREATE TABLE paperEvent (
      paper TEXT NOT NULL REFERENCES paper (id),
      kind TEXT NOT NULL
        CHECK (kind IN ('version', 'withdrawn', 'journal', 'doi', 'crosslist', 'deleted')),
      detail TEXT NOT NULL,
      at TEXT NOT NULL,
      recordedAt TEXT NOT NULL,
      PRIMARY KEY (paper, kind, detail)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX paperEventByTime ON paperEvent (recordedAt);

    -- What a source remembers of its last complete harvest, and what stands in the way of its next page.
    ALTER TABLE lane ADD COLUMN memory TEXT CHECK (memory IS NULL OR json_valid(memory));
    ALTER TABLE lane ADD COLUMN trouble TEXT CHECK (trouble IS NULL OR json_valid(trouble));

    -- What each source said when it was asked: the evidence from which the ledger is worked out. Append-only.
    CREATE TABLE poll (
      id INTEGER PRIMARY KEY,
      source TEXT NOT NULL,
      at TEXT NOT NULL,
      since TEXT,
      through TEXT,
      outcome TEXT NOT NULL CHECK (outcome IN ('complete', 'stale', 'refused')),
      confirmations INTEGER NOT NULL CHECK (confirmations >= 0),
      detail TEXT NOT NULL
    ) STRICT;
    CREATE INDEX pollByTime ON poll (at);

    -- Entries that could not be read as they came. The raw bytes are kept for a look, also when the entry was
    -- fetched again later.
    CREATE TABLE damagedEntry (
      key TEXT NOT NULL PRIMARY KEY,
      paper TEXT REFERENCES paper (id),
      source TEXT NOT NULL,
      reason TEXT NOT NULL,
      raw BLOB NOT NULL,
      seenAt TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      nextAttempt TEXT NOT NULL,
      repairedAt TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX damagedEntryOfPaper ON damagedEntry (paper);

    -- Numbers that arXiv must have given out and that no source has shown.
    CREATE TABLE hole (
      paper TEXT NOT NULL PRIMARY KEY,
      seenAt TEXT NOT NULL,
      probedAt TEXT
    ) STRICT, WITHOUT ROWID;

    -- Papers that the daily harvest had missed, and how they were found.
    CREATE TABLE repair (
      paper TEXT NOT NULL PRIMARY KEY REFERENCES paper (id),
      at TEXT NOT NULL,
      how TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  private static let learnedRanker = """
    -- What was learned from the decisions about a topic, and from what.
    CREATE TABLE learnedModel (
      topic TEXT NOT NULL PRIMARY KEY,
      -- Changes when a new training is due.
      trainedFor TEXT NOT NULL,
      -- Of everything it was trained on.
      hash TEXT NOT NULL,
      model TEXT NOT NULL CHECK (json_valid(model))
    ) STRICT;

    -- By which model the reason `learned` of an appraisal was given; NULL for the rules alone.
    ALTER TABLE appraisal ADD COLUMN learned TEXT;
    """

  private static let curatorsDesk = """
    -- What a person wrote to a candidate, and a section that a person chose, which the rules then leave alone.
    ALTER TABLE candidate ADD COLUMN note TEXT;
    ALTER TABLE candidate ADD COLUMN draft TEXT;
    ALTER TABLE candidate ADD COLUMN sectionIsChosen INTEGER NOT NULL DEFAULT 0 CHECK (sectionIsChosen IN (0, 1));

    -- Pending ones that were withdrawn come last; kept beside the queue so that its order can be an index.
    ALTER TABLE candidate ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
    UPDATE candidate SET withdrawn = 1 WHERE work IN (SELECT id FROM paper WHERE withdrawn = 1);
    CREATE INDEX candidateByWork ON candidate (work);
    CREATE TRIGGER withdrawnCandidate AFTER UPDATE OF withdrawn ON paper WHEN NEW.withdrawn <> OLD.withdrawn
      BEGIN UPDATE candidate SET withdrawn = NEW.withdrawn WHERE work = NEW.id; END;
    CREATE TRIGGER newWithdrawnCandidate AFTER INSERT ON candidate
      WHEN EXISTS (SELECT 1 FROM paper WHERE id = NEW.work AND withdrawn = 1)
      BEGIN UPDATE candidate SET withdrawn = 1 WHERE topic = NEW.topic AND work = NEW.work; END;

    -- Every column that a list of the queue shows, in the order in which it shows them.
    DROP INDEX candidateByState;
    CREATE INDEX candidateInOrder ON candidate (topic, state, withdrawn, announced DESC, score DESC, work, title,
      section, deferredUntil);

    -- What the curated list owes a decision: a line to put in or to take out. Made in the transaction of the decision.
    CREATE TABLE listEdit (
      topic TEXT NOT NULL,
      work TEXT NOT NULL,
      wanted TEXT NOT NULL CHECK (wanted IN ('in', 'out')),
      state TEXT NOT NULL CHECK (state IN ('due', 'done', 'refused')),
      -- The line as it was put in; NULL while none was.
      line TEXT,
      -- Why it is not done.
      reason TEXT,
      -- The pull request that proposes it.
      request TEXT,
      -- Counts the decisions, so that who worked on an older one does not settle a newer one.
      generation INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (topic, work),
      FOREIGN KEY (topic, work) REFERENCES candidate (topic, work)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX dueListEdit ON listEdit (topic, state);
    """
}
