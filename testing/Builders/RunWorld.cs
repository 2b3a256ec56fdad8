using System.Security.Cryptography;
using Muster.Chunks;
using Muster.Operations;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;
using Muster.Testing.Blobs;
using Muster.Testing.Outputs;
using Muster.Testing.Stores;
using Muster.Testing.Time;

namespace Muster.Testing.Builders;

/// <summary>Stores in memory and runs in them, for tests of what reads or changes runs.</summary>
public sealed class RunWorld
{
    /// <summary>The clocks.</summary>
    public ManualTime Time { get; init; } = new();

    /// <summary>The records.</summary>
    public InMemoryRunStore Store { get; } = new();

    /// <summary>The bytes.</summary>
    public InMemoryBlobStore Blobs { get; } = new();

    /// <summary>What attempts wrote.</summary>
    public InMemoryOutputs Outputs { get; } = new();

    /// <summary>The files of runs.</summary>
    public InMemoryRunFiles Files { get; } = new();

    /// <summary>Whether the owner of a lock lives; default: nobody knows.</summary>
    public Func<string, bool?> IsAlive { get; set; } = _ => null;

    /// <summary>All of them.</summary>
    public RunPorts Ports => new(Store, Blobs, Outputs, Time) { Files = Files, IsAlive = name => IsAlive(name) };

    /// <summary>Adds a run with one point for each value of its grid's axis <c>x</c>; it is Ready.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="points">1 or more points.</param>
    /// <param name="change">Changes its record; null: as it is.</param>
    public Task<BuiltRun> AddAsync(string name = "sweep", int points = 4, Func<RunRecord, RunRecord>? change = null) =>
        AddAsync(new SweepSpec { Name = name, Command = "true", Grid = [new("x", [.. Enumerable.Range(0, points).Select(i => new ParameterValue($"{i}"))])] }, [], change);

    /// <summary>Adds a run of a spec; it is Ready.</summary>
    /// <param name="spec">The spec; its row count and digest are filled in.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="change">Changes its record; null: as it is.</param>
    public async Task<BuiltRun> AddAsync(SweepSpec spec, IReadOnlyList<Row> rows, Func<RunRecord, RunRecord>? change = null)
    {
        var now = Time.GetUtcNow();
        var id = RunId.FromToken($"{spec.Name} {now:O}");
        var (located, source) = await KeepRowsAsync(id, spec, rows);
        var canonical = SweepSpecJson.Write(located);
        var digest = Convert.ToHexStringLower(SHA256.HashData(canonical));
        using (var bytes = new MemoryStream(canonical))
            await Blobs.PutAsync(SpecBlobs.SpecKey(id, digest), bytes);
        var run = new RunRecord
        {
            Id = id,
            Version = 1,
            Name = spec.Name,
            SpecDigest = digest,
            SpecUri = Blobs.UriOf(SpecBlobs.SpecKey(id, digest)).ToString(),
            RowsUri = located.RowsDigest is { } rowsDigest ? Blobs.UriOf(SpecBlobs.RowsKey(id, rowsDigest)).ToString() : null,
            State = RunState.Ready,
            PointCount = source.Count,
            Round = RoundPlanner.First(source),
            CreatedAt = now,
            UpdatedAt = now,
        };
        run = change is null ? run : change(run);
        await Store.WriteAsync(run);
        return new(this, run.Id);
    }

    private async Task<(SweepSpec, PointSource)> KeepRowsAsync(RunId id, SweepSpec spec, IReadOnlyList<Row> rows)
    {
        if (rows.Count == 0)
            return (spec, new(spec, null));
        using var file = new MemoryStream();
        using var writer = new RowFileWriter(file);
        foreach (var row in rows)
            writer.Append(row);
        var summary = writer.Complete();
        file.Position = 0;
        await Blobs.PutAsync(SpecBlobs.RowsKey(id, summary.Digest), file);
        var located = spec with { RowCount = summary.Count, RowsDigest = summary.Digest };
        return (located, new(located, RowFileReader.Over(file.ToArray())));
    }
}
