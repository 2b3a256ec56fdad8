using Muster.Operations;
using Muster.Sweeps;

namespace Muster.Reports;

/// <summary>Looks over the values that a run's parameters have. Grids are not expanded; what it holds does not grow with the points.</summary>
public sealed class ParameterSurvey
{
    private readonly int most;
    private readonly Dictionary<string, Seen> seen = new(StringComparer.Ordinal);
    private readonly List<string> order = [];
    private long total;

    private ParameterSurvey(int most) => this.most = most;

    /// <summary>The parameters of a run in the order of its results.</summary>
    /// <param name="spec">Its spec.</param>
    /// <param name="points">Its points.</param>
    /// <param name="most">Most values to tell apart.</param>
    public static IReadOnlyList<ReportParameter> Of(SweepSpec spec, PointSource points, int most)
    {
        var survey = new ParameterSurvey(most);
        foreach (var parameter in spec.Defaults)
            survey.Find(parameter.Name);
        for (long row = 0; row < spec.RowCount; row++)
            survey.Add(points[row].Parameters, 1);
        if (points.Count - spec.RowCount is > 0 and var ofGrid)
            survey.AddGrid(spec, points, ofGrid);
        return [.. survey.order.Select(name => survey.seen[name].Build(ResultNames.Parameter(name), survey.total, most))];
    }

    private void AddGrid(SweepSpec spec, PointSource points, long count)
    {
        // What no axis gives is the same in all points of the grid.
        var axes = spec.Grid.Select(axis => axis.Name).ToHashSet(StringComparer.Ordinal);
        Add([.. points[spec.RowCount].Parameters.Where(parameter => !axes.Contains(parameter.Name))], count);
        foreach (var axis in spec.Grid)
        {
            foreach (var value in axis.Values)
                Find(axis.Name).Add(value, value.Json == "null" ? 0 : count / axis.Values.Count);
        }
    }

    private void Add(IReadOnlyList<Parameter> parameters, long points)
    {
        total += points;
        foreach (var parameter in parameters)
            Find(parameter.Name).Add(parameter.Value, parameter.Value.Json == "null" ? 0 : points);
    }

    private Seen Find(string name)
    {
        if (seen.TryGetValue(name, out var found))
            return found;
        order.Add(name);
        return seen[name] = new(most + 1);
    }

    /// <summary>The values of one parameter, as far as they are few.</summary>
    private sealed class Seen(int most)
    {
        private readonly Dictionary<string, double?> values = new(StringComparer.Ordinal);
        private readonly List<string> order = [];
        private double min = double.PositiveInfinity;
        private double max = double.NegativeInfinity;
        private bool isNumber = true;
        private long points;

        public void Add(ParameterValue value, long of)
        {
            points += of;
            if (value.Json == "null")
                return;
            var number = JsonValue.NumberOf(value.Json);
            isNumber &= number is not null;
            (min, max) = (Math.Min(min, number ?? min), Math.Max(max, number ?? max));
            // 1 and 1.0 are one number.
            if (values.Count < most && !values.ContainsKey(value.Text) && (number is null || !values.ContainsValue(number)))
            {
                values[value.Text] = number;
                order.Add(value.Text);
            }
        }

        public ReportParameter Build(string name, long total, int few)
        {
            var (number, isFew) = (isNumber && values.Count > 0, values.Count <= few);
            var kind = values.Count <= 1 ? ParameterKind.Constant
                : number ? ParameterKind.Number
                : isFew ? ParameterKind.Category
                : ParameterKind.Texts;
            return new(name, kind)
            {
                Values = !isFew ? null : number ? [.. order.OrderBy(text => values[text])] : order,
                IsMissing = points < total,
                Min = number ? min : 0,
                Max = number ? max : 0,
            };
        }
    }
}

/// <summary>Reads values that are JSON tokens.</summary>
public static class JsonValue
{
    /// <summary>A finite number; null: it is something else.</summary>
    public static double? NumberOf(string json) =>
        json.Length > 0 && (json[0] == '-' || char.IsAsciiDigit(json[0]))
        && double.TryParse(json, System.Globalization.CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;
}
