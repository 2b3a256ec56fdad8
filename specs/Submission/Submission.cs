using System.Security.Cryptography;
using Muster.Chunks;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Specs.Submission;

/// <summary>Turns a spec that was read into a run: its bytes first, then its record. The run exists when the record is durable (promise 1).</summary>
/// <param name="store">The records.</param>
/// <param name="blobs">The bytes.</param>
/// <param name="time">The clocks.</param>
public sealed class Submitter(IRunStore store, IBlobStore blobs, TimeProvider time)
{
    /// <summary>Submits.</summary>
    /// <param name="order">What to submit.</param>
    /// <param name="cancel">Ends the call; then the run may exist or not, and the same token tells.</param>
    /// <returns>The run: the new one, or the one that this token and spec had made before.</returns>
    /// <exception cref="SubmissionException">The token belongs to another spec.</exception>
    public async Task<SubmittedRun> SubmitAsync(SubmissionOrder order, CancellationToken cancel = default)
    {
        var canonical = SweepSpecJson.Write(order.Spec);
        var digest = Convert.ToHexStringLower(SHA256.HashData(canonical));
        var id = RunId.FromToken(order.ClientToken);
        if (await store.GetRunAsync(id, cancel) is { } known)
            return Known(known, digest, order);
        if (order.Spec.RowsDigest is { } rows)
            await PutRowsAsync(SpecBlobs.RowsKey(id, rows), order, cancel);
        using (var bytes = new MemoryStream(canonical))
            await blobs.PutAsync(SpecBlobs.SpecKey(id, digest), bytes, cancel);
        var run = Record(order, id, digest);
        if (await store.WriteAsync(run, cancel) == WriteAnswer.Written)
            return new(run, IsNew: true);
        return Known(await store.GetRunAsync(id, cancel) ?? throw SubmissionException.Vanished(id), digest, order);
    }

    private static SubmittedRun Known(RunRecord known, string digest, SubmissionOrder order) =>
        known.SpecDigest != digest ? throw SubmissionException.OtherSpec(order.ClientToken, known)
        : known.DeletingSince is not null ? throw SubmissionException.Deleting(order.ClientToken, known)
        : new(known, IsNew: false);

    private async Task PutRowsAsync(string key, SubmissionOrder order, CancellationToken cancel)
    {
        if (await blobs.FindAsync(key, cancel) is not null)
            return;
        await using var rows = order.OpenRows?.Invoke() ?? throw new ArgumentException("The spec has rows, but the order has no row file.", nameof(order));
        await blobs.PutAsync(key, rows, cancel);
    }

    private RunRecord Record(SubmissionOrder order, RunId id, string digest)
    {
        var (spec, now) = (order.Spec, time.GetUtcNow());
        return new()
        {
            Id = id,
            Version = 1,
            Name = spec.Name,
            SpecDigest = digest,
            SpecUri = blobs.UriOf(SpecBlobs.SpecKey(id, digest)).AbsoluteUri,
            RowsUri = spec.RowsDigest is { } rows ? blobs.UriOf(SpecBlobs.RowsKey(id, rows)).AbsoluteUri : null,
            State = RunState.Ready,
            Priority = order.Priority ?? spec.Priority,
            MaxConcurrent = order.MaxConcurrent ?? spec.MaxConcurrent,
            MaxConcurrentPerRegion = spec.MaxConcurrentPerRegion,
            BudgetUsd = spec.BudgetUsd,
            ToleratedFailures = spec.ToleratedFailures,
            After = order.After,
            PointCount = order.Points.Count,
            Round = RoundPlanner.First(order.Points),
            CreatedAt = now,
            UpdatedAt = now,
        };
    }
}

/// <summary>What to submit.</summary>
/// <param name="Spec">The spec as read.</param>
/// <param name="Points">Its points.</param>
/// <param name="ClientToken">The same token and spec give the same run.</param>
public sealed record SubmissionOrder(SweepSpec Spec, PointSource Points, string ClientToken)
{
    /// <summary>Opens the row file for reading; null when the spec has no rows.</summary>
    public Func<Stream>? OpenRows { get; init; }

    /// <summary>Instead of the spec's; null: the spec's.</summary>
    public int? MaxConcurrent { get; init; }

    /// <summary>Instead of the spec's; null: the spec's.</summary>
    public Priority? Priority { get; init; }

    /// <summary>The runs that must end before it starts; default: none.</summary>
    public IReadOnlyList<RunDependency> After { get; init; } = [];
}

/// <summary>A run that is in the store.</summary>
/// <param name="Run">Its record.</param>
/// <param name="IsNew">Whether this call made it.</param>
public sealed record SubmittedRun(RunRecord Run, bool IsNew);

/// <summary>A submission that was refused.</summary>
public sealed class SubmissionException : Exception
{
    private SubmissionException(string message) : base(message) { }

    internal static SubmissionException OtherSpec(string token, RunRecord known) => new(
        $"Client token '{token}' belongs to run {known.Id} ({known.Name}), which has another spec. Use a token of its own for each submission, or none.");

    internal static SubmissionException Deleting(string token, RunRecord known) => new(
        $"Client token '{token}' belongs to run {known.Id} ({known.Name}), which is being deleted. Finish that first (muster delete {known.Id}), then submit again.");

    internal static SubmissionException Vanished(RunId id) => new($"Run {id} was written by another and is gone again. Submit once more.");
}
