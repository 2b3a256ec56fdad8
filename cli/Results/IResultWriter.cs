using Muster.Operations;

namespace Muster.Cli.Results;

/// <summary>Writes rows one after the other, in one format.</summary>
internal interface IResultWriter
{
    /// <summary>Whether it must know all names of metrics before the first row.</summary>
    bool NeedsMetricNames { get; }

    /// <summary>Begins.</summary>
    /// <param name="names">The run's parameters and, if needed, metrics, as shown.</param>
    void Begin(ResultColumns names);

    /// <summary>Writes a row.</summary>
    void Write(ResultRow row);

    /// <summary>Ends.</summary>
    void End();
}

/// <summary>The names of the fields in order.</summary>
/// <param name="Parameters">The run's parameters, as shown.</param>
/// <param name="Metrics">The metrics, as shown; empty where they need not be known.</param>
internal sealed record ResultColumns(IReadOnlyList<string> Parameters, IReadOnlyList<string> Metrics);

/// <summary>The writers.</summary>
internal static class ResultWriters
{
    public static IResultWriter For(CommandContext context, ResultFormat format) => format switch
    {
        ResultFormat.Table => new TableResults(context),
        ResultFormat.Json => new JsonResults(context),
        ResultFormat.Jsonl => new JsonLineResults(context),
        ResultFormat.Csv => new CsvResults(context.Out),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "An unknown format."),
    };
}
