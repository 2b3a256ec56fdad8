using Muster.Stores;
using Muster.Testing.Simulation.Network;
using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Simulation.Graphs;

/// <summary>The states of graphs that were kept, as they are reached over the network.</summary>
internal sealed class SimBlobs(SimNetwork network, StoreHealth health)
{
    private readonly Dictionary<string, byte[]> blobs = new(StringComparer.Ordinal);

    /// <summary>What is there in truth; null: nothing.</summary>
    public byte[]? Find(string reference) => blobs.GetValueOrDefault(reference);

    public Task<byte[]?> ReadAsync(SimActor actor, string reference) => network.CallAsync(actor, "reads blob", reference, () => Find(reference), Unavailable);

    public Task WriteAsync(SimActor actor, string reference, byte[] bytes) =>
        network.CallAsync(actor, "writes blob", reference, () => blobs[reference] = bytes, Unavailable, health.Fails);

    public Task DeleteAsync(SimActor actor, string reference) => network.CallAsync(actor, "deletes blob", reference, () => blobs.Remove(reference), Unavailable, health.Fails);

    private static StoreUnavailableException Unavailable() => new("The blobs did not answer; try again.");
}
