using Muster.Operations;

namespace Muster.Cli.Results;

/// <summary>Answers with all rows, written while they are read.</summary>
internal static class AllResults
{
    public static async Task<int> WriteAsync(CommandContext context, ResultReader reader, ResultOrder order, IResultWriter writer, CancellationToken cancel)
    {
        var limit = order.Limit ?? (order.Format == ResultFormat.Table ? TableResults.UsualLimit : int.MaxValue);
        writer.Begin(new(reader.Names.Parameters, writer.NeedsMetricNames ? await reader.MetricNamesAsync(order.Query, limit, cancel) : []));
        var (written, more) = (0, false);
        await foreach (var row in reader.ReadAsync(order.Query, cancel))
        {
            more = written == limit;
            if (more)
                break;
            writer.Write(row);
            written++;
        }

        writer.End();
        if (more)
            context.Say($"There are more points; these are the first {limit}. See --limit, or --format csv for all.");
        return Unreadable.Tell(context, reader);
    }
}

/// <summary>Tells of results that are gone, so that nobody takes them for never written.</summary>
internal static class Unreadable
{
    public static int Tell(CommandContext context, ResultReader reader)
    {
        if (reader.Unreadable == 0)
            return ExitCode.Done;
        context.Say($"muster: The results of {reader.Unreadable} points could not be read. {reader.FirstProblem}");
        return ExitCode.CouldNotTell;
    }
}
