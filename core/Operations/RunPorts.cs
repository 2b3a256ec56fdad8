using Muster.Outputs;
using Muster.Stores;

namespace Muster.Operations;

/// <summary>What the operations work with. They know no console and no files, so that every front end calls the same ones.</summary>
/// <param name="Store">The records.</param>
/// <param name="Blobs">Specs and row files.</param>
/// <param name="Outputs">What attempts wrote.</param>
/// <param name="Time">The clocks.</param>
public sealed record RunPorts(IRunStore Store, IBlobStore Blobs, IOutputs Outputs, TimeProvider Time)
{
    /// <summary>The files of runs.</summary>
    public required IRunFiles Files { get; init; }

    /// <summary>Whether the store may be a platform's, which coordinates its runs without an engine. Default false.</summary>
    public bool MayBePlatform { get; init; }

    /// <summary>Whether the owner of a lock lives, so that people need not wait for its lock to run out to hear that it does not; null: nobody knows. Default: nobody knows.</summary>
    public Func<string, bool?> IsAlive { get; init; } = _ => null;
}
