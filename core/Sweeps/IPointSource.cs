using Muster.Placement;

namespace Muster.Sweeps;

/// <summary>The points of a sweep by index, without holding them all: rows by offset, grids computed.</summary>
public interface IPointSource
{
    /// <summary>Number of points: rows, then the grid's product.</summary>
    long Count { get; }

    /// <summary>The point at an index.</summary>
    /// <param name="index">0-based, less than <see cref="Count"/>.</param>
    Point this[long index] { get; }
}

/// <summary>One parameter set of a run.</summary>
/// <param name="Index">0-based place in the run.</param>
/// <param name="Parameters">Defaults, overlaid by the row's or the grid's values; defaults first, each name once.</param>
/// <param name="Placement">Where it runs: the row's placement over the spec's.</param>
public sealed record Point(long Index, IReadOnlyList<Parameter> Parameters, PlacementSpec Placement);
