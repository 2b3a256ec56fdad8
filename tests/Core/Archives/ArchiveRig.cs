using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Muster.Archives;
using Muster.Points;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Archives;

/// <summary>Runs to be archived, and archives taken apart and put together otherwise.</summary>
internal static class ArchiveRig
{
    public const string Version = "1.2.3";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A run with rows, two rounds, files and a grant book.</summary>
    public static async Task<BuiltRun> AddAsync(RunWorld world)
    {
        var spec = new SweepSpec { Name = "lr", Command = "true", Grid = [new("x", [new("1"), new("2")])] };
        var run = await world.AddAsync(spec, [new([new("a", new("1"))], Muster.Placement.PlacementSpec.Anywhere)]);
        await run.StartAsync();
        for (var point = 0; point < (await run.RecordAsync()).PointCount; point++)
            await run.EndAsync(point, point == 0 ? PointState.Failed : PointState.Succeeded, run.Attempt(point == 0 ? 1 : 0, result: "{\"loss\":1}", output: ("out", "err")));
        await world.Store.WriteAsync(new Muster.Grants.GrantBook { Run = run.Id, Version = 1, LockEpoch = 1, SettledUsd = 0.5m }, Cancel);
        await run.ReportAsync(RunState.Error);
        foreach (var (path, text) in new[] { ("output/1-w-000001.pack", "outerr{\"loss\":1}"), ("points/0/0/a b.csv", "1,2") })
        {
            using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
            await world.Files.WriteAsync(run.Id, path, bytes, Cancel);
        }

        return run;
    }

    public static async Task<byte[]> ExportAsync(RunWorld world, RunId run)
    {
        using var archive = new MemoryStream();
        await new RunExport(world.Ports, Version).WriteAsync(run, archive, Cancel);
        return archive.ToArray();
    }

    public static async Task<ImportAnswer> ImportAsync(RunWorld world, byte[] archive)
    {
        using var stream = new MemoryStream(archive);
        return await new RunImport(world.Ports, Version).ReadAsync(stream, Cancel);
    }

    /// <summary>The entries of an archive in their order.</summary>
    public static async Task<List<(string Name, byte[] Content)>> EntriesAsync(byte[] archive)
    {
        var entries = new List<(string, byte[])>();
        await using var zip = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        await using var tar = new TarReader(zip);
        while (await tar.GetNextEntryAsync(copyData: true, Cancel) is { } entry)
        {
            using var content = new MemoryStream();
            if (entry.DataStream is { } data)
                await data.CopyToAsync(content, Cancel);
            entries.Add((entry.Name, content.ToArray()));
        }

        return entries;
    }

    /// <summary>An archive of any entries.</summary>
    public static async Task<byte[]> PackAsync(IEnumerable<TarEntry> entries)
    {
        using var archive = new MemoryStream();
        await using (var zip = new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true))
        await using (var tar = new TarWriter(zip, TarEntryFormat.Gnu))
        {
            foreach (var entry in entries)
                await tar.WriteEntryAsync(entry, Cancel);
        }

        return archive.ToArray();
    }

    public static TarEntry File(string name, byte[] content) => new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) };

    public static TarEntry File(string name, string content) => File(name, Encoding.UTF8.GetBytes(content));

    /// <summary>Whether anything is there of a run, in whatever part of a world.</summary>
    public static async Task<bool> HasAnyAsync(RunWorld world, RunId run) =>
        await world.Store.GetRunAsync(run, Cancel) is not null
        || await world.Files.ListAsync(run, Cancel).AnyAsync(Cancel)
        || await world.Blobs.ListAsync(SpecBlobs.Prefix(run), Cancel).AnyAsync(Cancel)
        || await world.Store.GetGrantBookAsync(run, Cancel) is not null
        || await world.Store.GetChunkAsync(new(run, 1, 0, 0), Cancel) is not null;
}
