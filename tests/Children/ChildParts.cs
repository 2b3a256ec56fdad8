using Muster.Local.Store;
using Muster.Local.Store.Schema;
using Muster.Local.Store.Sqlite;
using Muster.Stores;
using Muster.Tests.Conformance;

namespace Muster.Tests.Children;

/// <summary>What a child process does. Each line that it says ends with a full stop, so that one cut off by a kill is known.</summary>
internal static class ChildParts
{
    public static Task<int> PlayAsync(string[] part) => part switch
    {
        ["write", var directory, var worker] => WriteAsync(new(directory), worker),
        ["count", var directory, var times] => CountAsync(new(directory), int.Parse(times)),
        ["upgrade", var directory] => UpgradeHalfwayAsync(new(directory)),
        ["hold", var directory] => HoldAsync(new(directory)),
        ["put", var endpoint, var region, var bucket, var length] => BlobParts.PutAsync(new(endpoint), new(region, bucket), long.Parse(length)),
        ["get", var endpoint, var region, var bucket] => BlobParts.GetAsync(new(endpoint), new(region, bucket)),
        _ => throw new ArgumentException($"There is no part \"{string.Join(' ', part)}\"."),
    };

    /// <summary>Writes chunks from several threads until it is killed, and says which writes were acknowledged.</summary>
    private static async Task<int> WriteAsync(StoreDirectory directory, string worker)
    {
        using var store = SqliteRunStore.Open(directory);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async lane =>
        {
            for (var number = lane; ; number += 8)
            {
                var chunk = Samples.Chunk(number, owner: worker, pool: Samples.Pool(worker));
                for (var version = 1; version <= 2; version++)
                {
                    if (await store.WriteAsync(chunk with { Version = version }) == WriteAnswer.Written)
                        Say($"{number} {version}");
                }
            }
        }));
        return 0;
    }

    /// <summary>Counts a record up some times, against others who do the same.</summary>
    private static async Task<int> CountAsync(StoreDirectory directory, int times)
    {
        using var store = SqliteRunStore.Open(directory);
        Say("ready");
        Console.In.ReadLine();
        for (var done = 0; done < times;)
        {
            var version = (await store.GetRunAsync(Samples.Run().Id))?.Version ?? 0;
            if (await store.WriteAsync(Samples.Run(version: version + 1)) == WriteAnswer.Written)
                done++;
        }

        return 0;
    }

    /// <summary>Holds the engine lock until its input ends or it is killed.</summary>
    private static Task<int> HoldAsync(StoreDirectory directory)
    {
        using var held = EngineLock.TryAcquire(directory, new(Environment.ProcessId, Samples.Noon, "child"));
        Say(held is null ? "refused" : "held");
        Console.In.ReadToEnd();
        return Task.FromResult(0);
    }

    /// <summary>Does the last step of the schema without its commit, and waits to be killed.</summary>
    private static Task<int> UpgradeHalfwayAsync(StoreDirectory directory)
    {
        using var database = Database.Open(directory.StoreFile, create: false, TimeSpan.Zero);
        database.Run("BEGIN IMMEDIATE");
        database.RunScript(SchemaSql.Steps[^1]);
        database.Run("UPDATE meta SET value = 2 WHERE key = 'schema_version'");
        // Out of the cache and into the file, as a big step would be before its commit.
        database.Run("PRAGMA cache_spill = 1");
        Say("half");
        Console.In.ReadToEnd();
        return Task.FromResult(1);
    }

    private static void Say(string line)
    {
        lock (Console.Out)
        {
            Console.Out.Write(line + ".\n");
            Console.Out.Flush();
        }
    }
}
