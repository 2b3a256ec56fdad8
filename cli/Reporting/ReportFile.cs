using System.Text;
using Muster.Reports;
using Muster.Runs;

namespace Muster.Cli.Reporting;

/// <summary>The file that a report is written to.</summary>
internal static class ReportFile
{
    private const int MostNameLetters = 80;

    /// <summary>The name of a run's report, such as <c>lr-search-r0123….html</c>: what some file system could not hold in it is <c>-</c>.</summary>
    public static string NameOf(RunRecord run)
    {
        var name = string.Concat(run.Name.EnumerateRunes().Select(rune => Rune.IsLetterOrDigit(rune) || rune.Value is '.' or '_' or '-' ? rune.ToString() : "-"));
        return $"{PageText.Short(name, MostNameLetters).TrimEnd('…').TrimStart('.', '-')}-{run.Id}.html".TrimStart('-');
    }

    /// <summary>Writes the page whole, or leaves what was there as it was.</summary>
    /// <param name="path">Where.</param>
    /// <param name="write">Writes it.</param>
    public static void Replace(string path, Action<TextWriter> write)
    {
        OutputPath.Check(path, "report.html");
        var unfinished = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
            using (var writer = Open(stream))
                write(writer);
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <summary>A writer of a page.</summary>
    public static StreamWriter Open(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };

    /// <summary>What was made, in a line.</summary>
    public static string Told(ReportContent report, string where) =>
        $"Report of run {report.Status.Run.Id} ({report.Status.Run.Name}), {StateWords.Of(report.Status)}{(report.IsGoing && !report.Status.Run.IsHeld ? " and still going" : "")}: {where}";
}
