using Muster.Sweeps;

namespace Muster.Cli.Submitting;

/// <summary>How a sweep is to be submitted.</summary>
public sealed record SubmitOptions
{
    /// <summary>Return after the acknowledgement, and leave an engine behind.</summary>
    public bool Detach { get; init; }

    /// <summary>Leave no engine behind: others run it. With <see cref="Detach"/>.</summary>
    public bool NoEngine { get; init; }

    /// <summary>How long to wait for the run's end; null: without limit.</summary>
    public TimeSpan? WaitTimeout { get; init; }

    /// <summary>A file that gets the run's id once the run exists; null: none.</summary>
    public string? OutputId { get; init; }

    /// <summary>The same token and spec give the same run; null: a token made for this submission.</summary>
    public string? ClientToken { get; init; }

    /// <summary>Instead of the spec's; null: the spec's.</summary>
    public int? MaxConcurrent { get; init; }

    /// <summary>Instead of the spec's; null: the spec's.</summary>
    public Priority? Priority { get; init; }

    /// <summary>The runs that must end before it starts; default: none.</summary>
    public IReadOnlyList<AfterRun> After { get; init; } = [];

    /// <summary>Only say what would happen.</summary>
    public bool DryRun { get; init; }
}
