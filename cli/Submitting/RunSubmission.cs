using System.Globalization;
using Muster.Agent.Machines;
using Muster.Agent.Points;
using Muster.Agent.Processes;
using Muster.Cli.Stores;
using Muster.Graphs;
using Muster.Local.Engine;
using Muster.Money;
using Muster.Resources;
using Muster.Runs;
using Muster.Specs.Submission;
using Muster.Sweeps;

namespace Muster.Cli.Submitting;

/// <summary>Submits what was read, and gives what came of it. Whoever submits, by the command or by the module, does it by this.</summary>
/// <param name="options">How.</param>
/// <param name="engine">How engines of this machine work.</param>
/// <param name="tell">Is told what people should know.</param>
internal sealed class RunSubmission(SubmitOptions options, EngineOptions engine, Action<string> tell)
{
    private PlatformSubmission? platform;

    /// <summary>Whether a platform runs it, so that no engine of this machine does.</summary>
    public bool IsOnPlatform => platform is not null;

    /// <summary>Checks what can be known before there is a store.</summary>
    /// <exception cref="UsageException">It could not be run.</exception>
    public void Check(SweepSpec spec, StoreAddress address)
    {
        if (address.Aws is null || options.DryRun)
            CheckForThisMachine(spec);
        if (address.Aws is null && !options.DryRun)
            CheckThisMachine(spec, address);
    }

    /// <summary>Submits.</summary>
    /// <param name="sweep">What was read, without errors.</param>
    /// <param name="store">The store.</param>
    /// <param name="cancel">Ends the call; the same token tells then whether the run exists.</param>
    /// <returns>The run.</returns>
    public async Task<RunRecord> SubmitAsync(ReadSweep sweep, StoreContext store, CancellationToken cancel)
    {
        var spec = sweep.Reading.Spec!;
        platform = await PlatformSubmission.FindAsync(store, tell, cancel);
        if (platform is not null)
            spec = await platform.PrepareAsync(spec, cancel);
        else if (store.Address.Aws is not null)
        {
            CheckForThisMachine(spec);
            CheckThisMachine(spec, store.Address);
        }

        var after = await AfterOption.FindAsync(options.After, store, cancel);
        var submitted = await new Submitter(store.Ports.Store, store.Ports.Blobs, engine.Time).SubmitAsync(
            new(spec, sweep.Points!, options.ClientToken ?? NewToken())
            {
                OpenRows = sweep.OpenRows,
                After = after,
                MaxConcurrent = options.MaxConcurrent,
                Priority = options.Priority,
            },
            cancel);
        if (!submitted.IsNew && Ignored(submitted.Run, after) is { Length: > 0 } ignored)
            tell($"Already submitted as {submitted.Run.Id}; {ignored} no effect.");
        return submitted.Run;
    }

    /// <summary>Has the platform take the run up, if there is one.</summary>
    public async Task StartAsync(RunRecord run, CancellationToken cancel)
    {
        if (platform is not null && run.WantsWork)
            await platform.StartAsync(run, cancel);
    }

    /// <summary>Leaves an engine behind that runs it, unless others do.</summary>
    /// <returns>Null: all is well; else why nothing runs it.</returns>
    public async Task<string?> LeaveAsync(StoreContext store, RunRecord run, CancellationToken cancel) =>
        options.NoEngine || platform is not null || await store.EnsureEngine(run, cancel) is not { } problem
            ? null
            : $"Run {run.Id} is submitted, but nothing runs it: {problem}";

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

    private string NewToken() => string.Create(
        CultureInfo.InvariantCulture, $"{engine.Time.GetUtcNow().UtcTicks:x}-{Environment.ProcessId:x}-{(long)(engine.Chance() * long.MaxValue):x}");
}
