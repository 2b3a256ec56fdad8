using System.CommandLine;
using System.CommandLine.Parsing;
using Muster.Cli.Completion;
using Muster.Operations;
using Muster.Specs;
using Muster.Sweeps;

namespace Muster.Cli.Submitting;

/// <summary>The options of all commands that submit.</summary>
/// <param name="insteadOf">What follows a limit's description where something else may have said it before.</param>
internal sealed class SubmissionOptions(string insteadOf = "")
{
    private readonly Option<bool> detach = new("--detach") { Description = "Return once the run is accepted; an engine in the background runs it" };
    private readonly Option<bool> noEngine = new("--no-engine") { Description = "As --detach, but start no engine: agents, or an engine that is alive, run it" };
    private readonly Option<bool> wait = new("--wait") { Description = "Watch the run to its end (the default)" };
    private readonly Option<TimeSpan?> timeout = Words.Time("--wait-timeout", "Stop watching after so long (such as 90s or 2h); the run goes on");
    private readonly Option<string?> outputId = new Option<string?>("--output-id") { Description = "Write the run's id to this file once the run exists", HelpName = "FILE" }.WithFiles();
    private readonly Option<string?> token = new("--client-token") { Description = "Submitting the same again under the same token gives the same run", HelpName = "TEXT" };
    private readonly Option<int?> most = new("--max-concurrent") { Description = $"Most points running at once{insteadOf}", HelpName = "N", CustomParser = ParseMost };
    private readonly Option<Priority?> priority = new Option<Priority?>("--priority") { Description = $"urgent, normal or low{insteadOf}", HelpName = "LEVEL", CustomParser = ParsePriority }.WithWords(Enum.GetNames<Priority>().Select(SnakeCase.Of));
    private readonly Option<AfterRun[]> after = AfterOption.Build();
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Only say what would happen" };

    /// <summary>Adds them to a command, and the exit codes that come with them.</summary>
    public void AddTo(ExplainedCommand command)
    {
        command.AlsoExitsWith = [ExitCode.Failed, ExitCode.TimedOut, ExitCode.Interrupted];
        foreach (var option in (Option[])[detach, noEngine, wait, timeout, outputId, token, most, priority, after, dryRun])
            command.Options.Add(option);
    }

    /// <summary>What was asked.</summary>
    /// <exception cref="UsageException">Options that exclude each other.</exception>
    public SubmitOptions Of(ParseResult parsed)
    {
        if ((parsed.GetValue(detach) || parsed.GetValue(noEngine)) && (parsed.GetValue(wait) || parsed.GetValue(timeout) is not null))
            throw new UsageException($"{(parsed.GetValue(detach) ? "--detach" : "--no-engine")} does not wait; leave it out, or leave out --wait and --wait-timeout.");
        return new()
        {
            Detach = parsed.GetValue(detach) || parsed.GetValue(noEngine),
            NoEngine = parsed.GetValue(noEngine),
            WaitTimeout = parsed.GetValue(timeout),
            OutputId = parsed.GetValue(outputId),
            ClientToken = parsed.GetValue(token),
            MaxConcurrent = parsed.GetValue(most),
            Priority = parsed.GetValue(priority),
            After = parsed.GetValue(after) ?? [],
            DryRun = parsed.GetValue(dryRun),
        };
    }

    private static int? ParseMost(ArgumentResult result)
    {
        var read = OptionText.Read("--max-concurrent", "max_concurrent", [result.Tokens[0].Value], ArgumentSweep.NoSettings, out var problem);
        if (problem is not null)
            result.AddError(problem);
        return read.MaxConcurrent;
    }

    private static Priority? ParsePriority(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        foreach (var level in Enum.GetValues<Priority>())
        {
            if (string.Equals(level.ToString(), text, StringComparison.OrdinalIgnoreCase))
                return level;
        }

        result.AddError($"--priority is '{text}'; it is urgent, normal or low.");
        return null;
    }
}
