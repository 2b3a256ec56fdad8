using System.Globalization;
using System.Management.Automation;
using Muster.Cli;
using Muster.Cli.Agents;
using Muster.Guards;
using Muster.PowerShell.Completers;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;
using Muster.PowerShell.World;
using Muster.Sweeps;
using Muster.Units;

namespace Muster.PowerShell.Agents;

/// <summary><c>Start-MusterAgent</c>: starts an agent in the background, which joins the runs of a store and executes their points on this machine. It outlives this session; what it says is in agent.log of the store's directory.</summary>
[Cmdlet(VerbsLifecycle.Start, "MusterAgent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(MusterAgent))]
public sealed class StartMusterAgent : StoreCmdlet
{
    /// <summary>Serves this run only.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string? Run { get; set; }

    /// <summary>Uses so many of the machine's cores for points. Left out: all.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Slots { get; set; }

    /// <summary>Ends when nothing wants work any more.</summary>
    [Parameter]
    public SwitchParameter Once { get; set; }

    /// <summary>Stops all work so long after the first start, such as 8h, or at a time with its zone, such as 2026-03-01T20:00Z.</summary>
    [Parameter]
    public string? Deadline { get; set; }

    /// <summary>The work is complete when the machine was quiet for so long, such as <c>30m</c>, or in seconds.</summary>
    [Parameter]
    [TimeArgument]
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>The work is complete when this file is there.</summary>
    [Parameter]
    public string? CompletionFile { get; set; }

    /// <summary>The work is complete so long after the completion file was first seen, such as <c>5m</c>, or in seconds.</summary>
    [Parameter]
    [TimeArgument]
    public TimeSpan? CompletionDelay { get; set; }

    /// <summary>What happens when the work is complete.</summary>
    [Parameter]
    public OnComplete? OnComplete { get; set; }

    /// <summary>Lets this agent wish that its machine be stopped, terminated or hibernated.</summary>
    [Parameter]
    public SwitchParameter OwnsMachine { get; set; }

    /// <summary>The machine's id at its provider, for such a wish.</summary>
    [Parameter]
    public string? Instance { get; set; }

    /// <summary>Ends when this file says that the machine goes away.</summary>
    [Parameter]
    public string? NoticeFile { get; set; }

    internal override async Task EndAsync(ICmdletSink sink, CancellationToken cancel)
    {
        var address = await AddressAsync(sink);
        var options = await OptionsAsync(sink);
        if (!await sink.MayAsync(address.Text, $"Start an agent {(Slots is { } slots ? $"of {slots} of {Environment.ProcessorCount} cores" : $"of all {Environment.ProcessorCount} cores")}{(Run is { } run ? $" for run {run}" : "")}"))
            return;
        var (agent, problem) = await new AgentStart(address, TimeProvider.System).RunAsync(options, cancel);
        if (problem is not null)
            sink.Fail(ToldErrors.EngineFailed($"No agent could be started. {problem}", address.Text));
        using var world = ModuleWorld.Of(sink.Tell, cancel);
        foreach (var seen in (await AgentView.LookAsync(world, address, cancel)).Where(seen => seen.File.Name == agent?.Name))
            sink.Write(new MusterAgent(seen, address.Text));
    }

    private async Task<IReadOnlyList<string>> OptionsAsync(ICmdletSink sink)
    {
        if (Deadline is { } text && !DeadlineOption.TryParse(text, out _))
            throw new UsageException($"-Deadline is '{text}'; it is {DeadlineOption.Allowed}.");
        var (completion, notice) = (CompletionFile is null ? null : await sink.PathAsync(CompletionFile), NoticeFile is null ? null : await sink.PathAsync(NoticeFile));
        var guards = new GuardSpec
        {
            IdleTimeout = IdleTimeout,
            CompletionFile = completion,
            CompletionDelay = CompletionDelay ?? TimeSpan.Zero,
            OnComplete = OnComplete ?? Sweeps.OnComplete.None,
            OwnsMachine = OwnsMachine,
        };
        if (guards.FindProblem() is { } problem)
            throw new UsageException(problem);
        (string Name, string? Value)[] all =
        [
            ("--run", Run), ("--slots", Slots?.ToString(CultureInfo.InvariantCulture)), ("--deadline", Deadline), ("--idle-timeout", TextOf(IdleTimeout)), ("--completion-file", completion),
            ("--completion-delay", TextOf(CompletionDelay)), ("--on-complete", OnComplete?.ToString().ToLowerInvariant()), ("--instance", Instance), ("--notice-file", notice),
        ];
        return [.. all.Where(option => option.Value is not null).SelectMany(option => (string[])[option.Name, option.Value!]), .. Once ? ["--once"] : (string[])[], .. OwnsMachine ? ["--owns-machine"] : (string[])[]];
    }

    private static string? TextOf(TimeSpan? span) => span is { } time ? Duration.Format(time) : null;
}
