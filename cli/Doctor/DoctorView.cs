using Muster.Cli.Rendering;

namespace Muster.Cli.Doctor;

/// <summary>Shows what checks found.</summary>
internal static class DoctorView
{
    /// <summary>On a terminal as lines that are broken at its width; elsewhere as a table with lines as long as they must be. What to do is never cut off.</summary>
    public static void Write(CommandContext context, IReadOnlyList<NamedFinding> findings)
    {
        if (context.Screen.Width is { } width)
            WriteLines(context, findings, width);
        else
            WriteTable(context, findings);
    }

    /// <summary>As a JSON list.</summary>
    public static void WriteJson(CommandContext context, IReadOnlyList<NamedFinding> findings) => context.WriteJson(writer =>
    {
        writer.WriteStartArray();
        foreach (var (name, finding) in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WriteString("status", WordOf(finding.Status));
            writer.WriteString("message", finding.Message);
            writer.WriteString("fix", finding.Fix);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static void WriteTable(CommandContext context, IReadOnlyList<NamedFinding> findings)
    {
        var table = new Table(new("NAME"), new("STATUS"), new("MESSAGE"), new("FIX"));
        foreach (var (name, finding) in findings)
            table.Add(name, WordOf(finding.Status), finding.Message, finding.Fix);
        table.Write(context.Out, context.Screen);
    }

    private static void WriteLines(CommandContext context, IReadOnlyList<NamedFinding> findings, int width)
    {
        var (statuses, names) = (findings.Max(found => WordOf(found.Finding.Status).Length), findings.Max(found => found.Name.Length));
        var left = statuses + names + 4;
        foreach (var (name, finding) in findings)
        {
            var status = WordOf(finding.Status);
            var start = $"{Paint.Status(status, finding.Status, context.Screen)}{new string(' ', statuses - status.Length)}  {name.PadRight(names)}  ";
            string[] parts = finding.Fix is { } fix ? [finding.Message, $"Fix: {fix}"] : [finding.Message];
            foreach (var line in parts.SelectMany(part => Wrapped.Lines(Table.Clean(part), Math.Max(20, width - left))))
            {
                context.Out.WriteLine(start + line);
                start = new(' ', left);
            }
        }
    }

    private static string WordOf(CheckStatus status) => status switch
    {
        CheckStatus.Ok => "ok",
        CheckStatus.Warn => "warn",
        CheckStatus.Fail => "fail",
        CheckStatus.Skip => "skip",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "An unknown status of a check."),
    };
}
