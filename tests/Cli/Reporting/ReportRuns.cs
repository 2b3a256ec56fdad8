using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli.Reporting;

/// <summary>Runs to report on.</summary>
internal static class ReportRuns
{
    /// <summary>What an attacker, or an unlucky program, may call things.</summary>
    public const string Hostile = "</script></style><img src=x onerror=alert(1)>\"'&\u001b[31m\u202e|]]>";

    /// <summary>A search over a learning rate, a size and a tool, with failures, a retry and a budget.</summary>
    public static async Task<BuiltRun> AddSearchAsync(RunWorld world)
    {
        var run = await world.AddAsync(
            new()
            {
                Name = "search", Command = "train --lr \"$PARAM_lr\"",
                Defaults = [new("data", new("\"cifar\""))],
                Grid = [new("lr", [new("1e-4"), new("1e-3"), new("1e-1")]), new("size", [new("32"), new("64")]), new("tool", [new("\"sgd\""), new("\"adam\"")])],
            },
            [],
            record => record with { BudgetUsd = 2 });
        await run.StartAsync();
        for (var point = 0; point < 12; point++)
        {
            world.Time.Move(TimeSpan.FromSeconds(2));
            if (point % 5 == 4)
                await run.EndAsync(point, PointState.Failed, run.Attempt(3, output: ("", "\u001b[31mloss is NaN\u001b[0m\nbye\n")), run.Attempt(3, number: 2, output: ("", "loss is NaN again\n")));
            else
                await run.EndAsync(point, PointState.Succeeded, run.Attempt(result: $$$"""{"loss":{{{(point * 7 % 12) / 10.0}}},"steps":{{{1000 * point}}}}""") with { Slot = point % 2, CpuTime = point % 3 == 0 ? null : TimeSpan.FromSeconds(1) });
        }

        await run.ReportAsync(RunState.Error);
        return run;
    }

    /// <summary>All names, values and lines are hostile.</summary>
    public static async Task<BuiltRun> AddHostileAsync(RunWorld world)
    {
        var text = System.Text.Json.JsonSerializer.Serialize(Hostile);
        var run = await world.AddAsync(
            new() { Name = Hostile, Command = Hostile, Grid = [new(Hostile, [new(text), new("\"b\"")]), new("n", [new("1"), new("2")])] }, []);
        await run.StartAsync();
        for (var point = 0; point < 3; point++)
            await run.EndAsync(point, PointState.Succeeded, run.Attempt(result: $$"""{{{text}}:{{point}},"text":{{text}}}""") with { Worker = Hostile });
        await run.EndAsync(3, PointState.Failed, run.Attempt(1, output: (Hostile, $"{Hostile}\n\u0007\u001b]0;x\u0007y\n")) with { Note = Hostile });
        await run.ReportAsync(RunState.Error, new(Muster.Coordination.WaitCause.Failure, Hostile));
        return run;
    }
}
