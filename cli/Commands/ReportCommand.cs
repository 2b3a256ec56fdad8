using System.CommandLine;
using Muster.Cli.Completion;
using Muster.Cli.Rendering;
using Muster.Cli.Reporting;
using Muster.Reports;

namespace Muster.Cli.Commands;

/// <summary><c>muster report</c>.</summary>
internal static class ReportCommand
{
    private const string StandardOutput = "-";

    public static Command Build(CommandContext context)
    {
        var run = CommonOptions.Run();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The file to write, or - for standard output (default: NAME-ID.html in the current directory)",
            HelpName = "FILE",
        }.WithFiles();
        var command = new ExplainedCommand("report", "Write one HTML page about a run, which opens anywhere and needs no network: progress, timeline, metrics against parameters, distributions, slowest and failed points.")
        {
            run, output,
        };
        command.Examples = ["muster report last", "muster report last -o report.html", "muster report last -o - | gzip > report.html.gz"];
        command.SetAction((parsed, cancel) =>
        {
            if (parsed.GetValue(output) is { Length: 0 })
                throw new UsageException("--output was given an empty name. Name a file, or leave the option out.");
            return CommonOptions.WithRunAsync(context, parsed, run, async (store, found) =>
            {
                var reader = new ReportReader(store.Ports);
                var report = await reader.ReadAsync(found.Id, cancel);
                Write(context, report, parsed.GetValue(output) ?? ReportFile.NameOf(report.Status.Run));
                if (reader.Unreadable == 0)
                    return ExitCode.Done;
                context.Say($"muster: {report.Troubles[^1]}");
                return ExitCode.CouldNotTell;
            });
        });
        return command;
    }

    private static void Write(CommandContext context, ReportContent report, string output)
    {
        if (output == StandardOutput)
        {
            context.Out.Flush();
            using var writer = ReportFile.Open(context.OutBytes);
            ReportPage.Write(writer, report, context.Time);
            return;
        }

        var path = Path.GetFullPath(output);
        ReportFile.Replace(path, writer => ReportPage.Write(writer, report, context.Time));
        context.Error.WriteLine(ReportFile.Told(report, $"open it in a browser"));
        context.Out.WriteLine(path);
    }
}
