using Muster.Operations;

namespace Muster.Cli.Results;

/// <summary>Lists result files: one per line, or as JSON or CSV with their points.</summary>
internal static class FileList
{
    public static async Task<int> WriteAsync(CommandContext context, ResultReader reader, ResultOrder order, CancellationToken cancel)
    {
        if (!reader.HasResultPaths)
            context.Say("The sweep names no result files: its file has no results.paths.");
        var rows = new List<ResultFile>();
        await foreach (var file in reader.FilesAsync(order.Query, cancel))
        {
            if (order.Format == ResultFormat.Table)
                context.Out.WriteLine(file.Path);
            else
                rows.Add(file);
        }

        switch (order.Format)
        {
            case ResultFormat.Json:
                context.WriteJson(writer =>
                {
                    writer.WriteStartArray();
                    foreach (var row in rows)
                        Write(writer, row);
                    writer.WriteEndArray();
                });
                break;
            case ResultFormat.Jsonl:
                foreach (var row in rows)
                    context.WriteJsonLine(writer => Write(writer, row));
                break;
            case ResultFormat.Csv:
                context.Out.Write("index,path\n");
                foreach (var row in rows)
                    context.Out.Write($"{row.Index},{CsvResults.Quoted(row.Path)}\n");
                break;
            case ResultFormat.Table:
            default:
                break;
        }

        return ExitCode.Done;
    }

    private static void Write(System.Text.Json.Utf8JsonWriter writer, ResultFile file)
    {
        writer.WriteStartObject();
        writer.WriteNumber(ResultNames.Index, file.Index);
        writer.WriteString("path", file.Path);
        writer.WriteEndObject();
    }
}
