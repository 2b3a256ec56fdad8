using System.Security.Cryptography;
using System.Text;
using Muster.Graphs;
using Muster.Outputs;
using Muster.Points;

namespace Muster.Testing.Builders;

/// <summary>The job graph of a point in a <see cref="RunWorld"/>, whose story is told step by step; <see cref="KeepAsync"/> makes it known.</summary>
/// <param name="world">The world.</param>
/// <param name="run">The run.</param>
/// <param name="graph">Its graph.</param>
/// <param name="point">The point.</param>
public sealed class BuiltGraph(RunWorld world, BuiltRun run, GraphSpec graph, long point = 0)
{
    private int kept;

    /// <summary>Where it stands.</summary>
    public GraphState State { get; } = new(graph);

    /// <summary>The round that runs the point.</summary>
    public int Round { get; init; } = 1;

    /// <summary>An attempt of a job starts.</summary>
    public void Start(string job) => State.Apply(new GraphEvent.JobStarted(PlaceOf(job), world.Time.GetUtcNow()));

    /// <summary>A job starts and ends after some time.</summary>
    public async Task RunAsync(string job, JobEnding ending)
    {
        Start(job);
        await EndAsync(job, ending);
    }

    /// <summary>The attempt that runs ends, after some time.</summary>
    public async Task EndAsync(string job, JobEnding ending)
    {
        var line = State.Jobs[PlaceOf(job)];
        world.Time.Move(ending.Took);
        var attempt = new AttemptRecord
        {
            Number = line.NextAttempt,
            End = ending.End,
            ExitCode = ending.End == AttemptEnd.Exited ? ending.ExitCode : null,
            StartedAt = line.RunningSince!.Value,
            Elapsed = world.Time.GetUtcNow() - line.RunningSince!.Value,
            Worker = BuiltRun.Worker,
            Note = ending.Note,
            Output = await KeepOutputAsync(job, line.NextAttempt, ending.Output),
            Result = ending.Files.Count == 0 ? null : await KeepFilesAsync(job, line.NextAttempt, ending.Files),
        };
        var next = ending.Next ?? (ending is { End: AttemptEnd.Exited, ExitCode: 0 } ? JobState.Succeeded : JobState.Failed);
        State.Apply(new GraphEvent.JobEnded(PlaceOf(job), attempt, next, ending.Wait is { } wait ? world.Time.GetUtcNow() + wait : null, ending.Reason));
    }

    /// <summary>What has happened so far becomes what the store says of the point.</summary>
    /// <returns>The reference.</returns>
    public async Task<string> KeepAsync()
    {
        var reference = $"{GraphBlobs.PrefixOf(Round, point)}state-{++kept}.json";
        await PutAsync(reference, GraphStateJson.Write(State));
        await run.ChangeAsync(point, entry => entry with { Graph = reference });
        return reference;
    }

    /// <summary>Writes a blob below the run's prefix.</summary>
    public async Task PutAsync(string reference, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        await world.Blobs.PutAsync(GraphBlobs.KeyOf(run.Id, reference), content);
    }

    private async Task<string?> KeepOutputAsync(string job, int number, (string Out, string Error)? output)
    {
        if (output is not { } wrote)
            return null;
        var (file, bytes) = ($"{GraphBlobs.PrefixOf(Round, point)}{job}-{number}.pack", Encoding.UTF8.GetBytes($"before{wrote.Out}{wrote.Error}"));
        await PutAsync(file, bytes);
        var (first, second) = (Encoding.UTF8.GetByteCount(wrote.Out), Encoding.UTF8.GetByteCount(wrote.Error));
        return new AttemptOutput(first == 0 ? null : new(file, 6, first), second == 0 ? null : new(file, 6 + first, second)).ToString();
    }

    private async Task<string> KeepFilesAsync(string job, int number, IReadOnlyList<(string Path, string Text)> files)
    {
        var (folder, list) = ($"{GraphBlobs.PrefixOf(Round, point)}{job}/{number}.e1/", new List<ManifestFile>());
        foreach (var (path, text) in files)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            await PutAsync($"{folder}{path}", bytes);
            list.Add(new(path, $"{folder}{path}", bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), 0x1A4));
        }

        await PutAsync($"{folder}manifest.json", ResultManifestJson.Write(new(list)));
        return $"{folder}manifest.json";
    }

    private int PlaceOf(string job) => graph.Jobs.Select((spec, place) => (spec.Id, place)).First(known => known.Id == job).place;
}

/// <summary>How an attempt of a job ends.</summary>
public sealed record JobEnding
{
    /// <summary>Well, after a second and a half.</summary>
    public static JobEnding Well { get; } = new();

    /// <summary>How; default: it exits.</summary>
    public AttemptEnd End { get; init; } = AttemptEnd.Exited;

    /// <summary>Its exit code; default 0.</summary>
    public int ExitCode { get; init; }

    /// <summary>How long it took; default 1.5 seconds.</summary>
    public TimeSpan Took { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Where the job stands then; null: succeeded with exit code 0, else failed.</summary>
    public JobState? Next { get; init; }

    /// <summary>How long until it is tried again; null: at once, or not at all.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>Why it is not tried again; null: nothing is said.</summary>
    public string? Reason { get; init; }

    /// <summary>What else is to be said of the attempt; null: nothing.</summary>
    public string? Note { get; init; }

    /// <summary>What it wrote; null: nothing.</summary>
    public (string Out, string Error)? Output { get; init; }

    /// <summary>The result files that it left; default: none.</summary>
    public IReadOnlyList<(string Path, string Text)> Files { get; init; } = [];
}
