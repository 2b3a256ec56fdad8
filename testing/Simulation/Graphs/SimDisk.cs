using Muster.Graphs;
using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Simulation.Graphs;

/// <summary>A machine's disk: the journals of the graphs that were run on it.</summary>
internal sealed class SimDisk
{
    private readonly SortedDictionary<(int Round, long Point), SimJournal> journals = [];

    /// <summary>The journal of a point; null: there is none.</summary>
    public SimJournal? Find((int Round, long Point) key) => journals.GetValueOrDefault(key);

    /// <summary>Begins a journal; it takes the place of one that was there.</summary>
    public SimJournal Begin((int Round, long Point) key, GraphState state) => journals[key] = new(state);

    /// <summary>What was not made durable is lost, all of it or a part.</summary>
    public void LosePower(SimChance chance)
    {
        foreach (var journal in journals.Values)
            journal.LosePower(chance);
    }
}

/// <summary>A point's graph on a disk: a state, then events, as bytes. A process that dies loses nothing that it appended.</summary>
internal sealed class SimJournal(GraphState begin)
{
    private readonly byte[] first = GraphStateJson.Write(begin);
    private readonly List<byte[]> events = [];
    private int durable;

    /// <summary>Whether a power loss has taken something from its end.</summary>
    public bool WasCut { get; private set; }

    public void Append(IReadOnlyList<GraphEvent> news) => events.AddRange(news.Select(GraphEventJson.Write));

    /// <summary>Makes durable what was appended.</summary>
    public void Sync() => durable = events.Count;

    public void LosePower(SimChance chance)
    {
        var left = chance.Between(durable, events.Count);
        WasCut |= left < events.Count;
        events.RemoveRange(left, events.Count - left);
        durable = left;
    }

    /// <summary>The state that it leads to.</summary>
    public GraphState Read(GraphSpec spec)
    {
        var state = GraphStateJson.Read(first, spec);
        foreach (var news in events)
            state.Apply(GraphEventJson.Read(news));
        return state;
    }
}
