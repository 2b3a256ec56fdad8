using System.Text;
using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.Cli.Waiting;
using Muster.Cli.Watching;
using Muster.Graphs;
using Muster.Local.Engine;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Submitting;

/// <summary>Reads a sweep, submits it, and watches it or leaves it to an engine, as a command that writes.</summary>
public sealed class SubmitFlow(SubmitOptions options, CommandContext context, EngineOptions engine)
{
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
        var submission = new RunSubmission(options, engine, context.Error.WriteLine);
        submission.Check(spec, address);
        if (options.DryRun)
            return DryRun.Write(context, SubmissionPlan.Of(sweep.Reading.Kind, spec, sweep.Points!, options));
        using var store = OpenStores.OrMake(address, context.Environment);
        var run = await submission.SubmitAsync(sweep, store, context.Cancel);
        WriteId(run.Id);
        await submission.StartAsync(run, context.Cancel);
        return options.Detach ? await LeaveAsync(submission, store, run) : await WatchAsync(store, run, spec.Graph, mayBeEngine: !submission.IsOnPlatform);
    }

    private int Refuse(ReadSweep sweep)
    {
        foreach (var error in sweep.Reading.Errors)
            context.Error.WriteLine(error);
        return ExitCode.Usage;
    }

    private async Task<int> LeaveAsync(RunSubmission submission, StoreContext store, RunRecord run)
    {
        context.Out.WriteLine(run.Id);
        context.Out.Flush();
        if (await submission.LeaveAsync(store, run, context.Cancel) is not { } problem)
            return ExitCode.Done;
        context.Error.WriteLine(problem);
        return ExitCode.CouldNotTell;
    }

    private async Task<int> WatchAsync(StoreContext store, RunRecord run, GraphSpec? graph, bool mayBeEngine)
    {
        context.Error.WriteLine($"Run {run.Id} ({run.Name}): {Size(run, graph)}");
        var screen = new ProgressScreen(context.Error, context.ErrorScreen.LineWidth, engine.Time);
        await using var watch = new RunWatch(store, engine, screen) { MayBeEngine = mayBeEngine };
        var status = await watch.WatchAsync(run.Id, options.WaitTimeout);
        return status.Run.HasEnded
            ? await Ending.WithResultsAsync(context, store.Ports, status)
            : StillGoing(status, watch);
    }

    /// <summary>How much it is: of a graph's only point it is the jobs that people think of.</summary>
    private static string Size(RunRecord run, GraphSpec? graph) =>
        graph is not null && run.PointCount == 1 ? Human.Count(graph.Jobs.Count, "job") : Human.Count(run.PointCount, "point");

    private int StillGoing(RunStatus status, RunWatch watch)
    {
        context.Error.WriteLine(
            !watch.Interrupted ? LeftRun.AtTimeout(status, watch.Jobs)
            : watch.IsEngine ? LeftRun.WithoutEngine(status, watch.Jobs)
            : LeftRun.ToAnotherEngine(status, watch.Jobs));
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
}
