using System.Globalization;
using Muster.Cli.Rendering;
using Muster.Operations;

namespace Muster.Cli.Results;

/// <summary>A table for eyes: parameters, metrics, state and time; the other formats have all fields.</summary>
internal sealed class TableResults(CommandContext context) : IResultWriter
{
    /// <summary>Most rows, unless more are asked for.</summary>
    public const int UsualLimit = 1000;

    private const int Least = 8;
    private ResultColumns names = new([], []);
    private Table table = new();

    public bool NeedsMetricNames => true;

    public void Begin(ResultColumns names)
    {
        this.names = names;
        table = new(
        [
            new("index", IsNumber: true),
            .. names.Parameters.Select(name => new Column(name, Least: Least)),
            .. names.Metrics.Select(name => new Column(name, IsNumber: true, Least: Least)),
            new("state"),
            new("seconds", IsNumber: true),
        ]);
    }

    public void Write(ResultRow row) => table.Add(
    [
        row.Point.Index.ToString(CultureInfo.InvariantCulture),
        .. names.Parameters.Select(name => Cell(row.Parameters, name)),
        .. names.Metrics.Select(name => Cell(row.Metrics, name)),
        SnakeCase.Of(row.Point.Standing.ToString()),
        row.Point.Entry.Last?.Elapsed?.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture),
    ]);

    public void End()
    {
        if (table.Count > 0)
            table.Write(context.Out, context.Screen);
        else
            context.Say("No such points.");
    }

    private static string Cell(IReadOnlyList<ResultField> fields, string name)
    {
        foreach (var field in fields)
        {
            if (field.Name == name)
                return CellText.Of(field.Json);
        }

        return "";
    }
}
