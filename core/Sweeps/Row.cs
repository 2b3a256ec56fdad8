using Muster.Placement;

namespace Muster.Sweeps;

/// <summary>One row of a sweep: the parameters that it gives, and where it wishes to run.</summary>
/// <param name="Parameters">In file order, each name once; without the defaults.</param>
/// <param name="Placement">The row's own wishes, over the sweep's; <see cref="PlacementSpec.Anywhere"/>: none.</param>
public sealed record Row(IReadOnlyList<Parameter> Parameters, PlacementSpec Placement);

/// <summary>Rows by index, without holding them all.</summary>
public interface IRowSource
{
    /// <summary>Number of rows.</summary>
    long Count { get; }

    /// <summary>Number of rows that have a placement of their own; 0 means that all points share the sweep's.</summary>
    long PlacedCount { get; }

    /// <summary>The row at a 0-based index less than <see cref="Count"/>.</summary>
    Row this[long index] { get; }
}
