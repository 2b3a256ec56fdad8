using Muster.Cli.Rendering;
using Muster.Deletion;
using Muster.Operations;
using Muster.Outputs;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.Cli.Deleting;

/// <summary>What <c>muster prune</c> was asked.</summary>
/// <param name="Rule">Which runs.</param>
/// <param name="KeepResults">Whether only logs go.</param>
/// <param name="IsTrial">Whether it is only said what would go.</param>
/// <param name="Yes">Whether nobody is asked.</param>
/// <param name="Json">Whether the answer is JSON.</param>
internal sealed record PruneOptions(PruneRule Rule, bool KeepResults, bool IsTrial, bool Yes, bool Json);

/// <summary>Shows which runs would go, asks, and lets them go one after the other.</summary>
/// <param name="context">The command's world.</param>
/// <param name="ports">The store; null: there is none, and so no run.</param>
/// <param name="options">What was asked.</param>
internal sealed class PruneFlow(CommandContext context, RunPorts? ports, PruneOptions options)
{
    private readonly bool keep = options.KeepResults;

    /// <summary>Goes through with it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var runs = ports is null ? [] : await FindAsync(ports, cancel);
        var code = ExitCode.Done;
        if (runs.Count == 0)
            context.Say(keep ? "Nothing is to be pruned: no run that ended so long ago has files besides its results." : "Nothing is to be pruned: no run ended so long ago.");
        else if (!options.Json)
            WriteTable(runs);
        if (runs.Count > 0 && !options.IsTrial)
            (code, runs) = await PruneAsync(runs, cancel);
        if (options.Json)
            context.WriteJson(writer => DeletedView.WriteJson(writer, runs));
        else if (runs.Count > 0 && options.IsTrial)
            context.Say($"Nothing was pruned. It would be {Amount(runs)}.");
        return code;
    }

    private async Task<List<DeletedRun>> FindAsync(RunPorts store, CancellationToken cancel)
    {
        var found = new List<DeletedRun>();
        await foreach (var run in new RunPrune(store).FindAsync(options.Rule, cancel))
        {
            if (await LookAsync(store, run, cancel) is { } target)
                found.Add(target);
        }

        return found;
    }

    /// <summary>What would go of a run; null: nothing does, and if that is against expectation it is told.</summary>
    private async Task<DeletedRun?> LookAsync(RunPorts store, RunRecord run, CancellationToken cancel)
    {
        try
        {
            if ((keep ? await new RunPrune(store).RefusalAsync(run, cancel) : await new RunDelete(store).RefusalAsync(run, cancel)) is { } refusal)
                return Skip(refusal);
            var files = keep ? await new RunPrune(store).TryAsync(run, cancel) : await new RunDelete(store).FilesAsync(run.Id, cancel);
            return keep && files == default ? null : new(run.Id, run, files, IsDone: false);
        }
        catch (SpecGoneException gone)
        {
            return Skip($"{gone.Message} Its logs stay.");
        }
    }

    private DeletedRun? Skip(string why)
    {
        context.Say($"Left out: {why}");
        return null;
    }

    private async Task<(int Code, List<DeletedRun> Runs)> PruneAsync(List<DeletedRun> runs, CancellationToken cancel)
    {
        if (!Asking.IsYes(context, options.Yes, keep ? $"Remove logs and other files of {Amount(runs)}?" : $"Delete {Amount(runs)}?"))
        {
            context.Say("Nothing was pruned.");
            return (ExitCode.Failed, runs);
        }

        var done = new List<DeletedRun>();
        foreach (var run in runs)
            done.Add(await PruneAsync(run, cancel));
        var pruned = done.Where(run => run.IsDone).ToList();
        context.Say(keep ? $"Pruned {Amount(pruned)}; records and results are kept." : $"Deleted {Amount(pruned)}.");
        return (pruned.Count == done.Count ? ExitCode.Done : ExitCode.CouldNotTell, done);
    }

    /// <summary>One run that was retried or deleted since it was looked at does not keep the others.</summary>
    private async Task<DeletedRun> PruneAsync(DeletedRun run, CancellationToken cancel)
    {
        try
        {
            var files = keep ? await new RunPrune(ports!).PruneAsync(run.Id, cancel) : await new RunDelete(ports!).DeleteAsync(run.Id, cancel);
            return run with { Files = files, IsDone = true };
        }
        catch (Exception error) when (error is DeleteRefusedException or RunBusyException or RunNotFoundException or RunDeletingException)
        {
            context.Say($"Left out: {error.Message}");
            return run;
        }
    }

    private static string Amount(IReadOnlyList<DeletedRun> runs) =>
        $"{Human.Count(runs.Count, "run")}, with {DeletedView.Amount(runs.Aggregate(default(FileTally), (sum, run) => sum + run.Files))}";

    private void WriteTable(List<DeletedRun> runs)
    {
        var table = new Table(new("ID"), new("NAME", Least: 8), new("STATE"), new("ENDED"), new("POINTS", IsNumber: true), new("FILES", IsNumber: true), new("SIZE", IsNumber: true));
        foreach (var target in runs)
        {
            var run = target.Run!;
            table.Add(
                run.Id.Value, run.Name, run.DeletingSince is null ? $"{run.State}" : "Deleting", Human.Ago(PruneRule.EndOf(run)!.Value, context.Time.GetUtcNow()),
                $"{run.PointCount}", $"{target.Files.Files}", Human.Bytes(target.Files.Bytes));
        }

        table.Write(context.Out, context.Screen);
    }
}
