using Muster.Operations;
using Muster.Spelling;

namespace Muster.Cli.Results;

/// <summary>Answers which points are best.</summary>
internal static class BestAnswer
{
    /// <summary>Most rows, unless more are asked for.</summary>
    public const int UsualLimit = 10;

    public static async Task<int> WriteAsync(
        CommandContext context, ResultReader reader, ResultOrder order, BestQuery question, IResultWriter writer, CancellationToken cancel)
    {
        var best = await BestResults.FindAsync(reader, order.Query, question, cancel);
        if (best.Considered == 0)
            return Unreadable.Tell(context, reader) is not ExitCode.Done and var code ? code : throw NoneHas(question.Metric, best);
        writer.Begin(new(reader.Names.Parameters, best.Metrics));
        foreach (var row in best.Rows)
            writer.Write(row);
        writer.End();
        if (Compared(question.Metric, best) is { } compared)
            context.Say(compared);
        return Unreadable.Tell(context, reader);
    }

    /// <summary>Which points were compared, if not all were; null: all.</summary>
    public static string? Compared(string metric, BestResults best) =>
        best.WithoutMetric + best.NotSucceeded > 0 ? $"Compared {best.Considered} points. {LeftOut(metric, best)}" : null;

    /// <summary>That no point has such a number, and what there is.</summary>
    public static UsageException NoneHas(string metric, BestResults best) => new(
        $"No point that succeeded has a number '{metric}'."
        + (Nearest.Of(metric, best.Numbers) is { } near && near != metric ? $" Did you mean '{near}'?"
            : best.Numbers.Count > 0 ? $" The metrics that are numbers: {string.Join(", ", best.Numbers)}."
            : best.Metrics.Count > 0 ? $" None of the metrics is a number: {string.Join(", ", best.Metrics)}."
            : " No point wrote a metric: a command writes them as a JSON object to the file that MUSTER_RESULT_FILE names."));

    private static string LeftOut(string metric, BestResults best) => (best.WithoutMetric, best.NotSucceeded) switch
    {
        (0, var unsuccessful) => $"{unsuccessful} did not succeed.",
        (var without, 0) => $"{without} have no number '{metric}'.",
        var (without, unsuccessful) => $"{without} have no number '{metric}', and {unsuccessful} did not succeed.",
    };
}
