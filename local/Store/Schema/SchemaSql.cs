namespace Muster.Local.Store.Schema;

/// <summary>The steps from one schema version to the next. A step that was released never changes; a new one is added.</summary>
internal static class SchemaSql
{
    /// <summary>The steps in order: the first makes version 1 of an empty file.</summary>
    public static IReadOnlyList<string> Steps { get; } = [First, WantedWorkAndIntents, Wishes];

    /// <summary>
    /// Version 1. Chunks and hints have their key in an index and their bytes in a row of their own: a chunk is
    /// rewritten many times, and its key never changes.
    /// </summary>
    private const string First = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
        INSERT INTO meta VALUES ('store_id', lower(hex(randomblob(8))));
        CREATE TABLE runs (
            id TEXT PRIMARY KEY, version INTEGER NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL,
            priority INTEGER NOT NULL, created_at INTEGER NOT NULL, record BLOB NOT NULL);
        CREATE INDEX runs_by_time ON runs (created_at DESC, id);
        CREATE INDEX runs_by_name ON runs (name, created_at DESC, id);
        CREATE TABLE chunks (
            run TEXT NOT NULL, round INTEGER NOT NULL, pool INTEGER NOT NULL, number INTEGER NOT NULL,
            version INTEGER NOT NULL, epoch INTEGER NOT NULL, owner TEXT, losses INTEGER NOT NULL, lines BLOB NOT NULL,
            PRIMARY KEY (run, round, pool, number));
        CREATE TABLE hints (
            run TEXT NOT NULL, round INTEGER NOT NULL, pool INTEGER NOT NULL, cursor INTEGER NOT NULL, returned TEXT NOT NULL,
            PRIMARY KEY (run, round, pool)) WITHOUT ROWID;
        CREATE TABLE workers (
            run TEXT NOT NULL, worker TEXT NOT NULL, version INTEGER NOT NULL, phase TEXT NOT NULL, record BLOB NOT NULL,
            PRIMARY KEY (run, worker)) WITHOUT ROWID;
        CREATE TABLE grants (run TEXT PRIMARY KEY, version INTEGER NOT NULL, record BLOB NOT NULL);
        """;

    /// <summary>Version 2: what wants work is found without looking at every run, and launches are recorded.</summary>
    private const string WantedWorkAndIntents = """
        ALTER TABLE runs ADD COLUMN wants_work INTEGER NOT NULL DEFAULT 0;
        UPDATE runs SET wants_work = state IN ('Ready', 'InProgress');
        CREATE INDEX runs_wanting_work ON runs (priority, created_at, id) WHERE wants_work = 1;
        CREATE TABLE intents (
            run TEXT NOT NULL, token TEXT NOT NULL, version INTEGER NOT NULL, is_open INTEGER NOT NULL, record BLOB NOT NULL,
            PRIMARY KEY (run, token)) WITHOUT ROWID;
        """;

    /// <summary>Version 3: records may say that a run is held, waits for others, or has cancelled points, which an older Muster would drop with its next write.</summary>
    private const string Wishes = "-- The tables stay as they are.";
}
