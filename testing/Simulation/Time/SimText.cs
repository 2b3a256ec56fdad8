using Muster.Chunks;
using Muster.Fleet;
using Muster.Grants;
using Muster.Points;
using Muster.Runs;
using Muster.Workers;

namespace Muster.Testing.Simulation.Time;

/// <summary>Records as short texts for a trace.</summary>
internal static class SimText
{
    public static string Of(object thing) => thing switch
    {
        RunRecord run => $"run v{run.Version} {run.State}/{run.Desired} round {run.Round.Number} lock {run.Lock?.Owner}#{run.Lock?.Epoch}.{run.Lock?.Renewals} counts {run.Counts.Ended}/{run.PointCount} spent {run.SpentUsd} {run.Reason?.Text}",
        ChunkRecord chunk => $"chunk {chunk.Key.Round}/{chunk.Key.Pool}/{chunk.Key.Number} v{chunk.Version} e{chunk.Epoch} {chunk.Owner ?? "-"} {string.Concat(chunk.Entries.Select(Letter))}",
        WorkerRecord worker => $"worker {worker.Key.Worker} v{worker.Version} {worker.Phase} r{worker.Renewals} age {worker.Age.TotalSeconds:0.###}s",
        GrantBook book => $"book v{book.Version} e{book.LockEpoch} settled {book.SettledUsd} [{string.Join(", ", book.Grants.Select(Of))}]",
        LaunchIntent intent => $"intent {intent.Key.Token} v{intent.Version} {intent.State} {intent.Instance}",
        IReadOnlyList<long> numbers => $"[{string.Join(",", numbers)}]",
        _ => thing.ToString() ?? "",
    };

    private static string Of(Grant grant) => $"{grant.Worker}:{grant.Slots}@{grant.Region} {grant.Mode} r{grant.FromRenewal}+{grant.ValidFor.TotalSeconds:0}s {grant.ReservedUsd}$";

    private static char Letter(PointEntry entry) => entry.State switch
    {
        PointState.Succeeded => 'S',
        PointState.Failed => 'F',
        PointState.Cancelled => 'C',
        PointState.Running => 'R',
        _ => (char)('0' + Math.Min(9, entry.Attempts.Count)),
    };
}
