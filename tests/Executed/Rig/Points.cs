using System.Collections.Concurrent;
using Muster.Agent.Workers;
using Muster.Points;
using Muster.Workers;

namespace Muster.Tests.Executed.Rig;

/// <summary>What points do in a test, and what was seen of them: how many ran at once, in all and in each region, and how often each did.</summary>
internal sealed class Points
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> running = new(StringComparer.Ordinal);

    /// <summary>What a point does; ends with its token when it is ended. Default: nothing.</summary>
    public Func<long, string, CancellationToken, Task> Work { get; set; } = static (_, _, _) => Task.CompletedTask;

    /// <summary>Most that ran at once, by region; under an empty name, in all.</summary>
    public Dictionary<string, int> Most { get; } = new(StringComparer.Ordinal);

    /// <summary>Every start: point and instance.</summary>
    public ConcurrentQueue<(long Point, string Instance)> Starts { get; } = new();

    /// <summary>An executor on an instance.</summary>
    public IPointExecutor On(string instance, string region, string worker) => new Executor(this, instance, region, worker);

    private void Count(string region, int by)
    {
        lock (gate)
        {
            foreach (var name in (string[])["", region])
            {
                running[name] = running.GetValueOrDefault(name) + by;
                Most[name] = Math.Max(Most.GetValueOrDefault(name), running[name]);
            }
        }
    }

    private sealed class Executor(Points points, string instance, string region, string worker) : IPointExecutor
    {
        private readonly ConcurrentDictionary<long, (CancellationTokenSource Cancel, AttemptEnd[] Why)> attempts = new();

        public void Start(StartOrder order, IAttemptListener listener)
        {
            var attempt = (Cancel: new CancellationTokenSource(), Why: new[] { AttemptEnd.Exited });
            attempts[order.Point] = attempt;
            points.Starts.Enqueue((order.Point, instance));
            _ = RunAsync(order, listener, attempt.Cancel, attempt.Why);
        }

        public void End(long point, AttemptEnd why, bool atOnce)
        {
            if (!attempts.TryGetValue(point, out var attempt))
                return;
            attempt.Why[0] = why;
            attempt.Cancel.Cancel();
        }

        public ValueTask SyncAsync() => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private async Task RunAsync(StartOrder order, IAttemptListener listener, CancellationTokenSource cancel, AttemptEnd[] why)
        {
            var started = TimeProvider.System.GetUtcNow();
            await Task.Yield();
            points.Count(region, 1);
            try
            {
                await points.Work(order.Point, instance, cancel.Token);
            }
            catch (OperationCanceledException)
            {
                // It was ended.
            }
            finally
            {
                points.Count(region, -1);
            }

            attempts.TryRemove(order.Point, out _);
            listener.Ended(order.Point, new()
            {
                Number = order.Attempt,
                End = why[0],
                ExitCode = why[0] == AttemptEnd.Exited ? 0 : null,
                StartedAt = started,
                Elapsed = TimeProvider.System.GetUtcNow() - started,
                Worker = worker,
            });
        }
    }
}
