using Muster.Operations;
using Muster.Sweeps;

namespace Muster.PowerShell.Views;

/// <summary>The parameters of a run's points as properties: each point has all that the run has, so that tables and CSV files have all columns.</summary>
internal sealed class PointNotes
{
    /// <summary>The prefix of a parameter whose name is taken.</summary>
    public const string Prefix = ResultNames.ParameterPrefix;

    private readonly PointSource points;
    private readonly IReadOnlyList<string> names;

    /// <summary>Those of a run.</summary>
    /// <param name="spec">The run's spec.</param>
    /// <param name="points">Its points.</param>
    /// <param name="own">The names of the object's own properties.</param>
    public PointNotes(SweepSpec spec, PointSource points, IEnumerable<string> own)
    {
        this.points = points;
        Names = new(own);
        names = ResultNames.Of(spec, points).Parameters;
        foreach (var name in names)
            Names.Of(Prefix, name);
    }

    /// <summary>What properties are called.</summary>
    public NoteNames Names { get; }

    /// <summary>The parameters of a point.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Of(long index)
    {
        var values = points[index].Parameters.ToDictionary(parameter => ResultNames.Parameter(parameter.Name), parameter => parameter.Value.Json, StringComparer.Ordinal);
        return [.. names.Select(name => KeyValuePair.Create(Names.Of(Prefix, name), values.TryGetValue(name, out var json) ? JsonValue.Of(json) : null))];
    }
}
