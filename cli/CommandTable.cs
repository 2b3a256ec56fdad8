using System.CommandLine;
using Muster.Cli.Commands;

namespace Muster.Cli;

/// <summary>A command in the table: it is built only when it is asked for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it does, in a few words.</param>
/// <param name="Group">The heading that it stands under in the help.</param>
/// <param name="Build">Builds its definition.</param>
public sealed record CommandEntry(string Name, string Summary, string Group, Func<CommandContext, Command> Build);

/// <summary>All commands.</summary>
public static class CommandTable
{
    private const string Run = "Run";
    private const string Look = "Look";
    private const string Steer = "Steer";
    private const string Other = "Other";

    /// <summary>The commands in the order of the help.</summary>
    public static IReadOnlyList<CommandEntry> All { get; } =
    [
        new(RunCommand.Name, "Run a command for every point of a grid, or of a list", Run, RunCommand.Build),
        new("submit", "Run a sweep file", Run, SubmitCommand.Build),
        new("validate", "Check sweep files and queue files", Run, ValidateCommand.Build),
        new("template", "Make queue files from templates", Run, TemplateCommand.Build),
        new("list", "Show the newest runs", Look, ListCommand.Build),
        new("status", "Show where a run stands", Look, StatusCommand.Build),
        new("graph", "Show a job graph, of a file or of a run", Look, GraphCommand.Build),
        new("points", "Show the points of a run", Look, PointsCommand.Build),
        new("results", "Show parameters, metrics and ends of a run's points", Look, ResultsCommand.Build),
        new("acct", "Show what each attempt has taken, and the totals", Look, AcctCommand.Build),
        new("report", "Write an HTML page about a run", Look, ReportCommand.Build),
        new("logs", "Show what a point's command wrote", Look, LogsCommand.Build),
        new("why", "Explain why a run or a point is where it is", Look, WhyCommand.Build),
        new("offers", "Search what machines could be had, and what they cost", Look, OffersCommand.Build),
        new("wait", "Wait for a run to end", Steer, WaitCommand.Build),
        new("cancel", "Cancel a run, or some points of it", Steer, CancelCommand.Build),
        new("hold", "Start nothing more of a run until it is released", Steer, HoldCommand.Build),
        new("release", "Let a run that is held go on", Steer, ReleaseCommand.Build),
        new("update", "Change a run's priority, or how many points run at once", Steer, UpdateCommand.Build),
        new("retry", "Run failed and cancelled points again", Steer, RetryCommand.Build),
        new("delete", "Delete runs that have ended", Steer, DeleteCommand.Build),
        new("prune", "Delete runs that ended long ago, or only their logs", Steer, PruneCommand.Build),
        new("export", "Write a run to an archive", Steer, ExportCommand.Build),
        new("import", "Read a run from an archive", Steer, ImportCommand.Build),
        new("agent", "Serve a store on this machine, as one of several", Other, AgentCommand.Build),
        new("completion", "Print a shell's completion script", Other, CompletionCommand.Build),
        new("doctor", "Check this machine and the store", Other, DoctorCommand.Build),
        new("engine", "Start, stop, show or be the engine of a store", Other, EngineCommand.Build),
        new("man", "Print the manual page", Other, ManCommand.Build),
        new("platform", "Deploy a platform on AWS, or show it", Other, PlatformCommand.Build),
        new("schema", "Print the JSON Schema of sweep files or queue files", Other, SchemaCommand.Build),
        new("version", "Show the version", Other, VersionCommand.Build),
    ];

    /// <summary>A command; null when there is none of that name.</summary>
    public static CommandEntry? Find(string name) => All.FirstOrDefault(entry => entry.Name == name);
}
