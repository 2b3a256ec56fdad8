using System.Collections.Concurrent;
using Muster.Agent.Points;
using Muster.Agent.Processes;
using Muster.Agent.Workers;
using Muster.Points;
using Muster.Workers;

namespace Muster.Agent.Graphs;

/// <summary>Runs a job graph for each attempt of a point, and goes on with what an earlier worker left of it, here or on another machine.</summary>
public sealed class GraphExecutor : IPointExecutor
{
    private readonly GraphExecutorSetup setup;
    private readonly GraphCommands commands;
    private readonly GraphSync sync;
    private readonly RunningJournal journal;
    private readonly WorkerSetupScript? setupScript;
    private readonly CancellationTokenRegistration announcing;
    private readonly ConcurrentDictionary<long, PointGraph> running = new();
    private readonly ConcurrentDictionary<long, PointGraph> ended = new();

    /// <summary>An executor for one worker's life.</summary>
    /// <exception cref="Output.OutputException">The run's folders cannot be used.</exception>
    public GraphExecutor(GraphExecutorSetup setup)
    {
        this.setup = setup;
        setup.Folders.Create();
        var graph = setup.Spec.Graph!;
        var environment = PointEnvironment.Shared(setup.Run, setup.Spec, setup.Mark);
        commands = new(environment, [.. graph.Jobs.Select(job => CommandLine.OfText(setup.Shell, job.Command))], [.. graph.Jobs.Select(job => new ResultFolder(job))]);
        sync = new(setup.Time, text => setup.Trouble?.Invoke(text));
        journal = new(Path.Join(setup.Folders.Running, setup.Worker));
        setupScript = setup.Spec.Setup is null ? null : new(setup, environment);
        announcing = setup.Interruption?.Told.Register(Announce) ?? default;
    }

    /// <inheritdoc />
    public void Start(StartOrder order, IAttemptListener listener)
    {
        // Only that it runs: the processes of its jobs are found by the variable that they all have.
        journal.Write(order, identity: null, setup.Time.GetUtcNow(), survives: false);
        var graph = new PointGraph(setup, commands, sync, order, new Listener(this, order, listener));
        ended.TryRemove(order.Point, out _);
        running[order.Point] = graph;
        _ = graph.StartAsync(setupScript);
    }

    /// <inheritdoc />
    public void End(long point, AttemptEnd why, bool atOnce)
    {
        if (running.TryGetValue(point, out var graph))
            graph.End(why, atOnce);
    }

    /// <inheritdoc />
    public void GraphStored(long point, string reference)
    {
        if (running.TryGetValue(point, out var graph))
            graph.Stored(reference);
        else if (ended.TryGetValue(point, out var last) && last.StoredAfterEnd(reference))
            ended.TryRemove(new(point, last));
    }

    /// <summary>A point ends only when all that it wrote is kept, so nothing is left to be done.</summary>
    public ValueTask SyncAsync() => default;

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        announcing.Dispose();
        sync.Dispose();
        journal.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Announce()
    {
        foreach (var graph in running.Values)
            graph.Announce();
    }

    private sealed class Listener(GraphExecutor executor, StartOrder order, IAttemptListener listener) : IAttemptListener
    {
        public void Ended(long point, AttemptRecord attempt)
        {
            if (executor.running.TryGetValue(point, out var graph))
                executor.ended[point] = graph;
            Forget();
            listener.Ended(point, attempt);
        }

        public void NotStarted(long point, string problem)
        {
            Forget();
            listener.NotStarted(point, problem);
        }

        public void GraphKept(long point, string reference) => listener.GraphKept(point, reference);

        private void Forget()
        {
            executor.running.TryRemove(order.Point, out _);
            executor.journal.Clear(order.Slot);
        }
    }
}
