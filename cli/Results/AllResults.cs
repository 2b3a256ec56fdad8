using Muster.Cli.Rendering;
using Muster.Operations;
using Muster.Outputs;

namespace Muster.Cli.Results;

/// <summary>Answers with all rows, written while they are read.</summary>
internal static class AllResults
{
    public static async Task<int> WriteAsync(CommandContext context, ResultReader reader, ResultOrder order, IResultWriter writer, CancellationToken cancel)
    {
        await WriteRowsAsync(context, reader, order, writer, cancel);
        return Unreadable.Tell(context, reader);
    }

    /// <summary>The rows, without a word on what could not be read.</summary>
    /// <returns>What the rows were.</returns>
    public static async Task<WrittenRows> WriteRowsAsync(CommandContext context, ResultReader reader, ResultOrder order, IResultWriter writer, CancellationToken cancel)
    {
        var limit = order.Limit ?? (order.Format == ResultFormat.Table ? TableResults.UsualLimit : int.MaxValue);
        writer.Begin(new(reader.Names.Parameters, writer.NeedsMetricNames ? await reader.MetricNamesAsync(order.Query, limit, cancel) : []));
        var (written, more) = (new WrittenRows(0, false, false), false);
        await foreach (var row in reader.ReadAsync(order.Query, cancel))
        {
            more = written.Count == limit;
            if (more)
                break;
            writer.Write(row);
            written = written.With(row);
        }

        writer.End();
        if (more)
            context.Say($"There are more points; these are the first {limit}. {order.AllOfThem}");
        return written;
    }
}

/// <summary>Rows that were written.</summary>
/// <param name="Count">How many.</param>
/// <param name="HasMetrics">Whether one of them has a metric.</param>
/// <param name="HasOutput">Whether one of their commands wrote to standard output or standard error.</param>
internal readonly record struct WrittenRows(int Count, bool HasMetrics, bool HasOutput)
{
    /// <summary>These and another one.</summary>
    public WrittenRows With(ResultRow row) => new(
        Count + 1, HasMetrics || row.Metrics.Count > 0, HasOutput || row.Point.Entry.Last?.Output is { } output && output != AttemptOutput.Empty.ToString());
}

/// <summary>Tells of results that were not read, so that nobody takes them for never written: files that are no results, and results that are gone.</summary>
internal static class Unreadable
{
    public static int Tell(CommandContext context, ResultReader reader)
    {
        if (reader.Bad.Sentence is { } bad)
            context.Say(bad);
        return TellGone(context, reader);
    }

    /// <summary>Tells only of those that are gone.</summary>
    public static int TellGone(CommandContext context, ResultReader reader)
    {
        if (Gone(reader) is not { } gone)
            return ExitCode.Done;
        context.Say($"muster: {gone}");
        return ExitCode.CouldNotTell;
    }

    /// <summary>How many are gone, in words; null: none.</summary>
    public static string? Gone(ResultReader reader) =>
        reader.Unreadable == 0 ? null : $"The results of {Human.Count(reader.Unreadable, "point")} could not be read. {reader.FirstProblem}";
}
