using Muster.Runs;

namespace Muster.Fleet;

/// <summary>An instance as a listing shows it.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="LaunchedAt">When it was launched, or started last (UTC).</param>
/// <param name="State">Its state, as EC2 names it.</param>
/// <param name="Tags">Its tags.</param>
public sealed record ListedInstance(string Id, DateTimeOffset LaunchedAt, string State, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>Whether it exists and is not on its way out.</summary>
    public bool Exists => State is not ("shutting-down" or "terminated");

    /// <summary>Whether it runs, or is about to.</summary>
    public bool Runs => State is "pending" or "running";
}

/// <summary>What is known of a listed instance's intent.</summary>
/// <param name="Run">The run as read; null: there is none.</param>
/// <param name="Intent">The intent that launched it; null: none is known.</param>
/// <param name="Worker">The intent's worker; null: it has not joined.</param>
/// <param name="FleetIsOpen">Whether some intent of its fleet still waits for an answer: the instance may be of that one.</param>
public sealed record ListedFacts(RunRecord? Run, LaunchIntent? Intent, Workers.WorkerRecord? Worker, bool FleetIsOpen);
