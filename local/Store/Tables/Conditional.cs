using Muster.Local.Store.Sqlite;
using Muster.Stores;

namespace Muster.Local.Store.Tables;

/// <summary>The one kind of write: version 1 where there is nothing, version n over version n − 1.</summary>
internal static class Conditional
{
    /// <summary>Writes a record under its condition.</summary>
    /// <param name="database">The connection, within a transaction.</param>
    /// <param name="version">The record's version.</param>
    /// <param name="insert">The statement for version 1; it changes nothing when the key exists.</param>
    /// <param name="update">The statement for later versions; its last parameter is the version that must be stored.</param>
    /// <param name="bind">Binds what both have in common.</param>
    public static WriteAnswer Write(Database database, long version, string insert, string update, Action<Statement> bind)
    {
        using var statement = database.Use(version == 1 ? insert : update);
        bind(statement);
        if (version != 1)
            statement.With(version - 1);
        return statement.Run() == 1 ? WriteAnswer.Written : WriteAnswer.Refused;
    }
}
