using System.Text.Json;
using Muster.Cli.Rendering;
using Muster.Graphs;
using Muster.Jobs;

namespace Muster.Cli.Results;

/// <summary>Lists the result files of a job.</summary>
internal static class JobFiles
{
    public static int Write(CommandContext context, JobResultReader reader, JobResults results, ResultFormat format)
    {
        if (results.Files.Count == 0)
            context.Say($"Job '{results.Of.Job}' succeeded and kept no files: {(results.Of.Ended?.Note is { } note ? $"{note.TrimEnd('.')}." : "its result_paths name none, or there were none.")}");
        switch (format)
        {
            case ResultFormat.Json:
                context.WriteJson(writer =>
                {
                    writer.WriteStartArray();
                    foreach (var file in results.Files)
                        Write(writer, reader, results, file);
                    writer.WriteEndArray();
                });
                break;
            case ResultFormat.Jsonl:
                foreach (var file in results.Files)
                    context.WriteJsonLine(writer => Write(writer, reader, results, file));
                break;
            case ResultFormat.Csv:
                context.Out.Write("path,length,sha256,uri\n");
                foreach (var file in results.Files)
                    context.Out.Write($"{CsvResults.Quoted(file.Path)},{file.Length},{file.Sha256},{CsvResults.Quoted(reader.UriOf(file).ToString())}\n");
                break;
            case ResultFormat.Table:
            default:
                WriteTable(context, reader, results);
                break;
        }

        return ExitCode.Done;
    }

    private static void WriteTable(CommandContext context, JobResultReader reader, JobResults results)
    {
        if (results.Files.Count == 0)
            return;
        var table = new Table(new("PATH", Least: 16), new("BYTES", IsNumber: true), new("SHA-256", Least: 12), new("URI", Least: 20));
        foreach (var file in results.Files)
            table.Add(file.Path, $"{file.Length}", file.Sha256, reader.UriOf(file).ToString());
        table.Write(context.Out, context.Screen);
    }

    private static void Write(Utf8JsonWriter writer, JobResultReader reader, JobResults results, ManifestFile file)
    {
        writer.WriteStartObject();
        writer.WriteNumber("point", results.Of.Index);
        writer.WriteString("job", results.Of.Job);
        writer.WriteNumber("round", results.Of.Round);
        writer.WriteNumber("attempt", results.Of.Number);
        writer.WriteString("path", file.Path);
        writer.WriteNumber("length", file.Length);
        writer.WriteString("sha256", file.Sha256);
        writer.WriteString("mode", file.Mode is { } mode ? Convert.ToString(mode, 8) : null);
        writer.WriteString("uri", reader.UriOf(file).ToString());
        writer.WriteEndObject();
    }
}
