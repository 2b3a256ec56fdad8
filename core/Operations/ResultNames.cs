using Muster.Sweeps;

namespace Muster.Operations;

/// <summary>
/// The names of a run's results. A parameter keeps its name; a metric keeps its own unless a parameter of the run bears it: then it is
/// <c>metric.NAME</c> in every row. What would hide a field of ours, or look like such a prefix, gets <c>param.</c> or <c>metric.</c> before it.
/// So a name means the same in all rows, and rows can be written one by one.
/// </summary>
public sealed class ResultNames
{
    /// <summary>Before a metric whose name is taken.</summary>
    public const string MetricPrefix = "metric.";

    /// <summary>Before a parameter whose name is taken.</summary>
    public const string ParameterPrefix = "param.";

    /// <summary>The first field.</summary>
    public const string Index = "index";

    /// <summary>The fields after the metrics, in their order.</summary>
    public static IReadOnlyList<string> Endings { get; } =
        ["state", "exit_code", "signal", "attempts", "started_at", "ended_at", "seconds", "cpu_seconds", "peak_memory_bytes"];

    private static readonly HashSet<string> Ours = new([Index, .. Endings], StringComparer.Ordinal);
    private readonly HashSet<string> parameters;
    private readonly Dictionary<string, string> shownMetrics = new(StringComparer.Ordinal);

    private ResultNames(HashSet<string> parameters, IReadOnlyList<string> shown)
    {
        this.parameters = parameters;
        Parameters = shown;
    }

    /// <summary>The run's parameters as shown: defaults, then the rows' in the order of their first use, then the grid's.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>The names of a run's results. All rows are looked at, for a row may have parameters that no other has.</summary>
    public static ResultNames Of(SweepSpec spec, PointSource points)
    {
        var (names, order) = (new HashSet<string>(StringComparer.Ordinal), new List<string>());
        foreach (var parameter in spec.Defaults)
            Add(parameter.Name);
        for (long row = 0; row < spec.RowCount; row++)
        {
            foreach (var parameter in points[row].Parameters)
                Add(parameter.Name);
        }

        foreach (var axis in spec.Grid)
            Add(axis.Name);
        return new(names, order);

        void Add(string name)
        {
            if (names.Add(name))
                order.Add(Parameter(name));
        }
    }

    /// <summary>How a parameter is shown.</summary>
    public static string Parameter(string name) => IsTaken(name) ? ParameterPrefix + name : name;

    /// <summary>How a metric is shown.</summary>
    public string Metric(string name)
    {
        if (shownMetrics.TryGetValue(name, out var shown))
            return shown;
        return shownMetrics[name] = IsTaken(name) || parameters.Contains(name) ? MetricPrefix + name : name;
    }

    private static bool IsTaken(string name) =>
        Ours.Contains(name) || name.StartsWith(MetricPrefix, StringComparison.Ordinal) || name.StartsWith(ParameterPrefix, StringComparison.Ordinal);
}
