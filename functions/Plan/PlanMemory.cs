using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using Muster.Coordination;
using Muster.Functions.Input;
using Muster.Stores;

namespace Muster.Functions.Plan;

/// <summary>What travels from tick to tick in the state of the machine.</summary>
/// <param name="Owner">Who did the last tick: this execution, or the one whose successor it is. It does nothing any more. Null: nobody.</param>
/// <param name="Watched">The lock of another as it was first seen; null: none is watched.</param>
/// <param name="Coordinator">What the coordinator remembers.</param>
internal sealed record PlanMemory(string? Owner, SeenLock? Watched, CoordinatorMemory Coordinator)
{
    /// <summary>
    /// Characters of a packed memory at most: it is in each state and event of an execution, and a state holds 256 KB. Source: Step Functions quotas, 2026-11.
    /// </summary>
    private const int Most = 100_000;

    /// <summary>Nothing.</summary>
    public static PlanMemory None { get; } = new(null, null, CoordinatorMemory.None);

    /// <summary>Unpacks; null: nothing yet.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static PlanMemory Unpack(string? packed)
    {
        if (packed is null)
            return None;
        try
        {
            using var bytes = new MemoryStream();
            using (var zip = new GZipStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress))
                zip.CopyTo(bytes);
            return Read(bytes.ToArray());
        }
        catch (Exception error) when (error is FormatException or InvalidDataException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InputException($"plan: the field 'memory' is damaged: {error.Message} Start the run anew without it: a coordinator without memory is only more patient.");
        }
    }

    /// <summary>Packs. What does not fit is left out: chunks that seem forgotten first, then all; a coordinator that remembers less waits longer.</summary>
    public string Pack()
    {
        foreach (var memory in (PlanMemory[])[this, this with { Coordinator = Coordinator with { ForgottenSince = CoordinatorMemory.None.ForgottenSince } }])
        {
            if (memory.PackWhole() is { Length: <= Most } packed)
                return packed;
        }

        return (this with { Coordinator = CoordinatorMemory.None with { TriedEpoch = Coordinator.TriedEpoch } }).PackWhole();
    }

    private string PackWhole()
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(Write());
        return Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private ReadOnlySpan<byte> Write()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            if (Owner is not null)
                json.WriteString("owner", Owner);
            if (Watched is { } seen)
            {
                json.WriteNumber("watched_epoch", seen.Epoch);
                json.WriteNumber("watched_renewals", seen.Renewals);
            }

            json.WritePropertyName("coordinator");
            json.WriteRawValue(RecordJson.Write(Coordinator));
            json.WriteEndObject();
        }

        return bytes.WrittenSpan;
    }

    private static PlanMemory Read(byte[] bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        var root = json.RootElement;
        var watched = root.TryGetProperty("watched_epoch", out var epoch) ? new SeenLock(epoch.GetInt64(), root.GetProperty("watched_renewals").GetInt64()) : (SeenLock?)null;
        var owner = root.TryGetProperty("owner", out var name) ? name.GetString() : null;
        return new(owner, watched, RecordJson.ReadMemory(System.Text.Encoding.UTF8.GetBytes(root.GetProperty("coordinator").GetRawText())));
    }
}

/// <summary>A run's lock as it was seen.</summary>
/// <param name="Epoch">Its epoch.</param>
/// <param name="Renewals">Its renewals.</param>
internal readonly record struct SeenLock(long Epoch, long Renewals);
