using Muster.Runs;
using Muster.Spelling;
using Muster.Sweeps;

namespace Muster.Filters;

/// <summary>Which points fit all of some conditions. Rows are read one by one when they are asked for; of grids the next point that fits is reckoned.</summary>
public sealed class PointFilter
{
    private readonly IReadOnlyList<ParameterCondition> conditions;
    private readonly SweepSpec spec;
    private readonly PointSource points;
    private readonly GridFilter? grid;

    private PointFilter(SweepSpec spec, PointSource points, IReadOnlyList<ParameterCondition> conditions)
    {
        (this.spec, this.points, this.conditions) = (spec, points, conditions);
        if (points.Count > spec.RowCount && conditions.Where(condition => spec.Grid.All(axis => axis.Name != condition.Name)).All(condition => condition.Fits(Find(spec.Defaults, condition.Name))))
            grid = new(spec.Grid, (name, value) => conditions.All(condition => condition.Name != name || condition.Fits(value)));
    }

    /// <summary>A filter.</summary>
    /// <param name="run">The run.</param>
    /// <param name="spec">Its spec.</param>
    /// <param name="points">Its points.</param>
    /// <param name="conditions">All of them must fit.</param>
    /// <exception cref="NoSuchParameterException">No point has a parameter of such a name.</exception>
    public static PointFilter Of(RunRecord run, SweepSpec spec, PointSource points, IReadOnlyList<ParameterCondition> conditions)
    {
        foreach (var condition in conditions)
        {
            if (!Names(spec, points).Contains(condition.Name, StringComparer.Ordinal))
                throw NoSuchParameterException.Of(run, condition.Name, [.. Names(spec, points).Distinct(StringComparer.Ordinal)]);
        }

        return new(spec, points, conditions);
    }

    /// <summary>The first point that fits from an index on; the number of points: none.</summary>
    public long Next(long index)
    {
        for (; index < spec.RowCount; index++)
        {
            if (Fits(points[index].Parameters))
                return index;
        }

        return index < points.Count && grid?.Next(index - spec.RowCount) is { } found ? spec.RowCount + found : points.Count;
    }

    /// <summary>Whether a point fits.</summary>
    public bool Contains(long index) => Next(index) == index;

    private bool Fits(IReadOnlyList<Parameter> parameters) => conditions.All(condition => condition.Fits(Find(parameters, condition.Name)));

    private static ParameterValue? Find(IReadOnlyList<Parameter> parameters, string name)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Name == name)
                return parameter.Value;
        }

        return null;
    }

    /// <summary>The names of parameters, the rows' last: most need not be read then.</summary>
    private static IEnumerable<string> Names(SweepSpec spec, PointSource points)
    {
        foreach (var parameter in spec.Defaults)
            yield return parameter.Name;
        foreach (var axis in spec.Grid)
            yield return axis.Name;
        for (long row = 0; row < spec.RowCount; row++)
        {
            foreach (var parameter in points[row].Parameters)
                yield return parameter.Name;
        }
    }
}

/// <summary>No point of a run has a parameter of a name.</summary>
public sealed class NoSuchParameterException : Exception
{
    private NoSuchParameterException(string message) : base(message) { }

    internal static NoSuchParameterException Of(RunRecord run, string name, IReadOnlyList<string> names) => new(
        $"Run {run.Id} ({run.Name}) has no parameter '{name}'."
        + (names.Count == 0 ? " Its points have none at all."
            : Nearest.Of(name, names) is { } near ? $" Did you mean '{near}'?"
            : $" Its parameters: {string.Join(", ", names)}."));
}
