using Muster.Runs;

namespace Muster.Deletion;

/// <summary>A run is not deleted, or its logs are not pruned; nothing was done.</summary>
public sealed class DeleteRefusedException : Exception
{
    private DeleteRefusedException(string message) : base(message) { }

    /// <summary>The error for a decision.</summary>
    public static DeleteRefusedException Of(string refusal) => new(refusal);
}

/// <summary>Another process has the lock of a run's files.</summary>
public sealed class RunBusyException : Exception
{
    private RunBusyException(string message) : base(message) { }

    /// <summary>The error for a run.</summary>
    public static RunBusyException Of(RunId run) =>
        new($"Run {run} is being deleted, pruned, exported or imported by another process on this machine. Try again when that is done.");
}
