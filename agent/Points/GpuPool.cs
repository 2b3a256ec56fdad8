namespace Muster.Agent.Points;

/// <summary>The GPUs of a machine, each given to one point at a time, whichever run it is of.</summary>
public sealed class GpuPool(IEnumerable<string> ids)
{
    private readonly Lock gate = new();
    private readonly SortedSet<string> free = new(ids, StringComparer.Ordinal);

    /// <summary>Takes so many GPUs.</summary>
    /// <returns>Their ids; null when fewer are free.</returns>
    public IReadOnlyList<string>? Take(int count)
    {
        lock (gate)
        {
            if (free.Count < count)
                return null;
            var taken = free.Take(count).ToList();
            free.ExceptWith(taken);
            return taken;
        }
    }

    /// <summary>Gives GPUs back.</summary>
    public void Return(IReadOnlyList<string> taken)
    {
        lock (gate)
            free.UnionWith(taken);
    }
}
