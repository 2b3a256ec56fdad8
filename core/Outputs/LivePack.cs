using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Muster.Outputs;

/// <summary>What running attempts of one worker wrote since its pack before, and which attempts run.</summary>
/// <param name="Running">The attempts that run.</param>
/// <param name="Parts">What they wrote since.</param>
public sealed record LivePack(IReadOnlyList<LiveAttempt> Running, IReadOnlyList<LivePart> Parts)
{
    /// <summary>The length of the index (4 bytes, little-endian), the index, then the bytes of the parts one after the other.</summary>
    public byte[] Write()
    {
        var index = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(index))
            WriteIndex(json);
        var bytes = new byte[4 + index.WrittenCount + Parts.Sum(part => part.Bytes.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, index.WrittenCount);
        index.WrittenSpan.CopyTo(bytes.AsSpan(4));
        var at = 4 + index.WrittenCount;
        foreach (var part in Parts)
        {
            part.Bytes.CopyTo(bytes.AsMemory(at));
            at += part.Bytes.Length;
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="worker">The worker whose pack it is.</param>
    /// <param name="bytes">The pack.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static LivePack Read(string worker, byte[] bytes)
    {
        try
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            using var index = JsonDocument.Parse(bytes.AsMemory(4, length));
            var running = index.RootElement.GetProperty("running").EnumerateArray().Select(one => Of(worker, one)).ToList();
            var (parts, at) = (new List<LivePart>(), 4 + length);
            foreach (var part in index.RootElement.GetProperty("parts").EnumerateArray())
            {
                var size = part.GetProperty("length").GetInt32();
                parts.Add(new(running[part.GetProperty("attempt").GetInt32()], part.GetProperty("error").GetBoolean(), part.GetProperty("offset").GetInt64(), bytes.AsMemory(at, size)));
                at += size;
            }

            return new(running, parts);
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"A pack of live output of the worker {worker} is damaged: {error.Message}", error);
        }
    }

    private void WriteIndex(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("running");
        foreach (var attempt in Running)
        {
            json.WriteStartObject();
            json.WriteNumber("index", attempt.Index);
            json.WriteNumber("round", attempt.Round);
            json.WriteNumber("number", attempt.Number);
            json.WriteNumber("slot", attempt.Slot);
            json.WriteString("started_at", attempt.StartedAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("parts");
        foreach (var part in Parts)
        {
            json.WriteStartObject();
            json.WriteNumber("attempt", IndexOf(part.Attempt));
            json.WriteBoolean("error", part.Error);
            json.WriteNumber("offset", part.Offset);
            json.WriteNumber("length", part.Bytes.Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private int IndexOf(LiveAttempt attempt)
    {
        for (var i = 0; i < Running.Count; i++)
        {
            if (Running[i] == attempt)
                return i;
        }

        throw new ArgumentException($"A part is of attempt {attempt.Number} of point {attempt.Index}, which is none of those that run.");
    }

    private static LiveAttempt Of(string worker, JsonElement json) => new(
        json.GetProperty("index").GetInt64(), json.GetProperty("round").GetInt32(), json.GetProperty("number").GetInt32(), worker, json.GetProperty("slot").GetInt32(),
        json.GetProperty("started_at").GetDateTimeOffset()) { IsHere = false };
}

/// <summary>A piece of what a running attempt wrote.</summary>
/// <param name="Attempt">The attempt, one of the pack's.</param>
/// <param name="Error">Standard error, or else standard output.</param>
/// <param name="Offset">Its first byte in the stream, 0-based; where it is less than what came before, the command truncated its output.</param>
/// <param name="Bytes">The bytes.</param>
public sealed record LivePart(LiveAttempt Attempt, bool Error, long Offset, ReadOnlyMemory<byte> Bytes);
