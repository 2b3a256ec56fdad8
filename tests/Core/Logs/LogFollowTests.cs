using System.Text;
using Muster.Filters;
using Muster.Logs;
using Muster.Operations;
using Muster.Outputs;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Testing.Builders;
using Muster.Testing.Outputs;

namespace Muster.Tests.Core.Logs;

public class LogFollowTests
{
    private static readonly FollowPace Pace = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200));
    private readonly RunWorld world = new() { Time = new() { GoesOn = true } };
    private readonly List<string> told = [];

    [Fact]
    public async Task What_ended_before_is_told_first_and_what_runs_goes_on_until_the_run_ends()
    {
        var run = await StartedAsync(3);
        await run.EndAsync(0, PointState.Succeeded, run.Attempt(output: ("zero\n", "")));
        var live = await RunAsync(run, 1);
        live.Write("one");
        At(0.5, async () => live.Write(" and\nmore"));
        At(1, async () => await run.EndAsync(1, PointState.Succeeded, run.Attempt() with { Output = live.End() }));
        At(1.5, async () => await run.EndAsync(2, PointState.Failed, run.Attempt(1, output: ("two\n", ""))));
        At(2, async () => await run.ReportAsync(RunState.Error));

        await FollowAsync(run);

        Assert.Equal(["0.1: zero\n", "0.1 ends", "1.1: one", "1.1:  and\nmore", "1.1 ends", "2.1: two\n", "2.1 ends"], told);
    }

    [Fact]
    public async Task What_was_written_last_is_told_from_the_record()
    {
        var run = await StartedAsync(1);
        var live = await RunAsync(run, 0);
        live.Write("first\n");
        At(0.5, async () =>
        {
            live.Write("last\n");
            await run.EndAsync(0, PointState.Succeeded, run.Attempt() with { Output = live.End() });
        });

        await FollowAsync(run);

        Assert.Equal(["0.1: first\n", "0.1: last\n", "0.1 ends"], told);
    }

    [Fact]
    public async Task A_second_attempt_waits_until_the_first_is_told_whole()
    {
        var run = await StartedAsync(1);
        var first = await RunAsync(run, 0);
        first.Write("a");
        var output = "";
        InMemoryLiveAttempt? second = null;
        At(0.3, async () =>
        {
            first.Write("b\n");
            output = first.End();
            (second = await RunAsync(run, 0, 2)).Write("c\n");
        });
        At(1.1, async () => await run.SetAsync(0, new() { Attempts = [run.Attempt(1) with { Output = output }] }));
        At(2.1, async () => await run.EndAsync(0, PointState.Succeeded, run.Attempt(1) with { Output = output }, run.Attempt(0, number: 2) with { Output = second!.End() }));

        await FollowAsync(run);

        Assert.Equal(["0.1: a", "0.1: b\n", "0.1 ends", "0.2: c\n", "0.2 ends"], told);
    }

    [Fact]
    public async Task Chosen_points_are_followed_until_they_have_ended()
    {
        var run = await StartedAsync(4);
        foreach (var point in new long[] { 0, 1, 3 })
            await run.EndAsync(point, PointState.Succeeded, run.Attempt(output: ($"{point}\n", "")));

        await FollowAsync(run, new() { Indexes = IndexSet.Of([1, 3]) });
        await FollowAsync(run, new() { Where = [ParameterCondition.TryParse("x=0", out var condition, out _) ? condition : null!], Indexes = IndexSet.Of([0, 1]) });

        Assert.Equal(["1.1: 1\n", "1.1 ends", "3.1: 3\n", "3.1 ends", "0.1: 0\n", "0.1 ends"], told);
    }

    [Fact]
    public async Task Output_that_its_command_truncated_is_told_from_its_new_beginning()
    {
        var run = await StartedAsync(1);
        var live = await RunAsync(run, 0);
        live.Write("long ago\n");
        At(0.5, async () =>
        {
            live.Truncate();
            live.Write("new\n");
        });
        At(1, async () => await run.EndAsync(0, PointState.Succeeded, run.Attempt() with { Output = live.End() }));

        await FollowAsync(run);

        Assert.Equal(["0.1: long ago\n", "0.1: new\n", "0.1 ends"], told);
    }

    [Fact]
    public async Task An_attempt_that_was_lost_with_its_engine_is_told_as_far_as_it_came()
    {
        var run = await StartedAsync(1);
        var live = await RunAsync(run, 0);
        live.Write("so far");
        At(0.5, async () => await run.EndAsync(0, PointState.Succeeded, run.Attempt() with { End = AttemptEnd.Lost, Elapsed = null }, run.Attempt(number: 2, output: ("again\n", ""))));

        await FollowAsync(run);

        Assert.Equal(["0.1: so far", "0.1 ends", "0.2: again\n", "0.2 ends"], told);
    }

    [Fact]
    public async Task The_tail_and_the_time_are_for_what_is_there_at_the_beginning()
    {
        var run = await StartedAsync(4);
        await run.EndAsync(0, PointState.Succeeded, run.Attempt(output: ("old\n", "")));
        world.Time.Move(TimeSpan.FromMinutes(10));
        await run.EndAsync(1, PointState.Succeeded, run.Attempt(output: ("a\nb\n", "")));
        var live = await RunAsync(run, 2);
        live.Write("c\nd\n");
        At(0.5, async () => live.Write("e\nf\n"));
        At(1, async () => await run.EndAsync(2, PointState.Succeeded, run.Attempt() with { Output = live.End() }));
        At(1.5, async () => await run.EndAsync(3, PointState.Succeeded, run.Attempt(output: ("g\nh\n", ""))));

        await FollowAsync(run, order: new() { Tail = 1, Since = world.Time.GetUtcNow().AddMinutes(-1) });

        Assert.Equal(["1.1: b\n", "1.1 ends", "2.1: d\n", "2.1: e\nf\n", "2.1 ends", "3.1: g\nh\n", "3.1 ends"], told);
    }

    [Fact]
    public async Task Output_that_is_gone_is_told_and_the_rest_goes_on()
    {
        var run = await StartedAsync(2);
        await run.EndAsync(0, PointState.Succeeded, run.Attempt() with { Output = "nowhere" });
        await run.EndAsync(1, PointState.Succeeded, run.Attempt(output: ("here\n", "")));

        await FollowAsync(run);

        Assert.Equal(["0.1 ends: The output nowhere is not there any more.", "1.1: here\n", "1.1 ends"], told);
    }

    private async Task<BuiltRun> StartedAsync(int points)
    {
        var run = await world.AddAsync("lr", points);
        await run.StartAsync();
        return run;
    }

    private async Task<InMemoryLiveAttempt> RunAsync(BuiltRun run, long point, int number = 1)
    {
        if (number == 1)
            await run.ClaimAsync(point);
        return world.Outputs.Start(run.Id, new(point, 1, number, BuiltRun.Worker, 0, world.Time.GetUtcNow()));
    }

    /// <summary>Something happens while it is followed.</summary>
    private void At(double seconds, Func<Task> happens) =>
        world.Time.At(TimeSpan.FromSeconds(seconds), () => happens().GetAwaiter().GetResult());

    private async Task FollowAsync(BuiltRun run, PointQuery? query = null, LogOrder? order = null)
    {
        using var follow = await LogFollow.BeginAsync(world.Ports, await run.RecordAsync(), query ?? new(), order ?? new());
        await foreach (var part in follow.RunAsync(Pace))
        {
            if (part is not { } some)
                continue;
            if (!some.Bytes.IsEmpty)
                told.Add($"{some.Of.Index}.{some.Of.Number}: {Encoding.UTF8.GetString(some.Bytes.Span)}");
            if (some.IsLast)
                told.Add($"{some.Of.Index}.{some.Of.Number} ends{(some.Problem is null ? "" : $": {some.Problem}")}");
        }
    }
}
