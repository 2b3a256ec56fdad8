using System.CommandLine;
using System.CommandLine.Parsing;
using Muster.Cli.Stores;
using Muster.Cli.Submitting;
using Muster.Sweeps;
using Muster.Units;

namespace Muster.Cli.Commands;

/// <summary><c>muster submit</c>.</summary>
internal static class SubmitCommand
{
    public static Command Build(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "The sweep file: YAML, JSON or CSV" };
        var detach = new Option<bool>("--detach") { Description = "Return once the run is accepted; an engine in the background runs it" };
        var wait = new Option<bool>("--wait") { Description = "Watch the run to its end (the default)" };
        var timeout = new Option<TimeSpan?>("--wait-timeout") { Description = "Stop watching after so long (such as 90s or 2h); the run goes on", HelpName = "TIME", CustomParser = ParseDuration };
        var outputId = new Option<string?>("--output-id") { Description = "Write the run's id to this file once the run exists", HelpName = "FILE" };
        var token = new Option<string?>("--client-token") { Description = "Submitting the same file again under the same token gives the same run", HelpName = "TEXT" };
        var most = new Option<int?>("--max-concurrent") { Description = "Most points running at once, instead of the file's", HelpName = "N" };
        var priority = new Option<Priority?>("--priority") { Description = "urgent, normal or low, instead of the file's", HelpName = "LEVEL", CustomParser = ParsePriority };
        var after = AfterOption.Build();
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would happen" };
        var command = new ExplainedCommand("submit", "Run a sweep file.")
        {
            file, detach, wait, timeout, outputId, token, most, priority, after, dryRun,
        };
        command.SetAction((parsed, _) =>
        {
            if (parsed.GetValue(detach) && (parsed.GetValue(wait) || parsed.GetValue(timeout) is not null))
                throw new UsageException("--detach does not wait; leave it out, or leave out --wait and --wait-timeout.");
            if (parsed.GetValue(most) < 1)
                throw new UsageException($"--max-concurrent is {parsed.GetValue(most)}; it is 1 or more.");
            var address = CommonOptions.AddressOf(parsed, context);
            var options = new SubmitOptions
            {
                File = parsed.GetRequiredValue(file),
                Detach = parsed.GetValue(detach),
                WaitTimeout = parsed.GetValue(timeout),
                OutputId = parsed.GetValue(outputId),
                ClientToken = parsed.GetValue(token),
                MaxConcurrent = parsed.GetValue(most),
                Priority = parsed.GetValue(priority),
                After = parsed.GetValue(after) ?? [],
                DryRun = parsed.GetValue(dryRun),
            };
            return new SubmitFlow(options, context, LocalEngineOptions.Of(context)).RunAsync(() => OpenStores.OrMake(address, context.Environment));
        });
        return command;
    }

    private static TimeSpan? ParseDuration(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Duration.TryParse(text, out var value))
            return value;
        result.AddError($"--wait-timeout is '{text}'; it is a time such as 90s, 15m, 2h or 1h30m.");
        return null;
    }

    private static Priority? ParsePriority(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        foreach (var priority in Enum.GetValues<Priority>())
        {
            if (string.Equals(priority.ToString(), text, StringComparison.OrdinalIgnoreCase))
                return priority;
        }

        result.AddError($"--priority is '{text}'; it is urgent, normal or low.");
        return null;
    }
}
