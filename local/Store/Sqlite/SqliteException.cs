using Muster.Stores;
using SQLitePCL;

namespace Muster.Local.Store.Sqlite;

/// <summary>What SQLite said, before it is told in the store's own terms by <see cref="Told"/>.</summary>
internal sealed class SqliteException(string path, string action, int code, int extended, string text)
    : Exception($"{path} could not be {action}: {text} (SQLite error {extended}).")
{
    /// <summary>Another connection holds the lock that is needed.</summary>
    public bool IsBusy => code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>There is no room on the disk for the file, or for the index that connections share.</summary>
    public bool IsFull => code == raw.SQLITE_FULL || extended == raw.SQLITE_IOERR_SHMSIZE;

    /// <summary>The statement alone is wrong, not the store: such as a value that is too big.</summary>
    public bool IsOfStatement => code is raw.SQLITE_TOOBIG or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_RANGE;

    /// <summary>This error in the store's terms: what, where, and what to do.</summary>
    public Exception Told() => code switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => StoreProblemException.Damaged(path, text, this),
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => StoreProblemException.NotWritable(path, text, this),
        _ when IsFull => new StoreFullException(
            $"The store {path} could not be written: the disk is full ({text}). Nothing that was acknowledged is lost. Make room on that disk; the store then goes on.", this),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL => new StoreUnavailableException(
            $"The store {path} could not be {action}: other processes kept it locked for too long ({text}). Try again; if it stays so, see which process holds it (fuser {path}).", this),
        _ => new StoreUnavailableException(
            $"The store {path} could not be {action}: {text} (SQLite error {extended}). Whether a write happened is known after reading it back. Check the disk, then try again.", this),
    };
}
