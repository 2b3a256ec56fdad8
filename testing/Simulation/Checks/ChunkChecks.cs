using Muster.Chunks;

namespace Muster.Testing.Simulation.Checks;

/// <summary>Promise 2: a chunk has one live owner, only its owner writes under its epoch, and nothing of it runs when it is released.</summary>
internal static class ChunkChecks
{
    public static void Wrote(SimulatedSweep sim, string? worker, ChunkRecord? before, ChunkRecord after)
    {
        var epoch = before?.Epoch ?? 0;
        if (after.Epoch == epoch)
            Continues(sim, worker, before!, after);
        else if (after.Epoch != epoch + 1)
            sim.World.Break(2, $"Chunk {after.Key} was written under epoch {after.Epoch} over epoch {epoch}.");
        else if (after.Owner is not null)
            Claims(sim, worker, before, after);
        else
            Releases(sim, worker, before, after);
    }

    private static void Continues(SimulatedSweep sim, string? worker, ChunkRecord before, ChunkRecord after)
    {
        sim.World.Require(before.Owner is not null && worker == before.Owner, 2, () => $"{worker ?? "A coordinator"} wrote chunk {after.Key} under epoch {after.Epoch} of {before.Owner ?? "nobody"}.");
        sim.World.Require(after.Owner == before.Owner || (after.Owner is null && after.IsClosed), 2, () => $"Chunk {after.Key} went from {before.Owner} to {after.Owner} under the same epoch.");
    }

    private static void Claims(SimulatedSweep sim, string? worker, ChunkRecord? before, ChunkRecord after)
    {
        sim.World.Require(worker == after.Owner, 2, () => $"{worker ?? "A coordinator"} claimed chunk {after.Key} for {after.Owner}.");
        sim.World.Require(before?.Owner is null, 2, () => $"{after.Owner} claimed chunk {after.Key} from {before!.Owner}.");
        sim.World.Require(before?.IsClosed != true, 3, () => $"{after.Owner} claimed chunk {after.Key}, which is closed.");
    }

    private static void Releases(SimulatedSweep sim, string? worker, ChunkRecord? before, ChunkRecord after)
    {
        sim.World.Require(before?.Owner is not null, 2, () => $"Chunk {after.Key} was released, but nobody had it.");
        sim.World.Note("chunks", worker is null ? "freed of a lost owner" : "given back", after);
        sim.World.Require(worker is null || worker == before!.Owner, 2, () => $"{worker} released chunk {after.Key} of {before!.Owner}.");
        var running = sim.Cloud.Alive.SelectMany(machine => machine.Executions).FirstOrDefault(execution => execution.Order.Chunk == after.Key);
        sim.World.Require(running is null, 2, () => $"Chunk {after.Key} was released while {running!.Machine.Token} runs its point {running.Order.Point}.");
    }
}
