using SQLitePCL;

namespace Muster.Local.Store.Sqlite;

/// <summary>
/// One connection to the store's file, used by one thread at a time. It talks to SQLite directly: ADO.NET would cost a
/// short command more than its query does. Statements are prepared once and kept.
/// </summary>
internal sealed class Database : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(5);
    private readonly sqlite3 handle;
    private readonly TimeSpan patience;
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);

    static Database()
    {
        EmbeddedLibrary.UseIfThere();
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
    }

    private Database(string path, sqlite3 handle, TimeSpan patience) => (Path, this.handle, this.patience) = (path, handle, patience);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Whether a transaction is open; SQLite itself may have ended it after a failure.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    /// <summary>Opens the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="create">Whether a missing file is created.</param>
    /// <param name="patience">How long a statement waits for a lock that another connection holds.</param>
    public static Database Open(string path, bool create, TimeSpan patience) =>
        Open(path, raw.SQLITE_OPEN_READWRITE | (create ? raw.SQLITE_OPEN_CREATE : 0), patience);

    /// <summary>Opens a file that is there and leaves its content as it is: its log of writes is read, and not merged into it either.</summary>
    /// <param name="path">The file.</param>
    /// <param name="patience">How long a statement waits for a lock that another connection holds.</param>
    public static Database OpenToRead(string path, TimeSpan patience) => Open(path, raw.SQLITE_OPEN_READONLY, patience);

    private static Database Open(string path, int flags, TimeSpan patience)
    {
        var code = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new Database(path, handle, patience);
        try
        {
            database.Check(code, "opened");
            database.Check(raw.sqlite3_busy_timeout(handle, (int)patience.TotalMilliseconds), "set up");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A prepared statement, to be disposed after use; disposing makes it ready for its next use.</summary>
    public Statement Use(string sql)
    {
        if (statements.TryGetValue(sql, out var known))
            return known;
        Check(raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var prepared), "read or written");
        var statement = new Statement(this, prepared);
        statements.Add(sql, statement);
        return statement;
    }

    /// <summary>Runs a statement that has neither parameters nor rows.</summary>
    public void Run(string sql)
    {
        using var statement = Use(sql);
        statement.Run();
    }

    /// <summary>
    /// Runs a statement for which SQLite does not wait for other connections by itself, again and again for as long as a lock is waited for:
    /// changing the journal's mode reads first, and a reader that wants to write is refused at once, lest two wait for each other.
    /// </summary>
    public void RunUntilFree(string sql)
    {
        using var pause = new ManualResetEventSlim();
        for (var waited = TimeSpan.Zero; ; waited += s_pause)
        {
            try
            {
                Run(sql);
                return;
            }
            catch (SqliteException error) when (error.IsBusy && waited < patience)
            {
                pause.Wait(s_pause);
            }
        }
    }

    /// <summary>Runs several statements, separated by semicolons, each once.</summary>
    public void RunScript(string sql) => Check(raw.sqlite3_exec(handle, sql), "set up");

    /// <summary>Starts a transaction that may write; false when another connection has one.</summary>
    public bool TryBegin()
    {
        using var begin = Use("BEGIN IMMEDIATE");
        var code = begin.Step();
        if (code == raw.SQLITE_BUSY)
            return false;
        Check(code, "written");
        return true;
    }

    /// <summary>Ends a transaction that failed, if SQLite did not already.</summary>
    public void Rollback()
    {
        if (InTransaction)
            Run("ROLLBACK");
    }

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => raw.sqlite3_changes(handle);

    /// <summary>Throws for any answer that is not OK, ROW or DONE.</summary>
    public void Check(int code, string action)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            throw new SqliteException(Path, action, code, raw.sqlite3_extended_errcode(handle), raw.sqlite3_errmsg(handle).utf8_to_string());
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Finish();
        statements.Clear();
        raw.sqlite3_close_v2(handle);
    }
}
