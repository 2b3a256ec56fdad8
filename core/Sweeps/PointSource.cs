using Muster.Placement;

namespace Muster.Sweeps;

/// <summary>The points of a spec: its rows (read by offset), then its grid (computed), each over the defaults.</summary>
public sealed class PointSource : IPointSource
{
    private readonly SweepSpec _spec;
    private readonly IRowSource? _rows;

    /// <summary>The points of a spec and the rows that belong to it.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="rows">Its rows; null when it has none.</param>
    /// <exception cref="ArgumentException">The rows are not as many as the spec says, or the points are more than a <see cref="long"/> counts.</exception>
    public PointSource(SweepSpec spec, IRowSource? rows)
    {
        if ((rows?.Count ?? 0) != spec.RowCount)
            throw new ArgumentException($"Sweep '{spec.Name}' has {spec.RowCount} rows, but its row file holds {rows?.Count ?? 0}.", nameof(rows));
        (_spec, _rows) = (spec, rows);
        Count = Total(spec.RowCount, spec.Grid) ?? throw new ArgumentException($"Sweep '{spec.Name}' has more points than can be counted.", nameof(spec));
    }

    /// <inheritdoc />
    public long Count { get; }

    /// <summary>Whether any row has a placement of its own. When none has, all points share the spec's and are one pool.</summary>
    public bool AnyRowPlaced => _rows is { PlacedCount: > 0 };

    /// <summary>Points from this index on share the spec's placement, 0 or more: the grid's, and all of them when no row is placed.</summary>
    public long SharedPlacementFrom => AnyRowPlaced ? _spec.RowCount : 0;

    /// <summary>The placement of all points whose row has none of its own.</summary>
    public PlacementSpec SharedPlacement => _spec.Placement;

    /// <inheritdoc />
    public Point this[long index]
    {
        get
        {
            if (index < 0 || index >= Count)
                throw new ArgumentOutOfRangeException(nameof(index), index, $"Sweep '{_spec.Name}' has the points 0 to {Count - 1}.");
            if (index >= _spec.RowCount)
                return new(index, Over(_spec.Defaults, Grid.At(_spec.Grid, index - _spec.RowCount)), _spec.Placement);
            var row = _rows![index];
            return new(index, Over(_spec.Defaults, row.Parameters), _spec.Placement.Overlay(row.Placement));
        }
    }

    /// <summary>How many points so many rows and the grid make; null when they are more than a <see cref="long"/> holds.</summary>
    public static long? Total(long rows, IReadOnlyList<GridAxis> grid) =>
        Grid.Count(grid) is { } count && count <= long.MaxValue - rows ? rows + count : null;

    /// <summary>The defaults in their order, overridden by the values; then the values without a default.</summary>
    private static IReadOnlyList<Parameter> Over(IReadOnlyList<Parameter> defaults, IReadOnlyList<Parameter> values)
    {
        if (defaults.Count == 0) return values;
        var all = new List<Parameter>(defaults.Count + values.Count);
        foreach (var parameter in defaults) all.Add(Find(values, parameter.Name) ?? parameter);
        foreach (var parameter in values)
        {
            if (Find(defaults, parameter.Name) is null) all.Add(parameter);
        }
        return all;
    }

    // Points have few parameters: a walk beats a table.
    private static Parameter? Find(IReadOnlyList<Parameter> parameters, string name)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Name == name) return parameter;
        }
        return null;
    }
}
