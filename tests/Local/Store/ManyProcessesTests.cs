using Muster.Local.Store;
using Muster.Points;
using Muster.Tests.Children;
using Muster.Tests.Conformance;

namespace Muster.Tests.Local.Store;

public sealed class ManyProcessesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private StoreDirectory Directory => new(folder.At("store"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task No_process_loses_a_write_to_another()
    {
        using var store = SqliteRunStore.Open(Directory);
        using var one = ChildProcess.Start("count", Directory.Root, "100");
        using var two = ChildProcess.Start("count", Directory.Root, "100");
        Assert.Equal("ready", await one.ReadLineAsync(Cancel));
        Assert.Equal("ready", await two.ReadLineAsync(Cancel));

        var exits = await Task.WhenAll(one.EndAsync(Cancel), two.EndAsync(Cancel));

        Assert.Equal([0, 0], exits);

        Assert.Equal(200, (await store.GetRunAsync(Samples.Run().Id, Cancel))!.Version);
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_its_writer_is_killed()
    {
        var chance = new Random(20260301);
        for (var round = 0; round < 6; round++)
        {
            var acknowledged = await WriteUntilKilledAsync($"w{round}", chance.Next(1, 2000));

            using var store = SqliteRunStore.Open(Directory);
            foreach (var (number, version) in acknowledged)
            {
                var chunk = await store.GetChunkAsync(Samples.Pool($"w{round}").Chunk(number), Cancel);
                Assert.InRange(chunk?.Version ?? 0, version, 2);
                Assert.Equal([PointState.Pending, PointState.Pending], chunk!.Entries.Select(entry => entry.State));
            }
        }
    }

    private async Task<List<(long Number, long Version)>> WriteUntilKilledAsync(string worker, int lines)
    {
        var acknowledged = new List<(long, long)>();
        using var writer = ChildProcess.Start("write", Directory.Root, worker);
        while (await writer.ReadLineAsync(Cancel) is { } line)
        {
            acknowledged.Add((long.Parse(line.Split(' ')[0]), long.Parse(line.Split(' ')[1])));
            if (acknowledged.Count == lines)
                await writer.KillAsync(Cancel);
        }

        return acknowledged;
    }
}
