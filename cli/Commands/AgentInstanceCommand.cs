using System.CommandLine;
using Muster.Agent.Instances;
using Muster.Cli.Agents;
using Muster.Guards;

namespace Muster.Cli.Commands;

/// <summary><c>muster agent instance</c>.</summary>
internal static class AgentInstanceCommand
{
    public static ExplainedCommand Build(CommandContext context, Option<DeadlineOption?> longestLife)
    {
        var slots = Words.Number("--slots", "Use so many of the machine's cores for points (default: all)");
        var instance = new ExplainedCommand("instance", "Be the worker that a platform on AWS launched this instance for. Its tags say which.") { slots, longestLife };
        instance.Examples = ["muster agent instance --store aws://eu-central-1/team --deadline 7d"];
        instance.AlsoExitsWith = [ExitCode.Failed, ExitCode.Going, ExitCode.Interrupted];
        instance.SetAction(async (parsed, _) =>
        {
            using var metadata = HttpInstanceMetadata.Of(context.Environment);
            return await new InstanceRun(context, metadata, new()
            {
                Store = parsed.GetValue(CommonOptions.Store),
                Slots = parsed.GetValue(slots),
                LongestLife = parsed.GetValue(longestLife),
            }).RunAsync();
        });
        return instance;
    }
}
