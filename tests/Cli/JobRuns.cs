using Muster.Graphs;
using Muster.Operations;
using Muster.Points;
using Muster.Retries;
using Muster.Runs;
using Muster.Sweeps;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli;

/// <summary>Runs of a job graph, as an engine leaves them.</summary>
internal static class JobRuns
{
    /// <summary>Fetch, then build; of it two tests, then package. Build is tried up to three times, lint up to two.</summary>
    public static GraphSpec Release { get; } = new()
    {
        MaxParallel = 2,
        Jobs =
        [
            new() { Id = "fetch", Command = "true" },
            new() { Id = "build", Command = "make", DependsOn = ["fetch"], Retry = new() { MaxAttempts = 3 }, Timeout = TimeSpan.FromMinutes(10), ResultPaths = ["out/**"] },
            new() { Id = "unit-tests", Command = "make test", DependsOn = ["build"] },
            new() { Id = "lint", Command = "make lint", DependsOn = ["build"], Retry = new() { MaxAttempts = 2 } },
            new() { Id = "package", Command = "tar", DependsOn = ["unit-tests", "lint"] },
        ],
    };

    /// <summary>A run with points; no engine has it.</summary>
    public static Task<BuiltRun> AddAsync(RunWorld world, int points = 1) => world.AddAsync(
        new SweepSpec { Name = "release", Graph = Release, Grid = points == 1 ? [] : [new("x", [.. Enumerable.Range(0, points).Select(i => new ParameterValue($"{i}"))])] }, points == 1 ? [new Row([], Muster.Placement.PlacementSpec.Anywhere)] : []);

    /// <summary>It runs: build succeeded at its second attempt, unit-tests runs, lint waits for its second attempt.</summary>
    public static async Task<(BuiltRun Run, BuiltGraph Graph)> RunningAsync(RunWorld world)
    {
        var run = await AddAsync(world);
        await run.StartAsync();
        await run.ClaimAsync(0);
        await run.WorkAsync(running: 1);
        var graph = new BuiltGraph(world, run, Release);
        await graph.RunAsync("fetch", new() { Output = ("fetched\n", "") });
        await graph.RunAsync("build", new() { ExitCode = 2, Next = JobState.Pending, Output = ("one\n", "no disk\n") });
        await graph.RunAsync("build", new() { Output = ("two\nthree", "warning\n"), Files = [("out/a.bin", "aaa"), ("out/sub/b.txt", "bb\n")] });
        graph.Start("unit-tests");
        await graph.RunAsync("lint", new() { ExitCode = 1, Next = JobState.Pending, Wait = TimeSpan.FromSeconds(40), Output = ("", "bad style\n") });
        await graph.KeepAsync();
        world.Time.Move(TimeSpan.FromSeconds(3));
        await run.ChangeAsync(record => record);
        return (run, graph);
    }

    /// <summary>It failed: build did at its last attempt, and the others were skipped.</summary>
    /// <param name="world">The world.</param>
    /// <param name="points">Its points; the last of them failed so, the others succeeded.</param>
    public static async Task<BuiltRun> FailedAsync(RunWorld world, int points = 1)
    {
        var run = await AddAsync(world, points);
        await run.StartAsync();
        for (var point = 0; point < points - 1; point++)
        {
            var well = new BuiltGraph(world, run, Release, point);
            foreach (var job in Release.Jobs)
                await well.RunAsync(job.Id, new() { Output = ($"{job.Id} of {point}\n", "") });
            var reference = await well.KeepAsync();
            await run.SetAsync(point, new() { State = PointState.Succeeded, Attempts = [run.Attempt()], Graph = reference });
        }

        var graph = new BuiltGraph(world, run, Release, points - 1);
        await graph.RunAsync("fetch", JobEnding.Well);
        await graph.RunAsync("build", new() { ExitCode = 2, Next = JobState.Pending });
        await graph.RunAsync("build", new() { End = AttemptEnd.TimedOut, Next = JobState.Pending, Took = TimeSpan.FromMinutes(10) });
        await graph.RunAsync("build", new() { ExitCode = 137, Reason = "Attempt 3 of 3 was the last.", Note = "Killed for memory.", Output = ("", "cc: out of memory\n") });
        var last = await graph.KeepAsync();
        await run.SetAsync(points - 1, new() { State = PointState.Failed, Attempts = [run.Attempt(137) with { Note = GraphText.Summary(graph.State) }], Graph = last });
        await world.Store.TakeHintsAsync(new(run.Id, 1, 0), points, points);
        await run.ReportAsync(RunState.Error);
        return run;
    }
}
