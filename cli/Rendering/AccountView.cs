using Muster.Operations;

namespace Muster.Cli.Rendering;

/// <summary>Shows what attempts have taken, while it is read.</summary>
internal static class AccountView
{
    private const int FlushBytes = 1 << 16;
    private const int FlushRows = 1000;

    /// <summary>As a table with a line of totals.</summary>
    public static async Task WriteAsync(CommandContext context, AccountReader reader, PointQuery query, IReadOnlyList<AccountColumn> columns, CancellationToken cancel)
    {
        var table = new Table([.. columns.Select(column => new Column(column.Name.ToUpperInvariant(), column.IsNumber, column.Least))]);
        await foreach (var account in reader.ReadAsync(query, cancel))
        {
            table.Add([.. columns.Select(column => column.Cell(account))]);
            if (table.Count == FlushRows)
                table.Write(context.Out, context.Screen);
        }

        if (reader.Totals.Points == 0)
        {
            context.Say("No such points.");
            return;
        }

        if (table.Count > 0)
            table.Write(context.Out, context.Screen);
        if (reader.Totals.Attempts > 0)
            context.Out.WriteLine();
        foreach (var line in Wrapped.Lines(Sentence(reader.Totals), context.Screen.Width ?? int.MaxValue))
            context.Out.WriteLine(line);
    }

    /// <summary>As a JSON object.</summary>
    public static async Task WriteJsonAsync(CommandContext context, AccountReader reader, PointQuery query, CancellationToken cancel)
    {
        await using (var writer = context.OpenJson())
        {
            writer.WriteStartObject();
            writer.WriteStartArray("attempts");
            await foreach (var account in reader.ReadAsync(query, cancel))
            {
                AccountJson.Write(writer, account);
                if (writer.BytesPending > FlushBytes)
                    await writer.FlushAsync(cancel);
            }

            writer.WriteEndArray();
            writer.WritePropertyName("totals");
            AccountJson.Write(writer, reader.Totals);
            writer.WriteEndObject();
        }

        context.OutBytes.WriteByte((byte)'\n');
    }

    private static string Sentence(AccountTotals totals)
    {
        var counts = $"{Human.Count(totals.Points, "point")}, {Human.Count(totals.Attempts, "attempt")}";
        return totals.Attempts == 0 ? $"{counts} that ended" : $"{counts}: {string.Join(", ",
        [
            Part("run", totals.Run is { } run ? Human.Span(run) : null, totals.Unknown.Run),
            Part("CPU", totals.Cpu is { } cpu ? Human.Span(cpu) : null, totals.Unknown.Cpu),
            Part("efficiency", totals.Efficiency is { } part ? Human.Percent(part) : null, totals.Unknown.Efficiency),
            Part("peak memory", totals.PeakMemoryBytes is { } bytes ? Human.Bytes(bytes) : null, totals.Unknown.PeakMemory),
        ])}";
    }

    private static string Part(string name, string? amount, long unknown) =>
        amount is null ? $"{name} unknown" : unknown == 0 ? $"{name} {amount}" : $"{name} {amount} ({Human.Count(unknown, "attempt")} unknown)";
}
