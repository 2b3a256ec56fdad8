using System.CommandLine;
using Muster.Cli.Deleting;
using Muster.Cli.Stores;
using Muster.Deletion;
using Muster.Runs;

namespace Muster.Cli.Commands;

/// <summary><c>muster prune</c>.</summary>
internal static class PruneCommand
{
    public static Command Build(CommandContext context)
    {
        var older = Words.Time("--older-than", "Only runs that ended at least so long ago (such as 30d); must be given");
        var keep = new Option<bool>("--keep-results") { Description = "Keep records and results, and remove only logs and other files" };
        var state = Words.Option<EndedState>("--state", "Only runs that ended in this state", "STATE");
        var trial = new Option<bool>("--dry-run") { Description = "Only say what would go" };
        var (yes, json) = (Asking.Yes(), CommonOptions.Json());
        var command = new ExplainedCommand("prune", "Delete runs that ended long ago, or only their logs.") { older, keep, state, trial, yes, json };
        command.AlsoExitsWith = [ExitCode.Failed];
        command.Examples = ["muster prune --older-than 30d --dry-run", "muster prune --older-than 7d --keep-results --yes"];
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(older) is not { } age)
                throw new UsageException("'muster prune' needs --older-than TIME, such as 30d: how long ago a run must have ended. See 'muster prune --help'.");
            var options = new PruneOptions(
                new(context.Time.GetUtcNow() - age, parsed.GetValue(state) is { } ended ? Enum.Parse<RunState>(ended.ToString()) : null),
                parsed.GetValue(keep), parsed.GetValue(trial), parsed.GetValue(yes), parsed.GetValue(json));
            if (!options.IsTrial)
                Asking.Require(context, options.Yes, "muster prune");
            var address = CommonOptions.AddressOf(parsed, context);
            using var store = context.OpenStore(address);
            if (store is null)
                MissingStore.Check(address);
            return await new PruneFlow(context, store?.Ports, options).RunAsync(cancel);
        });
        return command;
    }
}

/// <summary>The states in which runs end.</summary>
internal enum EndedState
{
    /// <summary>As of <see cref="RunState"/>.</summary>
    Complete,
    /// <summary>As of <see cref="RunState"/>.</summary>
    Error,
    /// <summary>As of <see cref="RunState"/>.</summary>
    Cancelled,
    /// <summary>As of <see cref="RunState"/>.</summary>
    Ignored,
}
