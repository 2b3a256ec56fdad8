using System.Globalization;
using Muster.Graphs;
using Muster.Stores;
using Muster.Testing.Simulation.Fleet;

namespace Muster.Testing.Simulation.Graphs;

/// <summary>Keeps a graph as an agent does: first the state among the blobs, then its name in the point's line; one at a time, and the last in any case.</summary>
internal sealed class SimGraphKeeper(SimulatedSweep sim, SimGraph graph)
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(1), LongJob = TimeSpan.FromSeconds(1), Again = TimeSpan.FromSeconds(5);

    private readonly List<string> old = [.. graph.Order.Graph is { } before ? new[] { before } : []];
    private TimeSpan? dueAt;
    private bool isBusy;
    private bool isLast;

    /// <summary>When something is to be kept; null: nothing is, or it is at work.</summary>
    public TimeSpan? DueAt => isBusy ? null : dueAt;

    private SimMachine Machine => graph.Machine;

    /// <summary>Something happened that shall be kept.</summary>
    public void Changed(IReadOnlyList<GraphEvent> events, TimeSpan now)
    {
        var due = events.Any(news => news is GraphEvent.JobEnded { Attempt: var attempt } && !(attempt.Elapsed < LongJob)) ? now : now + Within;
        if (!(dueAt <= due))
            dueAt = due;
    }

    public void KeepIfDue(TimeSpan now)
    {
        if (!(DueAt <= now))
            return;
        graph.NoteTime();
        Begin();
    }

    /// <summary>Keeps the state in which the graph ended.</summary>
    public void KeepLast()
    {
        isLast = true;
        if (!isBusy)
            Begin();
    }

    /// <summary>The point's line names a state: those before are of no use any more.</summary>
    public void Stored(string reference)
    {
        var before = old.TakeWhile(one => one != reference).ToList();
        if (before.Count == old.Count)
            return;
        old.RemoveRange(0, before.Count);
        foreach (var one in before)
            _ = DeleteAsync(one);
    }

    private void Begin()
    {
        (isBusy, dueAt) = (true, null);
        var reference = string.Create(CultureInfo.InvariantCulture, $"{GraphBlobs.PrefixOf(graph.Key.Round, graph.Key.Point)}state-{graph.State.Epoch}-{graph.State.Version}.json");
        old.Add(reference);
        _ = KeepAsync(reference, GraphStateJson.Write(graph.State), isLast);
    }

    private async Task KeepAsync(string reference, byte[] state, bool endsGraph)
    {
        if (sim.Options.Mutation == SimMutation.StatesNamedUnkept)
            Machine.GraphKept(graph.Order.Point, reference);
        if (graph.DiesAt("before a graph is kept"))
            return;
        while (!await TryWriteAsync(reference, state))
            await Machine.WaitAsync(Again);
        if (graph.DiesAt("after a graph is kept"))
            return;
        Machine.GraphKept(graph.Order.Point, reference);
        if (graph.DiesAt("after a kept graph is named"))
            return;
        isBusy = false;
        if (endsGraph)
            graph.Kept();
        else if (isLast)
            Begin();
    }

    private async Task<bool> TryWriteAsync(string reference, byte[] state)
    {
        try
        {
            await sim.Blobs.WriteAsync(Machine, reference, state);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private async Task DeleteAsync(string reference)
    {
        try
        {
            await sim.Blobs.DeleteAsync(Machine, reference);
        }
        catch (StoreUnavailableException)
        {
            sim.World.Note(Machine.Name, "leaves a blob behind", reference);
        }
    }
}
