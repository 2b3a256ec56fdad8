using Muster.Cli.Rendering;

namespace Muster.Cli.Doctor;

/// <summary>Shows what checks found.</summary>
internal static class DoctorView
{
    /// <summary>As a table. Lines are as long as they must be: what to do is never cut off.</summary>
    public static void Write(CommandContext context, IReadOnlyList<NamedFinding> findings)
    {
        var table = new Table(new("NAME"), new("STATUS"), new("MESSAGE"), new("FIX"));
        foreach (var (name, finding) in findings)
            table.Add(name, WordOf(finding.Status), finding.Message, finding.Fix);
        table.Write(context.Out, null);
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

    private static string WordOf(CheckStatus status) => status switch
    {
        CheckStatus.Ok => "ok",
        CheckStatus.Warn => "warn",
        CheckStatus.Fail => "fail",
        CheckStatus.Skip => "skip",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "An unknown status of a check."),
    };
}
