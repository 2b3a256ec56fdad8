using System.Text;
using Muster.Graphs;
using Muster.Points;
using Muster.Retries;
using Muster.Workers;

namespace Muster.Tests.Core.Graphs;

/// <summary>
/// Runs a graph whose jobs end at random, are not started at random, and whose worker dies at random, and looks at each step whether the promises are kept. Beside it,
/// another state is made of the events as they come back from JSON: it is the same after each.
/// </summary>
internal sealed class GraphDriver
{
    private const int MostSteps = 5000;
    private const decimal Cpus = 4;

    private readonly GraphSpec spec;
    private readonly GraphRunSetup setup;
    private readonly GraphState mirror;
    private readonly Dictionary<int, TimeSpan> notBefore = [];
    private readonly HashSet<int> succeeded = [];
    private readonly HashSet<int> survivors = [];
    private uint dice;
    private GraphRun run;
    private Moment now = new(TimeSpan.FromDays(2), new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private bool hasFailed;
    private int running;
    private decimal used;

    public GraphDriver(GraphSpec spec, int seed)
    {
        (this.spec, dice) = (spec, (uint)seed);
        mirror = new(spec);
        setup = new() { Timeout = TimeSpan.FromDays(365), Room = new(Cpus, null, 0), Chance = () => Roll(1000) / 999d };
        run = new(new(spec), setup, 1, 1, GraphLeftovers.None, now);
    }

    public GraphState State => run.State;

    public GraphOutcome Outcome => run.Outcome;

    public void RunToTheEnd()
    {
        for (var step = 0; step < MostSteps; step++)
        {
            run.Wake(now);
            Follow(run.TakeEvents());
            foreach (var effect in run.TakeEffects().OfType<GraphEffect.StartJob>())
                Started(effect);
            if (run.IsOver)
                return;
            Step();
        }

        Assert.Fail($"It does not end: {Encoding.UTF8.GetString(GraphStateJson.Write(run.State))}");
    }

    private void Step()
    {
        now = new(now.Monotonic + TimeSpan.FromSeconds(Roll(3)), now.Utc + TimeSpan.FromSeconds(Roll(3)));
        if (Roll(12) == 0)
            TakeUpAnew();
        else if (run.Running.Count > 0 && Roll(8) > 0)
            EndOne();
        else
            Wait();
    }

    private void Wait()
    {
        Assert.True(run.NextWake is not null || run.Running.Count > 0, "It waits for nothing.");
        if (run.NextWake is { } next && next > now.Monotonic && run.Running.Count == 0)
            now = new(next, now.Utc + (next - now.Monotonic));
    }

    private void TakeUpAnew()
    {
        survivors.Clear();
        survivors.UnionWith(run.Running.Where(_ => Roll(3) == 0));
        var state = GraphStateJson.Read(GraphStateJson.Write(run.State), spec);
        Assert.Equal(Text(run.State), Text(state));
        (running, used) = (0, 0);
        notBefore.Clear(); // from now on by this worker's wall clock
        foreach (var job in Enumerable.Range(0, spec.Jobs.Count))
            if (state.Jobs[job].NotBefore is { } at)
                notBefore[job] = now.Monotonic + (at - now.Utc);
        run = new(state, setup, run.State.Epoch + 1, 1, new([.. survivors.Order()]), now);
    }

    private void EndOne()
    {
        var job = run.Running.Order().ElementAt(Roll(run.Running.Count));
        running--;
        used -= spec.Jobs[job].Resources.Cpus;
        if (Roll(10) == 0)
        {
            run.JobNotStarted(job, now);
            notBefore[job] = now.Monotonic + setup.ProblemPause;
            return;
        }

        var attempt = AnyEnd(run.State.Jobs[job].NextAttempt);
        run.JobEnded(job, attempt, default, now);
        Look(job, attempt);
    }

    private AttemptRecord AnyEnd(int number)
    {
        var record = new AttemptRecord { Number = number, End = AttemptEnd.Exited, ExitCode = 0, StartedAt = now.Utc, Elapsed = TimeSpan.FromSeconds(1) };
        return Roll(16) switch
        {
            < 8 => record,
            < 10 => record with { ExitCode = 1 },
            < 12 => record with { ExitCode = 2 },
            12 => record with { End = AttemptEnd.Signalled, ExitCode = null, Signal = 9 },
            13 => record with { End = AttemptEnd.TimedOut, ExitCode = null },
            14 => record with { End = AttemptEnd.Lost, ExitCode = null },
            _ => record with { End = AttemptEnd.Interrupted, ExitCode = null },
        };
    }

    private void Look(int job, AttemptRecord attempt)
    {
        var line = run.State.Jobs[job];
        if (line.State == JobState.Succeeded)
            Assert.True(succeeded.Add(job), "It succeeded twice.");
        hasFailed |= line.State == JobState.Failed;
        if (line.State != JobState.Pending)
            return;
        var wait = (line.NotBefore ?? now.Utc) - now.Utc;
        var longest = attempt.IsCharged ? LongestWait(spec.Jobs[job].Retry, line.ChargedAttempts) : TimeSpan.Zero;
        var share = spec.Jobs[job].Retry is { Backoff: BackoffKind.ExponentialJitter, Jitter: var jitter } ? 1 - jitter : 1;
        Assert.InRange(wait, longest * share, longest);
        Assert.InRange(line.ChargedAttempts, 0, spec.Jobs[job].Retry.MaxAttempts - 1);
        notBefore[job] = now.Monotonic + wait;
    }

    private static TimeSpan LongestWait(RetryPolicy policy, int attempt)
    {
        var wait = policy.BaseDelay.TotalSeconds * (policy.Backoff == BackoffKind.Fixed ? 1 : Math.Pow(2, attempt - 1));
        return TimeSpan.FromSeconds(Math.Min(wait, policy.MaxDelay.TotalSeconds));
    }

    private void Started(GraphEffect.StartJob start)
    {
        running++;
        used += spec.Jobs[start.Job].Resources.Cpus;
        Assert.InRange(running, 1, spec.MaxParallel);
        Assert.True(running == 1 || used <= Cpus, "There is no room.");
        Assert.True(run.State.IsFree(start.Job), "It waits for others.");
        Assert.DoesNotContain(start.Job, succeeded);
        Assert.False(hasFailed && !survivors.Remove(start.Job) && spec.OnFailure == OnFailure.Stop, "Another job had failed.");
        Assert.True(!notBefore.TryGetValue(start.Job, out var at) || now.Monotonic >= at, "It did not wait.");
        Assert.Equal(run.State.Jobs[start.Job].NextAttempt, start.Attempt);
        Assert.True(start.Timeout > TimeSpan.Zero);
    }

    private void Follow(IReadOnlyList<GraphEvent> events)
    {
        foreach (var news in events)
            mirror.Apply(GraphEventJson.Read(GraphEventJson.Write(news)));
        Assert.Equal(Text(run.State), Text(mirror));
    }

    private static string Text(GraphState state) => Encoding.UTF8.GetString(GraphStateJson.Write(state));

    private int Roll(int sides)
    {
        dice = unchecked((dice * 1664525) + 1013904223);
        return (int)((dice >> 8) % (uint)sides);
    }
}
