using Muster.Chunks;
using Muster.Points;
using Muster.Runs;
using Muster.Stores;
using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Faults.History;

/// <summary>
/// Acts on a run and its chunks as workers, coordinators and people do: it claims, writes outcomes from the record that it
/// holds without reading again, releases, takes chunks from others, edits and cancels. What it does is drawn from chance.
/// An answer that does not come is settled by reading back.
/// </summary>
internal sealed class HistoryClient(string name, IRunStore store, RunId run, HistoryRecorder recorder, SimChance chance)
{
    /// <summary>Chunks over which clients meet.</summary>
    public const int Chunks = 3;

    private readonly Dictionary<long, ChunkRecord> held = [];
    private int writes;

    /// <summary>Does the next thing. A read without an answer ends it, as if nothing had been meant.</summary>
    public async Task StepAsync()
    {
        try
        {
            await (chance.Between(0, 9) switch
            {
                <= 1 => EditAsync(),
                2 => ReadChunkAsync(chance.Between(0, Chunks - 1)),
                3 => ReleaseAsync(),
                <= 5 => ClaimAsync(chance.Between(0, Chunks - 1)),
                _ => held.Count > 0 ? FinishPointAsync() : ClaimAsync(chance.Between(0, Chunks - 1)),
            });
        }
        catch (StoreUnavailableException)
        {
            // A read: it changed nothing.
        }
    }

    /// <summary>Submits the run unless it is there.</summary>
    public async Task SubmitAsync()
    {
        if (await ReadRunAsync() is null)
            await WriteAsync(HistoryRecords.NewRun(run, NextWrite()));
    }

    /// <summary>Reads every record once more.</summary>
    public async Task ReadAllAsync()
    {
        await ReadRunAsync();
        for (var number = 0; number < Chunks; number++)
            await ReadChunkAsync(number);
    }

    private async Task EditAsync()
    {
        if (await ReadRunAsync() is not { } now)
            await SubmitAsync();
        else if (chance.Happens(0.2) && now.Cancel(now.UpdatedAt) is { } cancelled && cancelled != now)
            await WriteAsync(cancelled.By(NextWrite()));
        else
            await WriteAsync((now with { Version = now.Version + 1 }).By(NextWrite()));
    }

    private async Task ClaimAsync(long number)
    {
        if (await ReadChunkAsync(number) is not { } now)
            await HoldAsync(HistoryRecords.NewChunk(KeyOf(number), name, NextWrite()));
        // One that has an owner is taken from it as from one that was lost.
        else if (now.Owner is null || chance.Happens(0.5))
            await HoldAsync((now with { Owner = name, Epoch = now.Epoch + 1 }).By(NextWrite()));
    }

    private async Task FinishPointAsync()
    {
        var chunk = PickHeld();
        var pending = Enumerable.Range(1, HistoryRecords.Points).Where(line => chunk.Entries[line].State == PointState.Pending).ToList();
        if (pending.Count == 0)
            await ReleaseAsync(chunk);
        else
            await HoldAsync(chunk.WithOutcome(pending[0], chance.Happens(0.5) ? PointState.Succeeded : PointState.Failed, $"{name}.{writes + 1}").By(NextWrite()));
    }

    private Task ReleaseAsync() => held.Count == 0 ? Task.CompletedTask : ReleaseAsync(PickHeld());

    private async Task ReleaseAsync(ChunkRecord chunk)
    {
        held.Remove(chunk.Key.Number);
        await WriteAsync((chunk with { Owner = null, Epoch = chunk.Epoch + 1 }).By(NextWrite()));
    }

    /// <summary>Writes a chunk as its owner and holds it if that worked; without an answer it looks.</summary>
    private async Task HoldAsync(ChunkRecord next)
    {
        held.Remove(next.Key.Number);
        var answer = await WriteAsync(next);
        if (answer is null && await ReadChunkAsync(next.Key.Number) is { } found && found.Version == next.Version && found.Owner == name)
            held[next.Key.Number] = found;
        else if (answer == WriteAnswer.Written)
            held[next.Key.Number] = next;
    }

    private ChunkRecord PickHeld() => held[held.Keys.Order().ElementAt(chance.Between(0, held.Count - 1))];

    private ChunkKey KeyOf(long number) => new(run, 1, 0, number);

    private string NextWrite() => $"{name}.{++writes}";

    private Task<RunRecord?> ReadRunAsync() => recorder.ReadAsync(name, HistoryRecords.NameOf(run), () => store.GetRunAsync(run), HistoryRecords.StateOf);

    private Task<ChunkRecord?> ReadChunkAsync(long number) =>
        recorder.ReadAsync(name, HistoryRecords.NameOf(KeyOf(number)), () => store.GetChunkAsync(KeyOf(number)), HistoryRecords.StateOf);

    private Task<WriteAnswer?> WriteAsync(RunRecord next) => recorder.WriteAsync(name, HistoryRecords.StateOf(next), () => store.WriteAsync(next));

    private Task<WriteAnswer?> WriteAsync(ChunkRecord next) => recorder.WriteAsync(name, HistoryRecords.StateOf(next), () => store.WriteAsync(next));
}
