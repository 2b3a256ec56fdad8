using System.Globalization;
using System.Text;
using Muster.Agent.Machines;
using Muster.Agent.Points;
using Muster.Agent.Processes;
using Muster.Cli.Stores;
using Muster.Cli.Waiting;
using Muster.Cli.Watching;
using Muster.Graphs;
using Muster.Local.Engine;
using Muster.Money;
using Muster.Operations;
using Muster.Resources;
using Muster.Runs;
using Muster.Specs.Submission;
using Muster.Sweeps;

namespace Muster.Cli.Submitting;

/// <summary>Reads a sweep, submits it, and watches it or leaves it to an engine.</summary>
public sealed class SubmitFlow(SubmitOptions options, CommandContext context, EngineOptions engine)
{
    private PlatformSubmission? platform;

    /// <summary>Goes through with it.</summary>
    /// <param name="read">Reads the sweep.</param>
    /// <param name="address">The store, which is made if there is none.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(Func<ReadSweep> read, StoreAddress address)
    {
        using var sweep = read();
        if (sweep.Reading is not { Spec: { } spec })
            return Refuse(sweep);
        if (sweep.Reading.Notice is { } notice)
            context.Error.WriteLine(notice);
        if (address.Aws is null || options.DryRun)
            CheckForThisMachine(spec);
        if (options.DryRun)
            return DryRun.Write(context, spec, sweep.Points!, options);
        if (address.Aws is null)
            CheckThisMachine(spec, address);
        using var store = OpenStores.OrMake(address, context.Environment);
        platform = await PlatformSubmission.FindAsync(store, context);
        if (platform is not null)
            spec = await platform.PrepareAsync(spec);
        else if (address.Aws is not null)
            CheckForThisMachine(spec, address);
        var after = await AfterOption.FindAsync(options.After, store, context.Cancel);
        var submitted = await new Submitter(store.Ports.Store, store.Ports.Blobs, engine.Time).SubmitAsync(
            new(spec, sweep.Points!, options.ClientToken ?? NewToken())
            {
                OpenRows = sweep.OpenRows,
                After = after,
                MaxConcurrent = options.MaxConcurrent,
                Priority = options.Priority,
            });
        if (!submitted.IsNew && Ignored(submitted.Run, after) is { Length: > 0 } ignored)
            context.Error.WriteLine($"Already submitted as {submitted.Run.Id}; {ignored} no effect.");
        WriteId(submitted.Run.Id);
        if (platform is not null && submitted.Run.WantsWork)
            await platform.StartAsync(submitted.Run);
        return options.Detach ? await LeaveAsync(store, submitted.Run) : await WatchAsync(store, submitted.Run);
    }

    private void CheckForThisMachine(SweepSpec spec, StoreAddress address)
    {
        CheckForThisMachine(spec);
        CheckThisMachine(spec, address);
    }

    /// <summary>What this machine can tell of a spec that runs on it, or on ones like it.</summary>
    private void CheckForThisMachine(SweepSpec spec)
    {
        if (BudgetDecision.For(spec.BudgetUsd, engine.UsdPerHour, "this machine").Refusal is { } refusal)
            throw new UsageException(refusal);
        PointCommand.Check(spec);
    }

    private void CheckThisMachine(SweepSpec spec, StoreAddress address)
    {
        if (!options.Detach)
            RefuseWhatNeverStarts(spec, address);
        Shell.Find(); // a machine without one would take the submission, and run nothing of it
    }

    /// <summary>Engines of a store in a directory are all of this machine: what does not fit on it would be waited for without end.</summary>
    private static void RefuseWhatNeverStarts(SweepSpec spec, StoreAddress address)
    {
        var machine = MachineProbe.Probe();
        if (address.Aws is null && SlotPlan.For(machine, JobRoom.RequestOf(spec, machine)).Problem is { } problem)
            throw new UsageException($"This run could never start. {problem}. Correct what a point takes, or give --detach to submit it all the same.");
    }

    /// <summary>The options that a run which was submitted before does not follow, with their verb; empty: it follows all.</summary>
    private string Ignored(RunRecord run, IReadOnlyList<RunDependency> after)
    {
        var ignored = new List<string>();
        if (options.MaxConcurrent is { } most && most != run.MaxConcurrent)
            ignored.Add("--max-concurrent");
        if (options.Priority is { } level && level != run.Priority)
            ignored.Add("--priority");
        if (options.After.Count > 0 && !after.SequenceEqual(run.After))
            ignored.Add(AfterOption.Name);
        return ignored switch
        {
            [] => "",
            [var one] => $"{one} has",
            _ => $"{string.Join(", ", ignored.SkipLast(1))} and {ignored[^1]} have",
        };
    }

    private int Refuse(ReadSweep sweep)
    {
        foreach (var error in sweep.Reading.Errors)
            context.Error.WriteLine(error);
        return ExitCode.Usage;
    }

    private async Task<int> LeaveAsync(StoreContext store, RunRecord run)
    {
        context.Out.WriteLine(run.Id);
        context.Out.Flush();
        if (options.NoEngine || platform is not null || await store.EnsureEngine(run, context.Cancel) is not { } problem)
            return ExitCode.Done;
        context.Error.WriteLine($"Run {run.Id} is submitted, but nothing runs it: {problem}");
        return ExitCode.CouldNotTell;
    }

    private async Task<int> WatchAsync(StoreContext store, RunRecord run)
    {
        context.Error.WriteLine($"Run {run.Id} ({run.Name}): {run.PointCount} {(run.PointCount == 1 ? "point" : "points")}");
        var screen = new ProgressScreen(context.Error, context.ErrorScreen.LineWidth, engine.Time);
        await using var watch = new RunWatch(store, engine, screen) { MayBeEngine = platform is null };
        var status = await watch.WatchAsync(run.Id, options.WaitTimeout);
        return status.Run.HasEnded
            ? await Ending.WithResultsAsync(context, store.Ports, status)
            : StillGoing(status, watch);
    }

    private int StillGoing(RunStatus status, RunWatch watch)
    {
        context.Error.WriteLine(
            !watch.Interrupted ? LeftRun.AtTimeout(status)
            : watch.IsEngine ? LeftRun.WithoutEngine(status)
            : LeftRun.ToAnotherEngine(status));
        return watch.Interrupted ? ExitCode.Interrupted : ExitCode.TimedOut;
    }

    private void WriteId(RunId id)
    {
        if (options.OutputId is not { } path)
            return;
        var unfinished = $"{path}.{id}.tmp";
        File.WriteAllText(unfinished, $"{id}\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(unfinished, path, overwrite: true);
    }

    private string NewToken() => string.Create(
        CultureInfo.InvariantCulture, $"{engine.Time.GetUtcNow().UtcTicks:x}-{Environment.ProcessId:x}-{(long)(engine.Chance() * long.MaxValue):x}");
}
