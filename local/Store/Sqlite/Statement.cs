using SQLitePCL;

namespace Muster.Local.Store.Sqlite;

/// <summary>A prepared statement of one connection. Binding goes on from the parameter before, from the first one after each use.</summary>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    private int bound;

    /// <summary>Binds the next parameter.</summary>
    public Statement With(long value) => Bound(raw.sqlite3_bind_int64(handle, ++bound, value));

    /// <summary>Binds the next parameter; null is NULL.</summary>
    public Statement With(string? value) =>
        Bound(value is null ? raw.sqlite3_bind_null(handle, ++bound) : raw.sqlite3_bind_text(handle, ++bound, value));

    /// <summary>Binds the next parameter; null is NULL.</summary>
    public Statement With(long? value) => value is { } number ? With(number) : Bound(raw.sqlite3_bind_null(handle, ++bound));

    /// <summary>Binds the next parameter.</summary>
    public Statement With(byte[] value) => Bound(raw.sqlite3_bind_blob(handle, ++bound, value));

    /// <summary>Goes on to the next row; false when there is none.</summary>
    public bool Read()
    {
        var code = Step();
        database.Check(code, "read or written");
        return code == raw.SQLITE_ROW;
    }

    /// <summary>Takes one step and gives SQLite's answer as it is.</summary>
    public int Step() => raw.sqlite3_step(handle);

    /// <summary>Runs a statement to its end.</summary>
    /// <returns>Rows changed.</returns>
    public int Run()
    {
        while (Read()) { }
        return database.Changes;
    }

    /// <summary>A column of this row, 0-based.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    /// <summary>A column of this row, 0-based; null when NULL.</summary>
    public string? Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    /// <summary>A column of this row, 0-based; gone with the next row.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    /// <inheritdoc />
    public void Dispose()
    {
        // A failed step is reported again by reset; it was thrown already.
        raw.sqlite3_reset(handle);
        raw.sqlite3_clear_bindings(handle);
        bound = 0;
    }

    /// <summary>Gives the statement back to SQLite.</summary>
    public void Finish() => handle.Dispose();

    private Statement Bound(int code)
    {
        database.Check(code, "read or written");
        return this;
    }
}
