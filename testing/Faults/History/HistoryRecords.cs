using Muster.Chunks;
using Muster.Coordination;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;

namespace Muster.Testing.Faults.History;

/// <summary>
/// Records that carry the names of the writes that made them: a chunk in the attempts of its first line, which no point
/// uses, a run in its reason. So any later version shows which earlier ones it stands on.
/// </summary>
internal static class HistoryRecords
{
    /// <summary>Points of a chunk, the first line not counted.</summary>
    public const int Points = 4;

    private static readonly DateTimeOffset s_time = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static RunRecord NewRun(RunId id, string write) => new()
    {
        Id = id,
        Version = 1,
        Name = "history",
        SpecDigest = "00",
        SpecUri = "none:",
        State = RunState.InProgress,
        PointCount = Points,
        Round = new(1, [new() { Number = 0, Points = IndexSet.FirstOf(Points), Stride = 1 }]),
        Reason = new(WaitCause.Engine, write),
        CreatedAt = s_time,
        UpdatedAt = s_time,
    };

    /// <summary>The next version of a run, by a write.</summary>
    public static RunRecord By(this RunRecord next, string write) => next with { Reason = new(WaitCause.Engine, $"{next.Reason!.Text} {write}") };

    public static ChunkRecord NewChunk(ChunkKey key, string owner, string write) => new ChunkRecord
    {
        Key = key,
        Version = 0,
        Epoch = 1,
        Owner = owner,
        Entries = [.. Enumerable.Repeat(PointEntry.New, Points + 1)],
    }.By(write);

    /// <summary>The next version of a chunk, by a write.</summary>
    public static ChunkRecord By(this ChunkRecord chunk, string write) => chunk with
    {
        Version = chunk.Version + 1,
        Entries = [chunk.Entries[0] with { Attempts = [.. chunk.Entries[0].Attempts, Attempt((int)chunk.Version + 1, write)] }, .. chunk.Entries.Skip(1)],
    };

    /// <summary>The chunk with an outcome of a point that is pending.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="line">The point's line, from 1.</param>
    /// <param name="state">How it ended.</param>
    /// <param name="by">Who ran it.</param>
    public static ChunkRecord WithOutcome(this ChunkRecord chunk, int line, PointState state, string by)
    {
        var entries = chunk.Entries.ToArray();
        entries[line] = new() { State = state, Attempts = [Attempt(1, by)] };
        return chunk with { Entries = entries };
    }

    public static HistoryState StateOf(RunRecord run) => new()
    {
        Record = NameOf(run.Id),
        Version = run.Version,
        Chain = run.Reason!.Text.Split(' '),
        Settled = run.Desired == DesiredState.Run ? [] : new Dictionary<string, string> { ["desired"] = $"{run.Desired}" },
    };

    public static HistoryState StateOf(ChunkRecord chunk) => new()
    {
        Record = NameOf(chunk.Key),
        Version = chunk.Version,
        Chain = [.. chunk.Entries[0].Attempts.Select(attempt => attempt.Note!)],
        Epoch = chunk.Epoch,
        Owner = chunk.Owner,
        Settled = chunk.Entries.Select((entry, line) => (entry, line)).Where(one => one.entry.State.IsTerminal())
            .ToDictionary(one => $"point-{one.line}", one => $"{one.entry.State}-by-{one.entry.Attempts[0].Note}"),
    };

    public static string NameOf(RunId run) => $"run {run}";

    public static string NameOf(ChunkKey chunk) => $"chunk {chunk}";

    private static AttemptRecord Attempt(int number, string note) => new() { Number = number, End = AttemptEnd.Exited, StartedAt = s_time, ExitCode = 0, Note = note };
}
