using Muster.Agent.Processes;
using Muster.Local.Engine;
using Muster.Resources;
using Muster.Runs;
using Muster.Sweeps;
using Muster.Testing.Builders;
using Muster.Tests.Local.Store;

namespace Muster.Tests.Local.Engine;

/// <summary>An engine with real processes on a machine of one core, with short turns.</summary>
public sealed class SharingTests : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder folder = new();
    private readonly RunWorld world = new();
    private readonly IProcessHost processes = ProcessHosts.ForThisSystem(TimeProvider.System);

    [Fact]
    public async Task Low_run_beside_endless_urgent_work_gets_its_turn()
    {
        var urgent = await AddAsync("urgent", 50_000, Priority.Urgent);
        await using var engine = await StartAsync(new() { Turn = TimeSpan.FromMilliseconds(50), AgeAfter = TimeSpan.FromMilliseconds(100) });
        await UntilAsync(() => Task.FromResult(engine.FiguresOf(urgent.Id).Ended.Succeeded > 0));
        var low = await AddAsync("low", 3, Priority.Low);
        await UntilAsync(async () => (await low.RecordAsync()).State.IsTerminal());

        Assert.Equal(RunState.Complete, (await low.RecordAsync()).State);
        Assert.Equal(RunState.InProgress, (await urgent.RecordAsync()).State);
    }

    [Fact]
    public async Task Two_runs_of_one_priority_advance_together_on_one_slot()
    {
        var runs = new[] { await AddAsync("older", 50_000, Priority.Normal), await AddAsync("newer", 50_000, Priority.Normal) };
        await using var engine = await StartAsync(new() { Turn = TimeSpan.FromMilliseconds(50) });

        var (turns, last) = (0, -1);
        var seen = new long[runs.Length];
        var began = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        while (turns < 6)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < s_patience, $"Only {turns} turns, {string.Join(" and ", seen)} points.");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            Assert.True(runs.Sum(run => engine.FiguresOf(run.Id).Running) <= 2, "One slot; one point may end while the two are looked at.");
            for (var i = 0; i < runs.Length; i++)
            {
                var ended = engine.FiguresOf(runs[i].Id).Ended.Succeeded;
                if (ended > seen[i] && last != i)
                    (turns, last) = (turns + 1, i);
                seen[i] = ended;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        processes.Dispose();
        folder.Dispose();
        await ValueTask.CompletedTask;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < s_patience, "It never came.");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    private Task<BuiltRun> AddAsync(string name, int points, Priority priority) => world.AddAsync(
        new SweepSpec { Name = name, Command = "true", Grid = [new("x", [.. Enumerable.Range(0, points).Select(i => new ParameterValue($"{i}"))])] },
        [],
        run => run with { Priority = priority });

    private async Task<Muster.Local.Engine.Engine> StartAsync(SharePolicy policy)
    {
        var engine = new Muster.Local.Engine.Engine(new()
        {
            Store = world.Store,
            Blobs = world.Blobs,
            Points = folder.At("points"),
            Processes = processes,
            Shell = Shell.Find(),
            Machine = new(1, null, []),
            Chance = () => 0.5,
            Pace = new() { Share = policy, LookEvery = TimeSpan.FromMilliseconds(20) },
        });
        await engine.StartAsync();
        return engine;
    }
}
