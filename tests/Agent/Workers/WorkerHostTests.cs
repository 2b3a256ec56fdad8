using Muster.Agent.Workers;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Stores;
using Muster.Workers;

namespace Muster.Tests.Agent.Workers;

public sealed class WorkerHostTests
{
    [Fact]
    public async Task A_timer_that_fires_a_little_early_is_set_again()
    {
        var (time, store, key) = (new EarlyTime(), new InMemoryRunStore(), new WorkerKey(RunId.FromToken("host"), "w1-1"));
        var round = new RoundPlan(1, []);
        await using var host = new WorkerHost(new(key, round, new("i-0abc", "eu-west-1", 1), static (_, _) => null, new()) { Joins = true }, store, new NoPoints(), time);

        for (var i = 0; i < 30; i++)
            time.FireNext();

        Assert.InRange((await store.GetWorkerAsync(key, TestContext.Current.CancellationToken))!.Renewals, 3, 30);
    }

    [Fact]
    public async Task Who_listens_after_it_has_joined_hears_of_it_all_the_same()
    {
        var (store, key, heard) = (new InMemoryRunStore(), new WorkerKey(RunId.FromToken("host"), "w1-1"), 0);
        await using var host = new WorkerHost(new(key, new(1, []), new("i-0abc", "eu-west-1", 1), static (_, _) => null, new()) { Joins = true }, store, new NoPoints(), new EarlyTime());

        host.Joined = () => heard++; // the store in memory has answered by now
        Assert.Equal(1, heard);
    }

    /// <summary>A clock whose timers fire half a millisecond before they are due, as the system's may.</summary>
    private sealed class EarlyTime : TimeProvider
    {
        private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(0.5);
        private readonly List<EarlyTimer> timers = [];
        private TimeSpan now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now.Ticks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new EarlyTimer(this, () => callback(state));
            timers.Add(timer);
            timer.Change(dueTime, period);
            return timer;
        }

        public void FireNext()
        {
            if (timers.Where(timer => timer.Due is not null).MinBy(timer => timer.Due) is not { Due: { } due } next)
                return;
            now = due - Early > now ? due - Early : now;
            next.Due = null;
            next.Fire();
        }

        private sealed class EarlyTimer(EarlyTime time, Action fire) : ITimer
        {
            public TimeSpan? Due { get; set; }

            public void Fire() => fire();

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : time.now + dueTime;
                return true;
            }

            public void Dispose() => time.timers.Remove(this);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return default;
            }
        }
    }

    private sealed class NoPoints : IPointExecutor
    {
        public void Start(StartOrder order, IAttemptListener listener) => throw new InvalidOperationException("There are no points.");

        public void End(long point, AttemptEnd why, bool atOnce)
        {
        }

        public ValueTask SyncAsync() => default;

        public ValueTask DisposeAsync() => default;
    }
}
