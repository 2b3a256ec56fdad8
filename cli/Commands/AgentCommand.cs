using System.CommandLine;
using Muster.Cli.Agents;
using Muster.Cli.Completion;
using Muster.Cli.Processes;
using Muster.Guards;
using Muster.Sweeps;

namespace Muster.Cli.Commands;

/// <summary><c>muster agent</c>.</summary>
internal static class AgentCommand
{
    public static Command Build(CommandContext context)
    {
        var run = new Option<string?>("--run") { Description = "Serve this run only", HelpName = "RUN" }.WithRuns();
        var slots = Words.Number("--slots", "Use so many of the machine's cores for points (default: all)");
        var once = new Option<bool>("--once") { Description = "End when nothing wants work any more" };
        var deadline = Deadline();
        var idle = Words.Time("--idle-timeout", "The work is complete when the machine was quiet for so long");
        var completion = new Option<string?>("--completion-file") { Description = "The work is complete when this file is there", HelpName = "PATH" };
        var delay = Words.Time("--completion-delay", "So long after the completion file was first seen");
        var onComplete = Words.Option<OnComplete>("--on-complete", "What happens when the work is complete", "WHAT");
        var owns = new Option<bool>("--owns-machine") { Description = "This agent may wish that its machine be stopped, terminated or hibernated" };
        var instance = new Option<string?>("--instance") { Description = "The machine's id at its provider, for such a wish", HelpName = "ID" };
        var notice = new Option<string?>("--notice-file") { Description = "End when this file says that the machine goes away", HelpName = "PATH" };
        var agent = new ExplainedCommand("agent", "Serve a store on this machine: join its runs, and execute their points.")
        {
            run, slots, once, deadline, idle, completion, delay, onComplete, owns, instance, notice, Status(context), AgentInstanceCommand.Build(context, Deadline()),
        };
        agent.Examples =
        [
            "muster agent",
            "muster agent --store aws://eu-central-1/team --run training --once",
            "muster agent --slots 4 --deadline 8h --idle-timeout 30m --on-complete exit",
        ];
        agent.AlsoExitsWith = [ExitCode.Interrupted];
        agent.SetAction((parsed, _) =>
        {
            var guards = new GuardSpec
            {
                IdleTimeout = parsed.GetValue(idle),
                CompletionFile = parsed.GetValue(completion) is { } path ? Path.GetFullPath(path) : null,
                CompletionDelay = parsed.GetValue(delay) ?? TimeSpan.Zero,
                OnComplete = parsed.GetValue(onComplete) ?? OnComplete.None,
                OwnsMachine = parsed.GetValue(owns),
            };
            if (guards.FindProblem() is { } problem)
                throw new UsageException(problem);
            return new AgentRun(context, HandedKeys.Take(CommonOptions.AddressOf(parsed, context)), new()
            {
                Run = parsed.GetValue(run),
                Slots = parsed.GetValue(slots),
                Once = parsed.GetValue(once),
                Deadline = parsed.GetValue(deadline),
                Guards = guards,
                NoticeFile = parsed.GetValue(notice) is { } file ? Path.GetFullPath(file) : null,
                Instance = parsed.GetValue(instance),
            }).RunAsync();
        });
        return agent;
    }

    private static Option<DeadlineOption?> Deadline() => new("--deadline")
    {
        Description = "Stop all work so long after the first start, or at a time",
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (DeadlineOption.TryParse(result.Tokens[0].Value, out var option))
                return option;
            result.AddError($"--deadline is '{result.Tokens[0].Value}'; it is {DeadlineOption.Allowed}.");
            return null;
        },
    };

    private static ExplainedCommand Status(CommandContext context)
    {
        var json = CommonOptions.Json();
        var status = new ExplainedCommand("status", "Show the agents of a store on this machine, and how they are.") { json };
        status.Examples = ["muster agent status", "muster agent status --json"];
        status.SetAction(async (parsed, cancel) =>
        {
            var address = CommonOptions.AddressOf(parsed, context);
            var seen = await AgentView.LookAsync(context, address, cancel);
            if (parsed.GetValue(json))
                context.WriteJson(writer => AgentStatusView.WriteJson(writer, seen));
            else
                AgentStatusView.Write(context, address, seen);
            return ExitCode.Done;
        });
        return status;
    }
}
